package org.latentfx.io.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * An array to be written to a NumPy file. Immutable by convention.
 *
 * @param type as NumPy calls it, such as {@code <f4}
 * @param shape the length of each axis, the last of which runs fastest
 * @param numbers little-endian
 */
public record NumpyArray(String name, String type, int[] shape, byte[] numbers) {
    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /** 32-bit floats. */
    public static NumpyArray of(String name, float[] values, int... shape) {
        var bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ORDER);
        bytes.asFloatBuffer().put(values);
        return new NumpyArray(name, "<f4", shape, bytes.array());
    }

    /** A row of 32-bit whole numbers. */
    public static NumpyArray of(String name, int[] values) {
        var bytes = ByteBuffer.allocate(Integer.BYTES * values.length).order(ORDER);
        bytes.asIntBuffer().put(values);
        return new NumpyArray(name, "<i4", new int[] {values.length}, bytes.array());
    }

    /** A row of 64-bit whole numbers. */
    public static NumpyArray of(String name, long[] values) {
        var bytes = ByteBuffer.allocate(Long.BYTES * values.length).order(ORDER);
        bytes.asLongBuffer().put(values);
        return new NumpyArray(name, "<i8", new int[] {values.length}, bytes.array());
    }

    /** Bytes without sign. */
    public static NumpyArray of(String name, byte[] values, int... shape) {
        return new NumpyArray(name, "|u1", shape, values);
    }

    /** A row of texts, each as long as the longest: four bytes a code point, filled up with zeros. */
    public static NumpyArray of(String name, List<String> texts) {
        int longest = texts.stream()
                .mapToInt(text -> text.codePointCount(0, text.length()))
                .max()
                .orElse(0);
        longest = Math.max(1, longest);
        var bytes = ByteBuffer.allocate(Integer.BYTES * longest * texts.size()).order(ORDER);
        for (String text : texts)
            for (int codePoint : Arrays.copyOf(text.codePoints().toArray(), longest)) bytes.putInt(codePoint);
        return new NumpyArray(name, "<U" + longest, new int[] {texts.size()}, bytes.array());
    }

    /** The whole {@code .npy} file, version 1.0; its numbers begin at a multiple of 64 bytes. */
    byte[] file() {
        var tuple = new StringBuilder();
        for (int axis : shape) tuple.append(axis).append(",");
        String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int padding = Math.floorMod(-(NumpyHeader.BEFORE + dictionary.length() + 1), 64);
        byte[] header = (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(NumpyHeader.BEFORE + header.length + numbers.length)
                .order(ORDER)
                .put(NumpyHeader.MAGIC)
                .putShort((short) 1)
                .putShort((short) header.length)
                .put(header)
                .put(numbers)
                .array();
    }
}
