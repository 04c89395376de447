package org.latentfx.train.health;

import org.latentfx.train.Series;

/**
 * Losses of some steps in a row: their mean, and how sure it is.
 *
 * @param count how many points
 * @param variance of one point about the mean
 */
record Window(int count, double mean, double variance) {
    /** Points {@code from .. to} of {@code series}; each is reconstruction + beta × KL, nats per image. */
    static Window of(Series series, int from, int to, double beta) {
        double mean = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            double value = series.reconstruction(i) + beta * series.kl(i);
            double off = value - mean; // Welford 1962
            mean += off / (i - from + 1);
            squares += off * (value - mean);
        }
        int count = to - from;
        return new Window(count, mean, count < 2 ? 0 : squares / (count - 1));
    }

    /** Square of the mean's standard error. */
    double error2() {
        return variance / count;
    }

    /** Standard error of the difference between this mean and another of other images. */
    double errorTo(Window other) {
        return Math.sqrt(error2() + other.error2());
    }
}
