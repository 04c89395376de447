package org.latentfx.train.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.text.Refusal;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.train.health.Diagnosis.Level;
import org.latentfx.train.signal.Signals;

/** Illnesses caused on real images, and healthy runs of which nothing ill is said. */
class IllnessTest {
    private static final DataSplit MNIST = Datasets.load("mnist");

    /** Each illness is caused and cured once, whichever tests look at it. */
    private static final Map<String, Treatment> TREATED = new HashMap<>();

    private static Treatment treated(String id) {
        return TREATED.computeIfAbsent(id, name -> {
            try (var workers = new Workers(1)) {
                return Treatment.of(Illness.named(name), MNIST, true, Kernels.best(), workers);
            }
        });
    }

    private static Stream<String> all() {
        return Illness.ALL.stream().map(Illness::id);
    }

    @ParameterizedTest
    @MethodSource("all")
    void an_illness_that_was_caused_is_diagnosed_with_its_place_on_the_curve(String id) {
        var found = treated(id).diagnosis();
        assertNotNull(found, () -> id + ": " + treated(id).found());
        assertTrue(found.step() >= 0 || id.equals("collapsed.many"), () -> "step of " + found);
        assertEquals(3, found.why().size(), id);
        assertFalse(String.join(" ", found.why()).contains("{"), () -> id + ": " + found.why());
        assertTrue(found.text().matches(".*\\d.*"), () -> "a figure in " + found.text());
    }

    /** @param figure what the cure has to better by how much, after as many images */
    @ParameterizedTest
    @CsvSource({
        "collapsed.mean-mean, elbo, 50",
        "collapsed.beta, elbo, 50",
        "collapsed.strong, elbo, 10",
        "collapsed.variance, in use, 10",
        "collapsed.many, elbo, 15",
        "latents.many, elbo, 15",
        "latents.few, elbo, 30",
        "rate.high, elbo, 50",
        "rate.low, elbo, 50",
        "jump.after, elbo, 50",
        "dead, elbo, 50",
        "saturated, elbo, 50",
        "clamped, elbo, 50",
        "clamped.beta, elbo, 50",
        "diverged, elbo, 500",
        "overfits, elbo, 3",
        "holes, prior, 1.5",
        "data.dim, in use, 8",
        "data.inverted, elbo, 2",
        "data.imbalanced, rare, 3",
        "batch.large, elbo, 20",
        "gan.starving, variety, 0.05",
        "gan.modes, variety, 0.03",
        "gan.blind, opinions, 0.2",
        "codes.dead, dead codes, 60"
    })
    void a_cure_betters_what_it_is_for(String id, String figure, double least) {
        var treated = treated(id);
        assertNotNull(treated.after(), id);
        double gained = better(figure, treated.before(), treated.after());
        assertTrue(gained >= least, () -> id + ": " + figure + " " + treated.before() + " → " + treated.after());
    }

    private static double better(String figure, CheckUp before, CheckUp after) {
        return switch (figure) {
            case "in use" -> after.inUse() - before.inUse();
            case "prior" -> before.priorKl() - after.priorKl();
            case "rare" -> before.rareClass() - after.rareClass();
            case "variety" -> after.variety() - before.variety();
            case "dead codes" ->
                before.heldOut().of(LossTerm.DEAD_CODES) - after.heldOut().of(LossTerm.DEAD_CODES);
            case "opinions" -> gap(after) - gap(before);
            default -> before.heldOut().total() - after.heldOut().total();
        };
    }

    /** How much more real images look to a discriminator than pictures do. */
    private static double gap(CheckUp of) {
        return of.heldOut().of(LossTerm.D_REAL) - of.heldOut().of(LossTerm.D_FAKE);
    }

    @Test
    void that_the_kl_rises_is_good_and_needs_no_cure() {
        var found = treated("kl.rising").diagnosis();
        assertNotNull(found);
        assertEquals(Level.GOOD, found.level());
        assertNull(found.cure());
        assertNull(treated("kl.rising").after());
    }

    @Test
    void a_cause_comes_before_its_symptoms_and_has_the_cure() {
        var found = treated("collapsed.mean-mean").found();
        assertEquals("collapsed.mean-mean", found.get(0).id());
        assertEquals("β 1, from the start", text(found.get(0)));
        for (var other : found) if (other.id().equals("mean-image")) assertNull(other.cure());
    }

    private static String text(Diagnosis found) {
        return found.cure() == null ? "" : found.cure().text();
    }

    @Test
    void an_unknown_illness_is_refused_with_those_there_are() {
        var refused = assertThrows(Refusal.class, () -> Illness.named("flu"));
        assertTrue(String.valueOf(refused.getMessage()).contains("collapsed.beta"), refused.getMessage());
        var judged = assertThrows(Refusal.class, () -> Illness.named("gan.classes"));
        assertTrue(String.valueOf(judged.getMessage()).contains("classifier"), judged.getMessage());
    }

    private static Stream<Preset> presets() {
        return Stream.of(Preset.SEED, Preset.CLASSIC, Preset.MAP, Preset.BURDA);
    }

    /** Notes that young runs of a healthy preset have. */
    private static final Set<String> YOUNG = Set.of("weak", "weak.many");

    @ParameterizedTest
    @MethodSource("presets")
    void a_healthy_preset_is_not_called_ill_whatever_its_seed(Preset preset) {
        var data = new DataSplit("mnist", MNIST.train(), MNIST.test().evenly(1000));
        for (long seed = 1; seed <= 3; seed++) {
            var settings = Settings.SEED.with(Settings.BATCH.with(preset.hyperparameters(), 64), seed);
            try (var workers = new Workers(Math.min(2, Runtime.getRuntime().availableProcessors()))) {
                var trainer = new Trainer(data, settings, Kernels.best(), workers);
                while (trainer.stepsDone() < 300) trainer.step();
                var evidence = new Evidence(Signals.of(trainer.state(), data, Kernels.best()), DataFigures.of(data));
                var ill = new TreeSet<String>();
                List<Diagnosis> found = Health.of(settings, trainer.history(), evidence);
                for (var one : found)
                    if (one.level() == Level.BAD || one.level() == Level.NOTE && !YOUNG.contains(one.id()))
                        ill.add(one.id());
                assertEquals(new TreeSet<>(), ill, () -> preset + ": " + found);
            }
        }
    }
}
