package org.latentfx.session.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time, and a way to come back later. Tests give one that they move by hand. Any thread.
 *
 * @param nanoTime counts nanoseconds from anywhere
 */
public record Clock(LongSupplier nanoTime, Delay delay) {
    public static final Clock SYSTEM = new Clock(
            System::nanoTime, (nanos, then) -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, then));

    /** Makes an executor that hands each task to {@code then} when so much time has passed. */
    public interface Delay {
        public Executor after(long nanos, Executor then);
    }

    public long now() {
        return nanoTime.getAsLong();
    }

    public Executor after(long nanos, Executor then) {
        return delay.after(nanos, then);
    }
}
