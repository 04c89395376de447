package org.latentfx.train.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.train.Baseline;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;
import org.latentfx.train.Measurement;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.health.Diagnosis.Level;

class CodesTest {
    private static final Hyperparameters USUAL = Preset.VQVAE.hyperparameters();

    /** What is said of the codebook. */
    private static Diagnosis of(Hyperparameters run, double perplexity, double dead) {
        var loss = Loss.of(ModelKind.VQVAE.losses(), new double[] {100, 1, perplexity, dead});
        var history = History.EMPTY.measuredAs(
                new Measurement(1000, 128_000, 500, loss, new double[0], 0, 0.04, new Baseline(206, 0.05)));
        return Health.of(run, history).stream()
                .filter(one -> one.id().startsWith("codes."))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_codebook_in_use_is_good_and_one_that_collapsed_is_not() {
        assertEquals("codes.used", of(USUAL, 40, 3).id());
        assertEquals(Level.GOOD, of(USUAL, 40, 3).level());
        assertEquals("codes.dead", of(USUAL, 20, 30).id());
        assertEquals(Level.NOTE, of(USUAL, 20, 30).level());
        var ill = of(USUAL, 3.2, 55);
        assertEquals("codes.collapsed", ill.id());
        assertEquals(Level.BAD, ill.level());
        assertEquals(1000, ill.step());
        for (String part : List.of("3.2", "64", "55")) assertTrue(ill.text().contains(part), ill.text());
        assertEquals(3, ill.why().size());
    }

    @Test
    void the_cure_is_to_revive_codes_or_else_to_take_fewer() {
        var alone = Settings.fromTexts(USUAL, Map.of("revival", "false"));
        assertTrue(of(alone, 3, 55).cure().applied(alone).revival());
        assertEquals(16, of(USUAL, 3, 55).cure().applied(USUAL).codes());
        assertFalse(of(alone, 3, 55).why().get(2).contains("already"));
        assertTrue(of(USUAL, 3, 55).why().get(2).contains("already"));
    }
}
