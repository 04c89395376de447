package org.latentfx.text;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * How a number is read wherever a person types or gives one: with a decimal point or a decimal comma, with a hyphen or
 * a minus sign. One comma or point at most, so that no separator of thousands is taken for it. Pure functions.
 */
public final class Numbers {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private Numbers() {}

    /** The number that {@code text} stands for. Throws {@link NumberFormatException} if it is none. */
    public static double parse(String text) {
        String plain = text.strip().replace('−', '-').replace(',', '.');
        if (!NUMBER.matcher(plain).matches()) throw new NumberFormatException(text);
        return Double.parseDouble(plain);
    }

    /** The shortest text that {@link #parse} turns back into {@code value}, without an exponent. */
    public static String plain(double value) {
        if (!Double.isFinite(value)) return String.valueOf(value);
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
