package org.latentfx.io.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.latentfx.text.Refusal;

/**
 * Checks what a MATLAB file of level 5 says of its own lengths before the library believes it: each element ends within
 * the file, and flags, axes, name and numbers of an array end within the array. Inflates no more than an array's head.
 */
final class MatlabElements {
    private static final int FILE_HEADER = 128;
    private static final int BYTE_ORDER = 126;
    private static final int TAG = 8;
    private static final int HEAD = 512;
    private static final int MATRIX = 14;
    private static final int COMPRESSED = 15;
    private static final int FLAGS_BYTES = 8;
    private static final int MOST_AXES_BYTES = 32;
    private static final int LONGEST_NAME = 256;

    private MatlabElements() {}

    /** Throws {@link Refusal} if {@code file}, called {@code place}, contradicts itself. */
    static void check(byte[] file, String place) {
        ByteBuffer in = ByteBuffer.wrap(file);
        if (file.length < FILE_HEADER + TAG) throw new Refusal("data.import.damaged", place);
        in.order(file[BYTE_ORDER] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        for (long at = FILE_HEADER; at < file.length; ) {
            if (at + TAG > file.length) throw new Refusal("data.import.damaged", place);
            int type = in.getInt((int) at);
            long size = Integer.toUnsignedLong(in.getInt((int) at + 4));
            long start = at + TAG;
            if (size > file.length - start) throw new Refusal("data.mat.size", place, at, size, file.length - start);
            if (type == MATRIX) checkArray(in.slice((int) start, (int) size).order(in.order()), size, place);
            else if (type == COMPRESSED) checkCompressed(file, (int) start, (int) size, in.order(), place);
            at = start + size;
        }
    }

    private static void checkCompressed(byte[] file, int from, int size, ByteOrder order, String place) {
        byte[] head = new byte[HEAD];
        var inflater = new Inflater();
        try {
            inflater.setInput(file, from, size);
            int length = 0;
            for (int more = 1; more > 0 && length < HEAD; length += more)
                more = inflater.inflate(head, length, HEAD - length);
            ByteBuffer in = ByteBuffer.wrap(head, 0, length).order(order);
            if (length < TAG || in.getInt(0) != MATRIX) throw new Refusal("data.import.damaged", place);
            long inner = Integer.toUnsignedLong(in.getInt(4));
            checkArray(in.slice(TAG, length - TAG).order(order), inner, place);
        } catch (DataFormatException e) {
            throw new Refusal(e, "data.import.damaged", place);
        } finally {
            inflater.end();
        }
    }

    /** @param head the array's beginning, of {@code size} bytes in all */
    private static void checkArray(ByteBuffer head, long size, String place) {
        int[] most = {FLAGS_BYTES, MOST_AXES_BYTES, LONGEST_NAME};
        long at = 0;
        for (int part = 0; part <= most.length; part++) {
            if (at + TAG > head.limit()) {
                if (part == most.length || size == 0) return; // an array without numbers
                throw new Refusal("data.import.damaged", place);
            }
            int first = head.getInt((int) at);
            boolean small = first >>> 16 != 0; // up to four bytes stand in the tag itself
            long bytes = small ? first >>> 16 : Integer.toUnsignedLong(head.getInt((int) at + 4));
            long allowed = part < most.length ? most[part] : size - at - TAG;
            if (bytes > (small ? 4 : allowed)) throw new Refusal("data.mat.size", place, at, bytes, allowed);
            at += small ? TAG : TAG + (bytes + 7) / 8 * 8;
        }
    }
}
