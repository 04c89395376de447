package org.latentfx.math;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A team of threads that share one piece of work: the caller and {@code threads − 1} daemon helpers, which spin briefly
 * between pieces and then park. One thread at a time may call {@link #run}. Closing ends the helpers.
 */
public final class Workers implements AutoCloseable {
    /** Turns of waiting (some tens of microseconds) before a thread gives its core back. */
    private static final int SPINS = 4_000;

    /** One member's part of the work. */
    @FunctionalInterface
    public interface Part {
        void run(int member, int members);
    }

    private final int threads;
    private final int spins;
    private final Helper[] helpers;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private Part part = (member, members) -> {};
    private volatile int round;
    private volatile boolean closed;
    private volatile @Nullable Thread waiting;

    public Workers(int threads) {
        if (threads < 1) throw new IllegalArgumentException("threads: found " + threads + ", expected 1 or more");
        this.threads = threads;
        // with more threads than cores, spinning would keep others from working
        spins = threads <= Runtime.getRuntime().availableProcessors() ? SPINS : 0;
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper(i + 1);
            helpers[i].start();
        }
    }

    /** Members, the caller included. */
    public int threads() {
        return threads;
    }

    /**
     * Runs {@code part} once per member and returns when all are done. If members failed, one failure is thrown here
     * after all have ended, the caller's own first.
     */
    public void run(Part part) {
        if (helpers.length == 0) {
            part.run(0, 1);
            return;
        }
        if (closed) throw new IllegalStateException("these workers are closed");
        if (!running.compareAndSet(false, true)) throw new IllegalStateException("these workers are busy");
        try {
            this.part = part;
            unfinished.set(helpers.length);
            round++;
            for (Helper helper : helpers) if (helper.parked) LockSupport.unpark(helper);
            runCaught(part, 0);
            awaitHelpers();
        } finally {
            running.set(false);
        }
        Throwable thrown = failure.getAndSet(null);
        if (thrown instanceof Error error) throw error;
        if (thrown instanceof RuntimeException exception) throw exception;
    }

    private void awaitHelpers() {
        for (int turn = 0; turn < spins; turn++) {
            if (unfinished.get() == 0) return;
            Thread.onSpinWait();
        }
        waiting = Thread.currentThread();
        while (unfinished.get() > 0) LockSupport.park(this);
        waiting = null;
    }

    private void runCaught(Part part, int member) {
        try {
            part.run(member, threads);
        } catch (RuntimeException | Error thrown) {
            if (member == 0) failure.set(thrown);
            else failure.compareAndSet(null, thrown);
        }
    }

    private final class Helper extends Thread {
        private final int member;
        private volatile boolean parked;

        Helper(int member) {
            super("worker-" + member);
            this.member = member;
            setDaemon(true);
        }

        @Override
        public void run() {
            int seen = 0;
            while (awaitRoundAfter(seen)) {
                seen = round;
                runCaught(part, member);
                if (unfinished.decrementAndGet() == 0) LockSupport.unpark(waiting);
            }
        }

        /** Whether there is another round; false once closed. */
        private boolean awaitRoundAfter(int seen) {
            for (int turn = 0; turn < spins; turn++) {
                if (round != seen) return true;
                Thread.onSpinWait();
            }
            parked = true;
            while (round == seen && !closed) LockSupport.park(Workers.this);
            parked = false;
            return round != seen;
        }
    }

    /**
     * The first row of {@code member}'s share of {@code rows}: shares are contiguous and multiples of 8 rows but the
     * last.
     */
    public static int share(int rows, int member, int members) {
        return Math.min(rows, (int) ((long) (rows + 7) / 8 * member / members) * 8);
    }

    @Override
    public void close() {
        closed = true;
        for (Helper helper : helpers) LockSupport.unpark(helper);
    }
}
