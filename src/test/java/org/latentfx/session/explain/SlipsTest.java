package org.latentfx.session.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import javafx.application.Platform;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Glossary;
import org.latentfx.text.Glossary.Section;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.view.kit.SmallSession;

class SlipsTest {
    private SmallSession small;

    @BeforeEach
    void open() {
        small = new SmallSession(28, 28);
        small.untilStatus(Status.PAUSED);
        SmallSession.until(() -> small.session.slips().ready());
    }

    @AfterEach
    void close() {
        small.close();
    }

    private void show(String slip) {
        Platform.runLater(() -> small.session.slips().show(slip));
    }

    @Test
    void means_in_place_of_sums_are_a_gaussian_with_variance_1_and_beta_78_4() {
        Hyperparameters values = small.session.slips().settings("slip-mean-mean");
        assertEquals(Likelihood.GAUSSIAN, values.likelihood());
        assertEquals(1, values.variance());
        assertEquals(78.4, values.beta());
        assertEquals(10, values.latents());
        assertEquals(LayerSpec.dense(128, 64), values.hidden());
    }

    @Test
    void so_minimised_mnist_collapses_to_the_mean_image() {
        Hyperparameters values = small.session.slips().settings("slip-mean-mean");
        var mnist = Datasets.loadTest("mnist");
        try (var workers = new Workers(2)) {
            var trainer =
                    new Trainer(new DataSplit("mnist", mnist, mnist.evenly(500)), values, Kernels.best(), workers);
            for (int i = 0; i < 400; i++) trainer.step();
            var found = Evaluation.of(new FrozenModel(trainer.weights(), Kernels.best()), mnist, workers, 1, false, 1);
            assertTrue(found.kl() < 1e-4, "KL " + found.kl());
            assertEquals(0.0675, found.mse(), 0.0005);
            assertEquals(0, found.activeUnits());
        }
    }

    @Test
    void the_run_is_one_more_beside_the_one_looked_at_and_learns_at_once() {
        var runs = small.session.runs();
        var former = runs.shown();
        show("slip-mean-mean");
        SmallSession.until(
                () -> runs.lines().size() == 2 && runs.shown().stepProperty().get() > 2);
        assertFalse(runs.shown() == former);
        assertEquals(78.4, runs.shown().hyperparametersProperty().get().beta());
        assertNotNull(small.session.messageProperty().get(), "what to watch is said");
        show("slip-decoder-latent");
        SmallSession.until(
                () -> runs.lines().size() == 3 && runs.shown().stepProperty().get() > 2);
        assertEquals(0, runs.shown().hyperparametersProperty().get().beta());
    }

    @Test
    void every_other_slip_gives_a_sentence_with_its_figures() {
        for (var entry : Glossary.ALL) {
            if (entry.section() != Section.SLIPS || Slips.RUNS.contains(entry.key())) continue;
            show(entry.key());
            var found = small.session.slips().foundProperty();
            SmallSession.until(() -> found.containsKey(entry.key()));
            String sentence = found.get(entry.key()).sentence();
            assertTrue(sentence.matches(".*\\d.*") && !sentence.contains("{") && !sentence.contains("NaN"), sentence);
            assertEquals(
                    entry.key().equals("slip-figures"), found.get(entry.key()).plane() != null);
        }
    }

    @Test
    void what_was_found_goes_with_the_model_that_it_was_of() {
        show("slip-no-x");
        SmallSession.until(() -> small.session.slips().foundProperty().containsKey("slip-no-x"));
        Platform.runLater(small.session.commands()::newSeed);
        SmallSession.until(() -> small.session.slips().foundProperty().isEmpty());
        Hyperparameters now = small.session.run().hyperparametersProperty().get();
        assertFalse(now.seed() == Settings.SEED.get(SmallSession.small()));
    }
}
