package org.latentfx.train.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.latentfx.train.Trainer;

/** What a run's moments may take of the memory, where the disk is slow or memory is short. */
class MemoryPartTest {
    private static final long BYTES = Runs.bytes();

    @TempDir
    private Path folder;

    /** What the writer has yet to do. */
    private final Queue<Runnable> writing = new ArrayDeque<>();

    private final Trainer trainer = Runs.trainer();

    private SnapshotBudget budget(int inMemory) {
        var budget = new SnapshotBudget(100 * BYTES, inMemory * BYTES);
        budget.spillInto(folder, writing::add, trouble -> {});
        return budget;
    }

    private void write() {
        while (!writing.isEmpty()) writing.remove().run();
    }

    /** A recorder for which snapshots cost no time. */
    private Recorder recorder(Timeline timeline) {
        return new Recorder(timeline, trainer, () -> 0);
    }

    private void steps(Recorder recorder, int count) {
        for (int i = 0; i < count; i++) {
            trainer.step();
            recorder.stepped();
        }
    }

    @Test
    void memory_never_holds_more_than_its_part_while_the_writer_lags() {
        var budget = budget(3);
        var timeline = budget.timeline();
        var recorder = recorder(timeline);
        for (int i = 0; i < 40; i++) {
            steps(recorder, 1);
            assertTrue(budget.size().inMemory() <= 3 * BYTES, "after step " + i);
        }
        assertEquals(3, timeline.steps().size());
        write();
        steps(recorder, 1);
        assertEquals(4, timeline.steps().size());
        assertTrue(budget.size().onDisk() > 0);
    }

    @Test
    void without_a_folder_room_is_made_before_a_moment_is_taken() {
        var budget = new SnapshotBudget(100 * BYTES, 3 * BYTES);
        var timeline = budget.timeline();
        steps(recorder(timeline), 40);
        assertEquals(3 * BYTES, budget.size().inMemory());
        assertEquals(0, timeline.steps().get(0));
    }

    @Test
    void moments_larger_than_memorys_part_only_pass_through_it_and_cost_no_copy() {
        var budget = budget(0);
        var timeline = budget.timeline();
        assertTrue(budget.beyondMemory(BYTES));
        var recorder = recorder(timeline);
        steps(recorder, 249);
        assertEquals(1, timeline.steps().size(), "only that which the trainer holds anyway");
        steps(recorder, 251);
        assertEquals(BYTES, budget.size().inMemory(), "the writer has not taken the first one yet");
        write();
        assertEquals(0, budget.size().inMemory());
        steps(recorder, 500);
        write();
        assertEquals(List.of(0L, 750L), timeline.steps().subList(0, 2));
        assertEquals(0, budget.size().inMemory());
        var back = timeline.before(760, trouble -> {});
        assertNotNull(back);
        assertEquals(750, back.step());
    }

    @Test
    void less_memory_for_the_past_is_heeded_at_once_and_more_never_exceeds_the_usual() {
        var budget = budget(4);
        var timeline = budget.timeline();
        var recorder = recorder(timeline);
        steps(recorder, 3);
        assertEquals(4 * BYTES, budget.size().inMemory());
        budget.within(BYTES);
        write();
        assertTrue(budget.size().inMemory() <= BYTES);
        assertEquals(4, timeline.steps().size());
        budget.within(1000 * BYTES);
        steps(recorder, 400);
        assertTrue(budget.size().inMemory() <= 4 * BYTES);
        assertFalse(budget.beyondMemory(4 * BYTES));
        assertTrue(budget.beyondMemory(5 * BYTES));
    }

    @Test
    void the_moment_that_a_run_would_go_back_to_is_not_held_twice() {
        assertEquals(0, trainer.goodAt().step());
        assertSame(trainer.state().values(), trainer.state().values());
        trainer.step();
        assertNotSame(trainer.state().values(), trainer.state().values());
        var later = Runs.trainer();
        var state = trainer.state();
        later.restore(state.with(state.values(), state.firstMoments(), state.secondMoments()));
        assertSame(state.values(), later.state().values());
    }
}
