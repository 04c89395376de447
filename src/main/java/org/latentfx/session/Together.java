package org.latentfx.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Lets what follows a model that is learning appear together with the model's next update, so that one frame shows it all
 * and training is interrupted once instead of several times. It waits no longer than a moment, for a step may be long;
 * while nothing is being trained it never waits. Tasks keep their order. FX thread only, but for {@link #execute}.
 */
final class Together implements Executor {
    private static final long MOST_MILLIS = 150;

    private final Executor fx;
    private final Executor later;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean training;

    Together(Executor fx) {
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
    void training(boolean now) {
        training = now;
        if (!now) now();
    }

    /** Does what has been waiting. */
    void now() {
        var due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(Runnable::run);
    }
}
