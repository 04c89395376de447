package org.latentfx.train.health;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.train.History;
import org.latentfx.train.Loss;
import org.latentfx.train.Measurement;
import org.latentfx.train.health.Diagnosis.Level;

/** Judged here: real runs, recorded by {@link org.latentfx.benchmark.RunRecorder}. */
class RecordedRunsTest {
    private static List<Diagnosis> judge(String name) throws IOException {
        var run = RecordedRun.read(name);
        return Health.of(run.hyperparameters(), run.history());
    }

    private static TreeSet<String> ids(List<Diagnosis> found, Level level) {
        return found.stream()
                .filter(one -> one.level() == level)
                .map(Diagnosis::id)
                .collect(toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seed-1",
                "seed-2",
                "seed-3",
                "classic-1",
                "classic-2",
                "classic-3",
                "map-1",
                "map-2",
                "map-3",
                "burda-1",
                "burda-2",
                "burda-3",
                "gaussian",
                "gaussian-narrow",
                "batch-1",
                "batch-4",
                "batch-changed",
                "beta-back"
            })
    void a_healthy_run_is_never_called_ill_at_any_moment(String name) throws IOException {
        var run = RecordedRun.read("healthy/" + name);
        assertTrue(ids(judge("healthy/" + name), Level.GOOD).contains("learns"), () -> "of " + name);
        int judged = 0;
        var heldOut = run.history().heldOut();
        for (int i = 0; i < heldOut.size(); i++) {
            long step = heldOut.step(i);
            if (step < run.history().train().step(0) + 300) continue;
            var found = Health.of(run.hyperparameters(), at(run.history(), step));
            assertEquals(new TreeSet<>(), ids(found, Level.BAD), () -> name + " at step " + step + ": " + found);
            var notes = ids(found, Level.NOTE);
            notes.removeAll(List.of("weak", "weak.many", "collapsed.some", "kl-above-gain"));
            notes.remove("beta.next"); // before the moment from which the settings of its end hold
            assertEquals(new TreeSet<>(), notes, () -> name + " at step " + step + ": " + found);
            judged++;
        }
        assertTrue(judged > 0);
    }

    /** As it stood then, but for KL per latent, clamp and variance, which were kept of the end alone. */
    private static History at(History whole, long step) {
        History then = whole.at(step);
        int i = then.heldOut().size() - 1;
        Measurement end = Objects.requireNonNull(whole.latest());
        var loss = new Loss(then.heldOut().reconstruction(i), then.heldOut().kl(i));
        var measured = new Measurement(
                step,
                end.drawn() * step / end.step(),
                end.images(),
                loss,
                end.klPerLatent(),
                end.clampFraction(),
                end.outputVariance(),
                end.baseline());
        return new History(then.train(), then.heldOut(), then.events(), measured);
    }

    @ParameterizedTest
    @CsvSource({
        "rate-1-later, mean-image kl-for-nothing clamped jump.after",
        "rate-1, rate.high mean-image kl-for-nothing alike",
        "rate-0.1, rate.high mean-image kl-for-nothing alike",
        "rate-0.1-later, mean-image alike",
        "rate-too-low, mean-image kl-for-nothing",
        "beta-78, mean-image alike collapsed.beta",
        "beta-20, collapsed.beta",
        "beta-100, mean-image alike collapsed.beta",
        "beta-100-later, mean-image alike collapsed.beta",
        "beta-0, clamped.beta",
        "overfits, overfits",
        "overfits-map, overfits",
        "clamped, mean-image kl-for-nothing clamped jump.after",
        "diverges, diverged.after"
    })
    void an_ill_run_is_told_why_and_nothing_good_is_said_of_it(String name, String ids) throws IOException {
        var found = judge("ill/" + name);
        assertEquals(new TreeSet<>(Arrays.asList(ids.split(" "))), ids(found, Level.BAD), () -> found.toString());
        assertEquals(new TreeSet<>(), ids(found, Level.GOOD));
        assertEquals(Level.BAD, found.get(0).level());
    }

    @ParameterizedTest
    @CsvSource({"beta-78, 78.4", "beta-20, 20", "beta-0, 0"})
    void a_beta_other_than_one_is_named(String name, String beta) throws IOException {
        assertTrue(judge("ill/" + name).contains(Diagnosis.of(Level.NOTE, "beta", beta)));
    }

    @ParameterizedTest
    @CsvSource({"rate-1-later, rate 0.001 → 1", "clamped, rate 0.001 → 1"})
    void a_jump_is_told_with_the_change_that_came_before_it(String name, String change) throws IOException {
        var jump = judge("ill/" + name).stream()
                .filter(one -> one.id().equals("jump.after"))
                .findFirst()
                .orElseThrow();
        assertTrue(jump.text().contains("after " + change + " at step 469"), jump.text());
    }
}
