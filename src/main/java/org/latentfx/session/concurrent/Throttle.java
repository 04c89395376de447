package org.latentfx.session.concurrent;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Executor;
import javafx.beans.value.ObservableValue;

/**
 * Limits background work to a share of one core while a model is trained: after each round it rests for as long as that
 * takes, and at least a given time. While nothing is being trained it never rests. Any thread.
 */
public final class Throttle {
    /** After something that comes once, such as a first round, nobody waits longer. */
    private static final long MOST_NANOS = 2_000_000_000L;

    private final double rest;
    private final long least;
    private final long most;
    private final Clock clock;
    private volatile boolean training;
    private volatile long until;

    /**
     * @param share of a core's time that may be worked, above 0 and below 1
     * @param leastMillis from one round's end to the next
     * @param training whether the model is changing right now; on the thread that makes this
     */
    public Throttle(double share, int leastMillis, ObservableValue<Boolean> training, Clock clock) {
        this(share, leastMillis, MOST_NANOS, training, clock);
    }

    /** @param mostNanos that are rested, however long a round was */
    Throttle(double share, int leastMillis, long mostNanos, ObservableValue<Boolean> training, Clock clock) {
        rest = 1 / share - 1;
        least = leastMillis * 1_000_000L;
        most = mostNanos;
        this.clock = clock;
        until = clock.now();
        training.subscribe(now -> this.training = now);
    }

    public boolean training() {
        return training;
    }

    /** Does {@code round}, then rests for what it cost its thread. */
    public void round(Runnable round) {
        long begin = used();
        try {
            round.run();
        } finally {
            long owed = (long) Math.min(most, rest * (used() - begin));
            until = clock.now() + Math.max(least, owed);
        }
    }

    /** Nanoseconds that are still to be rested. */
    long owed() {
        return training ? Math.max(0, until - clock.now()) : 0;
    }

    /** Gives {@code task} to {@code executor} when the rest is over, also a rest that begins while the task waits. */
    public void execute(Executor executor, Runnable task) {
        long wait = owed();
        Executor then = wait > 0 ? clock.after(wait, executor) : executor;
        then.execute(() -> {
            if (owed() > 0) execute(executor, task);
            else task.run();
        });
    }

    /** An executor that gives each task to {@code executor} when the rest is over, and has it count as a round. */
    public Executor paced(Executor executor) {
        return task -> execute(executor, () -> round(task));
    }

    /** The calling thread's time on a processor: time spent waiting for one is not work. */
    private static long used() {
        var threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
