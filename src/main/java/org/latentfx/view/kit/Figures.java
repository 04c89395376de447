package org.latentfx.view.kit;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Numbers for people: thousands separated, a true minus sign, decimals that suit the size. Pure; any thread. */
public final class Figures {
    private Figures() {}

    /** A count, such as 5,628. */
    public static String count(long n) {
        return fixed(n, 0);
    }

    /** Three or four significant digits: 1,234.0 · 141.0 · 6.62 · 0.180. */
    public static String loss(double value) {
        return fixed(value, decimals(value));
    }

    /** Two digits more, for reading off exactly. */
    public static String exact(double value) {
        return fixed(value, decimals(value) + 2);
    }

    /** A tick's value, with the decimals that ticks {@code step} apart need. */
    public static String tick(double value, double step) {
        return fixed(value, Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9)));
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
