package org.latentfx.session.compare;

import java.util.Arrays;

/**
 * When the steps of a run were done, in seconds of training, pauses left out. What was trained before anybody looked at
 * the clock has no time. Immutable: one that goes on is another one. Any thread.
 */
public final class TrainingTime {
    /** Nothing is known yet. */
    public static final TrainingTime UNKNOWN = new TrainingTime(new long[0], new double[0]);

    /** From here on every other entry is dropped: a curve is a thousand pixels wide. */
    private static final int MOST = 4096;

    private final long[] steps;
    private final double[] seconds;

    private TrainingTime(long[] steps, double[] seconds) {
        this.steps = steps;
        this.seconds = seconds;
    }

    /** After {@code step} the run had been trained for {@code second} seconds; both never fall. */
    public TrainingTime plus(long step, double second) {
        if (steps.length > 0 && step <= steps[steps.length - 1]) return this;
        TrainingTime kept = steps.length < MOST ? this : halved();
        int n = kept.steps.length;
        long[] longer = Arrays.copyOf(kept.steps, n + 1);
        double[] later = Arrays.copyOf(kept.seconds, n + 1);
        longer[n] = step;
        later[n] = second;
        return new TrainingTime(longer, later);
    }

    private TrainingTime halved() {
        int n = steps.length / 2;
        long[] fewer = new long[n];
        double[] rarer = new double[n];
        for (int i = 0; i < n; i++) {
            fewer[i] = steps[2 * i];
            rarer[i] = seconds[2 * i];
        }
        return new TrainingTime(fewer, rarer);
    }

    /** The step from which on the time is known; −1 if it is not at all. */
    public long from() {
        return steps.length == 0 ? -1 : steps[0];
    }

    /** Seconds of training after {@code step}; not a number where that is not known. */
    public double at(long step) {
        int n = steps.length;
        if (n == 0 || step < steps[0] || step > steps[n - 1]) return Double.NaN;
        int found = Arrays.binarySearch(steps, step);
        if (found >= 0) return seconds[found];
        int next = -found - 1;
        double share = (double) (step - steps[next - 1]) / (steps[next] - steps[next - 1]);
        return seconds[next - 1] + share * (seconds[next] - seconds[next - 1]);
    }
}
