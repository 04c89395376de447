package org.latentfx.analysis.latent;

import java.util.Arrays;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Workers;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.prior.Posterior;

/**
 * Where an encoder puts a set of images: posterior means μ and log σ² (each size × latents, row-major). Immutable by
 * convention.
 */
public record LatentPoints(ImageSet images, int latents, float[] mu, float[] logVar) {
    /** Standard deviations of a prior that nearly all codes held to it lie within. */
    public static final double REACH = 3;

    private static final int ROWS = 256;
    private static final double SHARE = 0.99;
    /** Values are enough to know how far they reach. */
    private static final int LOOKED_AT = 2_000;

    /** Encodes all {@code images} on the calling thread. */
    public static LatentPoints of(FrozenModel model, ImageSet images) {
        try (var alone = new Workers(1)) {
            return of(model, images, alone);
        }
    }

    /** Encodes all {@code images}, the work shared by {@code workers}. */
    public static LatentPoints of(FrozenModel model, ImageSet images, Workers workers) {
        return of(model, images, workers, Progress.NONE);
    }

    /** The same, watched. */
    public static LatentPoints of(FrozenModel model, ImageSet images, Workers workers, Progress progress) {
        int latents = model.configuration().latents();
        float[] mu = new float[images.size() * latents];
        float[] logVar = new float[mu.length];
        var shared = new Encoder(model, ROWS);
        workers.run((member, members) -> {
            var encoder = shared.another();
            float[] someMu = new float[ROWS * latents];
            float[] someLogVar = new float[ROWS * latents];
            for (int first = member * ROWS; first < images.size(); first += members * ROWS) {
                if (member == 0) progress.at(first, images.size());
                int rows = Math.min(ROWS, images.size() - first);
                encoder.encode(images, first, rows, someMu, someLogVar);
                System.arraycopy(someMu, 0, mu, first * latents, rows * latents);
                System.arraycopy(someLogVar, 0, logVar, first * latents, rows * latents);
            }
        });
        return new LatentPoints(images, latents, mu, logVar);
    }

    /**
     * The same points, {@code count} of them from point {@code first} on (and on from the beginning after the last one)
     * encoded anew by other weights of the same latents.
     */
    public LatentPoints renewed(FrozenModel model, int first, int count) {
        if (model.configuration().latents() != latents || count > size())
            throw new IllegalArgumentException("points: found " + count + " points of "
                    + model.configuration().latents() + " latents, expected at most " + size() + " of " + latents);
        float[] newMu = mu.clone();
        float[] newLogVar = logVar.clone();
        var encoder = new Encoder(model, ROWS);
        float[] someMu = new float[ROWS * latents];
        float[] someLogVar = new float[ROWS * latents];
        for (int done = 0; done < count; ) {
            int at = (first + done) % size();
            int rows = Math.min(ROWS, Math.min(count - done, size() - at));
            encoder.encode(images, at, rows, someMu, someLogVar);
            System.arraycopy(someMu, 0, newMu, at * latents, rows * latents);
            System.arraycopy(someLogVar, 0, newLogVar, at * latents, rows * latents);
            done += rows;
        }
        return new LatentPoints(images, latents, newMu, newLogVar);
    }

    /** KL(q(z|x) ‖ prior) of each latent, nats averaged over {@code images} of them, evenly chosen; 0 without any. */
    public double[] klPerLatent(int images) {
        double[] kl = new double[latents];
        int n = Math.min(images, size());
        for (int k = 0; k < n; k++) {
            int from = (int) ((long) k * size() / n) * latents;
            for (int j = 0; j < latents; j++) kl[j] += Posterior.kl(mu[from + j], logVar[from + j]) / n;
        }
        return kl;
    }

    /**
     * How much each latent of {@code model} is used, over {@code images} of the points: its KL in nats, or where
     * there is none how much the codes vary.
     */
    public double[] use(ModelConfiguration model, int images) {
        return model.klPerLatent() ? klPerLatent(images) : variancePerLatent(images);
    }

    /** How the codes vary in each latent: their variance over {@code images} of them, evenly chosen. */
    public double[] variancePerLatent(int images) {
        double[] mean = new double[latents];
        double[] variance = new double[latents];
        int n = Math.min(images, size());
        for (int k = 0; k < n; k++) {
            int from = (int) ((long) k * size() / n) * latents;
            for (int j = 0; j < latents; j++) {
                double off = mu[from + j] - mean[j];
                mean[j] += off / (k + 1);
                variance[j] += off * (mu[from + j] - mean[j]) / n;
            }
        }
        return variance;
    }

    /** What nearly all of the codes' values lie within, either way from 0: the 99th percentile of their sizes. */
    public double reach() {
        int stride = Math.max(1, mu.length / LOOKED_AT);
        float[] sizes = new float[mu.length / stride];
        for (int i = 0; i < sizes.length; i++) sizes[i] = Math.abs(mu[i * stride]);
        Arrays.sort(sizes);
        return sizes.length == 0 ? 0 : sizes[(int) (SHARE * (sizes.length - 1))];
    }

    /** Whether the codes are points, as those of a model that gives none a variance. */
    public boolean exact() {
        for (float value : logVar) if (value > -Posterior.LIMIT) return false;
        return true;
    }

    public int size() {
        return mu.length / latents;
    }

    /** μ of image {@code i}, all latents; a new array. */
    public float[] mean(int i) {
        return Arrays.copyOfRange(mu, i * latents, (i + 1) * latents);
    }

    /** μ of latent {@code j} for image {@code i}. */
    public float mu(int i, int j) {
        return mu[i * latents + j];
    }
}
