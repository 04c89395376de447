package org.latentfx.session.timeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Clock;
import org.latentfx.session.concurrent.Turns;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.RunTest;
import org.latentfx.session.run.RunThreads;
import org.latentfx.session.run.Runs;
import org.latentfx.session.timeline.TimeMachine.Moment;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;

/** The test's own thread plays the FX thread and the background; time is moved by hand. */
class TimeMachineTest {
    private static final Kernel KERNEL = Kernels.named("ejml");

    private final Turns fx = new Turns(() -> this.said);
    private final Deque<Runnable> background = new ArrayDeque<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final List<String> said = new ArrayList<>();
    private final List<@Nullable ShownModel> shown = new ArrayList<>();
    private final RunThreads threads = new RunThreads(KERNEL, 1, fx::add, () -> {}, () -> 0);
    private final Runs runs = new Runs(threads, RunTest.small(), new UndoStack(), Long.MAX_VALUE, said::add);
    private final Run run = new Run(runs);
    private boolean settled = true;
    private final TimeMachine machine = new TimeMachine(
            run,
            KERNEL,
            new Background(
                    background::add,
                    fx::add,
                    new Clock(() -> 0, (nanos, then) -> later::add),
                    new SimpleObjectProperty<>(false),
                    said::add),
            weights -> new FrozenModel(weights, KERNEL),
            () -> settled,
            shown::add);

    @BeforeEach
    void begin() {
        run.replace(Start.fresh(RunTest.data(), RunTest.small()));
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

    private static void all(Deque<Runnable> tasks) {
        for (int due = tasks.size(); due > 0; due--) tasks.remove().run();
    }

    private void fetch() {
        all(background);
        for (Runnable next = fx.poll(); next != null; next = fx.poll()) next.run();
    }

    private RunState state() {
        RunState there = run.state().orTimeout(20, TimeUnit.SECONDS).join();
        assertNotNull(there);
        return there;
    }

    private ShownModel newest() {
        ShownModel newest = shown.get(shown.size() - 1);
        assertNotNull(newest);
        return newest;
    }

    @Test
    void panels_wait_while_the_thumb_moves_and_not_while_the_past_is_played() {
        steps(5);
        machine.goTo(3);
        machine.goTo(1);
        fetch();
        assertFalse(machine.restingProperty().get(), "the thumb may go on");
        later.remove().run();
        fetch();
        assertFalse(machine.restingProperty().get(), "it has moved since");
        later.remove().run();
        fetch();
        assertTrue(machine.restingProperty().get());
        machine.goTo(2);
        assertFalse(machine.restingProperty().get());
        machine.live();
        all(later);
        fetch();
        assertFalse(machine.restingProperty().get(), "the newest moment is no past one");
        machine.goTo(2);
        machine.play(10);
        assertTrue(machine.restingProperty().get(), "each moment is shown whole");
    }

    @Test
    void a_moment_of_the_past_is_shown_as_it_was_bit_for_bit_and_the_run_goes_on() {
        steps(3);
        RunState three = state();
        steps(4);
        RunState seven = state();
        machine.goTo(3);
        assertEquals(new Moment(false, 3), machine.momentProperty().get());
        fetch();
        assertEquals(three, newest().past());
        assertEquals(3, newest().step());
        assertEquals(three.history(), newest().history());
        assertArrayEquals(three.values(), newest().model().weights().values());
        assertEquals(seven, state());
        steps(2);
        assertEquals(new Moment(false, 3), machine.momentProperty().get(), "it stays where it is");
        assertEquals(9, run.stepProperty().get());
        machine.live();
        assertEquals(Moment.LIVE, machine.momentProperty().get());
        assertNull(shown.get(shown.size() - 1));
        assertNull(machine.shownProperty().get());
    }

    @Test
    void a_moment_between_snapshots_is_computed_from_the_last_one_before_which_is_shown_meanwhile() {
        steps(40);
        run.change(Settings.BETA.with(RunTest.small(), 3.0));
        steps(25);
        RunState there = state();
        steps(20);
        assertFalse(machine.steps().contains(65L));
        machine.goTo(65);
        all(background);
        fx.until(() -> machine.shownProperty().get() != null
                && Double.isNaN(machine.progressProperty().get()));
        assertTrue(shown.get(0).step() < 65);
        assertEquals(there, newest().past());
        assertEquals(new Moment(false, 65), machine.momentProperty().get());
    }

    @Test
    void of_two_moments_asked_for_the_newer_one_is_shown() {
        steps(6);
        machine.goTo(2);
        machine.goTo(4);
        fetch();
        assertEquals(1, shown.size());
        assertEquals(4, newest().step());
    }

    @Test
    void what_comes_too_late_for_a_person_who_is_back_at_the_newest_moment_is_not_shown() {
        steps(6);
        machine.goTo(2);
        all(background);
        machine.live();
        fetch();
        assertEquals(1, shown.size());
        assertNull(shown.get(0));
    }

    @Test
    void arrows_go_from_snapshot_to_snapshot_and_behind_the_last_to_the_newest_moment() {
        steps(4);
        machine.later();
        assertTrue(machine.momentProperty().get().live());
        machine.earlier();
        assertEquals(new Moment(false, 3), machine.momentProperty().get());
        machine.earlier();
        assertEquals(new Moment(false, 2), machine.momentProperty().get());
        machine.later();
        machine.later();
        assertTrue(machine.momentProperty().get().live());
    }

    @Test
    void playing_shows_one_snapshot_after_the_other_and_then_the_newest_moment() {
        steps(5);
        machine.play(10);
        assertTrue(machine.playingProperty().get());
        var seen = new ArrayList<Long>();
        for (int i = 0; i < 20 && !machine.momentProperty().get().live(); i++) {
            fetch();
            if (machine.shownProperty().get() != null) seen.add(newest().step());
            all(later);
        }
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), seen);
        assertFalse(machine.playingProperty().get());
        assertTrue(machine.momentProperty().get().live());
    }

    @Test
    void playing_waits_until_everything_is_of_the_moment_shown() {
        steps(5);
        machine.play(10);
        fetch();
        settled = false;
        all(later);
        assertEquals(new Moment(false, 0), machine.momentProperty().get());
        settled = true;
        all(later);
        assertEquals(new Moment(false, 1), machine.momentProperty().get());
        machine.pause();
        all(later);
        assertTrue(later.isEmpty());
        assertEquals(new Moment(false, 1), machine.momentProperty().get());
    }

    @Test
    void a_run_that_makes_way_for_another_ends_the_look_at_its_past() {
        steps(5);
        machine.goTo(2);
        fetch();
        run.replace(Start.fresh(RunTest.data(), RunTest.small()));
        assertTrue(machine.momentProperty().get().live());
        assertNull(shown.get(shown.size() - 1));
    }

    @Test
    void the_past_of_a_fork_reaches_back_into_the_run_that_it_came_from() {
        steps(6);
        RunState four = Past.of(run.line()).before(4, trouble -> fail(trouble)).state();
        runs.fork(four, Settings.BETA.with(RunTest.small(), 2.0), RunTest.data(), "fork");
        fx.until(() -> run.statusProperty().get() == Status.PAUSED
                && run.stepProperty().get() == 4);
        steps(3);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L), machine.steps());
        machine.goTo(2);
        fetch();
        assertEquals(2, newest().step());
        assertEquals(1, newest().past().hyperparameters().beta());
        machine.goTo(5);
        fetch();
        assertEquals(2, newest().past().hyperparameters().beta());
    }

    @Test
    void without_any_moment_there_is_only_the_newest_one_to_look_at() {
        assertNull(machine.film());
        assertTrue(said.get(said.size() - 1).contains("two moments"), said.toString());
        steps(5);
        run.timelineProperty().get().close();
        machine.goTo(3);
        fetch();
        assertTrue(machine.momentProperty().get().live());
    }
}
