package org.latentfx.session.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands values from any thread to a receiver on another, with at most one delivery queued: what arrives before the
 * receiver gets round to it is merged. Producers never wait, the receiver is never flooded.
 */
public final class Conflator<T> {
    private final AtomicReference<@Nullable T> pending = new AtomicReference<>();
    private final BinaryOperator<T> merge;
    private final Consumer<T> receiver;
    private final Executor executor;

    /**
     * @param executor where the receiver runs, such as {@code Platform::runLater}
     * @param merge (older, newer) to the value that replaces both
     */
    public Conflator(Executor executor, BinaryOperator<T> merge, Consumer<T> receiver) {
        this.executor = executor;
        this.merge = merge;
        this.receiver = receiver;
    }

    /** Offers a value. Any thread. */
    public void offer(T value) {
        T before = pending.getAndAccumulate(value, (older, newer) -> older == null ? newer : merge.apply(older, newer));
        if (before == null) executor.execute(this::deliver);
    }

    private void deliver() {
        T value = pending.getAndSet(null);
        if (value != null) receiver.accept(value);
    }
}
