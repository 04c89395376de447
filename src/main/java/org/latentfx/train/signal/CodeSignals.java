package org.latentfx.train.signal;

import java.util.Arrays;

/**
 * How wide q(z|x) is, and which latents are in use. Immutable by convention; any thread. Of a model whose codes are
 * points each σ is NaN; of one without codes there is no latent either.
 *
 * @param leastSigma the least σ of any image and latent
 * @param medianSigma half of all σ are below
 * @param largestSigma the largest
 * @param clamped share of log σ² at a bound of ±10, 0..1
 * @param muVariance variance over the images of μ of each latent
 * @param priorKl nats that the normal distribution with mean and variance of each latent over all images is from the
 *     prior: KL(N(m, v) ‖ N(0, 1)) = ½ (m² + v − 1 − log v), no more than what q(z) is; empty with
 *     another prior
 */
public record CodeSignals(
        double leastSigma,
        double medianSigma,
        double largestSigma,
        double clamped,
        double[] muVariance,
        double[] priorKl) {
    /** Of a model that encodes nothing. */
    static final CodeSignals NONE =
            new CodeSignals(Double.NaN, Double.NaN, Double.NaN, 0, new double[0], new double[0]);

    /** A latent whose μ varies by more over the images is active (Burda et al. 2016). */
    public static final double ACTIVE_VARIANCE = 0.01;

    /** How many latents are active. */
    public int active() {
        return (int) Arrays.stream(muVariance).filter(v -> v > ACTIVE_VARIANCE).count();
    }

    /** Nats that the codes of all images together are from the prior, at least; the mean over latents. */
    public double meanPriorKl() {
        return Arrays.stream(priorKl).average().orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodeSignals c
                && Double.compare(leastSigma, c.leastSigma) == 0
                && Double.compare(medianSigma, c.medianSigma) == 0
                && Double.compare(largestSigma, c.largestSigma) == 0
                && clamped == c.clamped
                && Arrays.equals(muVariance, c.muVariance)
                && Arrays.equals(priorKl, c.priorKl);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(muVariance);
    }
}
