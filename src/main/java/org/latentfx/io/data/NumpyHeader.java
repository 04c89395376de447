package org.latentfx.io.data;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Refusal;

/**
 * What stands before the numbers of a NumPy array (NumPy Enhancement Proposal 1): a magic number, a version, a length
 * and a Python dictionary of three keys, of which only that form is read and nothing is run.
 *
 * @param type how a number stands there; null if it is a form that is not read, such as Python objects
 * @param length bytes before the first number
 */
record NumpyHeader(
        String description, @Nullable NumberType type, boolean firstFastest, List<Integer> shape, int length) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    /** Magic number, version and length, as version 1.0 has them. */
    static final int BEFORE = 10;

    private static final int LONGEST = 1 << 16;
    private static final int MOST_AXES = 8;
    private static final String STRING = "'([^'\\\\]{0,64})'|\"([^\"\\\\]{0,64})\"";
    private static final Pattern ENTRY =
            Pattern.compile("\\s*(?:" + STRING + ")\\s*:\\s*(" + STRING + "|True|False|\\([0-9,\\sL]{0,200}\\)|\\[)");
    private static final Pattern BETWEEN = Pattern.compile("\\s*(,)?\\s*(})?\\s*");

    NumpyHeader {
        shape = List.copyOf(shape);
    }

    static boolean starts(byte[] head) {
        if (head.length < MAGIC.length) return false;
        for (int i = 0; i < MAGIC.length; i++) if (head[i] != MAGIC[i]) return false;
        return true;
    }

    /** The header of the array in {@code source}, called {@code name} in refusals. */
    static NumpyHeader read(InputStream source, String name) throws IOException {
        var in = new DataInputStream(source);
        try {
            byte[] magic = in.readNBytes(MAGIC.length);
            if (!starts(magic)) throw new Refusal("data.npy.magic", name);
            int version = in.readUnsignedByte();
            in.readUnsignedByte();
            if (version < 1 || version > 3) throw new Refusal("data.npy.version", name, version);
            int size = in.readUnsignedByte() | in.readUnsignedByte() << 8;
            if (version > 1) size |= in.readUnsignedByte() << 16 | in.readUnsignedByte() << 24;
            if (size < 0 || size > LONGEST)
                throw new Refusal("data.npy.header", name, Integer.toUnsignedLong(size), LONGEST);
            byte[] text = in.readNBytes(size);
            if (text.length < size) throw new EOFException();
            int before = MAGIC.length + (version > 1 ? 6 : 4);
            return parse(new String(text, StandardCharsets.UTF_8), before + size, name);
        } catch (EOFException e) {
            throw new Refusal(e, "data.npy.cut", name);
        }
    }

    private static NumpyHeader parse(String text, int length, String name) {
        String dictionary = text.strip();
        if (!dictionary.startsWith("{")) throw new Refusal("data.npy.dictionary", name);
        var keys = new HashSet<String>();
        String description = "";
        Boolean fortran = null;
        List<Integer> shape = null;
        Matcher entry = ENTRY.matcher(dictionary);
        int at = 1;
        for (boolean ended = false; !ended; ) {
            entry.region(at, dictionary.length());
            if (!entry.lookingAt()) throw new Refusal("data.npy.dictionary", name);
            String key = either(entry.group(1), entry.group(2));
            String value = entry.group(3);
            if (!keys.add(key)) throw new Refusal("data.npy.twice", name, key);
            switch (key) {
                case "descr" -> {
                    if (value.equals("[")) throw new Refusal("data.npy.type", name, "structured");
                    description = either(entry.group(4), entry.group(5));
                }
                case "fortran_order" -> fortran = value.equals("True");
                case "shape" -> shape = shape(value, name);
                default -> throw new Refusal("data.npy.key", name, key);
            }
            Matcher between = BETWEEN.matcher(dictionary);
            between.region(entry.end(), dictionary.length());
            between.lookingAt();
            at = between.end();
            ended = between.group(2) != null;
            if (ended && at != dictionary.length() || !ended && between.group(1) == null)
                throw new Refusal("data.npy.dictionary", name);
        }
        if (shape == null || fortran == null || description.isEmpty()) throw new Refusal("data.npy.dictionary", name);
        return new NumpyHeader(description, NumberType.of(description), fortran, shape, length);
    }

    private static String either(@Nullable String one, @Nullable String other) {
        return one != null ? one : other != null ? other : "";
    }

    private static List<Integer> shape(String tuple, String name) {
        if (!tuple.startsWith("(")) throw new Refusal("data.npy.dictionary", name);
        var shape = new ArrayList<Integer>();
        for (String text : tuple.substring(1, tuple.length() - 1).split(",")) {
            String number = text.strip().replace("L", "");
            if (number.isEmpty()) continue;
            if (!number.matches("\\d{1,9}") || shape.size() == MOST_AXES)
                throw new Refusal("data.npy.shape", name, tuple);
            shape.add(Integer.parseInt(number));
        }
        return shape;
    }

    /** How many bytes of numbers the header announces. Throws {@link Refusal} if they are more than a file can have. */
    long bytes(String name) {
        long bytes = type == null ? 1 : type.bytes();
        try {
            for (int axis : shape) bytes = Math.multiplyExact(bytes, (long) axis);
        } catch (ArithmeticException e) {
            throw new Refusal(e, "data.npy.shape", name, shape);
        }
        return bytes;
    }
}
