package org.latentfx.io.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A message in the encoding of protocol buffers (protobuf.dev, "Encoding"), made field by field and written once. Its
 * length is known before it is written, and large arrays are kept by reference, so that no copy of them is made.
 */
final class ProtoMessage {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;

    private static final int FLOATS_AT_ONCE = 1 << 12;

    /** Some bytes of the message. */
    private interface Piece {
        void write(OutputStream out) throws IOException;
    }

    private final List<Piece> pieces = new ArrayList<>();
    private long length;

    /** A whole number that is not negative. */
    ProtoMessage integer(int field, long value) {
        tag(field, VARINT);
        varint(value);
        return this;
    }

    ProtoMessage real(int field, float value) {
        tag(field, FIXED_32);
        bytes(littleEndian(new float[] {value}, 0, 1));
        return this;
    }

    ProtoMessage text(int field, String text) {
        return raw(field, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A message within this one, to which no more must be added. */
    ProtoMessage message(int field, ProtoMessage inner) {
        tag(field, BYTES);
        varint(inner.length);
        length += inner.length;
        pieces.add(inner::write);
        return this;
    }

    /** {@code count} numbers of {@code values}, little-endian, as raw bytes. The array must not change any more. */
    ProtoMessage floats(int field, float[] values, int from, int count) {
        tag(field, BYTES);
        varint((long) Float.BYTES * count);
        length += (long) Float.BYTES * count;
        pieces.add(out -> {
            for (int done = 0; done < count; done += FLOATS_AT_ONCE)
                out.write(littleEndian(values, from + done, Math.min(FLOATS_AT_ONCE, count - done)));
        });
        return this;
    }

    ProtoMessage raw(int field, byte[] bytes) {
        tag(field, BYTES);
        varint(bytes.length);
        bytes(bytes);
        return this;
    }

    void write(OutputStream out) throws IOException {
        for (Piece piece : pieces) piece.write(out);
    }

    private void tag(int field, int wire) {
        varint((long) field << 3 | wire);
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private void varint(long value) {
        var bytes = ByteBuffer.allocate(10);
        long rest = value;
        for (; rest >= 0x80; rest >>>= 7) bytes.put((byte) (rest | 0x80));
        bytes.put((byte) rest).flip();
        byte[] some = new byte[bytes.remaining()];
        bytes.get(some);
        bytes(some);
    }

    private void bytes(byte[] bytes) {
        length += bytes.length;
        pieces.add(out -> out.write(bytes));
    }

    private static byte[] littleEndian(float[] values, int from, int count) {
        var bytes = ByteBuffer.allocate(Float.BYTES * count).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values, from, count);
        return bytes.array();
    }
}
