package org.latentfx.session.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.session.concurrent.UndoStack.Held;
import org.latentfx.session.run.Run.Start;
import org.latentfx.text.Refusal;
import org.latentfx.train.History;
import org.latentfx.train.RunState;
import org.latentfx.train.timeline.PastMoment;
import org.latentfx.train.timeline.Replay;
import org.latentfx.train.timeline.Timeline;

/**
 * A run that has made way for another, and can go on from where it was. Once it has ended, its state is left to its
 * timeline, in memory or on disk, where many such runs have room. Any thread.
 */
final class RestingRun {
    /** Where it ended, and its curves and events up to there. */
    private record End(long step, History whole) {}

    private final Start start;
    private final Kernel kernel;
    private volatile @Nullable CompletableFuture<@Nullable RunState> state;
    private volatile @Nullable End end;

    /** @param start goes on where it was; its own state is not kept */
    RestingRun(Start start, Kernel kernel) {
        this.start =
                new Start(start.data(), start.hyperparameters(), CompletableFuture.completedFuture(null), start.past());
        this.kernel = kernel;
        Timeline past = start.past();
        state = start.from();
        if (past != null) start.from().thenAccept(last -> leave(last, past));
    }

    private void leave(@Nullable RunState last, Timeline to) {
        if (last == null || !to.steps().contains(last.position().step())) return;
        end = new End(last.position().step(), last.history());
        state = null;
    }

    /** What brings it back; fails with a {@link Refusal} where its last moment has made way for newer ones. */
    Start awake() {
        var known = state;
        var from = known != null ? known : CompletableFuture.supplyAsync(this::last);
        return new Start(start.data(), start.hyperparameters(), from, start.past());
    }

    private @Nullable RunState last() {
        End at = end;
        Timeline past = start.past();
        if (at == null || past == null) return null;
        PastMoment there = past.before(at.step, trouble -> {}); // an earlier moment takes its place
        if (there == null) throw new Refusal("timeline.gone", at.step);
        try (var workers = new Workers(1)) {
            return new Replay(start.data(), at.whole, kernel, workers)
                    .to(at.step, there, () -> false, share -> {})
                    .state();
        }
    }

    /** What this keeps in memory beside its timeline while {@code open} is what the window learns from. */
    List<Held> holds(DataSplit open) {
        var known = state;
        return known == null
                ? start.holds(open)
                : new Start(start.data(), start.hyperparameters(), known, start.past()).holds(open);
    }
}
