package org.latentfx.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.zip.ZipException;
import org.latentfx.text.Refusal;

/**
 * The IDX format of the MNIST files (Y. LeCun, C. Cortes, C. Burges): a big-endian magic number and sizes, then bytes;
 * plain or gzipped, told apart by the first two bytes. It trusts nothing: whatever does not fit is refused with one
 * sentence naming the file, and no more is ever inflated than the header announces, plus one byte. Any thread may use
 * it.
 */
public final class IdxFile {
    /** The most images a file may hold. */
    public static final int MOST_IMAGES = 4_000_000;
    /** The longest side of an image, in pixels. */
    public static final int LONGEST_SIDE = 256;
    /** The most bytes of pixels a file may hold. */
    public static final long MOST_BYTES = 1L << 33;

    /** What a file of grey images begins with; its numbers are bytes on three axes. */
    public static final int GREY_IMAGES = 0x803;
    /** What one of images in colour begins with: the fourth axis is red, green and blue. */
    public static final int COLOUR_IMAGES = 0x804;

    private static final int LABELS = 0x801;
    private static final int FIRST_PIECE = 1 << 24;

    /** Images without labels: {@code count × values of one} bytes. */
    public record Images(int count, PictureFormat format, Pixels pixels) {}

    private IdxFile() {}

    /** The images in {@code file}. Throws {@link Refusal} if they cannot be used. */
    public static Images readImages(Path file) {
        try (InputStream in = open(file)) {
            return readImages(in, file.toString());
        } catch (IOException e) {
            throw new Refusal(e, "data.file.unreadable", file);
        }
    }

    /** The labels in {@code file}, one byte an image. Throws {@link Refusal} if they cannot be used. */
    public static byte[] readLabels(Path file) {
        try (InputStream in = open(file)) {
            return readLabels(in, file.toString());
        } catch (IOException e) {
            throw new Refusal(e, "data.file.unreadable", file);
        }
    }

    /** The images in {@code source}, called {@code name} in refusals. Leaves {@code source} open. */
    public static Images readImages(InputStream source, String name) {
        return read(source, name, in -> {
            int magic = in.readInt();
            if (magic != COLOUR_IMAGES) checkMagic(magic, GREY_IMAGES, name);
            int count = checkCount(in.readInt(), name);
            int height = in.readInt();
            int width = in.readInt();
            if (height < 1 || height > LONGEST_SIDE || width < 1 || width > LONGEST_SIDE)
                throw new Refusal(
                        "data.idx.sides",
                        name,
                        Integer.toUnsignedLong(width),
                        Integer.toUnsignedLong(height),
                        LONGEST_SIDE);
            int channels = magic == COLOUR_IMAGES ? in.readInt() : PictureFormat.GREY;
            if (channels != PictureFormat.GREY && channels != PictureFormat.COLOUR)
                throw new Refusal("data.idx.channels", name, Integer.toUnsignedLong(channels));
            var format = new PictureFormat(width, height, channels);
            long bytes = (long) count * format.values();
            if (bytes > MOST_BYTES) throw new Refusal("data.idx.bytes", name, bytes >> 20, MOST_BYTES >> 20);
            return new Images(count, format, pixels(in, count, format.values(), name));
        });
    }

    /** The labels in {@code source}, called {@code name} in refusals. Leaves {@code source} open. */
    public static byte[] readLabels(InputStream source, String name) {
        return read(source, name, in -> {
            checkMagic(in.readInt(), LABELS, name);
            int count = checkCount(in.readInt(), name);
            byte[] labels = body(in, count, 0, count, name);
            checkEnd(in, count, name);
            return labels;
        });
    }

    private interface Content<T> {
        T read(DataInputStream in) throws IOException;
    }

    private static <T> T read(InputStream source, String name, Content<T> content) {
        var raw = new BufferedInputStream(source, 1 << 16);
        boolean gzipped = false;
        try {
            raw.mark(2);
            gzipped = Gunzip.starts(raw.read(), raw.read());
            raw.reset();
            if (!gzipped) return content.read(new DataInputStream(raw));
            try (var gunzip = new Gunzip(raw)) {
                return content.read(new DataInputStream(gunzip));
            }
        } catch (EOFException | ZipException e) {
            throw new Refusal(e, gzipped ? "data.idx.gzip" : "data.idx.header", name);
        } catch (IOException e) {
            throw new Refusal(e, "data.file.unreadable", name);
        }
    }

    private static void checkMagic(int magic, int expected, String name) {
        if (magic != expected)
            throw new Refusal(
                    expected == GREY_IMAGES ? "data.idx.magic.images" : "data.idx.magic.labels",
                    name,
                    hex(magic),
                    hex(expected));
    }

    private static int checkCount(int count, String name) {
        if (count < 1 || count > MOST_IMAGES)
            throw new Refusal("data.idx.count", name, Integer.toUnsignedLong(count), MOST_IMAGES);
        return count;
    }

    private static Pixels pixels(DataInputStream in, int count, int values, String name) throws IOException {
        var pieces = new ArrayList<byte[]>();
        long size = (long) count * values;
        int each = Pixels.each(values);
        for (int done = 0; done < count; done += each) {
            int images = Math.min(count - done, each);
            pieces.add(body(in, images * values, (long) done * values, size, name));
        }
        checkEnd(in, size, name);
        return Pixels.ofPieces(pieces, values, each);
    }

    /**
     * Exactly {@code size} bytes. Memory grows with what is there, not with what is announced: a plain file is known
     * to have as many, the end of a gzipped one shows only as it arrives.
     *
     * @param before how many were read before
     * @param all how many there are to be in all
     */
    private static byte[] body(DataInputStream in, int size, long before, long all, String name) throws IOException {
        try {
            byte[] bytes = new byte[in.available() >= size ? size : Math.min(size, FIRST_PIECE)];
            int found = in.readNBytes(bytes, 0, bytes.length);
            while (found == bytes.length && found < size) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(size, 2L * found));
                found += in.readNBytes(bytes, found, bytes.length - found);
            }
            if (found < size) throw new Refusal("data.idx.short", name, all, before + found);
            return bytes;
        } catch (OutOfMemoryError e) {
            throw new Refusal(e, "data.idx.memory", name, all >> 20);
        }
    }

    private static void checkEnd(DataInputStream in, long size, String name) throws IOException {
        if (in.read() >= 0) throw new Refusal("data.idx.long", name, size);
    }

    private static InputStream open(Path file) throws IOException {
        if (!Files.exists(file)) throw new Refusal("data.file.missing", file);
        if (!Files.isRegularFile(file)) throw new Refusal("data.file.kind", file);
        return Files.newInputStream(file);
    }

    private static String hex(int magic) {
        return String.format("%08X", magic);
    }
}
