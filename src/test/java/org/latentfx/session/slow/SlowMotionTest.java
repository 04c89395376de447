package org.latentfx.session.slow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Clock;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunTest;
import org.latentfx.session.run.RunThreads;
import org.latentfx.session.run.Runs;
import org.latentfx.session.slow.SlowMotion.Shown;
import org.latentfx.session.timeline.TimeMachine;
import org.latentfx.text.Texts;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;

/** The test's own thread plays the FX thread and the background; time is moved by hand. */
class SlowMotionTest {
    private static final Kernel KERNEL = Kernels.named("ejml");

    private final Turns fx = new Turns(() -> this.said);
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<String> said = new ArrayList<>();
    private final RunThreads threads = new RunThreads(KERNEL, 1, fx::add, () -> {}, System::nanoTime);
    private final Runs runs = new Runs(threads, RunTest.small(), new UndoStack(), Long.MAX_VALUE, said::add);
    private final Run run = new Run(runs);
    private final Background background = new Background(
            fx::add,
            fx::add,
            new Clock(() -> 0, (nanos, then) -> later::add),
            new SimpleObjectProperty<>(false),
            said::add);
    private final TimeMachine machine = new TimeMachine(
            run, KERNEL, background, weights -> new FrozenModel(weights, KERNEL), () -> true, now -> {});
    private final Explorer explorer = new Explorer(new UndoStack(), 1);
    private final ImageProbe probe = new ImageProbe(explorer, new UndoStack(), background, 1);
    private final LivePass live = new LivePass(explorer, probe, background);
    private final SlowMotion slow = new SlowMotion(run, machine, KERNEL, background, live);

    private void begin() {
        run.replace(Start.fresh(RunTest.data(), Settings.EPOCHS.with(RunTest.small(), 10_000)));
        fx.until(() -> run.statusProperty().get() == Status.PAUSED);
    }

    @AfterEach
    void end() {
        runs.end();
    }

    private void steps(int count) {
        long end = run.stepProperty().get() + count;
        for (int i = 0; i < count; i++) run.stepOnce();
        fx.until(() -> run.stepProperty().get() == end);
    }

    /** Waits until what the film waits for is due, and lets it go on. */
    private void tick() {
        later.remove().run();
    }

    private Shown shown() {
        fx.until(() -> slow.shownProperty().get() != null);
        Shown now = slow.shownProperty().get();
        assertNotNull(now);
        return now;
    }

    private Shown shown(long step) {
        fx.until(() -> shown().step().step() == step);
        return shown();
    }

    private RunState state() {
        RunState there = run.state().orTimeout(20, TimeUnit.SECONDS).join();
        assertNotNull(there);
        return there;
    }

    @Test
    void a_run_that_trains_waits_and_goes_on_when_slow_motion_ends() {
        begin();
        run.play();
        fx.until(() -> run.stepProperty().get() > 3);
        slow.open();
        assertTrue(slow.onProperty().get());
        Shown first = shown();
        fx.until(() -> run.statusProperty().get() == Status.PAUSED);
        assertEquals(first.step().step() - 1, state().position().step());
        slow.end();
        assertFalse(slow.onProperty().get());
        assertNull(slow.shownProperty().get());
        fx.until(() -> run.stepProperty().get() > first.step().step());
    }

    @Test
    void a_paused_run_stays_paused_and_takes_the_steps_that_were_shown() {
        begin();
        steps(2);
        slow.open();
        Shown third = shown(3);
        slow.nextStep();
        Shown fourth = shown(4);
        assertEquals(Stage.FIRST, slow.stageProperty().get());
        assertEquals(2, state().position().step());
        slow.end();
        assertEquals(Status.PAUSED, run.statusProperty().get());
        steps(1);
        assertArrayEquals(third.step().trace().after(), state().values());
        steps(1);
        assertArrayEquals(fourth.step().trace().after(), state().values());
    }

    @Test
    void a_moment_of_the_past_is_taken_and_the_run_goes_on_meanwhile() {
        begin();
        steps(6);
        machine.goTo(2);
        fx.until(() -> machine.shownProperty().get() != null
                && machine.shownProperty().get().position().step() == 2);
        run.play();
        slow.open();
        shown(3);
        fx.until(() -> run.stepProperty().get() > 10);
        assertTrue(slow.onProperty().get());
        machine.goTo(4);
        shown(5);
        slow.end();
        fx.until(() -> run.statusProperty().get() == Status.TRAINING);
    }

    @Test
    void stages_go_forward_and_back_and_after_the_last_comes_the_next_step_or_the_first_stage() {
        begin();
        slow.open();
        shown(1);
        slow.back();
        assertEquals(Stage.BATCH, slow.stageProperty().get());
        for (Stage stage : Stage.values()) {
            assertEquals(stage, slow.stageProperty().get());
            if (stage != Stage.LAST) slow.forward();
        }
        slow.loop(true);
        slow.forward();
        assertEquals(Stage.FIRST, slow.stageProperty().get());
        assertEquals(1, shown().step().step());
        slow.show(Stage.LAST);
        slow.loop(false);
        slow.forward();
        shown(2);
        assertEquals(Stage.FIRST, slow.stageProperty().get());
    }

    @Test
    void the_film_plays_by_itself_until_it_is_stopped() {
        begin();
        slow.open();
        shown(1);
        slow.toggle();
        tick();
        tick();
        assertEquals(Stage.POSTERIOR, slow.stageProperty().get());
        slow.toggle();
        tick();
        assertEquals(Stage.POSTERIOR, slow.stageProperty().get());
        assertTrue(later.isEmpty());
        slow.play();
        for (int i = 0; i < 8; i++) tick();
        shown(2);
        assertTrue(slow.playingProperty().get());
    }

    @Test
    void the_image_followed_is_one_of_the_batch() {
        begin();
        slow.open();
        assertEquals(10, shown().step().trace().batch());
        slow.follow(-1);
        assertEquals(9, slow.imageProperty().get());
        slow.nextStep();
        shown(2);
        assertEquals(9, slow.imageProperty().get());
        slow.follow(10);
        assertEquals(0, slow.imageProperty().get());
    }

    @Test
    void playing_the_run_ends_it() {
        begin();
        slow.open();
        shown(1);
        run.play();
        fx.until(() -> run.statusProperty().get() == Status.TRAINING);
        assertFalse(slow.onProperty().get());
    }

    @Test
    void playing_a_run_that_waits_ends_it_too() {
        begin();
        run.play();
        fx.until(() -> run.stepProperty().get() > 3);
        slow.open();
        shown();
        fx.until(() -> run.statusProperty().get() == Status.PAUSED);
        run.play();
        fx.until(() -> run.statusProperty().get() == Status.TRAINING);
        assertFalse(slow.onProperty().get());
    }

    @Test
    void without_images_it_says_so_in_one_sentence() {
        slow.open();
        assertEquals(List.of(Texts.of("slow.no-data")), said);
        assertFalse(slow.onProperty().get());
    }

    @Test
    void another_run_ends_it() {
        begin();
        slow.open();
        shown(1);
        run.replace(Start.fresh(RunTest.data(), RunTest.small()));
        assertFalse(slow.onProperty().get());
        assertNull(slow.shownProperty().get());
    }
}
