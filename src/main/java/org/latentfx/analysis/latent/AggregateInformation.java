package org.latentfx.analysis.latent;

import org.latentfx.analysis.Progress;
import org.latentfx.math.RandomStream;
import org.latentfx.model.prior.Posterior;
import org.latentfx.model.prior.PosteriorMixture;
import org.latentfx.model.prior.Prior;
import org.latentfx.model.prior.StandardNormal;

/**
 * What the mean KL over a set of images is made of (Hoffman & Johnson 2016): mean KL(q(z|x) ‖ p(z)) = I(x; z) +
 * KL(q(z) ‖ p(z)), q(z) being the mean of the images' q(z|x). In nats. A value; made by a pure function on the calling
 * thread.
 *
 * @param meanKl exact under N(0, I)
 * @param mutualInformation I(x; z): how well z tells which of the images it is of, estimated by Monte Carlo; at most
 *     log of their number, so near it more images would tell more
 * @param marginalKl KL(q(z) ‖ p(z)), the rest: how far the codes together are from the prior
 * @param standardError of both estimates
 * @param images how many images q(z) is made of
 * @param draws how many z were drawn
 */
public record AggregateInformation(
        double meanKl, double mutualInformation, double marginalKl, double standardError, int images, int draws) {
    /** From here to its ceiling the information is told to be at it, in nats. */
    private static final double NEAR = 0.5;

    /** log of the number of images: the most that the information can be. */
    public double ceiling() {
        return Math.log(images);
    }

    /** Whether the images are too few to tell how much information there is. */
    public boolean atCeiling() {
        return mutualInformation > ceiling() - NEAR;
    }

    /**
     * Of all {@code points}, by {@code draws} z of images that are evenly chosen. It takes draws × images × latents
     * multiplications.
     *
     * @param key of the normal draws
     */
    public static AggregateInformation of(LatentPoints points, int draws, long key, Progress progress) {
        return of(points, new StandardNormal(points.latents()), draws, key, progress);
    }

    /** The same under {@code prior}; where that is learnt the mean KL is estimated by the same draws. */
    public static AggregateInformation of(LatentPoints points, Prior prior, int draws, long key, Progress progress) {
        if (draws < 2) throw new IllegalArgumentException("draws: found " + draws + ", expected 2 or more");
        int d = points.latents();
        var q = new AggregatePosterior(points);
        float[] z = new float[d];
        double sum = 0;
        double squares = 0;
        double estimated = 0;
        for (int t = 0; t < draws; t++) {
            progress.at(t, draws);
            int image = (int) ((long) t * points.size() / draws);
            double own = -0.5 * d * Math.log(2 * Math.PI);
            for (int j = 0; j < d; j++) {
                float s = points.logVar()[image * d + j];
                float e = RandomStream.gaussian(key, (long) t * d + j);
                z[j] = Posterior.sample(points.mu(image, j), s, e);
                own -= 0.5 * (s + e * e);
            }
            double information = own - q.logDensity(z);
            sum += information;
            if (prior instanceof PosteriorMixture) estimated += (own - prior.logDensity(z, 0)) / draws;
            squares += information * information;
        }
        double mean = sum / draws;
        double variance = Math.max(0, squares / draws - mean * mean) * draws / (draws - 1);
        double kl = estimated;
        if (!(prior instanceof PosteriorMixture)) for (double each : points.klPerLatent(points.size())) kl += each;
        return new AggregateInformation(kl, mean, kl - mean, Math.sqrt(variance / draws), points.size(), draws);
    }
}
