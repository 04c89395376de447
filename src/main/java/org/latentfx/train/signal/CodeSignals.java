package org.latentfx.train.signal;

import java.util.Arrays;

/**
 * How wide q(z|x) is, and which latents are in use. Immutable by convention; any thread.
 *
 * @param leastSigma the least σ of any image and latent
 * @param medianSigma half of all σ are below
 * @param largestSigma the largest
 * @param clamped share of log σ² at a bound of ±10, 0..1
 * @param muVariance variance over the images of μ of each latent
 */
public record CodeSignals(
        double leastSigma, double medianSigma, double largestSigma, double clamped, double[] muVariance) {
    /** A latent whose μ varies by more over the images is active (Burda et al. 2016). */
    public static final double ACTIVE_VARIANCE = 0.01;

    /** How many latents are active. */
    public int active() {
        return (int) Arrays.stream(muVariance).filter(v -> v > ACTIVE_VARIANCE).count();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeSignals c
                && leastSigma == c.leastSigma
                && medianSigma == c.medianSigma
                && largestSigma == c.largestSigma
                && clamped == c.clamped
                && Arrays.equals(muVariance, c.muVariance);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(muVariance);
    }
}
