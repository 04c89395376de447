package org.latentfx.session.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.run.Run.Start;
import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;

class StartTest {
    private final Trainer trainer = new Trainer(RunTest.data(), RunTest.small(), Kernels.named("ejml"), new Workers(1));
    private final long once = RunState.bytes(trainer.state().configuration());
    private final UndoStack undo = new UndoStack();

    private CompletableFuture<@Nullable RunState> kept() {
        var from = new CompletableFuture<@Nullable RunState>();
        var start = new Start(trainer.data(), RunTest.small(), from);
        undo.push("reset", () -> {}, () -> {}, () -> start.holds(trainer.data()));
        return from;
    }

    @Test
    void what_is_kept_to_go_back_to_counts_all_arrays_and_shared_ones_once() {
        trainer.step();
        RunState one = trainer.state();
        trainer.step();
        RunState two = trainer.state();
        assertNotNull(one.good(), "the run would go back to its begin");
        var first = kept();
        assertEquals(2 * once, undo.bytes(), "the most that it may be");
        first.complete(one);
        assertEquals(2 * once, undo.bytes());
        kept().complete(two);
        assertEquals(3 * once, undo.bytes(), "both would go back to the same moment");
        kept().complete(two.goingBackTo(null));
        assertEquals(4 * once, undo.bytes());
        kept().complete(null);
        kept().completeExceptionally(new IllegalStateException("ended"));
        assertEquals(4 * once, undo.bytes(), "nothing is there");
    }
}
