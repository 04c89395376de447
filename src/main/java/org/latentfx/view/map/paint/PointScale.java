package org.latentfx.view.map.paint;

import java.util.Arrays;

/**
 * A value of each point and the range that the colours stand for: all but the outermost hundredth at either end, which
 * keep the colours of the ends. Immutable by convention; any thread.
 *
 * @param values one a point; not a number where it is not known
 */
public record PointScale(float[] values, double low, double high) {
    private static final double LEFT_OUT = 0.01;

    public static PointScale of(float[] values) {
        float[] known = new float[values.length];
        int n = 0;
        for (float value : values) if (Float.isFinite(value)) known[n++] = value;
        if (n == 0) return new PointScale(values, Double.NaN, Double.NaN);
        Arrays.sort(known, 0, n);
        return new PointScale(
                values, known[(int) (LEFT_OUT * (n - 1))], known[(int) Math.ceil((1 - LEFT_OUT) * (n - 1))]);
    }

    /** Which step of a {@link Ramp} point {@code i} has, or −1 where its value is not known. */
    int step(int i) {
        if (i >= values.length || !Float.isFinite(values[i])) return -1;
        double share = high > low ? (values[i] - low) / (high - low) : 0.5;
        return (int) Math.round((Ramp.STEPS - 1) * Math.max(0, Math.min(1, share)));
    }
}
