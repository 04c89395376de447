package org.latentfx.train.sweep;

/**
 * One figure over several seeds.
 *
 * @param count how many there are
 * @param deviation the standard deviation of one of them (divided by n − 1), not of their mean; no number for a single
 *     one
 */
public record Spread(int count, double mean, double deviation) {
    static Spread of(double[] values) {
        double mean = 0;
        for (double value : values) mean += value / values.length;
        double squares = 0;
        for (double value : values) squares += (value - mean) * (value - mean);
        double deviation = values.length < 2 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
        return new Spread(values.length, mean, deviation);
    }
}
