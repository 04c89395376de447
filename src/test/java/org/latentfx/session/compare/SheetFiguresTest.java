package org.latentfx.session.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

class SheetFiguresTest {
    private static final Hyperparameters BASE = Settings.BATCH.with(Preset.MAP.hyperparameters(), 100);

    private static ComparedRun run(Hyperparameters hyperparameters, History history) {
        return ComparedRuns.run("run", 0, hyperparameters, history);
    }

    private static List<RunFacts> facts(Hyperparameters... all) {
        return List.of(all).stream().map(h -> run(h, History.EMPTY).facts()).toList();
    }

    @Test
    void only_settings_that_differ_have_a_row_with_the_value_of_each_run() {
        assertEquals(List.of(), DifferingSettings.of(facts(BASE, BASE)));
        var rows = DifferingSettings.of(facts(BASE, Settings.BETA.with(BASE, 4.0), Settings.LATENTS.with(BASE, 5)));
        assertEquals(
                List.of(Settings.LATENTS.label(), Settings.BETA.label()),
                rows.stream().map(DifferingSettings.Row::label).toList());
        assertEquals(List.of("1", "4", "1"), rows.get(1).values());
    }

    @Test
    void spread_is_over_runs_that_differ_in_the_seed_and_in_nothing_else() {
        var a = run(BASE, ComparedRuns.measured(100));
        var b = run(Settings.SEED.with(BASE, 7L), ComparedRuns.measured(104));
        var other = run(Settings.BETA.with(BASE, 4.0), ComparedRuns.measured(150));
        SeedSpread spread = SeedSpread.of(a, List.of(a, b, other));
        assertNotNull(spread);
        assertEquals(2, spread.seeds());
        assertEquals(102, spread.mean(), 1e-4);
        assertEquals(Math.sqrt(8), spread.deviation(), 1e-4);
        assertNull(SeedSpread.of(other, List.of(a, b, other)));
    }

    @Test
    void epochs_count_steps_by_the_batch_size_of_their_time() {
        var smaller = Settings.BATCH.with(BASE, 50);
        var history = History.EMPTY.plus(List.of(SettingChanged.between(20, Settings.BATCH, BASE, smaller)));
        ComparedRun run = run(smaller, history);
        assertEquals(1, EpochCourse.at(run, 10), 1e-9);
        assertEquals(2, EpochCourse.at(run, 20), 1e-9);
        assertEquals(3, EpochCourse.at(run, 40), 1e-9);
    }

    @Test
    void time_is_known_between_what_was_noted_and_nowhere_else() {
        TrainingTime time = TrainingTime.UNKNOWN.plus(100, 0).plus(200, 4);
        assertEquals(100, time.from());
        assertEquals(2, time.at(150), 1e-12);
        assertTrue(Double.isNaN(time.at(99)));
        assertTrue(Double.isNaN(time.at(201)));
    }

    @Test
    void a_long_run_keeps_its_time_in_bounded_memory() {
        TrainingTime time = TrainingTime.UNKNOWN;
        for (int i = 0; i < 20_000; i++) time = time.plus(i, i * 0.5);
        assertEquals(5_000, time.at(10_000), 1e-9);
        assertEquals(9_999.5, time.at(19_999), 1e-9);
    }

    @Test
    void figures_are_those_measured_last_and_latents_in_use_are_unknown_without_their_kl() {
        assertNull(RunFigures.of(run(BASE, History.EMPTY)));
        RunFigures figures = RunFigures.of(run(BASE, ComparedRuns.measured(200, 100)));
        assertNotNull(figures);
        assertEquals(100, figures.total(), 1e-4);
        assertEquals(200, figures.step());
        assertEquals(-1, figures.used());
        assertFalse(figures.images() > 0);
    }
}
