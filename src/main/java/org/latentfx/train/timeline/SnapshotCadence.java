package org.latentfx.train.timeline;

import java.util.function.LongSupplier;

/**
 * Says after which steps of a run a snapshot is due: at first after each, then ever more rarely, in geometric steps,
 * and never so often that snapshots cost more than a small part of the run's time. The clock is given, so that tests
 * have the same snapshots each time. Owned by the training thread.
 */
public final class SnapshotCadence {
    /** A snapshot each time that the steps have grown by this part, where there is room for many; and for few. */
    private static final long FINEST = 32;

    private static final long COARSEST = 6;

    /** Between two powers of e fit as many snapshots as the finest part says; runs are some e⁶ times longer. */
    private static final long POWERS = 6;

    private static final double MOST_SHARE = 0.02;

    /** What the first snapshots may take before there was any time for training. */
    private static final long ALLOWANCE_NANOS = 120_000_000L;

    private final LongSupplier nanoTime;
    private final long part;
    private final long begin;
    private final long every;
    private long next;
    private long trainedNanos;
    private long spentNanos;
    private long since;

    /**
     * @param begin the step from which on snapshots are taken
     * @param every a step divisible by this gets one before any later step does
     * @param bytes of one snapshot
     * @param budget bytes of all
     * @param nanoTime counts nanoseconds from anywhere
     */
    public SnapshotCadence(long begin, long every, long bytes, long budget, LongSupplier nanoTime) {
        this.begin = begin;
        this.every = every;
        part = Math.max(COARSEST, Math.min(FINEST, budget / Math.max(1, bytes) / POWERS));
        this.nanoTime = nanoTime;
        since = nanoTime.getAsLong();
    }

    /** The run begins now, and there is a snapshot of that. */
    public void begin() {
        next = begin + 1;
        resumed();
    }

    /** To be called when training goes on after a pause, whose time counts for nothing. */
    public void resumed() {
        since = nanoTime.getAsLong();
    }

    /** Whether a snapshot is due when {@code step} steps are done. */
    public boolean due(long step) {
        if (step < next) return false;
        long now = nanoTime.getAsLong();
        trainedNanos += now - since;
        since = now;
        return spentNanos <= ALLOWANCE_NANOS + MOST_SHARE * trainedNanos;
    }

    /** Takes a snapshot of {@code step} steps by {@code work}, and counts what it costs. */
    public void take(long step, Runnable work) {
        next = step + Math.max(1, (step - begin) / part);
        long mark = next / every * every; // a moment that the run would go back to is in no other's way then
        if (mark > step) next = mark;
        long started = nanoTime.getAsLong();
        work.run();
        spentNanos += nanoTime.getAsLong() - started;
        resumed();
    }
}
