package org.latentfx.session.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.math.Kernels;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.Session;
import org.latentfx.session.run.Run;
import org.latentfx.session.sweep.Sweeps.Status;
import org.latentfx.session.timeline.Past;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.Variation;

/** All executors run at once: a sweep is done when the command returns. */
class SweepsTest {
    private static final DataSplit DATA = new DataSplit(
            Path.of("few sprites").toAbsolutePath().toString(),
            Sprites.generate(120, 1).images(),
            Sprites.generate(60, 2).images());

    private static final Hyperparameters SMALL =
            Settings.fromTexts(Preset.MAP.hyperparameters(), Map.of("hidden", "16", "batch", "64", "epochs", "1"));

    private static final SweepPlan PLAN = SweepPlan.grid(
            SMALL, Stream.of("beta=0.5,4", "latents=1,2").map(Variation::parse).toList());

    @TempDir
    private Path home;

    private final Session session = new Session(Kernels.best(), 1, Runnable::run, Runnable::run);
    private final Sweeps sweeps = session.sweeps();

    private void open() {
        session.run().replace(Run.Start.fresh(DATA, SMALL));
        sweeps.keepIn(home);
        sweeps.watch();
    }

    @AfterEach
    void close() {
        session.close();
        session.run().end().join();
    }

    private Sheet sheet() {
        return Objects.requireNonNull(sweeps.sheetProperty().get());
    }

    @Test
    void aSweepTrainsItsTrialsAndShowsEachOfThem() {
        open();
        sweeps.start(PLAN);
        assertTrue(sheet().complete());
        assertEquals(Status.IDLE, sweeps.statusProperty().get());
        assertEquals(1, sheet().progress());
        for (int number = 1; number <= 4; number++) {
            assertEquals(1, Objects.requireNonNull(sheet().look(number)).epochs());
            assertTrue(sheet().score(number).isPresent());
        }
        assertTrue(sheet().best() > 0);
        assertTrue(sheet().name(1).startsWith("β 0.5, "), sheet().name(1));
        assertNotNull(sweeps.boundProperty().get());
    }

    @Test
    void trialsOfAnAutoencoderAreSeenAsFarAsTheirCodesReachAndHaveNoBound() {
        open();
        var ae = Settings.MODEL.with(Settings.EPOCHS.with(SMALL, 4), ModelKind.AE);
        sweeps.start(SweepPlan.grid(
                ae, Stream.of("latents=1,2,6").map(Variation::parse).toList()));
        assertTrue(sheet().complete() && sheet().best() > 0);
        for (int number = 1; number <= 3; number++) {
            var look = Objects.requireNonNull(sheet().look(number));
            float[] places = look.thumbnail().places();
            long within = IntStream.range(0, places.length)
                    .filter(i -> Math.abs(places[i]) <= 3.5)
                    .count();
            assertTrue(within > 0.95 * places.length, within + " of " + places.length);
            float[] across = look.thumbnail().manifold().across();
            assertEquals(3 * look.scale() * 6 / 7, across[6], 1e-5);
        }
        assertNull(sweeps.boundProperty().get());
    }

    @Test
    void aTrialOpensAsARunThatStandsWhereItEnded() {
        open();
        sweeps.start(PLAN);
        boolean[] opened = new boolean[1];
        sweeps.open(4, () -> opened[0] = true);
        assertTrue(opened[0]);
        assertEquals(2, session.runs().lines().size());
        assertEquals(4, session.run().hyperparametersProperty().get().beta());
        assertEquals(sheet().name(4), session.runs().shown().nameProperty().get());
        var shown = session.runs().shown();
        Past past = Objects.requireNonNull(Past.of(shown));
        var beginning = Objects.requireNonNull(past.before(1, trouble -> {}));
        assertEquals(0, beginning.step());
        RunState end = Objects.requireNonNull(shown.state().join());
        long step = end.position().step();
        assertTrue(step > 0);
        assertEquals(
                end,
                past.replayed(step, beginning, Kernels.best(), () -> false, done -> {})
                        .state(),
                "its past leads to where it ended");
    }

    @Test
    void theLastSweepIsThereAgainAfterARestart() {
        open();
        sweeps.start(PLAN);
        var other = new Session(Kernels.best(), 1, Runnable::run, Runnable::run);
        other.sweeps().keepIn(home);
        Sheet found = Objects.requireNonNull(other.sweeps().sheetProperty().get());
        assertEquals(PLAN, found.plan());
        assertEquals(sheet().trials().keySet(), found.trials().keySet());
        assertFalse(other.sweeps().ready(), "no images yet");
        other.run().replace(Run.Start.fresh(DATA, SMALL));
        assertTrue(
                Objects.requireNonNull(other.sweeps().sheetProperty().get())
                        .looks()
                        .isEmpty(),
                "nobody looks yet");
        other.sweeps().watch();
        assertEquals(
                4,
                Objects.requireNonNull(other.sweeps().sheetProperty().get())
                        .looks()
                        .size());
        other.close();
        other.run().end().join();
    }

    @Test
    void theTableIsWrittenWhereItIsAskedFor() throws Exception {
        open();
        sweeps.start(PLAN);
        sweeps.export(home.resolve("table.csv"));
        assertEquals(5, Files.readAllLines(home.resolve("table.csv")).size());
    }
}
