package org.latentfx.view.kit;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale from {@code low} to {@code high}, linear or logarithmic, with ticks at round numbers. Immutable.
 *
 * @param low must be below high, and positive if logarithmic
 */
public record Axis(double low, double high, boolean log) {
    public Axis {
        if (!(low < high) || (log && low <= 0))
            throw new IllegalArgumentException("axis: found " + low + " to " + high + (log ? ", logarithmic" : ""));
    }

    /**
     * An axis that holds {@code low} to {@code high} with a margin, so that it does not move with every small change.
     */
    public static Axis around(double low, double high, boolean log) {
        if (log) {
            double room = 1.0001 * Math.pow(high / low, 0.04);
            return new Axis(low / room, high * room, true);
        }
        double step = roundStep((high - low + 1e-6 * Math.max(1, Math.abs(high))) / 4) / 4;
        return new Axis(Math.floor(low / step - 0.2) * step, Math.ceil(high / step + 0.2) * step, false);
    }

    /** Where {@code value} lies: 0 at low, 1 at high; not clamped. */
    public double fraction(double value) {
        if (!log) return (value - low) / (high - low);
        return value <= 0 ? -1e3 : Math.log(value / low) / Math.log(high / low);
    }

    /** Round values inside the axis, about {@code count} of them. */
    public List<Double> ticks(int count) {
        if (log && high / low > 8) return decades(count);
        double step = roundStep((high - low) / Math.max(1, count));
        var ticks = new ArrayList<Double>();
        for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-12); i++) ticks.add(i * step);
        return ticks;
    }

    /** 1, 2, 5, 10, 20 … or only powers of ten (or of a thousand …) where these are too many. */
    private List<Double> decades(int count) {
        var ticks = new ArrayList<Double>();
        int from = (int) Math.floor(Math.log10(low));
        int to = (int) Math.ceil(Math.log10(high));
        boolean fine = (to - from) * 2 <= count;
        int stride = Math.max(1, (int) Math.ceil((to - from) / (double) Math.max(1, count)));
        for (int power = from; power <= to; power += stride)
            for (int mantissa : fine ? new int[] {1, 2, 5} : new int[] {1}) {
                double value = mantissa * Math.pow(10, power);
                if (value >= low && value <= high) ticks.add(value);
            }
        return ticks;
    }

    /** The least of 1, 2, 5 times a power of ten that is not below {@code step}. */
    public static double roundStep(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        for (int mantissa : new int[] {1, 2, 5}) if (mantissa * power >= step * (1 - 1e-9)) return mantissa * power;
        return 10 * power;
    }
}
