package org.latentfx.session.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import javafx.beans.property.SimpleBooleanProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Clock;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunThreads;
import org.latentfx.session.run.Runs;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.signal.Signals;

/** Everything that belongs to the FX thread happens on the test's, one task after the other. */
@Tag("engine")
class RunSignalsTest {
    private static final Kernel KERNEL = Kernels.best();
    private static final DataSplit DATA = new DataSplit(
            "few sprites",
            Sprites.generate(120, 1).images(),
            Sprites.generate(60, 2).images());

    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final List<Runnable> background = new ArrayList<>();
    private final Runs runs = new Runs(
            new RunThreads(KERNEL, 1, waiting::add, () -> {}, System::nanoTime),
            Settings.fromTexts(Preset.MAP.hyperparameters(), Map.of("hidden", "8", "latents", "2", "batch", "40")),
            new UndoStack(),
            Long.MAX_VALUE,
            fault -> {});
    private final Run run = new Run(runs);
    private final Explorer explorer = new Explorer(new UndoStack(), 1);
    private long free = Long.MAX_VALUE;
    private final RunSignals signals = new RunSignals(
            run,
            explorer,
            KERNEL,
            new Background(background::add, waiting::add, Clock.SYSTEM, new SimpleBooleanProperty(), sentence -> {}),
            () -> free);

    @AfterEach
    void end() {
        runs.end();
    }

    private void until(BooleanSupplier reached) {
        while (!reached.getAsBoolean()) {
            Runnable next = waiting.poll();
            if (next == null) Thread.onSpinWait();
            else next.run();
        }
    }

    private void begin() {
        run.replace(Run.Start.fresh(DATA, run.hyperparametersProperty().get()));
        until(() -> run.statusProperty().get() == Run.Status.PAUSED);
        show();
    }

    private void show() {
        FrozenModel model = run.modelProperty().get();
        explorer.show(new ShownModel(
                model, run.stepProperty().get(), 0, run.historyProperty().get(), new double[0]));
    }

    private void step() {
        long next = run.stepProperty().get() + 1;
        run.stepOnce();
        until(() -> run.stepProperty().get() == next && run.statusProperty().get() == Run.Status.PAUSED);
        show();
    }

    /** Lets all that waits in the background happen. */
    private void work() {
        while (!background.isEmpty()) background.remove(0).run();
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) next.run();
    }

    private List<Long> steps() {
        return signals.courseProperty().get().moments().stream()
                .map(Signals::step)
                .toList();
    }

    @Test
    void nothing_is_measured_before_somebody_looks() {
        begin();
        assertTrue(background.isEmpty());
        signals.watch(true);
        until(() -> !background.isEmpty());
        work();
        assertEquals(List.of(0L), steps());
        signals.watch(false);
        step();
        assertTrue(background.isEmpty());
        assertEquals(List.of(0L), steps());
    }

    @Test
    void a_moment_is_measured_once() {
        begin();
        signals.watch(true);
        until(() -> !background.isEmpty());
        work();
        show();
        assertTrue(background.isEmpty());
    }

    @Test
    void where_memory_is_short_nothing_is_measured_and_it_is_said_why() {
        begin();
        free = 1000;
        signals.watch(true);
        until(() -> !background.isEmpty());
        work();
        assertEquals(List.of(), steps());
        assertTrue(
                signals.troubleProperty().get().contains("MiB of memory"),
                signals.troubleProperty().get());
        free = Long.MAX_VALUE;
        show();
        until(() -> !background.isEmpty());
        work();
        assertEquals(List.of(0L), steps());
        assertEquals("", signals.troubleProperty().get());
    }

    @Test
    void remembered_moments_are_measured_when_asked_for() {
        begin();
        for (int i = 0; i < 4; i++) step();
        assertTrue(signals.unmeasured() >= 4);
        signals.measurePast();
        assertFalse(Double.isNaN(signals.progressProperty().get()));
        work();
        assertEquals(0, signals.unmeasured());
        assertTrue(steps().containsAll(List.of(0L, 1L, 2L, 3L)));
    }

    @Test
    void another_run_has_its_own_signals_and_the_first_keeps_its() {
        begin();
        signals.watch(true);
        until(() -> !background.isEmpty());
        work();
        var first = runs.shown();
        var second = runs.another(first, first.hyperparametersProperty().get());
        runs.show(second);
        assertEquals(List.of(), steps());
        runs.show(first);
        assertEquals(List.of(0L), steps());
    }
}
