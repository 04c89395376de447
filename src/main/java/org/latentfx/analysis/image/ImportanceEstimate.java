package org.latentfx.analysis.image;

import org.latentfx.analysis.Progress;
import org.latentfx.model.FrozenModel;

/**
 * log p(x) of one image bounded from below by importance sampling (Burda, Grosse & Salakhutdinov 2016): L_k = log (1/k)
 * Σ w, w = p(x, z)/q(z|x), which rises with k from the ELBO. In nats. Immutable by convention; computed on the calling
 * thread.
 *
 * @param bound L_k
 * @param elbo the mean of log w over the same samples, never above the bound
 * @param effective sample size 1/Σw̃², 1..k: near 1 the bound rests on a single sample and is not to be trusted
 * @param weights w̃, adding up to 1
 */
public record ImportanceEstimate(double bound, double elbo, double effective, double[] weights) {
    /** From the logarithms of the weights, which may be any size. */
    public static ImportanceEstimate of(double[] logW) {
        var all = new WeightSummary();
        all.read(logW);
        double[] weights = new double[logW.length];
        for (int i = 0; i < weights.length; i++) weights[i] = Math.exp(logW[i] - all.highest) / all.sum;
        return new ImportanceEstimate(all.bound, all.mean, all.effective, weights);
    }

    /** With {@code k} samples for {@code picture} (pixels in 0..1), from the draws of {@code key}. */
    public static ImportanceEstimate of(FrozenModel model, float[] picture, int k, long key, Progress progress) {
        var sampler = new ImportanceSampler(model, k);
        sampler.weigh(picture, (byte) model.label(), key, 0, progress);
        return of(sampler.logW);
    }
}
