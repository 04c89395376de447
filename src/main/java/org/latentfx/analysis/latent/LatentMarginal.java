package org.latentfx.analysis.latent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Posterior;

/**
 * How one latent is distributed over a set of images, to be held against N(0, 1): one z drawn of each image's q(z|x) in
 * a histogram, and the exact mean and variance of their mixture. Immutable by convention.
 *
 * @param latent which
 * @param kl mean KL(q(z|x) ‖ prior) of this latent, nats per image; NaN where codes are points, which have none
 * @param density per unit of z, of {@link #BINS} bins from −{@link #REACH} to {@link #REACH}
 * @param outside share of the draws beyond both ends, 0..1
 * @param mean mean of μ
 * @param variance variance of μ plus mean of σ²
 */
public record LatentMarginal(int latent, double kl, float[] density, double outside, double mean, double variance) {
    public static final int BINS = 40;
    public static final double REACH = 4;

    /** Width of a bin. */
    public static final double WIDTH = 2 * REACH / BINS;

    /** Of every latent of codes that are distributions, in order. {@code key}: of the normal draws. */
    public static List<LatentMarginal> of(LatentPoints points, long key) {
        return of(points, key, points.klPerLatent(points.size()));
    }

    /** Of every latent of codes that are points, in order. */
    public static List<LatentMarginal> ofPoints(LatentPoints points) {
        double[] none = new double[points.latents()];
        Arrays.fill(none, Double.NaN);
        return of(points, 0, none);
    }

    private static List<LatentMarginal> of(LatentPoints points, long key, double[] kl) {
        var all = new ArrayList<LatentMarginal>();
        for (int j = 0; j < points.latents(); j++) all.add(of(points, j, kl[j], key));
        return List.copyOf(all);
    }

    private static LatentMarginal of(LatentPoints points, int j, double kl, long key) {
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
        return new LatentMarginal(j, kl, density, (double) outside / n, mean, second - mean * mean);
    }
}
