package org.latentfx.analysis.slip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.slip.SlipCost.Slip;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.prior.Posterior;
import org.latentfx.train.Baseline;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;

/** On a small model that has learnt something of MNIST. */
class SlipCostTest {
    private static final ImageSet IMAGES = Datasets.loadTest("mnist").first(300);
    private static final ImageSet LEARNT = Datasets.loadTest("mnist").evenly(2000);
    private static FrozenModel model;

    @BeforeAll
    static void train() {
        Hyperparameters settings = Settings.HIDDEN.with(Preset.SEED.hyperparameters(), LayerSpec.dense(64));
        var data = new DataSplit("mnist", LEARNT, IMAGES);
        try (var workers = new Workers(2)) {
            var trainer = new Trainer(data, Settings.BATCH.with(settings, 100), Kernels.best(), workers);
            for (int i = 0; i < 300; i++) trainer.step();
            model = new FrozenModel(trainer.weights(), Kernels.best());
        }
    }

    private static SlipCost cost(Slip slip) {
        return SlipCost.of(model, IMAGES, slip, 7, Progress.NONE);
    }

    @Test
    void without_the_mistake_it_is_the_loss_that_an_evaluation_measures() {
        SlipCost cost = cost(Slip.NO_X);
        try (var workers = new Workers(1)) {
            var usual = Evaluation.of(model, IMAGES, workers, 1, false, 7);
            assertEquals(usual.kl(), cost.kl(), 1e-4);
            assertEquals(usual.reconstruction(), cost.reconstruction(), 0.02 * usual.reconstruction(), "another ε");
        }
        assertEquals(300, cost.images());
    }

    @Test
    void z_of_the_prior_tells_an_image_worse_than_the_mean_image_does() {
        SlipCost cost = cost(Slip.PRIOR_FIRST);
        double mean =
                Baseline.of(LEARNT, IMAGES, Likelihood.BERNOULLI, 1, false).loss();
        assertTrue(cost.reconstruction() < mean - 30, cost + ", mean image " + mean);
        assertTrue(cost.wrongReconstruction() > mean, cost + ", mean image " + mean);
        assertEquals(cost.kl(), cost.wrongKl(), "the code is the same");
    }

    @Test
    void against_another_image_what_z_tells_counts_against_the_model() {
        SlipCost cost = cost(Slip.NO_X);
        double mean =
                Baseline.of(LEARNT, IMAGES, Likelihood.BERNOULLI, 1, false).loss();
        assertTrue(cost.wrongReconstruction() > mean, cost + ", mean image " + mean);
    }

    @Test
    void with_one_head_the_kl_is_that_of_codes_whose_width_is_their_mean() {
        SlipCost cost = cost(Slip.ONE_HEAD);
        double expected = 0;
        try (var workers = new Workers(1)) {
            var points = LatentPoints.of(model, IMAGES, workers);
            for (float mu : points.mu()) expected += Posterior.kl(mu, Math.max(-10, Math.min(10, mu)));
        }
        assertEquals(expected / 300, cost.wrongKl(), 1e-3);
        assertTrue(cost.wrongTotal() > cost.total() + 10, cost + "");
    }

    @Test
    void one_image_has_no_other_and_what_nobody_wants_is_given_up() {
        assertThrows(
                IllegalArgumentException.class, () -> SlipCost.of(model, IMAGES.first(1), Slip.NO_X, 7, Progress.NONE));
        var unwanted = new Progress(() -> true, share -> {});
        assertThrows(CancellationException.class, () -> SlipCost.of(model, IMAGES, Slip.ONE_HEAD, 7, unwanted));
    }
}
