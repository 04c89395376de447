package org.latentfx.io;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What the segments of a JPEG file (ITU-T T.81, annex B) say that the JDK's reader passes over: which way is up (Exif
 * 2.3, tag 0x0112 of the first directory in the APP1 segment), and whether the file is there to its end.
 */
public final class JpegSegments {
    private static final int START = 0xFFD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int APP1 = 0xE1;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ORIENTATION = 0x0112;
    private static final int DIRECTORY_ENTRY = 12;

    private JpegSegments() {}

    /** How the picture must be turned, 1 to 8 as Exif numbers them; 1 where the file says nothing or is no JPEG. */
    public static int orientation(InputStream file) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(file));
        try {
            if (in.readUnsignedShort() != START) return 1;
            for (int marker = marker(in); marker != START_OF_SCAN && marker != END_OF_IMAGE; marker = marker(in)) {
                byte[] segment = in.readNBytes(Math.max(0, in.readUnsignedShort() - 2));
                if (marker == APP1 && startsWithExif(segment)) return orientation(segment);
            }
        } catch (EOFException e) {
            return 1; // the reader of the pixels finds out what is missing
        }
        return 1;
    }

    /** Whether {@code file} is a JPEG that ends before its end is marked. */
    static boolean cutOff(Path file) throws IOException {
        try (InputStream source = AtomicFile.open(file)) {
            var in = new DataInputStream(new BufferedInputStream(source, 1 << 16));
            try {
                if (in.readUnsignedShort() != START) return false;
                int marker = marker(in);
                while (marker != END_OF_IMAGE) {
                    if (hasLength(marker)) in.skipNBytes(Math.max(0, in.readUnsignedShort() - 2));
                    marker = marker(in); // after a scan's header this passes over the coded pixels
                }
                return false;
            } catch (EOFException e) {
                return true;
            }
        }
    }

    /** The next marker: bytes before it are passed over, and so are the stuffed zeros and restarts among pixels. */
    private static int marker(DataInputStream in) throws IOException {
        while (true) {
            int value = in.readUnsignedByte();
            if (value != 0xFF) continue;
            while (value == 0xFF) value = in.readUnsignedByte();
            if (value != 0 && hasLength(value) || value == END_OF_IMAGE) return value;
        }
    }

    /** Restarts (D0 to D7), the start of an image (D8) and 01 stand alone. */
    private static boolean hasLength(int marker) {
        return marker != 1 && (marker < 0xD0 || marker > END_OF_IMAGE);
    }

    private static boolean startsWithExif(byte[] segment) {
        return segment.length > EXIF.length
                && ByteBuffer.wrap(segment, 0, EXIF.length).equals(ByteBuffer.wrap(EXIF));
    }

    /** From the TIFF header that follows the six letters: byte order, 42, place of the first directory. */
    private static int orientation(byte[] segment) {
        ByteBuffer tiff = ByteBuffer.wrap(segment, EXIF.length, segment.length - EXIF.length)
                .slice();
        if (tiff.limit() < 8) return 1;
        tiff.order(tiff.getShort(0) == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        if (directory + 2 > tiff.limit()) return 1;
        int entries = tiff.getShort((int) directory) & 0xFFFF;
        for (long at = directory + 2; entries > 0 && at + DIRECTORY_ENTRY <= tiff.limit(); at += DIRECTORY_ENTRY) {
            if ((tiff.getShort((int) at) & 0xFFFF) == ORIENTATION) return value(tiff, (int) at);
            entries--;
        }
        return 1;
    }

    private static int value(ByteBuffer tiff, int entry) {
        boolean isLong = tiff.getShort(entry + 2) == 4; // a short by the standard, but some programs write a long
        int value = isLong ? tiff.getInt(entry + 8) : tiff.getShort(entry + 8);
        return value >= 1 && value <= 8 ? value : 1;
    }
}
