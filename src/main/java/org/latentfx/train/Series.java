package org.latentfx.train;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;

/**
 * Losses over the steps of a run, in the order of their steps: a column for each figure that its kind of model has,
 * averaged over images, such as reconstruction and KL in nats per image; and what stood for the KL in the sum that was
 * minimised, where a schedule made that another thing at each step. Immutable: {@link #plus} gives a longer one, which
 * shares its memory with this one and costs no more than the new point; {@link #upTo} gives a prefix, which shares it
 * too. Two are equal if they hold the same numbers. Any thread may use it.
 */
public final class Series {
    private static final int CHUNK = 1024;

    /** No points, to be gone on with by points of any kind of model. */
    public static final Series EMPTY = new Series(ModelKind.VAE.losses(), new Chunk[0], 0);

    /**
     * Room for some points. Slots are written once, each by whoever claims it, and a series reads only slots that were
     * written before it was made; so series of one beginning share a chunk without seeing each other's later points.
     */
    private static final class Chunk {
        final long[] steps = new long[CHUNK];
        final float[][] losses;
        final float[] term = new float[CHUNK];
        final AtomicInteger claimed = new AtomicInteger();

        Chunk(int columns) {
            losses = new float[columns][CHUNK];
        }

        /** A chunk of its own with the first {@code n} points. */
        Chunk copy(int n) {
            var copy = new Chunk(losses.length);
            System.arraycopy(steps, 0, copy.steps, 0, n);
            for (int c = 0; c < losses.length; c++) System.arraycopy(losses[c], 0, copy.losses[c], 0, n);
            System.arraycopy(term, 0, copy.term, 0, n);
            copy.claimed.set(n);
            return copy;
        }

        boolean claim(int slot) {
            return claimed.compareAndSet(slot, slot + 1);
        }

        boolean equals(Chunk other, int n) {
            if (this == other) return true;
            for (int c = 0; c < losses.length; c++)
                if (!Arrays.equals(losses[c], 0, n, other.losses[c], 0, n)) return false;
            return Arrays.equals(steps, 0, n, other.steps, 0, n) && Arrays.equals(term, 0, n, other.term, 0, n);
        }
    }

    private final List<LossTerm> terms;
    private final int reconstruction;
    private final int kl;
    private final Chunk[] chunks;
    private final int size;

    /** @param chunks not written to after this */
    private Series(List<LossTerm> terms, Chunk[] chunks, int size) {
        this.terms = terms;
        reconstruction = terms.indexOf(terms.contains(LossTerm.NLL) ? LossTerm.NLL : LossTerm.RECONSTRUCTION);
        kl = terms.indexOf(LossTerm.KL);
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

    /** The figures that each point holds. */
    public List<LossTerm> terms() {
        return terms;
    }

    /** NaN for a figure that the points do not hold. */
    public double value(LossTerm term, int i) {
        return value(terms.indexOf(term), i, Double.NaN);
    }

    /** As {@link Loss#reconstruction}. */
    public double reconstruction(int i) {
        return value(reconstruction, i, Double.NaN);
    }

    /** Nats per image, summed over latents; 0 for a model without. */
    public double kl(int i) {
        return value(kl, i, 0);
    }

    private double value(int column, int i, double otherwise) {
        Chunk chunk = chunk(i);
        return column < 0 ? otherwise : chunk.losses[column][i % CHUNK];
    }

    /** What was minimised of the KL beside the reconstruction, nats; NaN where that was β · KL with the setting's β. */
    public double term(int i) {
        return chunk(i).term[i % CHUNK];
    }

    /** Reconstruction and KL together: −ELBO with β = 1. */
    public double total(int i) {
        return reconstruction(i) + kl(i);
    }

    private Chunk chunk(int i) {
        if (i >= size) throw new IndexOutOfBoundsException("point " + i + " of " + size);
        return chunks[i / CHUNK];
    }

    /** As below, of a VAE, with β · KL being minimised. */
    public Series plus(long step, double reconstruction, double kl) {
        return plus(step, reconstruction, kl, Double.NaN);
    }

    /** As below, of a VAE. */
    public Series plus(long step, double reconstruction, double kl, double term) {
        return plus(step, ModelKind.VAE.losses(), new double[] {reconstruction, kl}, term);
    }

    /**
     * This series and one more point; {@code step} is not before the last one's.
     *
     * @param terms as those of the points so far
     * @param losses one for each of them
     * @param term see {@link #term}
     */
    public Series plus(long step, List<LossTerm> terms, double[] losses, double term) {
        if (size > 0 && !terms.equals(this.terms) || losses.length != terms.size())
            throw new IllegalArgumentException(losses.length + " losses " + terms + " do not go on from " + this.terms);
        int slot = size % CHUNK;
        Chunk[] into = chunks;
        if (slot == 0) {
            into = Arrays.copyOf(chunks, size / CHUNK + 1);
            into[size / CHUNK] = new Chunk(terms.size());
        }
        Chunk last = into[size / CHUNK];
        if (!last.claim(slot)) { // another series has gone on from here
            last = last.copy(slot);
            last.claim(slot);
            into = Arrays.copyOf(chunks, size / CHUNK + 1);
            into[size / CHUNK] = last;
        }
        last.steps[slot] = step;
        for (int c = 0; c < losses.length; c++) last.losses[c][slot] = (float) losses[c];
        last.term[slot] = (float) term;
        return new Series(terms, into, size + 1);
    }

    /** The points at or before {@code step}. */
    public Series upTo(long step) {
        int count = countUpTo(step);
        return count == size ? this : new Series(terms, chunks, count);
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
        if (earlier.size > size || earlier.size > 0 && !earlier.terms.equals(terms)) return false;
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
