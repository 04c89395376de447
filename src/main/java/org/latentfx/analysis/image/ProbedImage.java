package org.latentfx.analysis.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Kernel;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.prior.Posterior;

/**
 * A frozen model ready to take single images apart, quick enough to follow a pen. One thread at a time; one image
 * without noise takes well under a millisecond.
 */
public final class ProbedImage {
    private static final int ROWS = 16;

    private final ModelConfiguration configuration;
    private final double variance;
    private final Kernel kernel;
    private final Encoder encoder;
    private final Decoder decoder;
    private final ImageKl together;

    public ProbedImage(FrozenModel model) {
        configuration = model.configuration();
        variance = model.variance();
        kernel = model.kernel();
        encoder = new Encoder(model, 1);
        decoder = new Decoder(model, ROWS);
        together = new ImageKl(model);
    }

    /** The breakdown of {@code picture} (pixels in 0..1) as one of the model's label. @param epsilon as below */
    public ElboBreakdown breakdown(float[] picture, float[] epsilon) {
        return breakdown(picture, -1, epsilon);
    }

    /**
     * The breakdown of {@code picture} (pixels in 0..1).
     *
     * @param label the class that a conditional model is told; −1: its own label
     * @param epsilon standard normal noise, samples × latents; empty: z = μ
     */
    public ElboBreakdown breakdown(float[] picture, int label, float[] epsilon) {
        int d = configuration.latents();
        int n = configuration.values();
        if (picture.length != n || epsilon.length % d != 0)
            throw new IllegalArgumentException("probe: found " + picture.length + " pixels and " + epsilon.length
                    + " noise values, expected " + n + " and a multiple of " + d);
        float[] mu = new float[d];
        float[] logVar = new float[d];
        encoder.encode(picture, labels(label, 1), 0, 1, mu, logVar);
        float[] z = mu.clone();
        if (epsilon.length > 0) {
            z = new float[epsilon.length];
            for (int i = 0; i < z.length; i++) z[i] = Posterior.sample(mu[i % d], logVar[i % d], epsilon[i]);
        }
        double[] kl = new double[!configuration.kind().variational() ? 0 : configuration.klPerLatent() ? d : 1];
        if (configuration.klPerLatent()) for (int j = 0; j < d; j++) kl[j] = Posterior.kl(mu[j], logVar[j]);
        else if (kl.length > 0) kl[0] = together.of(mu, logVar, 0, 0);
        return decoded(picture, label, mu, logVar, z, kl);
    }

    private static byte @Nullable [] labels(int label, int rows) {
        if (label < 0) return null;
        byte[] labels = new byte[rows];
        Arrays.fill(labels, (byte) label);
        return labels;
    }

    private ElboBreakdown decoded(float[] picture, int label, float[] mu, float[] logVar, float[] z, double[] kl) {
        int n = picture.length;
        int count = z.length / mu.length;
        float[] logits = new float[count * n];
        decoder.logits(z, labels(label, count), 0, count, logits);
        float[] means = new float[count * n];
        System.arraycopy(logits, 0, means, 0, means.length);
        var likelihood = configuration.likelihood();
        likelihood.means(kernel, means, 0, means.length);
        likelihood.normalise(logits, 0, logits.length);
        double[] terms = new double[n];
        double[] sums = new double[n];
        double first = 0;
        double second = 0;
        for (int s = 0; s < count; s++) {
            double loss = 0;
            for (int i = 0; i < n; i++) {
                double term = likelihood.term(logits[s * n + i], picture[i], variance);
                terms[i] += term / count;
                sums[i] += means[s * n + i];
                loss += term;
            }
            double change = loss - first;
            first += change / (s + 1);
            second += change * (loss - first);
        }
        float[] mean = new float[n];
        for (int i = 0; i < n; i++) mean[i] = (float) (sums[i] / count);
        double error = count > 1 ? Math.sqrt(second / (count - 1) / count) : 0;
        return new ElboBreakdown(mu, logVar, z, mean, terms, kl, error);
    }
}
