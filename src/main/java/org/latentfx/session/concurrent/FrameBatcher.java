package org.latentfx.session.concurrent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import javafx.beans.value.ObservableValue;

/**
 * Delivers results together with the next training update, so that one frame shows them all and training is interrupted
 * once. It waits a moment at most, since a step may be long, and not at all while nothing is being trained. Tasks keep
 * their order. FX thread only, but for {@link #execute}.
 */
public final class FrameBatcher implements Executor {
    private static final long MOST_NANOS = 150_000_000L;

    private final Executor fx;
    private final Executor later;
    private final ObservableValue<Boolean> training;
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    /** @param training whether the model is changing right now */
    public FrameBatcher(Executor fx, ObservableValue<Boolean> training, Clock clock) {
        this.fx = fx;
        this.training = training;
        later = clock.after(MOST_NANOS, fx);
        training.subscribe(now -> {
            if (!now) now();
        });
    }

    /** Any thread. */
    @Override
    public void execute(Runnable task) {
        fx.execute(() -> {
            if (!training.getValue()) {
                task.run();
                return;
            }
            if (waiting.isEmpty()) later.execute(this::now);
            waiting.add(task);
        });
    }

    /** Does what has been waiting; where something fails, what comes after it waits for the next time. */
    public void now() {
        for (int due = waiting.size(); due > 0 && !waiting.isEmpty(); due--)
            waiting.remove().run();
    }
}
