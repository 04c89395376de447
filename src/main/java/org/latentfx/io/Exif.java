package org.latentfx.io;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Which way is up: tag 0x0112 of the first directory of a TIFF structure (TIFF 6.0, Exif 2.3), wherever a picture's
 * format keeps one: a segment of a JPEG, the eXIf chunk of a PNG, the EXIF chunk of a WebP, or the TIFF file itself.
 * Whatever cannot be read there says nothing: the reader of the pixels finds out what is damaged.
 */
final class Exif {
    private static final int JPEG = 0xFFD8FF;
    private static final int PNG = 0x89504E47;
    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;
    private static final int INTEL = 0x49492A00;
    private static final int MOTOROLA = 0x4D4D002A;
    private static final int PNG_CHUNK = 0x65584966; // eXIf
    private static final int PNG_END = 0x49454E44;
    private static final int WEBP_CHUNK = 0x45584946;

    private static final int ORIENTATION = 0x0112;
    private static final int DIRECTORY_ENTRY = 12;
    private static final int MOST_ENTRIES = 512;
    private static final int MOST_BYTES = 1 << 20;
    private static final byte[] LETTERS = {'E', 'x', 'i', 'f', 0, 0};

    private Exif() {}

    /** How the picture in {@code file} must be turned, 1 to 8; 1 where it does not say. */
    static int orientation(Path file) throws IOException {
        try (InputStream source = AtomicFile.open(file)) {
            var in = new DataInputStream(new BufferedInputStream(source));
            in.mark(16);
            int first = in.readInt();
            in.reset();
            if (first >>> 8 == JPEG) return JpegSegments.orientation(in);
            if (first == PNG) return ofPng(in);
            if (first == RIFF) return ofWebp(in);
            return first == INTEL || first == MOTOROLA ? ofTiff(file) : 1;
        } catch (EOFException e) {
            return 1;
        }
    }

    /** Of a TIFF structure from its beginning: byte order, 42, place of the first directory. */
    static int orientation(ByteBuffer source) {
        ByteBuffer tiff = source.slice();
        if (tiff.limit() < 8) return 1;
        tiff.order(order(tiff.getShort(0)));
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (directory + 2 > tiff.limit()) return 1;
        ByteBuffer rest = tiff.slice((int) directory, tiff.limit() - (int) directory);
        return ofDirectory(rest.order(tiff.order()));
    }

    private static int ofPng(DataInputStream in) throws IOException {
        in.skipNBytes(8);
        while (true) {
            long length = Integer.toUnsignedLong(in.readInt());
            int type = in.readInt();
            if (type == PNG_END) return 1;
            if (type == PNG_CHUNK && length <= MOST_BYTES)
                return orientation(ByteBuffer.wrap(in.readNBytes((int) length)));
            in.skipNBytes(length + 4); // and the checksum
        }
    }

    private static int ofWebp(DataInputStream in) throws IOException {
        in.skipNBytes(8);
        if (in.readInt() != WEBP) return 1;
        while (true) {
            int type = in.readInt();
            long length = Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
            if (type == WEBP_CHUNK && length <= MOST_BYTES) {
                ByteBuffer chunk = ByteBuffer.wrap(in.readNBytes((int) length));
                boolean asInJpeg = chunk.mismatch(ByteBuffer.wrap(LETTERS)) == LETTERS.length;
                return orientation(asInJpeg ? chunk.position(LETTERS.length) : chunk);
            }
            in.skipNBytes(length + length % 2);
        }
    }

    private static int ofTiff(Path file) throws IOException {
        try (var channel = FileChannel.open(file)) {
            ByteBuffer head = read(channel, 0, 8);
            if (head.limit() < 8) return 1;
            head.order(order(head.getShort(0)));
            ByteBuffer rest = read(channel, Integer.toUnsignedLong(head.getInt(4)), 2 + MOST_ENTRIES * DIRECTORY_ENTRY);
            return rest.limit() < 2 ? 1 : ofDirectory(rest.order(head.order()));
        }
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, at + buffer.position()) >= 0) continue;
        return buffer.flip();
    }

    private static ByteOrder order(short letters) {
        return letters == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    }

    private static int ofDirectory(ByteBuffer directory) {
        int entries = directory.getShort(0) & 0xFFFF;
        for (int at = 2; entries > 0 && at + DIRECTORY_ENTRY <= directory.limit(); at += DIRECTORY_ENTRY) {
            if ((directory.getShort(at) & 0xFFFF) == ORIENTATION) return value(directory, at);
            entries--;
        }
        return 1;
    }

    private static int value(ByteBuffer directory, int entry) {
        boolean isLong = directory.getShort(entry + 2) == 4; // a short by the standard, but some programs write a long
        int value = isLong ? directory.getInt(entry + 8) : directory.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : 1;
    }
}
