package org.latentfx.math;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lends one team of {@link Workers} to several threads, one at a time and in turn, so that several computations side by
 * side share the cores as fairly as they would one after another, instead of getting in each other's way. Whoever has
 * had the cores for the shortest time, divided by its weight, is next; a thread that was away is owed nothing for that.
 * Any thread.
 */
public final class CoreLease {
    /** How long a turn lasts while others wait: long against filling the caches anew, no longer than some frames. */
    static final long SLICE_NANOS = 60_000_000L;

    private final int threads;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Turn> waiting = new ArrayList<>();
    private @Nullable Turn holder;
    private @Nullable Workers team;
    private int members;
    private double clock;
    private long since;

    /** Whether anybody waits: read without the lock, so that who is alone pays nothing. */
    private volatile boolean wanted;

    /** @param threads compute threads of the team */
    public CoreLease(int threads) {
        this(threads, System::nanoTime);
    }

    /** @param nanoTime counts nanoseconds from anywhere */
    public CoreLease(int threads, LongSupplier nanoTime) {
        this.threads = threads;
        this.nanoTime = nanoTime;
    }

    /** One more that takes turns, to be closed when it takes no more. The team ends with the last of them. */
    public Turn join() {
        lock.lock();
        try {
            members++;
            Workers shared = team;
            if (shared == null) team = shared = new Workers(threads);
            return new Turn(shared);
        } finally {
            lock.unlock();
        }
    }

    /** How many wait for their turn. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    /** What one thread takes turns with. Used by that thread, but for {@link #weigh}. */
    public final class Turn implements AutoCloseable {
        private final Workers workers;
        private final Condition granted = lock.newCondition();
        private volatile double weight = 1;
        private double had;
        private boolean left;

        private Turn(Workers workers) {
            this.workers = workers;
        }

        /** The team, to be used between {@link #begin} and {@link #end} only. */
        public Workers workers() {
            return workers;
        }

        /** Gets {@code weight} times the share of one whose weight is 1, as it does at first. Any thread. */
        public void weigh(double weight) {
            this.weight = weight;
        }

        /** Waits until it is this one's turn. */
        public void begin() {
            lock.lock();
            try {
                had = Math.max(had, clock);
                await();
            } finally {
                lock.unlock();
            }
        }

        /** Whether others wait and it is time to {@link #pass}. */
        public boolean due() {
            return wanted && nanoTime.getAsLong() - since >= SLICE_NANOS;
        }

        /** To be called now and then while it has the cores: lets others have them if they wait and it is time. */
        public void pass() {
            if (!wanted) return;
            lock.lock();
            try {
                if (nanoTime.getAsLong() - since < SLICE_NANOS) return;
                giveBack();
                await();
            } finally {
                lock.unlock();
            }
        }

        /** Gives the cores back until the next {@link #begin}; nothing happens if it does not have them. */
        public void end() {
            lock.lock();
            try {
                if (holder != this) return;
                giveBack();
                grant();
            } finally {
                lock.unlock();
            }
        }

        /** Ends it for ever. */
        @Override
        public void close() {
            end();
            lock.lock();
            try {
                if (left) return;
                left = true;
                if (--members > 0) return;
                workers.close();
                team = null;
            } finally {
                lock.unlock();
            }
        }

        private void await() {
            if (waiting.isEmpty()) since = nanoTime.getAsLong(); // from now on somebody else wants the cores
            waiting.add(this);
            wanted = true;
            grant();
            while (holder != this) granted.awaitUninterruptibly();
        }

        private void giveBack() {
            if (wanted) had += (nanoTime.getAsLong() - since) / weight; // else it was taken from nobody
            holder = null;
        }
    }

    /** Gives the cores to whoever is next, if nobody has them. */
    private void grant() {
        if (holder != null || waiting.isEmpty()) return;
        Turn next = waiting.get(0);
        for (Turn one : waiting) if (one.had < next.had) next = one;
        waiting.remove(next);
        wanted = !waiting.isEmpty();
        clock = Math.max(clock, next.had);
        since = nanoTime.getAsLong();
        holder = next;
        next.granted.signal();
    }
}
