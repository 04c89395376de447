package org.latentfx.session.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Event.RolledBack;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.timeline.PastMoment;
import org.latentfx.train.timeline.Replay;
import org.latentfx.train.timeline.Timeline;

/** The test's own thread plays the FX thread; time stands still, so that each snapshot is taken that may be. */
class RunPastTest {
    private final Turns fx = new Turns();
    private final HeldKernel kernel = new HeldKernel();
    private final RunThreads threads = new RunThreads(kernel.kernel(), 1, fx::add, () -> {}, () -> 0);
    private final Run run =
            new Run(new Runs(threads, RunTest.small(), new UndoStack(), Long.MAX_VALUE, sentence -> {}));

    private Timeline past() {
        Timeline past = run.timelineProperty().get();
        assertNotNull(past);
        return past;
    }

    private void steps(int count) {
        long end = run.stepProperty().get() + count;
        for (int i = 0; i < count; i++) run.stepOnce();
        fx.until(() -> run.stepProperty().get() == end);
    }

    private static RunState before(Timeline past, long step) {
        return moment(past, step).state();
    }

    private static PastMoment moment(Timeline past, long step) {
        PastMoment moment = past.before(step, trouble -> fail(trouble));
        assertNotNull(moment);
        return moment;
    }

    @AfterEach
    void end() {
        run.end();
    }

    @Test
    void a_run_remembers_each_of_its_first_moments_bit_for_bit() throws Exception {
        run.replace(Start.fresh(RunTest.data(), RunTest.small()));
        fx.until(() -> run.statusProperty().get() == Status.PAUSED);
        steps(4);
        RunState four = run.state().get();
        steps(3);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L), past().steps());
        assertEquals(four, before(past(), 4));
    }

    @Test
    void what_was_changed_live_is_replayed_to_the_very_run() throws Exception {
        run.replace(Start.fresh(RunTest.data(), RunTest.small()));
        fx.until(() -> run.statusProperty().get() == Status.PAUSED);
        steps(2);
        run.change(Settings.BETA.with(RunTest.small(), 0.5));
        steps(2);
        run.change(Settings.LEARNING_RATE.with(run.hyperparametersProperty().get(), 0.01));
        steps(3);
        RunState now = run.state().get();
        try (var workers = new Workers(1)) {
            var replay = new Replay(RunTest.data(), now.history(), Kernels.named("ejml"), workers);
            assertEquals(
                    now,
                    replay.to(7, moment(past(), 0), () -> false, share -> {}).state());
        }
    }

    @Test
    void right_after_a_rollback_there_is_a_moment_to_replay_from() throws Exception {
        run.replace(Start.fresh(RunTest.data(), RunTest.small()));
        fx.until(() -> run.statusProperty().get() == Status.PAUSED);
        steps(50);
        int before = past().steps().size();
        kernel.spoil();
        run.stepOnce();
        fx.until(() -> run.statusProperty().get() == Status.STOPPED);
        long step = run.stepProperty().get();
        assertTrue(run.historyProperty().get().events().stream().anyMatch(RolledBack.class::isInstance));
        assertEquals(before + 1, past().steps().size());
        assertEquals(run.state().get(), before(past(), step));
    }

    @Test
    void undoing_a_reset_brings_the_past_back_that_was_there() {
        run.replace(Start.fresh(RunTest.data(), RunTest.small()));
        fx.until(() -> run.statusProperty().get() == Status.PAUSED);
        steps(5);
        Timeline former = past();
        Start back = run.replace(Start.fresh(RunTest.data(), RunTest.small()));
        assertNotSame(former, past());
        assertNotNull(back);
        run.replace(back);
        fx.until(() -> run.stepProperty().get() == 5);
        assertSame(former, past());
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L), past().steps());
    }

    @Test
    void a_run_that_made_way_is_left_to_its_past_and_comes_back_from_there_bit_for_bit() throws Exception {
        run.replace(Start.fresh(RunTest.data(), RunTest.small()));
        fx.until(() -> run.statusProperty().get() == Status.PAUSED);
        steps(5);
        RunState five = run.state().get();
        Start back = run.replace(Start.fresh(RunTest.data(), RunTest.small()));
        assertNotNull(back);
        back.from().get();
        var resting = new RestingRun(back, kernel.kernel());
        assertEquals(List.of(), resting.holds(back.data()), "nothing beside its timeline");
        fx.until(() -> run.stepProperty().get() == 0);
        steps(200);
        run.replace(resting.awake());
        fx.until(() -> run.stepProperty().get() == 5 && run.statusProperty().get() == Status.PAUSED);
        assertEquals(five, run.state().get());
    }
}
