package org.latentfx.session.concurrent;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * How often something may follow a model that is learning, so that training keeps its speed: after each round it rests for
 * as long as makes its work a given share of one core, and at least a given time. While nothing is being trained it never
 * rests. Any thread.
 */
public final class Throttle {
    /** After something that comes once, such as a first round, nobody waits longer. */
    private static final long MOST_NANOS = 2_000_000_000L;

    private final double rest;
    private final long least;
    private volatile boolean training;
    private volatile long until = System.nanoTime();

    /**
     * @param share of a core's time that may be worked, above 0 and below 1
     * @param leastMillis from one round's end to the next
     */
    public Throttle(double share, int leastMillis) {
        rest = 1 / share - 1;
        least = leastMillis * 1_000_000L;
    }

    public void training(boolean now) {
        training = now;
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
            long owed = (long) Math.min(MOST_NANOS, rest * (used() - begin));
            until = System.nanoTime() + Math.max(least, owed);
        }
    }

    /** Nanoseconds that are still to be rested. */
    long owed() {
        return training ? Math.max(0, until - System.nanoTime()) : 0;
    }

    /** Gives {@code task} to {@code executor} when the rest is over, also a rest that begins while the task waits. */
    public void execute(Executor executor, Runnable task) {
        long wait = owed();
        Executor then = wait > 0 ? CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, executor) : executor;
        then.execute(() -> {
            if (owed() > 0) execute(executor, task);
            else task.run();
        });
    }

    /** The calling thread's time on a processor: time spent waiting for one is not work. */
    private static long used() {
        var threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
