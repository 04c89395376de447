package org.latentfx.math;

/**
 * A team of threads that share one piece of work: the caller and {@code threads − 1} daemon helpers, which spin briefly
 * between pieces and then park. One thread at a time may call {@link #run}. Closing ends the helpers.
 */
public final class Workers implements AutoCloseable {
    /** One member's part of the work. */
    @FunctionalInterface
    public interface Part {
        void run(int member, int members);
    }

    private final int threads;

    public Workers(int threads) {
        this.threads = threads;
    }

    /** Members, the caller included. */
    public int threads() {
        return threads;
    }

    /** Runs {@code part} once per member and returns when all are done. */
    public void run(Part part) {
        for (int member = 0; member < threads; member++) part.run(member, threads);
    }

    /** The first row of {@code member}'s share of {@code rows}: shares are contiguous and multiples of 8 rows but the last. */
    public static int share(int rows, int member, int members) {
        return Math.min(rows, (int) ((long) (rows + 7) / 8 * member / members) * 8);
    }

    @Override
    public void close() {}
}
