package org.latentfx.analysis.image;

/**
 * What one image costs a model, taken apart: −ELBO = Σ over pixels of −log p(x|z) + Σ over latents of KL. Everything in
 * nats; where a code is a point there is no KL, and the reconstruction is all. Terms that depend on the noise are
 * averaged over the samples. Immutable by convention; {@link ProbedImage} makes them.
 *
 * @param mu posterior mean, latents values
 * @param logVar log σ², latents values
 * @param samples the points z that were decoded, one after the other (samples × latents); μ alone if no noise was asked
 *     for
 * @param picture mean pixels in 0..1, averaged over the samples
 * @param pixels −log p(x|z) of each pixel
 * @param kl KL(q ‖ prior) of each latent; of all together where the prior is no product over latents, estimated by
 *     {@value ImageKl#DRAWS} z; empty where a code is a point, whose σ means nothing
 * @param standardError of the reconstruction over the samples; 0 if there is one
 */
public record ElboBreakdown(
        float[] mu,
        float[] logVar,
        float[] samples,
        float[] picture,
        double[] pixels,
        double[] kl,
        double standardError) {
    /** Whether the code is a distribution, and this the breakdown of a bound. */
    public boolean variational() {
        return kl.length > 0;
    }

    /** Whether each latent has a KL of its own. */
    public boolean klPerLatent() {
        return kl.length == mu.length;
    }

    /** −log p(x|z), summed over pixels. */
    public double reconstruction() {
        return sum(pixels);
    }

    /** KL, summed over latents. */
    public double klTotal() {
        return sum(kl);
    }

    /** −ELBO; the reconstruction where a code is a point. */
    public double total() {
        return reconstruction() + klTotal();
    }

    private static double sum(double[] terms) {
        double sum = 0;
        for (double term : terms) sum += term;
        return sum;
    }
}
