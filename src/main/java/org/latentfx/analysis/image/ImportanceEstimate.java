package org.latentfx.analysis.image;

import org.latentfx.analysis.Progress;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Posterior;

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
    private static final int ROWS = 64;

    /** From the logarithms of the weights, which may be any size. */
    public static ImportanceEstimate of(double[] logW) {
        double highest = Double.NEGATIVE_INFINITY;
        double mean = 0;
        for (double log : logW) {
            highest = Math.max(highest, log);
            mean += log / logW.length;
        }
        double sum = 0;
        for (double log : logW) sum += Math.exp(log - highest);
        double[] weights = new double[logW.length];
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = Math.exp(logW[i] - highest) / sum;
            squares += weights[i] * weights[i];
        }
        return new ImportanceEstimate(highest + Math.log(sum / logW.length), mean, 1 / squares, weights);
    }

    /** With {@code k} samples for {@code picture} (pixels in 0..1), from the draws of {@code key}. */
    public static ImportanceEstimate of(FrozenModel model, float[] picture, int k, long key, Progress progress) {
        var configuration = model.configuration();
        int d = configuration.latents();
        int n = configuration.values();
        float[] mu = new float[d];
        float[] logVar = new float[d];
        new Encoder(model, 1).encode(picture, 1, mu, logVar);
        var decoder = new Decoder(model, ROWS);
        float[] epsilon = new float[ROWS * d];
        float[] z = new float[ROWS * d];
        float[] logits = new float[ROWS * n];
        double[] logW = new double[k];
        for (int first = 0; first < k; first += ROWS) {
            progress.at(first, k);
            int rows = Math.min(ROWS, k - first);
            model.kernel().gaussian(key, (long) first * d, epsilon, 0, rows * d);
            for (int i = 0; i < rows * d; i++) z[i] = Posterior.sample(mu[i % d], logVar[i % d], epsilon[i]);
            decoder.logits(z, rows, logits);
            for (int r = 0; r < rows; r++) {
                double log = -configuration
                        .likelihood()
                        .loss(model.kernel(), logits, r * n, picture, 0, n, configuration.variance(), 1, logits);
                // log p(z) − log q(z|x), the constants cancelling
                for (int j = 0; j < d; j++) {
                    double e = epsilon[r * d + j];
                    double point = z[r * d + j];
                    log += 0.5 * (e * e - point * point + logVar[j]);
                }
                logW[first + r] = log;
            }
        }
        return of(logW);
    }
}
