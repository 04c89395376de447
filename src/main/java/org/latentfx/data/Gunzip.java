package org.latentfx.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * A gzip stream (RFC 1952) of one member or several, one after the other (section 2.2), inflated as it is read. After
 * the last member may follow zeros, as on tapes. Stricter than the JDK's own: it refuses any other byte there, and
 * checks a header's own checksum. Any thread may use one, one thread at a time.
 */
final class Gunzip extends InputStream {
    private final BufferedInputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] piece = new byte[1 << 14];
    private int pieceLength;
    private boolean ended;

    /** Reads the first member's header from {@code in}; throws {@link ZipException} if it is not one. */
    Gunzip(BufferedInputStream in) throws IOException {
        this.in = in;
        readHeader();
    }

    /** Whether a file starting with these two bytes is a gzip stream. */
    static boolean starts(int first, int second) {
        return first == 0x1F && second == 0x8B;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 255;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) return 0;
        while (!ended) {
            int count = inflate(buffer, offset, length);
            if (count > 0) return count;
            if (inflater.finished()) endMember();
            else fill();
        }
        return -1;
    }

    /** Frees the inflater; leaves the source open. */
    @Override
    public void close() {
        inflater.end();
    }

    private int inflate(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(buffer, offset, length);
            crc.update(buffer, offset, count);
            if (count == 0 && inflater.needsDictionary()) throw new ZipException("a gzip member needs a dictionary");
            return count;
        } catch (DataFormatException e) {
            throw (ZipException) new ZipException(e.getMessage()).initCause(e);
        }
    }

    /** Marks the source first, so that what the inflater leaves can be given back. */
    private void fill() throws IOException {
        in.mark(piece.length);
        pieceLength = in.read(piece, 0, piece.length);
        if (pieceLength < 0) throw new EOFException("the gzip member is cut off");
        inflater.setInput(piece, 0, pieceLength);
    }

    private void endMember() throws IOException {
        in.reset();
        in.skipNBytes(pieceLength - inflater.getRemaining());
        long found = crc.getValue(); // before the trailer's own bytes
        if (little(4) != found || little(4) != (inflater.getBytesWritten() & 0xFFFFFFFFL))
            throw new ZipException("the checksum of the inflated data is wrong");
        in.mark(1);
        int next = in.read();
        if (next > 0) {
            in.reset();
            inflater.reset();
            readHeader();
            return;
        }
        while (next == 0) next = in.read();
        if (next > 0) throw new ZipException("there are bytes after the end of the gzip stream");
        ended = true;
    }

    private void readHeader() throws IOException {
        crc.reset();
        if (!starts(next(), next()) || next() != 8) throw new ZipException("not a deflated gzip member");
        int flags = next();
        if ((flags & 0xE0) != 0) throw new ZipException("reserved gzip flags are set");
        little(6); // time, compression level, operating system
        if ((flags & 4) != 0) for (long extra = little(2); extra > 0; extra--) next();
        if ((flags & 8) != 0) skipText(); // file name
        if ((flags & 16) != 0) skipText(); // comment
        long found = crc.getValue() & 0xFFFF;
        if ((flags & 2) != 0 && little(2) != found) throw new ZipException("the checksum of the header is wrong");
        crc.reset();
    }

    private void skipText() throws IOException {
        while (next() != 0) continue;
    }

    /** The next {@code bytes} bytes as a number, the least first. */
    private long little(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) value |= (long) next() << 8 * i;
        return value;
    }

    private int next() throws IOException {
        int value = in.read();
        if (value < 0) throw new EOFException("the gzip header or trailer is cut off");
        crc.update(value);
        return value;
    }
}
