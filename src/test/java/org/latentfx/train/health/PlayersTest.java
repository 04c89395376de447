package org.latentfx.train.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.train.health.Diagnosis.Level;

/** What is said of GANs: small ones on real images, made ill by the rates of their players. */
class PlayersTest {
    private static final DataSplit ALL = Datasets.load("mnist");
    private static final DataSplit FEW =
            new DataSplit("few", ALL.train().evenly(2000), ALL.test().evenly(200));

    private static final Hyperparameters SMALL =
            Settings.fromTexts(Preset.GAN.hyperparameters(), Map.of("hidden", "32", "latents", "8", "batch", "16"));

    private static final Map<String, History> TRAINED = new HashMap<>();

    private static Hyperparameters settings(String generator, String discriminator) {
        return Settings.fromTexts(SMALL, Map.of("learning-rate", generator, "discriminator-rate", discriminator));
    }

    private static History trained(Hyperparameters settings) {
        return TRAINED.computeIfAbsent(settings.toString(), key -> {
            try (var workers = new Workers(1)) {
                var trainer = new Trainer(FEW, settings, Kernels.best(), workers);
                while (trainer.stepsDone() < 1000) trainer.step();
                return trainer.history();
            }
        });
    }

    private static List<Diagnosis> ill(Hyperparameters settings, Evidence evidence) {
        return Health.of(settings, trained(settings), evidence).stream()
                .filter(one -> !one.id().equals("gan"))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"0.00002, 0.002, gan.starving", "0.01, 0.0002, gan.modes"})
    void rates_that_starve_the_generator_or_let_it_run_ahead_are_diagnosed_with_the_usual_ones_as_cure(
            String generator, String discriminator, String id) {
        var settings = settings(generator, discriminator);
        var found = ill(settings, Evidence.NONE).get(0);
        assertEquals(id, found.id(), () -> found.toString());
        assertEquals(3, found.why().size());
        assertEquals(1000, found.step());
        var cured = found.cure().applied(settings);
        assertEquals(0.0002, cured.learningRate());
        assertEquals(0.0002, cured.discriminatorRate());
    }

    @Test
    void with_the_usual_rates_nothing_ill_is_said() {
        var found = ill(settings("0.0002", "0.0002"), Evidence.NONE);
        assertEquals(List.of("gan.even"), found.stream().map(Diagnosis::id).toList(), () -> found.toString());
    }

    @Test
    void a_model_without_curves_is_judged_by_the_last_look() {
        var settings = settings("0.0002", "0.0002");
        var opened = History.EMPTY.measuredAs(trained(settings).latest());
        var found = Health.of(settings, opened).stream()
                .filter(one -> one.id().equals("gan.even"))
                .findFirst()
                .orElseThrow();
        assertFalse(found.text().contains("NaN"), found.text());
    }

    @Test
    void classes_that_samples_leave_out_are_named() {
        double[] target = {0.4, 0.3, 0.3};
        var names = List.of("cat", "dog", "cow");
        var settings = settings("0.0002", "0.0002");
        var one = ill(settings, Evidence.NONE.with(new SampledShares(1000, new int[] {60, 1, 39}, target, names)));
        assertEquals("gan.classes", one.get(0).id());
        assertEquals(Level.NOTE, one.get(0).level());
        assertTrue(
                one.get(0).text().contains("dog") && !one.get(0).text().contains("cow"),
                one.get(0).text());
        var two = ill(settings, Evidence.NONE.with(new SampledShares(1000, new int[] {98, 1, 1}, target, names)));
        assertEquals(Level.BAD, two.get(0).level());
        var old = ill(settings, Evidence.NONE.with(new SampledShares(100, new int[] {98, 1, 1}, target, names)));
        assertFalse(old.get(0).id().equals("gan.classes"), "what was long ago says nothing");
    }
}
