package org.latentfx.analysis.latent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latentfx.math.RandomStream;
import org.latentfx.model.prior.Posterior;
import org.latentfx.model.prior.Prior;
import org.latentfx.model.prior.StandardNormal;

/**
 * How one latent is distributed over a set of images, to be held against the prior: one z drawn of each image's q(z|x)
 * in a histogram, and the exact mean and variance of their mixture. Immutable by convention.
 *
 * @param latent which
 * @param kl mean KL(q(z|x) ‖ prior) of this latent, nats per image; NaN where codes are points, which have none
 * @param density per unit of z, of {@link #BINS} bins from −{@link #REACH} to {@link #REACH}
 * @param outside share of the draws beyond both ends, 0..1
 * @param mean mean of μ
 * @param variance variance of μ plus mean of σ²
 * @param prior p(z) of this latent alone, per unit of z, at the middles of the bins
 */
public record LatentMarginal(
        int latent, double kl, float[] density, double outside, double mean, double variance, float[] prior) {
    public static final int BINS = 40;
    public static final double REACH = 4;

    /** Width of a bin. */
    public static final double WIDTH = 2 * REACH / BINS;

    /** Of every latent of codes that are distributions, in order. {@code key}: of the normal draws. */
    public static List<LatentMarginal> of(LatentPoints points, long key) {
        return of(points, new StandardNormal(points.latents()), key);
    }

    /** The same under {@code prior}; a learnt one has no KL of a latent, which is then not a number. */
    public static List<LatentMarginal> of(LatentPoints points, Prior prior, long key) {
        boolean normal = prior instanceof StandardNormal;
        return of(points, prior, key, normal ? points.klPerLatent(points.size()) : none(points));
    }

    /** Of every latent of codes that are points, in order. */
    public static List<LatentMarginal> ofPoints(LatentPoints points) {
        return of(points, new StandardNormal(points.latents()), 0, none(points));
    }

    private static double[] none(LatentPoints points) {
        double[] none = new double[points.latents()];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private static List<LatentMarginal> of(LatentPoints points, Prior prior, long key, double[] kl) {
        var all = new ArrayList<LatentMarginal>();
        for (int j = 0; j < points.latents(); j++) all.add(of(points, prior, j, kl[j], key));
        return List.copyOf(all);
    }

    private static LatentMarginal of(LatentPoints points, Prior prior, int j, double kl, long key) {
        int n = points.size();
        int d = points.latents();
        int[] counts = new int[BINS];
        int outside = 0;
        double mean = 0;
        double second = 0;
        for (int i = 0; i < n; i++) {
            float mu = points.mu(i, j);
            float s = points.logVar()[i * d + j];
            mean += mu / (double) n;
            second += ((double) mu * mu + Math.exp(s)) / n;
            double z = Posterior.sample(mu, s, RandomStream.gaussian(key, (long) i * d + j));
            int bin = (int) Math.floor((z + REACH) / WIDTH);
            if (bin >= 0 && bin < BINS) counts[bin]++;
            else outside++;
        }
        float[] density = new float[BINS];
        for (int b = 0; b < BINS; b++) density[b] = (float) (counts[b] / (n * WIDTH));
        float[] expected = new float[BINS];
        for (int b = 0; b < BINS; b++) expected[b] = (float) prior.marginal(j, (b + 0.5) * WIDTH - REACH);
        return new LatentMarginal(j, kl, density, (double) outside / n, mean, second - mean * mean, expected);
    }
}
