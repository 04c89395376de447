package org.latentfx.io.data;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a number stands in a file, by NumPy's letters: b truth, u whole without sign, i whole, f by IEEE 754; or U, a
 * short text of four bytes a code point. Pure.
 *
 * @param bytes of one number or text
 */
record NumberType(char letter, int bytes, boolean bigEndian) {
    static final NumberType BYTE = new NumberType('u', 1, false);
    static final NumberType FLOAT = new NumberType('f', 4, false);

    private static final int CODE_POINT = 4;
    private static final Pattern DESCRIPTION = Pattern.compile("([<>|=]?)(b1|[ui][1248]|f[248]|U([1-9]\\d?))");

    /** What a NumPy header calls {@code description}; null if it is none of these. */
    static @Nullable NumberType of(String description) {
        Matcher found = DESCRIPTION.matcher(description);
        if (!found.matches()) return null;
        String type = found.group(2);
        int bytes = found.group(3) == null ? type.charAt(1) - '0' : CODE_POINT * Integer.parseInt(found.group(3));
        return new NumberType(type.charAt(0), bytes, found.group(1).equals(">"));
    }

    /** Whether it is of use as a label. */
    boolean isWhole() {
        return letter != 'f';
    }

    boolean isText() {
        return letter == 'U';
    }

    /** Text {@code index} of those that stand in {@code from}, without the zeros that fill it up. */
    String text(byte[] from, int index) {
        var text = new StringBuilder();
        var codePoint = new NumberType('u', CODE_POINT, bigEndian);
        for (int i = 0; i < bytes / CODE_POINT; i++) {
            int value = (int) codePoint.value(from, index * bytes / CODE_POINT + i);
            if (value != 0) text.appendCodePoint(Character.isValidCodePoint(value) ? value : '?');
        }
        return text.toString().replaceAll("\\p{Cntrl}", " ").strip();
    }

    /** Number {@code index} of those that stand in {@code from}. */
    double value(byte[] from, int index) {
        int at = index * bytes;
        long bits = 0;
        for (int i = 0; i < bytes; i++) bits = bits << 8 | from[at + (bigEndian ? i : bytes - 1 - i)] & 0xFF;
        return switch (letter) {
            case 'b' -> bits == 0 ? 0 : 1;
            case 'u' -> bits >= 0 ? bits : bits + 0x1p64;
            case 'i' -> bits << 64 - 8 * bytes >> 64 - 8 * bytes;
            default ->
                switch (bytes) {
                    case 2 -> half((int) bits);
                    case 4 -> Float.intBitsToFloat((int) bits);
                    default -> Double.longBitsToDouble(bits);
                };
        };
    }

    /** IEEE 754's binary16: one sign, five exponent and ten fraction bits. */
    private static double half(int bits) {
        int exponent = bits >> 10 & 31;
        int fraction = bits & 1023;
        double size = exponent == 31
                ? fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN
                : exponent == 0 ? fraction * 0x1p-24 : (1024 + fraction) * Math.scalb(1.0, exponent - 25);
        return bits < 0x8000 ? size : -size;
    }
}
