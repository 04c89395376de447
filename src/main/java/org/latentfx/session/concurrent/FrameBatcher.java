package org.latentfx.session.concurrent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Lets what follows a model that is learning appear together with the model's next update, so that one frame shows it all
 * and training is interrupted once instead of several times. It waits no longer than a moment, for a step may be long;
 * while nothing is being trained it never waits. Tasks keep their order. FX thread only, but for {@link #execute}.
 */
public final class FrameBatcher implements Executor {
    private static final long MOST_MILLIS = 150;

    private final Executor fx;
    private final Executor later;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean training;

    public FrameBatcher(Executor fx) {
        this.fx = fx;
        later = CompletableFuture.delayedExecutor(MOST_MILLIS, TimeUnit.MILLISECONDS, fx);
    }

    /** Any thread. */
    @Override
    public void execute(Runnable task) {
        fx.execute(() -> {
            if (!training) {
                task.run();
                return;
            }
            if (waiting.isEmpty()) later.execute(this::now);
            waiting.add(task);
        });
    }

    /** Whether the model is changing right now. */
    public void training(boolean now) {
        training = now;
        if (!now) now();
    }

    /** Does what has been waiting; where something fails, what comes after it waits for the next time. */
    public void now() {
        for (int due = waiting.size(); due > 0 && !waiting.isEmpty(); due--)
            waiting.remove().run();
    }
}
