package org.latentfx.session.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.io.session.SessionFile;
import org.latentfx.io.session.SessionFile.SavedRun;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Refusal;
import org.latentfx.train.Event.DataChanged;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.MemoryNeed;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;

/** The test's own thread plays the FX thread. */
class RunsTest {
    private static final Hyperparameters SMALL = RunTest.small();

    private final Turns fx = new Turns(() -> this.faults);
    private final List<String> faults = new ArrayList<>();
    private final UndoStack undo = new UndoStack();
    private final Runs runs = runs(Long.MAX_VALUE);
    private final Run run = new Run(runs);
    private final RunLine first = runs.shown();
    private final DataSplit data = RunTest.data();

    private Runs runs(long memory) {
        var threads = new RunThreads(Kernels.named("ejml"), 2, fx::add, () -> {}, System::nanoTime);
        return new Runs(threads, SMALL, undo, memory, faults::add);
    }

    @BeforeEach
    void begin() {
        first.replace(Start.fresh(data, SMALL));
        step(first, 5);
    }

    @AfterEach
    void end() {
        runs.end();
    }

    private void step(RunLine line, int count) {
        long to = line.stepProperty().get() + count;
        for (int i = 0; i < count; i++) line.stepOnce();
        fx.until(() -> line.stepProperty().get() == to && line.statusProperty().get() == Status.PAUSED);
    }

    private RunState finished(RunLine line) {
        line.play();
        fx.until(() -> line.statusProperty().get() == Status.FINISHED);
        return line.state().join();
    }

    @Test
    void a_fork_with_nothing_changed_is_the_original_bit_for_bit() {
        RunLine fork = runs.fork(first.state().join(), SMALL, data, "fork");
        assertEquals(new RunLine.Branch(first, 5), fork.branch());
        assertEquals(5, run.stepProperty().get(), "shown at once");
        assertEquals(finished(first), finished(fork));
    }

    @Test
    void a_duplicate_goes_on_as_the_original_and_is_not_looked_at() {
        RunLine copy = runs.duplicate(first);
        assertSame(first, runs.shown());
        assertEquals(5, copy.stepProperty().get());
        assertNotEquals(first.colour(), copy.colour());
        assertEquals(finished(first), finished(copy));
    }

    @Test
    void a_twin_begins_with_the_same_weights_batches_and_noise() {
        RunLine twin = runs.twin(first, Settings.BETA.with(SMALL, 4.0));
        step(twin, 5);
        var one = first.historyProperty().get().train();
        var other = twin.historyProperty().get().train();
        assertEquals(one.reconstruction(0), other.reconstruction(0));
        assertEquals(one.kl(0), other.kl(0));
        assertNotEquals(one.kl(4), other.kl(4));
        RunLine same = runs.twin(first, SMALL);
        step(same, 5);
        assertEquals(first.state().join(), same.state().join());
    }

    @Test
    void a_twin_with_the_changes_made_on_the_way_is_the_run_itself_but_for_what_is_changed_in_it() {
        first.change(Settings.BETA.with(SMALL, 0.5));
        step(first, 2);
        first.change(Settings.LEARNING_RATE.with(first.hyperparametersProperty().get(), 0.01));
        step(first, 3);
        RunLine twin = runs.twinWithChanges(first);
        assertEquals(SMALL, twin.hyperparametersProperty().get());
        step(twin, 10);
        assertEquals(first.state().join(), twin.state().join());
        assertEquals(0.5, twin.hyperparametersProperty().get().beta());
        assertEquals(
                twin.follows(),
                Objects.requireNonNull(runs.twinWithChanges(first).follows()));
        RunLine other = runs.twinWithChanges(first);
        other.change(Settings.BETA.with(SMALL, 3.0));
        step(other, 10);
        assertEquals(3, other.hyperparametersProperty().get().beta());
        assertEquals(0.01, other.hyperparametersProperty().get().learningRate());
    }

    /** Saved half way, between two of the changes. */
    @Test
    void a_twin_that_comes_back_from_a_file_goes_on_taking_over_changes() {
        first.change(Settings.BETA.with(SMALL, 0.5));
        step(first, 2);
        first.change(Settings.LEARNING_RATE.with(first.hyperparametersProperty().get(), 0.01));
        step(first, 3);
        RunState end = first.state().join();
        RunLine twin = runs.twinWithChanges(first);
        step(twin, (int) (end.position().step() - 4));
        var saved = new SavedRun("twin", 0, null, twin.state().join(), SessionFile.Source.of(data), twin.follows());
        runs.resume(List.of(saved), List.of(data), 0, "open");
        step(runs.shown(), 4);
        assertEquals(end, runs.shown().state().join());
    }

    @Test
    void a_fork_with_other_settings_or_another_seed_marks_them_and_goes_another_way() {
        RunState at = first.state().join();
        Hyperparameters other = Settings.SEED.with(Settings.BETA.with(SMALL, 2.0), 9L);
        RunLine fork = runs.fork(at, other, data, "other");
        assertEquals(
                List.of(
                        new SettingChanged<>(5, Settings.BETA, 1.0, 2.0),
                        new SettingChanged<>(5, Settings.SEED, SMALL.seed(), 9L)),
                fork.historyProperty().get().events());
        step(fork, 1);
        step(first, 1);
        assertTrue(fork.historyProperty().get().extendsLinesOf(at.history()));
        assertNotEquals(
                first.historyProperty().get().train().reconstruction(5),
                fork.historyProperty().get().train().reconstruction(5));
        assertThrows(Refusal.class, () -> runs.fork(at, Settings.LATENTS.with(SMALL, 5), data, "no"));
        assertEquals(2, runs.lines().size());
    }

    @Test
    void a_fork_learns_from_other_images_of_the_same_size() {
        var few = new DataSplit("few", data.train().first(10), data.test());
        RunLine fork = runs.fork(first.state().join(), SMALL, few, "few");
        step(fork, 1);
        assertEquals(
                List.of(new DataChanged(5, data.name(), "few")),
                fork.historyProperty().get().events());
        assertEquals(6, fork.stepProperty().get());
        assertSame(few, run.dataProperty().get());
        runs.show(first);
        assertSame(data, run.dataProperty().get());
    }

    @Test
    void what_a_run_tells_that_is_not_looked_at_reaches_only_itself() {
        RunLine twin = runs.twin(first, SMALL);
        step(twin, 1);
        runs.show(first);
        var shown = new ArrayList<Object>();
        run.modelProperty().addListener((property, before, now) -> shown.add(now));
        run.stepProperty().addListener((property, before, now) -> shown.add(now));
        run.historyProperty().addListener((property, before, now) -> shown.add(now));
        run.statusProperty().addListener((property, before, now) -> shown.add(now));
        step(twin, 2);
        assertEquals(List.of(), shown);
        assertEquals(5, run.stepProperty().get());
        assertArrayEquals(
                twin.state().join().values(),
                twin.modelProperty().get().weights().values());
    }

    @Test
    void looking_at_another_run_shows_all_that_is_of_it_before_its_model() {
        RunLine twin = runs.twin(first, Settings.BETA.with(SMALL, 4.0));
        step(twin, 2);
        var seen = new ArrayList<Object>();
        run.modelProperty().subscribe((before, model) -> {
            seen.add(run.stepProperty().get());
            seen.add(run.hyperparametersProperty().get().beta());
            seen.add(run.historyProperty().get().train().size());
        });
        runs.show(first);
        runs.show(twin);
        assertEquals(List.of(5L, 1.0, 5, 2L, 4.0, 2), seen);
        run.stepOnce();
        fx.until(() -> run.stepProperty().get() == 3);
        assertEquals(3, twin.stepProperty().get());
        assertEquals(5, first.stepProperty().get());
    }

    @Test
    void a_run_that_was_removed_comes_back_and_goes_on_bit_for_bit() {
        RunLine copy = runs.duplicate(first);
        runs.remove(first);
        assertEquals(List.of(copy), runs.lines());
        assertSame(copy, runs.shown());
        runs.remove(copy);
        assertEquals(List.of(copy), runs.lines(), "the last one stays");
        undo.undo();
        assertEquals(List.of(first, copy), runs.lines());
        assertSame(first, runs.shown());
        assertEquals(finished(copy), finished(first));
    }

    @Test
    void one_more_run_and_its_name_can_be_undone_and_done_again() {
        RunLine twin = runs.twin(first, SMALL);
        step(twin, 2);
        runs.rename(twin, " β ");
        assertEquals("β", twin.nameProperty().get());
        undo.undo();
        assertNotEquals("β", twin.nameProperty().get());
        undo.undo();
        assertEquals(List.of(first), runs.lines());
        undo.redo();
        assertEquals(List.of(first, twin), runs.lines());
        fx.until(() -> twin.statusProperty().get() == Status.PAUSED);
        assertEquals(2, twin.state().join().position().step());
    }

    @Test
    void undo_of_a_reset_is_of_the_run_that_was_reset_which_is_looked_at_again() {
        var commands = new RunCommands(run, runs, undo, told -> {}, System::nanoTime, Long.MAX_VALUE);
        RunLine twin = runs.twin(first, SMALL);
        runs.show(first);
        commands.reset();
        runs.show(twin);
        undo.undo();
        assertSame(first, runs.shown());
        fx.until(() -> first.stepProperty().get() == 5);
        assertEquals(0, twin.stepProperty().get());
    }

    @Test
    void one_more_run_for_which_there_is_no_memory_is_refused() {
        Runs poor = runs(MemoryNeed.bytes(SMALL, data) + 1000);
        RunLine only = poor.shown();
        only.replace(Start.fresh(data, SMALL));
        assertThrows(Refusal.class, () -> poor.twin(only, SMALL));
        assertEquals(1, poor.lines().size());
        assertNotNull(only.end());
    }

    @Test
    void a_fault_of_a_run_that_is_not_looked_at_names_it() {
        RunState at = first.state().join();
        Arrays.fill(at.values(), 1e30f);
        RunLine bad = runs.fork(at, SMALL, data, "bad");
        runs.show(first);
        bad.play();
        fx.until(() -> bad.statusProperty().get() == Status.STOPPED);
        assertEquals(1, faults.size());
        assertTrue(faults.get(0).startsWith("bad: "), faults.get(0));
        assertFalse(run.playing());
    }

    @Test
    void three_runs_at_once_are_each_what_it_is_alone_bit_for_bit() {
        var pixels = new byte[300 * 100];
        new Random(1).nextBytes(pixels);
        var images = new ImageSet(10, 10, pixels, new byte[300], List.of("a"));
        var noise = new DataSplit("noise", images, images.first(50));
        var small = Settings.HIDDEN.with(Preset.CLASSIC.hyperparameters(), LayerSpec.dense(64));
        Hyperparameters classic = Settings.EPOCHS.with(Settings.BATCH.with(small, 16), 20);
        first.replace(Start.fresh(noise, classic));
        RunLine second = runs.another(first, Settings.SEED.with(classic, 7L));
        RunLine third = runs.twin(first, Settings.BETA.with(classic, 4.0));
        List<RunLine> all = List.of(first, second, third);
        all.forEach(RunLine::play);
        fx.until(() -> all.stream().allMatch(line -> line.statusProperty().get() == Status.FINISHED));
        for (RunLine line : all) {
            try (var alone = new Workers(1)) {
                var trainer = new Trainer(noise, line.hyperparametersProperty().get(), Kernels.named("ejml"), alone);
                while (!trainer.finished()) trainer.step();
                assertEquals(trainer.state(), line.state().join());
            }
        }
    }
}
