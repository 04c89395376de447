package org.latentfx.analysis.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Digits;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;

class SampledPicturesTest {
    private static final int MANY = 4_000;

    private final FrozenModel model = new FrozenModel(Digits.flat(), Kernels.best());

    /** Mean and variance of latent {@code j}. */
    private static double[] moments(SampledPictures of, int j) {
        double mean = 0;
        double squares = 0;
        for (int k = 0; k < of.count(); k++) {
            mean += of.point(k)[j] / of.count();
            squares += of.point(k)[j] * of.point(k)[j] / of.count();
        }
        return new double[] {mean, squares - mean * mean};
    }

    @Test
    void points_of_the_prior_are_standard_normal() {
        var prior = SampledPictures.ofPrior(model, 5, MANY, false, Progress.NONE);
        for (int j = 0; j < 2; j++) {
            assertEquals(0, moments(prior, j)[0], 4 / Math.sqrt(MANY));
            assertEquals(1, moments(prior, j)[1], 4 * Math.sqrt(2.0 / MANY));
        }
    }

    /** E[z] = mean of μ, Var[z] = variance of μ + mean of σ², over the images. */
    @Test
    void points_of_the_aggregate_posterior_have_the_moments_of_the_mixture() {
        var aggregate = SampledPictures.ofAggregate(model, Digits.learnt(), 5, MANY, false, Progress.NONE);
        LatentPoints points = Digits.flatPoints();
        for (int j = 0; j < 2; j++) {
            double mean = 0;
            double squares = 0;
            double spread = 0;
            for (int i = 0; i < points.size(); i++) {
                mean += points.mu(i, j) / (double) points.size();
                squares += points.mu(i, j) * (double) points.mu(i, j) / points.size();
                spread += Math.exp(points.logVar()[2 * i + j]) / points.size();
            }
            double variance = squares - mean * mean + spread;
            assertEquals(mean, moments(aggregate, j)[0], 4 * Math.sqrt(variance / MANY));
            assertEquals(variance, moments(aggregate, j)[1], 0.15 * variance);
        }
    }

    @Test
    void drawn_pixels_have_the_means_as_their_odds() {
        var means = SampledPictures.ofPrior(model, 5, 500, false, Progress.NONE);
        var drawn = SampledPictures.ofPrior(model, 5, 500, true, Progress.NONE);
        double expected = 0;
        double found = 0;
        for (float pixel : means.pixels()) expected += pixel;
        for (float pixel : drawn.pixels()) found += pixel;
        assertEquals(expected, found, 4 * Math.sqrt(expected));
    }

    @Test
    void other_seeds_and_the_two_kinds_share_no_noise() {
        var prior = SampledPictures.ofPrior(model, 1, 1, false, Progress.NONE);
        var next = SampledPictures.ofPrior(model, 2, 1, false, Progress.NONE);
        assertTrue(Math.abs(prior.point(0)[0] - next.point(0)[0]) > 1e-6);
    }

    @Test
    void it_ends_when_nobody_wants_it_any_more() {
        var stopped = new Progress(() -> true, share -> {});
        assertThrows(CancellationException.class, () -> SampledPictures.ofPrior(model, 1, 1, false, stopped));
    }
}
