package org.latentfx.train.timeline;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;
import org.latentfx.text.Refusal;

/**
 * The arrays of snapshots in files of a folder, one file each: a mark, how many numbers each of the three arrays has,
 * the numbers, and their checksum. They are read by the process that wrote them and by no other. Blocks; any thread.
 */
final class SnapshotFiles {
    private static final int MARK = 0x4c465332;
    private static final int ARRAYS = 3;
    private static final int PART = 1 << 18;

    private final Path folder;

    /** @param folder exists, and is this process's own */
    SnapshotFiles(Path folder) {
        this.folder = folder;
    }

    /** Bytes of a file beside its numbers. */
    static int overhead() {
        return 2 * Integer.BYTES + Long.BYTES;
    }

    private Path file(long number) {
        return folder.resolve(number + ".snapshot");
    }

    void write(long number, float[]... arrays) throws IOException {
        var sum = new CRC32();
        var part = ByteBuffer.allocateDirect(PART).order(ByteOrder.LITTLE_ENDIAN);
        try (var out = FileChannel.open(file(number), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            drain(part.putInt(MARK).putInt(arrays[0].length), out);
            for (float[] array : arrays) {
                for (int from = 0; from < array.length; from += PART / Float.BYTES) {
                    int count = Math.min(PART / Float.BYTES, array.length - from);
                    part.asFloatBuffer().put(array, from, count);
                    part.position(count * Float.BYTES);
                    sum.update(part.duplicate().flip());
                    drain(part, out);
                }
            }
            drain(part.putLong(sum.getValue()), out);
        }
    }

    private static void drain(ByteBuffer part, FileChannel out) throws IOException {
        part.flip();
        while (part.hasRemaining()) out.write(part);
        part.clear();
    }

    /** Throws {@link Refusal} where the file is not there or not as it was written. */
    float[][] read(long number, long step, int count) {
        Path file = file(number);
        try (var in = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(in, count);
        } catch (IOException e) {
            throw new Refusal(e, "timeline.file", step, file);
        }
    }

    private static float[][] read(FileChannel in, int count) throws IOException {
        var sum = new CRC32();
        var part = ByteBuffer.allocateDirect(PART).order(ByteOrder.LITTLE_ENDIAN);
        fill(part, 2 * Integer.BYTES, in);
        if (part.getInt() != MARK || part.getInt() != count) throw new IOException("not what was written");
        float[][] arrays = new float[ARRAYS][count];
        for (float[] array : arrays) {
            for (int from = 0; from < count; from += PART / Float.BYTES) {
                int length = Math.min(PART / Float.BYTES, count - from);
                fill(part, length * Float.BYTES, in);
                sum.update(part.duplicate());
                part.asFloatBuffer().get(array, from, length);
            }
        }
        fill(part, Long.BYTES, in);
        if (part.getLong() != sum.getValue()) throw new IOException("the checksum is another");
        return arrays;
    }

    private static void fill(ByteBuffer part, int bytes, FileChannel in) throws IOException {
        part.clear().limit(bytes);
        while (part.hasRemaining()) if (in.read(part) < 0) throw new EOFException("the file ends early");
        part.flip();
    }

    /** Removes a file; one that is gone already is no fault. */
    void delete(long number) throws IOException {
        Files.deleteIfExists(file(number));
    }
}
