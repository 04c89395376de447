package org.latentfx.session.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.model.Decoder;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.session.concurrent.Logged;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Texts;
import org.latentfx.train.Event.RolledBack;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;

/** The test's own thread plays the FX thread: what the run hands over is queued and run here. */
public class RunTest {
    private final Turns fx = new Turns(() -> this.run.statusProperty().get() + " " + this.faults);
    private final List<String> faults = new ArrayList<>();
    private final Run run = run(Kernels.named("ejml"), 2, fx, faults::add, () -> {});

    public static Hyperparameters small() {
        Hyperparameters h = Preset.MAP.hyperparameters();
        h = Settings.HIDDEN.with(h, LayerSpec.dense(6));
        h = Settings.BATCH.with(h, 10);
        return Settings.EPOCHS.with(h, 3);
    }

    public static DataSplit data() {
        return new DataSplit("stripes", stripes(40), stripes(20));
    }

    private static ImageSet stripes(int n) {
        var pixels = new byte[n * 16];
        var labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 4);
            for (int k = 0; k < 4; k++) pixels[i * 16 + k * 4 + i % 4] = (byte) 255;
        }
        return new ImageSet(4, 4, pixels, labels, List.of("a", "b", "c", "d"));
    }

    private static Run run(Kernel kernel, int threads, Turns fx, Consumer<String> faults, Runnable spare) {
        var shared = new RunThreads(kernel, threads, fx::add, spare, System::nanoTime);
        return new Run(new Runs(shared, small(), new UndoStack(), Long.MAX_VALUE, faults));
    }

    private static Run held(HeldKernel kernel, Turns fx) {
        return run(kernel.kernel(), 1, fx, sentence -> {}, () -> {});
    }

    private void untilStatus(Status status) {
        fx.until(() -> run.statusProperty().get() == status);
    }

    @AfterEach
    void end() {
        run.end();
    }

    @Test
    void a_new_run_is_paused_and_has_weights_to_look_at() {
        run.replace(Start.fresh(data(), small()));
        untilStatus(Status.PAUSED);
        assertNotNull(run.modelProperty().get());
        assertEquals(0, run.stepProperty().get());
    }

    @Test
    void the_models_of_a_run_come_ready_to_decode_so_that_who_shows_them_asks_nothing_of_the_kernel() {
        var kernel = new HeldKernel();
        Run own = held(kernel, fx);
        own.replace(Start.fresh(data(), small()));
        fx.until(() -> own.modelProperty().get() != null);
        kernel.fail(1); // its next use
        assertDoesNotThrow(() -> new Decoder(own.modelProperty().get(), 1));
        kernel.fail(0);
        own.end();
    }

    @Test
    void a_single_step_is_exactly_one() {
        run.replace(Start.fresh(data(), small()));
        run.stepOnce();
        fx.until(() -> run.stepProperty().get() > 0);
        untilStatus(Status.PAUSED);
        assertEquals(1, run.stepProperty().get());
        assertEquals(1, run.historyProperty().get().train().size());
    }

    @Test
    void play_trains_until_the_budget_is_used_up_and_no_loss_is_missing() {
        run.replace(Start.fresh(data(), small()));
        run.play();
        untilStatus(Status.FINISHED);
        assertEquals(3, run.epochProperty().get());
        assertEquals(12, run.stepProperty().get());
        assertEquals(12, run.historyProperty().get().train().size());
    }

    @Test
    void going_back_to_a_former_run_continues_it_bit_for_bit() {
        run.replace(Start.fresh(data(), small()));
        for (int i = 0; i < 5; i++) run.stepOnce();
        fx.until(() -> run.stepProperty().get() == 5);
        Start back = run.replace(Start.fresh(data(), small()));
        untilStatus(Status.PAUSED);
        fx.until(() -> run.stepProperty().get() == 0);
        assertNotNull(back);
        run.replace(back);
        fx.until(() -> run.stepProperty().get() == 5);
        assertEquals(5, run.historyProperty().get().train().size());
        run.play();
        untilStatus(Status.FINISHED);
        float[] resumed = run.modelProperty().get().weights().values();

        run.replace(Start.fresh(data(), small()));
        run.play();
        untilStatus(Status.FINISHED);
        assertArrayEquals(resumed, run.modelProperty().get().weights().values());
    }

    @Test
    void a_live_change_acts_on_the_running_model_and_leaves_a_mark() {
        run.replace(Start.fresh(data(), small()));
        untilStatus(Status.PAUSED);
        run.change(Settings.BETA.with(small(), 0.5));
        run.stepOnce();
        fx.until(() -> run.stepProperty().get() == 1);
        assertEquals(1, run.historyProperty().get().events().size());
        assertEquals(0.5, run.hyperparametersProperty().get().beta());
    }

    @Test
    void a_loss_that_is_not_finite_stops_training_with_one_sentence() {
        run.replace(Start.fresh(data(), small()));
        untilStatus(Status.PAUSED);
        RunState state = run.end().join();
        Arrays.fill(state.values(), 1e30f);
        run.replace(new Start(data(), small(), CompletableFuture.completedFuture(state)));
        run.play();
        untilStatus(Status.STOPPED);
        assertEquals(1, faults.size());
        assertEquals(1, run.stepProperty().get());
        var back = (RolledBack) run.historyProperty().get().events().get(0);
        assertEquals(List.of(1L, 0L), List.of(back.step(), back.to()));
    }

    @Test
    void a_state_that_belongs_to_other_images_is_refused_in_a_sentence() {
        run.replace(Start.fresh(data(), small()));
        untilStatus(Status.PAUSED);
        RunState state = run.end().join();
        var other = new DataSplit("other", stripes(30), stripes(20));
        run.replace(new Start(other, small(), CompletableFuture.completedFuture(state)));
        untilStatus(Status.STOPPED);
        assertEquals(1, faults.size());
    }

    /** Pictures as large as MNIST's, and its best-known model. */
    private static Start classic() {
        var pixels = new byte[300 * 784];
        Arrays.fill(pixels, 0, pixels.length / 2, (byte) 200);
        var images = new ImageSet(28, 28, pixels, new byte[300], List.of("a"));
        return Start.fresh(new DataSplit("halves", images, images.first(50)), Preset.CLASSIC.hyperparameters());
    }

    @Test
    @Timeout(60) // a command that waits would wait for ever
    void no_command_waits_while_a_step_is_taken_and_all_act_in_their_order() throws InterruptedException {
        var kernel = new HeldKernel();
        Run slow = held(kernel, fx);
        slow.replace(classic());
        fx.until(() -> slow.statusProperty().get() == Status.PAUSED);
        Hyperparameters small = Preset.CLASSIC.hyperparameters();
        Hyperparameters large = Settings.BATCH.with(small, 4096);
        kernel.hold();
        slow.play();
        kernel.awaitHeld();
        slow.change(large);
        slow.pause();
        slow.stepOnce();
        slow.change(small);
        slow.stepOnce();
        assertTrue(kernel.held(), "all returned while the step went on");
        kernel.release();
        fx.until(() -> slow.stepProperty().get() == 3 && slow.statusProperty().get() == Status.PAUSED);
        assertEquals(
                List.of(
                        new SettingChanged<>(1, Settings.BATCH, 128, 4096),
                        new SettingChanged<>(2, Settings.BATCH, 4096, 128)),
                slow.historyProperty().get().events());
        slow.end();
    }

    @Test
    @Timeout(60)
    void no_command_waits_while_room_for_a_larger_batch_is_made() throws InterruptedException {
        var kernel = new HeldKernel();
        Run slow = held(kernel, fx);
        slow.replace(classic());
        fx.until(() -> slow.statusProperty().get() == Status.PAUSED);
        kernel.hold();
        slow.change(Settings.BATCH.with(Preset.CLASSIC.hyperparameters(), 4096));
        kernel.awaitHeld();
        slow.play();
        slow.pause();
        slow.stepOnce();
        slow.change(Preset.CLASSIC.hyperparameters());
        var end = slow.end();
        assertTrue(kernel.held(), "all returned while room was made");
        kernel.release();
        RunState state = end.join();
        assertEquals(128, state.hyperparameters().batch());
        assertEquals(1, state.position().step());
    }

    @Test
    void of_changes_in_a_row_only_the_last_one_acts() throws InterruptedException {
        var kernel = new HeldKernel();
        Run slow = held(kernel, fx);
        slow.replace(Start.fresh(data(), small()));
        fx.until(() -> slow.statusProperty().get() == Status.PAUSED);
        kernel.hold();
        slow.stepOnce();
        kernel.awaitHeld();
        for (double beta : new double[] {2, 3, 4}) slow.change(Settings.BETA.with(small(), beta));
        kernel.release();
        fx.until(() -> !slow.historyProperty().get().events().isEmpty());
        assertEquals(
                List.of(new SettingChanged<>(1, Settings.BETA, 1.0, 4.0)),
                slow.historyProperty().get().events());
        slow.end();
    }

    @Test
    void two_runs_side_by_side_give_each_the_curve_that_it_gives_alone() {
        Hyperparameters other = Settings.SEED.with(small(), 7L);
        run.replace(Start.fresh(data(), small()));
        run.play();
        untilStatus(Status.FINISHED);
        History first = run.historyProperty().get();
        run.replace(Start.fresh(data(), other));
        run.play();
        untilStatus(Status.FINISHED);
        History second = run.historyProperty().get();
        assertNotEquals(first, second);

        var neighbour = run(Kernels.named("ejml"), 2, fx, faults::add, () -> {});
        run.replace(Start.fresh(data(), small()));
        neighbour.replace(Start.fresh(data(), other));
        run.play();
        neighbour.play();
        fx.until(() -> run.statusProperty().get() == Status.FINISHED
                && neighbour.statusProperty().get() == Status.FINISHED);
        assertEquals(first, run.historyProperty().get());
        assertEquals(second, neighbour.historyProperty().get());
    }

    @Test
    void without_memory_for_a_model_what_can_be_spared_goes_and_it_is_tried_once_more() {
        var kernel = new HeldKernel();
        var spared = new ArrayList<String>();
        Run poor = run(kernel.kernel(), 1, fx, faults::add, () -> spared.add("undo"));
        kernel.fail(1);
        poor.replace(Start.fresh(data(), small()));
        fx.until(() -> poor.statusProperty().get() == Status.PAUSED);
        assertEquals(List.of("undo"), spared);
        assertEquals(List.of(), faults);
        kernel.fail(2);
        try (var logged = new Logged()) {
            poor.replace(Start.fresh(data(), small()));
            fx.until(() -> poor.statusProperty().get() == Status.STOPPED);
            assertEquals(1, logged.count());
        }
        assertEquals(List.of(Texts.of("session.memory")), faults);
    }

    @Test
    void without_memory_in_the_middle_what_can_be_spared_goes_and_training_goes_on_or_stops_with_its_weights() {
        var kernel = new HeldKernel();
        var spared = new ArrayList<String>();
        Run poor = run(kernel.kernel(), 1, fx, faults::add, () -> spared.add("undo"));
        poor.replace(Start.fresh(data(), small()));
        poor.stepOnce();
        fx.until(() -> poor.stepProperty().get() == 1 && poor.statusProperty().get() == Status.PAUSED);
        kernel.fail(1);
        poor.play();
        fx.until(() -> poor.statusProperty().get() == Status.FINISHED);
        assertEquals(List.of("undo"), spared);
        assertEquals(12, poor.stepProperty().get());
        kernel.fail(2);
        try (var logged = new Logged()) {
            poor.play();
            fx.until(() -> poor.statusProperty().get() == Status.STOPPED);
            assertEquals(1, logged.count());
        }
        assertEquals(List.of(Texts.of("session.memory")), faults);
        assertTrue(faults.get(0).contains("-Xmx"));
        assertEquals(12, poor.end().join().position().step());
    }

    @Test
    void of_updates_that_are_delivered_as_one_no_fault_is_lost() {
        var stopped = new StatusUpdate(null, null, Status.STOPPED, "too high");
        assertEquals(stopped, StatusUpdate.merge(stopped, new StatusUpdate(null, null, Status.STOPPED, null)));
        var goingOn = new StatusUpdate(null, null, Status.TRAINING, null);
        assertEquals(goingOn, StatusUpdate.merge(stopped, goingOn));
    }

    @Test
    void a_state_that_was_asked_for_is_not_held_for_as_long_as_the_run_lives() {
        run.replace(Start.fresh(data(), small()));
        fx.until(() -> run.statusProperty().get() == Status.PAUSED);
        run.stepOnce(); // not the moment that the run holds itself
        var asked = new WeakReference<>(run.state().join());
        for (int i = 0; i < 50 && asked.get() != null; i++) System.gc();
        assertNull(asked.get());
    }

    @Test
    void whoever_asks_for_the_state_after_the_end_is_given_the_last_one() {
        run.replace(Start.fresh(data(), small()));
        run.stepOnce();
        var last = run.end().join();
        assertEquals(last, run.state().join());
    }
}
