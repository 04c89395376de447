package org.latentfx.session.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.concurrent.UndoStack.Held;
import org.latentfx.session.run.Run.Start;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.RunState;
import org.latentfx.train.health.Diagnosis;
import org.latentfx.train.health.Health;

/**
 * How a run stood when a live setting was changed: what there is to go back to if the change ruined it. FX thread only;
 * the state comes from the training thread.
 *
 * @param healthy whether nothing bad was found of it then
 * @param state completed with the state, or never where there was none worth keeping
 * @param bytes that one moment takes, the state or what it would go back to; 0 where none is kept, because it would
 *     leave no room for what else is undone
 */
record BeforeChange(
        Hyperparameters hyperparameters, boolean healthy, CompletableFuture<@Nullable RunState> state, long bytes) {
    /** The moment before whatever is asked of {@code run} next. */
    static BeforeChange of(Run run, UndoStack undo) {
        Hyperparameters values = run.hyperparametersProperty().get();
        DataSplit data = run.dataProperty().get();
        long step = run.stepProperty().get();
        boolean healthy = !bad(values, run.historyProperty().get());
        long bytes = data == null || step == 0
                ? 0
                : RunState.bytes(values.model(data.train().format()));
        boolean kept = bytes > 0 && undo.hasRoomFor(2 * bytes);
        CompletableFuture<@Nullable RunState> state =
                kept ? run.state().exceptionally(failure -> null) : new CompletableFuture<>();
        return new BeforeChange(values, healthy, state, kept ? bytes : 0);
    }

    /** Steps done then; 0 until the state is there. */
    long step() {
        RunState there = state.getNow(null);
        return there == null ? 0 : there.position().step();
    }

    List<Held> holds() {
        return bytes == 0 ? List.of() : Start.holds(state, bytes);
    }

    /** Whether the weights of {@code run} were fine then, are not any more, and can be had again. */
    boolean ruined(Run run) {
        if (!healthy || step() == 0) return false;
        History history = run.historyProperty().get();
        return bad(run.hyperparametersProperty().get(), history)
                || history.events().stream()
                        .anyMatch(event -> event instanceof Event.RolledBack && event.step() > step());
    }

    private static boolean bad(Hyperparameters values, History history) {
        return Health.lost(history)
                || Health.of(values, history).stream().anyMatch(one -> one.level() == Diagnosis.Level.BAD);
    }
}
