package org.latentfx.train;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Losses over the steps of a run, in the order of their steps; reconstruction and KL apart, nats per image (summed over
 * pixels or latents, averaged over images); and what stood for the KL in the sum that was minimised, where a schedule
 * made that another thing at each step. Immutable: {@link #plus} gives a longer one, which shares its memory with
 * this one and costs no more than the new point; {@link #upTo} gives a prefix, which shares it too. Two are equal if
 * they hold the same numbers. Any thread may use it.
 */
public final class Series {
    private static final int CHUNK = 1024;

    /** No points. */
    public static final Series EMPTY = new Series(new Chunk[0], 0);

    /**
     * Room for some points. Slots are written once, each by whoever claims it, and a series reads only slots that were
     * written before it was made; so series of one beginning share a chunk without seeing each other's later points.
     */
    private static final class Chunk {
        final long[] steps = new long[CHUNK];
        final float[] reconstruction = new float[CHUNK];
        final float[] kl = new float[CHUNK];
        final float[] term = new float[CHUNK];
        final AtomicInteger claimed = new AtomicInteger();

        /** A chunk of its own with the first {@code n} points. */
        Chunk copy(int n) {
            var copy = new Chunk();
            System.arraycopy(steps, 0, copy.steps, 0, n);
            System.arraycopy(reconstruction, 0, copy.reconstruction, 0, n);
            System.arraycopy(kl, 0, copy.kl, 0, n);
            System.arraycopy(term, 0, copy.term, 0, n);
            copy.claimed.set(n);
            return copy;
        }

        boolean claim(int slot) {
            return claimed.compareAndSet(slot, slot + 1);
        }

        boolean equals(Chunk other, int n) {
            return this == other
                    || Arrays.equals(steps, 0, n, other.steps, 0, n)
                            && Arrays.equals(reconstruction, 0, n, other.reconstruction, 0, n)
                            && Arrays.equals(kl, 0, n, other.kl, 0, n)
                            && Arrays.equals(term, 0, n, other.term, 0, n);
        }
    }

    private final Chunk[] chunks;
    private final int size;

    /** @param chunks not written to after this */
    private Series(Chunk[] chunks, int size) {
        this.chunks = chunks;
        this.size = size;
    }

    public int size() {
        return size;
    }

    /** The step of point {@code i}. */
    public long step(int i) {
        return chunk(i).steps[i % CHUNK];
    }

    public double reconstruction(int i) {
        return chunk(i).reconstruction[i % CHUNK];
    }

    public double kl(int i) {
        return chunk(i).kl[i % CHUNK];
    }

    /** What was minimised of the KL beside the reconstruction, nats; NaN where that was β · KL with the setting's β. */
    public double term(int i) {
        return chunk(i).term[i % CHUNK];
    }

    /** −ELBO with β = 1. */
    public double total(int i) {
        Chunk chunk = chunk(i);
        return (double) chunk.reconstruction[i % CHUNK] + chunk.kl[i % CHUNK];
    }

    private Chunk chunk(int i) {
        if (i >= size) throw new IndexOutOfBoundsException("point " + i + " of " + size);
        return chunks[i / CHUNK];
    }

    /** As below, with β · KL being minimised. */
    public Series plus(long step, double reconstruction, double kl) {
        return plus(step, reconstruction, kl, Double.NaN);
    }

    /** This series and one more point; {@code step} is not before the last one's. @param term see {@link #term} */
    public Series plus(long step, double reconstruction, double kl, double term) {
        int slot = size % CHUNK;
        Chunk[] into = chunks;
        if (slot == 0) {
            into = Arrays.copyOf(chunks, size / CHUNK + 1);
            into[size / CHUNK] = new Chunk();
        }
        Chunk last = into[size / CHUNK];
        if (!last.claim(slot)) { // another series has gone on from here
            last = last.copy(slot);
            last.claim(slot);
            into = Arrays.copyOf(chunks, size / CHUNK + 1);
            into[size / CHUNK] = last;
        }
        last.steps[slot] = step;
        last.reconstruction[slot] = (float) reconstruction;
        last.kl[slot] = (float) kl;
        last.term[slot] = (float) term;
        return new Series(into, size + 1);
    }

    /** The points at or before {@code step}. */
    public Series upTo(long step) {
        int count = countUpTo(step);
        return count == size ? this : new Series(chunks, count);
    }

    /** How many points are at or before {@code step}. */
    public int countUpTo(long step) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (step(middle) <= step) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** Whether this is {@code earlier} or goes on from it. Quick where they share their memory. */
    public boolean startsWith(Series earlier) {
        if (earlier.size > size) return false;
        for (int from = 0; from < earlier.size; from += CHUNK) {
            int count = Math.min(CHUNK, earlier.size - from);
            if (!chunks[from / CHUNK].equals(earlier.chunks[from / CHUNK], count)) return false;
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series s && size == s.size && startsWith(s);
    }

    @Override
    public int hashCode() {
        return size == 0 ? 0 : 31 * size + Double.hashCode(total(size - 1));
    }
}
