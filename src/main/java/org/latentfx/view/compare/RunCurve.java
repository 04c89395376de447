package org.latentfx.view.compare;

import java.util.Arrays;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.train.Series;

/**
 * The held-out curve of one run over steps, epochs or seconds, without the points whose place is not known. Immutable
 * by convention.
 *
 * @param x rising
 * @param y nats per image
 * @param steps after which each was measured
 */
record RunCurve(double[] x, double[] y, long[] steps) {
    static RunCurve of(ComparedRun run, Measure measure, Along along) {
        Series series = run.history().heldOut();
        double[] x = new double[series.size()];
        double[] y = new double[series.size()];
        long[] steps = new long[series.size()];
        int n = 0;
        for (int i = 0; i < series.size(); i++) {
            double at = along.of(run, series.step(i));
            double value = measure.of(series, i);
            if (!Double.isFinite(at + value)) continue;
            x[n] = at;
            y[n] = value;
            steps[n++] = series.step(i);
        }
        return new RunCurve(Arrays.copyOf(x, n), Arrays.copyOf(y, n), Arrays.copyOf(steps, n));
    }

    int size() {
        return x.length;
    }

    double last() {
        return x.length == 0 ? Double.NaN : x[x.length - 1];
    }

    /** The value at {@code place}, between two points a share of both; not a number outside the curve. */
    double at(double place) {
        if (x.length == 0 || place < x[0] || place > last()) return Double.NaN;
        int found = Arrays.binarySearch(x, place);
        if (found >= 0) return y[found];
        int next = -found - 1;
        double share = (place - x[next - 1]) / (x[next] - x[next - 1]);
        return y[next - 1] + share * (y[next] - y[next - 1]);
    }

    /** The lowest value. */
    double lowest() {
        return Arrays.stream(y).min().orElse(Double.NaN);
    }

    /** The highest value from {@code place} on; the last one's where nothing lies there. */
    double highestFrom(double place) {
        double most = y.length == 0 ? Double.NaN : y[y.length - 1];
        for (int i = 0; i < y.length; i++) if (x[i] >= place) most = Math.max(most, y[i]);
        return most;
    }

    /**
     * The extent of the line within each of {@code low.length} equal columns between {@code first} and {@code last};
     * columns without a line get NaN in both outputs.
     */
    void columns(double first, double last, double[] low, double[] high) {
        Arrays.fill(low, Double.NaN);
        Arrays.fill(high, Double.NaN);
        double width = (last - first) / low.length;
        for (int column = 0; column < low.length; column++) {
            extend(low, high, column, at(first + column * width));
            extend(low, high, column, at(first + (column + 1) * width));
        }
        for (int i = 0; i < x.length; i++) {
            int column = (int) Math.floor((x[i] - first) / width);
            if (column >= 0 && column < low.length) extend(low, high, column, y[i]);
        }
    }

    private static void extend(double[] low, double[] high, int column, double value) {
        if (Double.isNaN(value)) return;
        low[column] = Double.isNaN(low[column]) ? value : Math.min(low[column], value);
        high[column] = Double.isNaN(high[column]) ? value : Math.max(high[column], value);
    }
}
