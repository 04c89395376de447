package org.latentfx.view.curves;

import org.latentfx.train.Series;

/**
 * A series of losses made ready for drawing: each quantity as a raw and a smoothed {@link Curve}, extended as the
 * series grows. Smoothing is an exponential moving average, m ← a·m + (1 − a)·x, divided by the sum of its weights. Its
 * time constant grows with the points to at most the one asked for, so that it does not lag behind where a loss falls
 * fastest; a lone spike is left out, and what has jumped to stay begins the mean anew. Nats per image; one thread at a
 * time.
 */
final class LossCurves {
    private static final class Line {
        private final Curve raw = new Curve();
        private final Curve smoothed = new Curve();
        private double mean;
        private double deviation;
        private double weight;
        private int points;
        private int outside;

        private void add(double value, double timeConstant) {
            raw.add(value);
            if (Double.isFinite(value)) smooth(value, timeConstant);
            smoothed.add(mean / weight);
        }

        private void smooth(double value, double timeConstant) {
            double off = Math.abs(value - mean / weight);
            boolean far = points >= WARM && off > OUTSIDE * deviation / weight;
            outside = far ? outside + 1 : 0;
            if (far && outside < STAYS) return;
            if (far) mean = deviation = weight = points = outside = 0;
            points++;
            double most = Math.min(timeConstant, SHARE * points);
            double keep = most > 0 ? Math.exp(-1 / most) : 0;
            double add = 1 - keep;
            mean = keep * mean + add * value;
            deviation = keep * deviation + (points > 1 ? add * off : 0);
            weight = keep * weight + add;
        }
    }

    /** Of the points so far, the time constant is at most this share. */
    private static final double SHARE = 0.1;

    /** Points before any is left out. */
    private static final int WARM = 20;

    /** A value so many mean deviations off the mean is a spike; that many in turn are where the loss is now. */
    private static final double OUTSIDE = 12;

    private static final int STAYS = 4;

    private Series series;
    private final BetaCourse beta;
    private final double timeConstant;
    private final Line[] lines = new Line[Quantity.values().length];

    /**
     * With β = 1.
     *
     * @param timeConstant points after which a value's weight has fallen to 1/e, late in a run; 0 for no smoothing
     */
    LossCurves(Series series, double timeConstant) {
        this(series, timeConstant, BetaCourse.ONE);
    }

    /** @param beta with which the objective is made */
    LossCurves(Series series, double timeConstant, BetaCourse beta) {
        this.series = series;
        this.beta = beta;
        this.timeConstant = timeConstant;
        for (int i = 0; i < lines.length; i++) lines[i] = new Line();
        catchUp(series);
    }

    /** Takes in what {@code newest} has more than the series so far; it must go on from that. */
    void catchUp(Series newest) {
        series = newest;
        for (Quantity quantity : Quantity.values()) {
            Line line = lines[quantity.ordinal()];
            for (int i = line.raw.size(); i < series.size(); i++) line.add(quantity.of(series, i, beta), timeConstant);
        }
    }

    int size() {
        return lines[0].raw.size();
    }

    long step(int i) {
        return series.step(i);
    }

    /** The step of the newest point; 0 if there is none. */
    long latest() {
        return size() == 0 ? 0 : step(size() - 1);
    }

    Curve raw(Quantity quantity) {
        return lines[quantity.ordinal()].raw;
    }

    Curve smoothed(Quantity quantity) {
        return lines[quantity.ordinal()].smoothed;
    }

    /** The first point at or after {@code step}; {@link #size()} if there is none. */
    int indexAt(double step) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (step(middle) < step) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** The point nearest to {@code step}; −1 if there is none. */
    int nearest(double step) {
        int after = indexAt(step);
        if (after == 0) return size() == 0 ? -1 : 0;
        if (after == size()) return after - 1;
        return step - step(after - 1) <= step(after) - step ? after - 1 : after;
    }

    /**
     * The extent of {@code curve}, drawn as a line from point to point, within each of {@code low.length} equal columns
     * between steps {@code first} and {@code last}. Columns without a line get NaN in both outputs.
     */
    void columns(Curve curve, double first, double last, float[] low, float[] high) {
        double width = (last - first) / low.length;
        int index = indexAt(first);
        double left = between(curve, index, first);
        for (int column = 0; column < low.length; column++) {
            double edge = first + (column + 1) * width;
            int next = indexAt(edge);
            double right = between(curve, next, edge);
            double least = Math.min(curve.min(index, next), Math.min(orElse(left, 1), orElse(right, 1)));
            double greatest = Math.max(curve.max(index, next), Math.max(orElse(left, -1), orElse(right, -1)));
            low[column] = least <= greatest ? (float) least : Float.NaN;
            high[column] = least <= greatest ? (float) greatest : Float.NaN;
            index = next;
            left = right;
        }
    }

    /** The line's height at {@code step}, where {@code next} is the first point not before it; NaN outside the line. */
    private double between(Curve curve, int next, double step) {
        if (next == size()) return Double.NaN;
        if (step(next) == step) return curve.value(next);
        if (next == 0) return Double.NaN;
        double share = (step - step(next - 1)) / (step(next) - step(next - 1));
        return curve.value(next - 1) + share * (curve.value(next) - curve.value(next - 1));
    }

    private static double orElse(double value, int sign) {
        return Double.isNaN(value) ? sign * Double.POSITIVE_INFINITY : value;
    }
}
