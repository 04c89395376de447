package org.latentfx.model.likelihood;

import org.latentfx.math.RandomStream;

/**
 * A density of values x in 0..1 with one logit ℓ: p(x) = C(ℓ) σ(ℓ)ˣ (1 − σ(ℓ))¹⁻ˣ, C(ℓ) = ℓ / tanh(ℓ/2)
 * (Loaiza-Ganem & Cunningham 2019). Worked out, −log p(x) = max(ℓ, 0) − xℓ + log((1 − e^−|ℓ|)/|ℓ|), which overflows
 * nowhere. Near ℓ = 0 series take the place of differences of nearly equal numbers. Pure functions.
 */
public final class ContinuousBernoulli {
    /** Below it the series are exact to double precision, above it the formulas are to 1e-13. */
    private static final double SMALL = 0.02;
    /** A product of a few factors below 1 is kept above what a double can hold times a float's smallest 1/|ℓ|. */
    private static final double LEAST_PRODUCT = 1e-200;

    private ContinuousBernoulli() {}

    /**
     * −log p in nats of the values that begin at {@code xOffset} in {@code x}, summed, given the logits of a row; scale
     * × its derivative by the logits, the mean − x, is written over them.
     */
    public static double loss(LogitRows logits, int row, float[] x, int xOffset, float scale) {
        float[] values = logits.values();
        int offset = logits.at(row);
        int n = logits.width();
        double sum = 0;
        double product = 1; // of the arguments of logarithms: one logarithm serves many
        for (int i = 0; i < n; i++) {
            double logit = values[offset + i];
            double target = x[xOffset + i];
            double size = Math.abs(logit);
            double e = Math.exp(-size);
            sum += Math.max(logit, 0) - target * logit;
            product *= share(size, e);
            if (!(product > LEAST_PRODUCT)) {
                sum += Math.log(product);
                product = 1;
            }
            values[offset + i] = (float) (scale * (mean(logit, size, e) - target));
        }
        return sum + Math.log(product);
    }

    /** −log p of one value in nats. */
    public static double term(double logit, double x) {
        double size = Math.abs(logit);
        return Math.max(logit, 0) - x * logit + Math.log(share(size, Math.exp(-size)));
    }

    /** log C(ℓ), by which it differs from the cross-entropy of a Bernoulli. */
    public static double logNormaliser(double logit) {
        double size = Math.abs(logit);
        return Math.log1p(Math.exp(-size)) - Math.log(share(size, Math.exp(-size)));
    }

    /** Mean of x: 1/(1 − e^−ℓ) − 1/ℓ, ½ at 0. */
    public static double mean(double logit) {
        double size = Math.abs(logit);
        return mean(logit, size, Math.exp(-size));
    }

    /** The mean's derivative by the logit, which is the variance of x: 1/ℓ² − 1/(4 sinh²(ℓ/2)), 1/12 at 0. */
    public static double variance(double logit) {
        double size = Math.abs(logit);
        if (size < 0.1) {
            double square = size * size;
            return 1 / 12.0 - square / 240 + square * square / 6048 - square * square * square / 172800;
        }
        double e = Math.exp(-size);
        double sinh = (1 - e) * (1 - e) / e; // 4 sinh²(|ℓ|/2)
        return 1 / (size * size) - 1 / sinh;
    }

    /** The logit at which the mean is {@code mean}, between 0 and 1. */
    public static double logit(double mean) {
        double low = -1e6;
        double high = 1e6;
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (mean(middle) < mean) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /** A value drawn: number {@code index} of the stream {@code key}, by the inverse of the distribution function. */
    public static double draw(double logit, long key, long index) {
        double u = RandomStream.uniform(key, index);
        double size = Math.abs(logit);
        // of −|ℓ|: (1 − e^−|ℓ|x) / (1 − e^−|ℓ|) = u
        double x = size < 1e-6 ? u : -Math.log1p(u * Math.expm1(-size)) / size;
        return logit > 0 ? 1 - x : x;
    }

    /** (1 − e)/a with e = e^−a: 1 at a = 0. */
    private static double share(double a, double e) {
        if (a < SMALL) return 1 - a * (0.5 - a * (1 / 6.0 - a * (1 / 24.0 - a * (1 / 120.0 - a / 720))));
        return (1 - e) / a;
    }

    private static double mean(double logit, double size, double e) {
        if (size < SMALL) {
            double square = logit * logit;
            return 0.5 + logit * (1 / 12.0 - square * (1 / 720.0 - square / 30240));
        }
        double of = 1 / (1 - e) - 1 / size; // of |ℓ|
        return logit > 0 ? of : 1 - of;
    }
}
