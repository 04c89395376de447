package org.latentfx.io.plot;

import java.util.Locale;
import org.latentfx.io.plot.Pen.Anchor;

/**
 * The rectangle of a plot with its axes: ticks at round numbers, faint lines behind what is drawn. Immutable.
 *
 * @param left in points, as {@code top}, {@code width} and {@code height}
 * @param xLow value at the left end, {@code xHigh} at the right
 * @param yLow value at the bottom, {@code yHigh} at the top
 */
record Frame(
        double left, double top, double width, double height, double xLow, double xHigh, double yLow, double yHigh) {
    static final int INK = 0x1b2027;
    static final int PAPER = 0xffffff;
    static final int FAINT = 0x5a6470;
    private static final int GRID = 0xe3e6ea;
    private static final double TEXT = 11;
    private static final double TICK_ACROSS = 70;
    private static final double TICK_UP = 40;

    double x(double value) {
        return left + width * (value - xLow) / (xHigh - xLow);
    }

    double y(double value) {
        return top + height * (yHigh - value) / (yHigh - yLow);
    }

    /** Grid, numbers and names of both axes; {@code xName} is empty where another frame below names them. */
    void draw(Pen pen, String xName, String yName) {
        double right = left + width;
        double bottom = top + height;
        double step = roundStep((xHigh - xLow) / Math.max(1, width / TICK_ACROSS));
        for (long i = (long) Math.ceil(xLow / step - 1e-9); i * step <= xHigh + 1e-9 * step; i++) {
            double x = x(i * step);
            pen.line(new double[] {x, x}, new double[] {top, bottom}, 1, false, GRID);
            if (!xName.isEmpty()) pen.text(x, bottom + 15, number(i, step), Anchor.MIDDLE, TEXT, FAINT);
        }
        step = roundStep((yHigh - yLow) / Math.max(1, height / TICK_UP));
        for (long i = (long) Math.ceil(yLow / step - 1e-9); i * step <= yHigh + 1e-9 * step; i++) {
            double y = y(i * step);
            pen.line(new double[] {left, right}, new double[] {y, y}, 1, false, GRID);
            pen.text(left - 6, y + 4, number(i, step), Anchor.END, TEXT, FAINT);
        }
        double[] x = {left, right, right, left, left};
        pen.line(x, new double[] {top, top, bottom, bottom, top}, 1, false, FAINT);
        if (!xName.isEmpty()) pen.text(left + width / 2, bottom + 33, xName, Anchor.MIDDLE, TEXT + 1, INK);
        pen.upwards(left - 48, top + height / 2, yName, TEXT + 1, INK);
    }

    /** {@code i} steps, with as many digits as the step needs. */
    private static String number(long i, double step) {
        int digits = (int) Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
        String text = String.format(Locale.ROOT, "%,." + digits + "f", Math.abs(i * step));
        return i < 0 ? "−" + text : text;
    }

    /** The least of 1, 2, 5 times a power of ten that is not below {@code step}. */
    private static double roundStep(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        for (int mantissa : new int[] {1, 2, 5}) if (mantissa * power >= step * (1 - 1e-9)) return mantissa * power;
        return 10 * power;
    }
}
