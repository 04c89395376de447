package org.latentfx.session.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernels;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.testfx.api.FxToolkit;

/** The test's own thread plays the FX thread: what the run hands over is queued and run here. */
public class RunTest {
    private final LinkedBlockingQueue<Runnable> fx = new LinkedBlockingQueue<>();
    private final List<String> faults = new ArrayList<>();
    private final Run run = new Run(Kernels.named("ejml"), 2, fx::add, small(), faults::add);

    @BeforeAll
    public static void toolkit() throws TimeoutException {
        // As the window tests start it: a toolkit started in another way takes no mouse and keys from them afterwards.
        FxToolkit.registerPrimaryStage();
    }

    public static Hyperparameters small() {
        Hyperparameters h = Preset.MAP.hyperparameters();
        h = Settings.HIDDEN.with(h, List.of(6));
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

    private void until(BooleanSupplier reached) {
        try {
            while (!reached.getAsBoolean()) {
                Runnable next = fx.poll(20, TimeUnit.SECONDS);
                if (next == null)
                    fail("the run did not get there; status "
                            + run.statusProperty().get() + " " + faults);
                next.run();
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void untilStatus(Status status) {
        until(() -> run.statusProperty().get() == status);
    }

    @AfterEach
    void end() {
        run.end();
    }

    @Test
    void a_new_run_is_paused_and_has_weights_to_look_at() {
        run.replace(Start.fresh(data(), small()));
        untilStatus(Status.PAUSED);
        assertNotNull(run.weightsProperty().get());
        assertEquals(0, run.stepProperty().get());
    }

    @Test
    void a_single_step_is_exactly_one() {
        run.replace(Start.fresh(data(), small()));
        run.stepOnce();
        until(() -> run.stepProperty().get() > 0);
        untilStatus(Status.PAUSED);
        assertEquals(1, run.stepProperty().get());
        assertEquals(1, run.historyProperty().get().train.size());
    }

    @Test
    void play_trains_until_the_budget_is_used_up_and_no_loss_is_missing() {
        run.replace(Start.fresh(data(), small()));
        run.play();
        untilStatus(Status.FINISHED);
        assertEquals(3, run.epochProperty().get());
        assertEquals(12, run.stepProperty().get());
        assertEquals(12, run.historyProperty().get().train.size());
    }

    @Test
    void going_back_to_a_former_run_continues_it_bit_for_bit() {
        run.replace(Start.fresh(data(), small()));
        for (int i = 0; i < 5; i++) run.stepOnce();
        until(() -> run.stepProperty().get() == 5);
        Start back = run.replace(Start.fresh(data(), small()));
        untilStatus(Status.PAUSED);
        until(() -> run.stepProperty().get() == 0);
        assertNotNull(back);
        run.replace(back);
        until(() -> run.stepProperty().get() == 5);
        assertEquals(5, run.historyProperty().get().train.size());
        run.play();
        untilStatus(Status.FINISHED);
        float[] resumed = run.weightsProperty().get().values();

        run.replace(Start.fresh(data(), small()));
        run.play();
        untilStatus(Status.FINISHED);
        assertArrayEquals(resumed, run.weightsProperty().get().values());
    }

    @Test
    void a_live_change_acts_on_the_running_model_and_leaves_a_mark() {
        run.replace(Start.fresh(data(), small()));
        untilStatus(Status.PAUSED);
        run.change(Settings.BETA.with(small(), 0.5));
        run.stepOnce();
        until(() -> run.stepProperty().get() == 1);
        assertEquals(1, run.historyProperty().get().events.size());
        assertEquals(0.5, run.hyperparametersProperty().get().beta());
    }

    @Test
    void a_loss_that_is_not_finite_stops_training_with_one_sentence() {
        run.replace(Start.fresh(data(), small()));
        untilStatus(Status.PAUSED);
        RunState state = run.end().join();
        java.util.Arrays.fill(state.values(), 1e30f);
        run.replace(new Start(data(), small(), CompletableFuture.completedFuture(state)));
        run.play();
        untilStatus(Status.STOPPED);
        assertEquals(1, faults.size());
        assertEquals(0, run.stepProperty().get());
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
}
