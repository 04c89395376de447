package org.latentfx.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The sizes in a BMP file's header, for which the JDK's reader would make room before it looks whether there are as
 * many bytes: whoever lies about them is not read.
 */
public final class BmpHeader {
    private static final int BYTES = 54;
    private static final int MOST_COLOURS = 256;

    private BmpHeader() {}

    /** False if {@code file} is a BMP whose header announces what its length cannot hold. */
    static boolean plausible(Path file) throws IOException {
        byte[] head;
        try (InputStream in = AtomicFile.open(file)) {
            head = in.readNBytes(BYTES);
        }
        return plausible(head, Files.size(file));
    }

    /** The same of a file of {@code length} bytes that begins with {@code head}. */
    public static boolean plausible(byte[] head, long length) {
        if (head.length < BYTES || head[0] != 'B' || head[1] != 'M') return true;
        ByteBuffer header = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        long offset = unsigned(header, 10);
        long own = unsigned(header, 14);
        if (offset > length || own > length) return false;
        return own < 40 || unsigned(header, 34) <= length && unsigned(header, 46) <= MOST_COLOURS;
    }

    private static long unsigned(ByteBuffer header, int at) {
        return Integer.toUnsignedLong(header.getInt(at));
    }
}
