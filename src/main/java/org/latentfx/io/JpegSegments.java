package org.latentfx.io;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
    private static final int APP14 = 0xEE;
    private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.ISO_8859_1);
    private static final int ADOBE_TRANSFORM = 11;

    /**
     * How the pixels hold colours.
     *
     * @param components 1 grey, 3 colours, 4 inks; 0 where the file does not say
     * @param adobeTransform what Adobe's segment says of them (0 none, 1 YCbCr, 2 YCCK); −1 without one
     */
    record Colours(int components, int adobeTransform) {}

    private JpegSegments() {}

    /** How the picture must be turned, 1 to 8 as Exif numbers them; 1 where the file says nothing or is no JPEG. */
    public static int orientation(InputStream file) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(file));
        try {
            if (in.readUnsignedShort() != START) return 1;
            for (int marker = marker(in); marker != START_OF_SCAN && marker != END_OF_IMAGE; marker = marker(in)) {
                byte[] segment = in.readNBytes(Math.max(0, in.readUnsignedShort() - 2));
                if (marker == APP1 && startsWith(segment, EXIF))
                    return Exif.orientation(ByteBuffer.wrap(segment, EXIF.length, segment.length - EXIF.length));
            }
        } catch (EOFException e) {
            return 1; // the reader of the pixels finds out what is missing
        }
        return 1;
    }

    /** Read up to the frame's header (B.2.2). */
    static Colours colours(Path file) throws IOException {
        try (InputStream source = AtomicFile.open(file)) {
            var in = new DataInputStream(new BufferedInputStream(source));
            if (in.readUnsignedShort() != START) return new Colours(0, -1);
            int transform = -1;
            for (int marker = marker(in); marker != START_OF_SCAN && marker != END_OF_IMAGE; marker = marker(in)) {
                byte[] segment = in.readNBytes(Math.max(0, in.readUnsignedShort() - 2));
                if (marker == APP14 && startsWith(segment, ADOBE) && segment.length > ADOBE_TRANSFORM)
                    transform = segment[ADOBE_TRANSFORM];
                if (isFrame(marker) && segment.length > 5) return new Colours(segment[5] & 0xFF, transform);
            }
            return new Colours(0, transform);
        } catch (EOFException e) {
            return new Colours(0, -1); // the reader of the pixels finds out what is missing
        }
    }

    /** C0 to CF but for the tables among them. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
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

    private static boolean startsWith(byte[] segment, byte[] letters) {
        return segment.length > letters.length
                && ByteBuffer.wrap(segment, 0, letters.length).equals(ByteBuffer.wrap(letters));
    }
}
