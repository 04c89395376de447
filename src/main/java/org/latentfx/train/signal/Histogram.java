package org.latentfx.train.signal;

import java.util.Arrays;

/**
 * How some numbers are distributed. The range is always a power of two on both sides of 0, so that histograms of
 * different moments have bins that fit into each other. Immutable by convention; any thread.
 *
 * @param reach the bins go from −reach to reach, all equally wide
 * @param share of all numbers that lie in each bin, 0..1; exact zeros lie in none
 * @param zeros share of exact zeros, such as what a ReLU holds back
 * @param mean of all numbers
 * @param deviation their standard deviation
 */
public record Histogram(double reach, float[] share, double zeros, double mean, double deviation) {
    public static final int BINS = 128;

    /** Share of numbers per unit of their scale at {@code value}. */
    public double density(double value) {
        if (!(Math.abs(value) < reach)) return 0;
        return share[bin(value, reach)] * BINS / (2 * reach);
    }

    static int bin(double value, double reach) {
        return (int) Math.min(BINS - 1, (value + reach) / (2 * reach) * BINS);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Histogram h
                && reach == h.reach
                && Double.compare(zeros, h.zeros) == 0
                && Double.compare(mean, h.mean) == 0
                && Double.compare(deviation, h.deviation) == 0
                && Arrays.equals(share, h.share);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(share);
    }

    /** Counts numbers into bins that grow wider as larger numbers come. */
    static final class Counter {
        private static final double LEAST = 0x1p-10;

        private final long[] counts = new long[BINS];
        private double reach = LEAST;
        private long all;
        private long zeros;
        private double sum;
        private double squares;

        /** What is no finite number counts for nothing. */
        void add(float value) {
            if (!Float.isFinite(value)) return;
            all++;
            if (value == 0) {
                zeros++;
                return;
            }
            sum += value;
            squares += (double) value * value;
            while (Math.abs(value) >= reach) widen();
            counts[bin(value, reach)]++;
        }

        void add(float[] values, int from, int to) {
            for (int i = from; i < to; i++) add(values[i]);
        }

        private void widen() {
            long[] narrow = counts.clone();
            Arrays.fill(counts, 0);
            for (int i = 0; i < BINS; i++) counts[BINS / 4 + i / 2] += narrow[i];
            reach *= 2;
        }

        Histogram histogram() {
            double n = Math.max(1, all);
            float[] share = new float[BINS];
            for (int i = 0; i < BINS; i++) share[i] = (float) (counts[i] / n);
            double mean = sum / n;
            return new Histogram(reach, share, zeros / n, mean, Math.sqrt(Math.max(0, squares / n - mean * mean)));
        }
    }
}
