package org.latentfx.view.kit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Numbers for people: thousands separated, a true minus sign, decimals that suit the size, and a unit in place of
 * digits where there are so many that they would be cut (16.7k, 1.23M). Pure; any thread.
 */
public final class Figures {
    /** From here on a figure is shortened, unless every digit is wanted. */
    private static final double LONG = 10_000;

    /** A space at which no line ends. */
    private static final String JOINED = "\u00a0";

    private static final String[] UNITS = {"", "k", "M", "G", "T"};

    /** Spaces that belong to a figure: round = before a number, round × after one, before a unit. */
    private static final Pattern WITHIN =
            Pattern.compile("(?:^|(?<=[\\p{L}₀-₉²)}])) ([=≈]) (?=[−+\\d])|(?<=\\d) (×) (?=[\\p{L}\\d])"
                    + "|(?<=\\d) (?=(?:nats|bits|%|MB|GB|ms|µs)(?![\\p{L}\\d]))");

    private Figures() {}

    /** {@code text} in which no line breaks within β = 30 or 0.01 nats: for what is shown, not for what is stored. */
    public static String unbroken(String text) {
        return WITHIN.matcher(text).replaceAll(found -> found.group().replace(" ", JOINED));
    }

    /** A count with every digit, such as 5,628. */
    public static String count(long n) {
        return fixed(n, 0);
    }

    /** A count for where there is little room: 5,628 · 152.9k. */
    public static String shortCount(long n) {
        return Math.abs(n) < 10 * LONG ? count(n) : amount(n, 0);
    }

    /** Three or four significant digits: 1,234.0 · 141.0 · 6.62 · 0.180 · 16.7k. */
    public static String loss(double value) {
        return amount(value, decimals(value));
    }

    /** Two digits more, for reading off exactly. */
    public static String exact(double value) {
        return fixed(value, decimals(value) + 2);
    }

    /** A tick's value, with the decimals that ticks {@code step} apart need. */
    public static String tick(double value, double step) {
        if (Math.abs(value) < LONG) return fixed(value, places(step));
        Scale scale = Scale.of(value, 0);
        return fixed(value / scale.factor, Math.min(2, places(step / scale.factor))) + scale.unit();
    }

    private static int places(double step) {
        return Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
    }

    /** {@code decimals} digits after the point while there is room for them: 152.90 · 16.7k · 152.9k · 1.23M. */
    public static String amount(double value, int decimals) {
        if (!Double.isFinite(value)) return fixed(value, decimals);
        Scale scale = Scale.of(value, decimals);
        return fixed(value / scale.factor, scale.decimals) + scale.unit();
    }

    /** Two or three significant digits, for a narrow column: 1.23 · 12.3 · 148 · 1.2k · 153k. */
    public static String brief(double value) {
        double size = Math.abs(value);
        if (!(size >= 999.5) || size >= 1e15) return fixed(value, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
        double factor = 1000;
        int power = 1;
        for (; power < UNITS.length - 1 && size / factor >= 999.5; power++) factor *= 1000;
        return fixed(value / factor, size / factor < 9.95 ? 1 : 0) + UNITS[power];
    }

    /** The very number that {@link #amount} shows; {@code value} is finite. */
    public static BigDecimal shown(double value, int decimals) {
        Scale scale = Scale.of(value, decimals);
        return new BigDecimal(value / scale.factor)
                .setScale(scale.decimals, RoundingMode.HALF_EVEN)
                .multiply(new BigDecimal(scale.factor));
    }

    /** In which unit a value is written, and with how many decimals. */
    private record Scale(double factor, int power, int decimals) {
        static Scale of(double value, int decimals) {
            double size = Math.abs(value);
            if (size < LONG) return new Scale(1, 0, size < 100 ? decimals : Math.min(2, decimals));
            double factor = 1000;
            int power = 1;
            // 999.95 would be written as 1,000.0
            for (; power < UNITS.length - 1 && size / factor >= 999.95; power++) factor *= 1000;
            return new Scale(factor, power, size / factor < 9.995 ? 2 : 1);
        }

        String unit() {
            return UNITS[power];
        }
    }

    /** Two digits and a power of ten, for what spans many of them: 1.8e-3 · 2.4e+2. */
    public static String power(double value) {
        if (!Double.isFinite(value) || value == 0) return fixed(value, 0);
        int power = (int) Math.floor(Math.log10(Math.abs(value)));
        String digits = fixed(value / Math.pow(10, power), 1);
        if (digits.endsWith("10.0")) return power(Math.copySign(Math.pow(10, power + 1), value));
        return digits + "e" + (power < 0 ? "-" : "+") + Math.abs(power);
    }

    /** {@code decimals} digits after the point, zeros kept; "–" if it is no number. */
    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) return "–";
        if (Double.isInfinite(value)) return value > 0 ? "∞" : "−∞";
        var format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ENGLISH));
        format.setMinimumFractionDigits(decimals);
        format.setMaximumFractionDigits(decimals);
        String text = format.format(value);
        if (!text.startsWith("-")) return text;
        String digits = text.substring(1);
        return digits.matches("[0.]*") ? digits : "−" + digits;
    }

    private static int decimals(double value) {
        double size = Math.abs(value);
        if (size >= 100 || !(size > 0)) return 1;
        return size >= 1 ? 2 : Math.min(6, 2 - (int) Math.floor(Math.log10(size)));
    }
}
