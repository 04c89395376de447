package org.latentfx.analysis.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Cloud;
import org.latentfx.analysis.Digits;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.check.SelfCheck.Rule;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.analysis.image.MarginalLikelihood;
import org.latentfx.analysis.latent.AggregateInformation;
import org.latentfx.analysis.sweep.RateDistortionBound;
import org.latentfx.data.Datasets;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;

class SelfCheckTest {
    @Test
    void the_entropy_of_grey_digits_is_that_of_an_independent_sum() {
        assertEquals(45.53448590536607, PixelEntropy.of(Datasets.loadTest("mnist")), 1e-9);
    }

    @Test
    void a_real_model_breaks_no_rule() {
        var images = Digits.learnt().first(200);
        var model = new FrozenModel(Digits.flat(), Kernels.best());
        try (var workers = new Workers(1)) {
            var found = Evaluation.of(model, images, workers, 1, false, 3);
            var checks = SelfCheck.of(found, images, Likelihood.BERNOULLI, false, Kernels.best(), Progress.NONE);
            assertTrue(checks.size() >= 2);
            for (var check : checks) assertTrue(check.holds(), check.text());
            var likelihood = MarginalLikelihood.of(model, images, workers, 20, false, 3, Progress.NONE);
            assertTrue(SelfCheck.of(likelihood).holds());
        }
        float[] apart = new float[64];
        for (int i = 0; i < apart.length; i++) apart[i] = 10 * i;
        var most = AggregateInformation.of(Cloud.at(1, 0.01, apart), 500, 1, Progress.NONE);
        assertTrue(SelfCheck.of(most).holds(), "at its ceiling, but not above");
    }

    @Test
    void each_impossible_figure_is_found_and_told() {
        var images = Datasets.loadTest("mnist").first(400);
        var bound = RateDistortionBound.of(images, Kernels.best(), Progress.NONE);
        var broken = List.of(
                SelfCheck.ofKl(new double[] {1, -2e-6, 3}),
                SelfCheck.of(new MarginalLikelihood(50, 100.2, 0.1, 100.1, 5, 1, 10)),
                SelfCheck.ofCrossEntropy(30, images),
                // the article's squared error and KL
                SelfCheck.ofDistortion(0.0044, 0.165, bound),
                SelfCheck.of(new AggregateInformation(12, 9.3, 2.7, 0.1, 10_000, 100)));
        assertEquals(
                List.of(Rule.values()), broken.stream().map(SelfCheck::rule).toList());
        for (var check : broken) {
            assertFalse(check.holds(), check.rule().key());
            assertTrue(check.text().contains("LatentFX"), check.text());
        }
    }

    @Test
    void rounding_is_no_fault() {
        assertTrue(SelfCheck.ofKl(new double[] {0, -1e-7}).holds());
        assertTrue(SelfCheck.of(new MarginalLikelihood(1, 100, 0.1, 100 - 1e-12, 1, 1, 10))
                .holds());
    }

    @Test
    void binarised_pixels_are_not_held_against_grey_ones() {
        var images = Digits.learnt().first(50);
        var model = new FrozenModel(Digits.flat(), Kernels.best());
        try (var workers = new Workers(1)) {
            var found = Evaluation.of(model, images, workers, 1, true, 3);
            var checks = SelfCheck.of(found, images, Likelihood.BERNOULLI, true, Kernels.best(), Progress.NONE);
            assertEquals(List.of(Rule.KL), checks.stream().map(SelfCheck::rule).toList());
        }
    }
}
