package org.latentfx.train;

import java.util.function.LongSupplier;

/**
 * Says when something that repeats is due: at the first question, then not before a period has passed since it last
 * was. The clock is given, so that tests need not wait. Owned by one thread.
 */
public final class Cadence {
    private final long period;
    private final LongSupplier nanoTime;
    private boolean started;
    private long last;

    /** @param period nanoseconds between two times; {@code nanoTime} counts nanoseconds from anywhere */
    public Cadence(long period, LongSupplier nanoTime) {
        this.period = period;
        this.nanoTime = nanoTime;
    }

    /** Whether it is due; if so, the next period begins now. */
    public boolean due() {
        long now = nanoTime.getAsLong();
        if (started && now - last < period) return false;
        started = true;
        last = now;
        return true;
    }

    /** Makes it due at the next question. */
    public void restart() {
        started = false;
    }
}
