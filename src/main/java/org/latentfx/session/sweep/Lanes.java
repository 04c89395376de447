package org.latentfx.session.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Trials side by side. One thread a trial trains more images a second than all threads on one trial after another,
 * since nobody waits for the others at the end of each product; where fewer trials are left than threads, those left
 * share them all. Blocks whoever runs it.
 */
final class Lanes {
    private final int threads;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Lanes(int threads) {
        this.threads = threads;
    }

    /** How many threads each trial may have at this moment. */
    int share() {
        return Math.max(1, threads / Math.max(1, busy.get()));
    }

    /** Whether one of the trials failed, so that the others are to end. */
    boolean failed() {
        return failure.get() != null;
    }

    /**
     * Calls {@code work} with each of {@code numbers}, at most {@code atOnce} at a time, and returns when all have
     * returned. What the first of them threw is thrown here; none is begun after that.
     */
    void run(List<Integer> numbers, int atOnce, IntConsumer work) {
        var waiting = new ConcurrentLinkedQueue<>(numbers);
        int lanes = Math.min(Math.min(threads, atOnce), numbers.size());
        busy.set(lanes);
        var helpers = new ArrayList<Thread>();
        for (int lane = 1; lane < lanes; lane++) {
            var helper = new Thread(() -> lane(waiting, work), "trial-lane-" + lane);
            helper.setDaemon(true);
            helper.start();
            helpers.add(helper);
        }
        if (lanes > 0) lane(waiting, work);
        helpers.forEach(Lanes::join);
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) throw error;
        if (thrown instanceof RuntimeException exception) throw exception;
    }

    private void lane(ConcurrentLinkedQueue<Integer> waiting, IntConsumer work) {
        try {
            for (Integer next = waiting.poll(); next != null && !failed(); next = waiting.poll()) work.accept(next);
        } catch (RuntimeException | Error thrown) {
            failure.compareAndSet(null, thrown);
        } finally {
            busy.decrementAndGet();
        }
    }

    /** Trials hear of a stop by themselves, and end soon after. */
    private static void join(Thread helper) {
        boolean interrupted = false;
        while (helper.isAlive()) {
            try {
                helper.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
