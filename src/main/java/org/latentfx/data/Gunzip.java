package org.latentfx.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * A gzip stream (RFC 1952) of exactly one member, inflated as it is read. Stricter than the JDK's own: it also refuses
 * bytes after the member's end. Any thread may use one, one thread at a time.
 */
final class Gunzip extends InflaterInputStream {
    private static final int TRAILER = 8;
    private final CRC32 crc = new CRC32();
    private boolean checked;

    /** Reads the member's header from {@code in}; throws {@link ZipException} if it is not one. */
    Gunzip(InputStream in) throws IOException {
        super(in, new Inflater(true), 1 << 16);
        readHeader();
    }

    /** Whether a file starting with these two bytes is a gzip stream. */
    static boolean starts(int first, int second) {
        return first == 0x1F && second == 0x8B;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0) crc.update(buffer, offset, count);
        if (count < 0 && !checked) checkTrailer();
        return count;
    }

    /** Frees the inflater; leaves the source open. */
    @Override
    public void close() {
        inf.end();
    }

    private void readHeader() throws IOException {
        if (!starts(next(), next()) || next() != 8) throw new ZipException("not a deflated gzip member");
        int flags = next();
        if ((flags & 0xE0) != 0) throw new ZipException("reserved gzip flags are set");
        for (int i = 0; i < 6; i++) next(); // time, compression level, operating system
        if ((flags & 4) != 0) for (int extra = next() | next() << 8; extra > 0; extra--) next();
        if ((flags & 8) != 0) skipText(); // file name
        if ((flags & 16) != 0) skipText(); // comment
        if ((flags & 2) != 0) { // checksum of the header
            next();
            next();
        }
    }

    private void skipText() throws IOException {
        while (next() != 0) continue;
    }

    private int next() throws IOException {
        int value = in.read();
        if (value < 0) throw new EOFException("the gzip header is cut off");
        return value;
    }

    private void checkTrailer() throws IOException {
        checked = true;
        int kept = Math.min(inf.getRemaining(), TRAILER + 1);
        byte[] trailer = new byte[TRAILER + 1];
        System.arraycopy(buf, len - inf.getRemaining(), trailer, 0, kept);
        int found = kept + in.readNBytes(trailer, kept, trailer.length - kept);
        if (found < TRAILER) throw new EOFException("the gzip trailer is cut off");
        if (found > TRAILER) throw new ZipException("there are bytes after the end of the gzip stream");
        if (little(trailer, 0) != (int) crc.getValue() || little(trailer, 4) != (int) inf.getBytesWritten())
            throw new ZipException("the checksum of the inflated data is wrong");
    }

    private static int little(byte[] bytes, int at) {
        return bytes[at] & 255 | (bytes[at + 1] & 255) << 8 | (bytes[at + 2] & 255) << 16 | bytes[at + 3] << 24;
    }
}
