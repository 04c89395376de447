package org.latentfx.model.codebook;

import java.util.Arrays;
import java.util.List;
import org.latentfx.math.RandomStream;
import org.latentfx.nn.Parameter;

/**
 * A codebook in training: each slot of a code is rounded to the nearest of K codes, the gradient goes past the rounding
 * as if it were not there, and codes follow the slots that take them by moving averages, without a gradient (van den
 * Oord et al. 2017, with appendix A.1): N_k ← γ N_k + (1 − γ) n_k, m_k ← γ m_k + (1 − γ) Σ z, e_k = m_k / N_k with
 * Laplace smoothing of N. A code that no slot of a batch takes stays where it is. Members of a team may round different
 * rows at once; sums are made in row order by one, so the result is the same for any number of them.
 */
public final class LearntCodebook {
    /** γ, what a moving average keeps of itself in a step. */
    static final float KEPT = 0.99f;

    private static final float SMOOTHING = 1e-5f;

    /** So much of a slot a code counts for at first. */
    private static final float BEGIN = 0.1f;

    private final CodebookShape shape;
    private final int latents;
    private final int slots;
    private final Parameter codes;
    private final Parameter counts;
    private final Parameter sums;
    /** The code of each slot of each row. */
    private final int[] chosen;

    private final double[] commitmentOfRow;
    private final int[] taken;
    private final float[] batchSums;
    /** What ‖h − e‖² of a row is multiplied by in the loss of the batch. */
    private float weight;

    private double commitment;
    private double perplexity;

    public LearntCodebook(CodebookShape shape, int latents, int largestBatch) {
        this.shape = shape;
        this.latents = latents;
        slots = shape.slots(latents);
        codes = Parameter.frozen("codebook.codes", shape.codes(), shape.size());
        counts = Parameter.frozen("codebook.counts", 1, shape.codes());
        sums = Parameter.frozen("codebook.sums", shape.codes(), shape.size());
        chosen = new int[largestBatch * slots];
        commitmentOfRow = new double[largestBatch];
        taken = new int[shape.codes()];
        batchSums = new float[shape.codes() * shape.size()];
    }

    /** Codes e, how often they are taken N, and sums of what takes them m: not moved by gradients. */
    public List<Parameter> parameters() {
        return List.of(codes, counts, sums);
    }

    /**
     * Codes before the first step, into {@code to[at…]}: K × D of N(0, 1), then N and m that go with them. Images draw
     * them to where their codes lie.
     */
    public static void initial(CodebookShape shape, long seed, float[] to, int at) {
        long key = RandomStream.bits(RandomStream.INITIAL_WEIGHTS.key(seed), Long.MAX_VALUE - 1);
        int all = shape.codes() * shape.size();
        for (int i = 0; i < all; i++) to[at + i] = RandomStream.gaussian(key, i);
        Arrays.fill(to, at + all, at + all + shape.codes(), BEGIN);
        for (int i = 0; i < all; i++) to[at + all + shape.codes() + i] = BEGIN * to[at + i];
    }

    // ---- a step ----

    /** @param commitment β of a loss that is the mean of {@code batch} images */
    public void begin(double commitment, int batch) {
        weight = (float) (commitment / batch);
    }

    /** Rounds row {@code r}, which begins at {@code h[from]}, into {@code z[into…]}. */
    public void forward(int r, float[] h, int from, float[] z, int into) {
        double sum = 0;
        for (int slot = 0; slot < slots; slot++) {
            int at = slot * shape.size();
            int k = Codebook.nearest(codes.value().data, shape, h, from + at);
            chosen[r * slots + slot] = k;
            for (int d = 0; d < shape.size(); d++) {
                float e = codes.value().data[k * shape.size() + d];
                double off = h[from + at + d] - e;
                sum += off * off;
                z[into + at + d] = e;
            }
        }
        commitmentOfRow[r] = sum;
    }

    /** The loss's derivative by row {@code r} of h out of that by z: straight through, and what ‖h − e‖² adds. */
    public void backward(int r, float[] h, int from, float[] dz, int into, float[] dh) {
        for (int slot = 0; slot < slots; slot++) {
            int code = chosen[r * slots + slot] * shape.size();
            for (int d = 0; d < shape.size(); d++) {
                int i = slot * shape.size() + d;
                dh[from + i] = dz[into + i] + 2 * weight * (h[from + i] - codes.value().data[code + d]);
            }
        }
    }

    /** Makes the figures of the first {@code batch} rows. */
    public void average(int batch) {
        double sum = 0;
        for (int r = 0; r < batch; r++) sum += commitmentOfRow[r];
        commitment = sum / batch;
        Arrays.fill(taken, 0);
        for (int i = 0; i < batch * slots; i++) taken[chosen[i]]++;
        double entropy = 0;
        for (int n : taken) if (n > 0) entropy -= (double) n / (batch * slots) * Math.log((double) n / (batch * slots));
        perplexity = Math.exp(entropy);
    }

    /**
     * Moves the codes after {@link #average}, and perhaps the dead ones to slots of the batch.
     *
     * @param h what was rounded, batch × latents
     * @param drawn images drawn so far in the whole run, by which these slots are chosen
     */
    public void learn(float[] h, int batch, boolean revival, long seed, long drawn) {
        int size = shape.size();
        Arrays.fill(batchSums, 0);
        for (int i = 0; i < batch * slots; i++) {
            int k = chosen[i] * size;
            for (int d = 0; d < size; d++) batchSums[k + d] += h[i * size + d];
        }
        float[] n = counts.value().data;
        double all = 0;
        for (int k = 0; k < n.length; k++) {
            n[k] = KEPT * n[k] + (1 - KEPT) * taken[k];
            all += n[k];
        }
        float[] m = sums.value().data;
        for (int i = 0; i < m.length; i++) m[i] = KEPT * m[i] + (1 - KEPT) * batchSums[i];
        double even = all / shape.codes();
        for (int k = 0; k < n.length; k++) {
            if (taken[k] > 0) follow(k, all);
            else if (revival && n[k] < Codebook.DEAD * even) revive(k, h, batch, seed, drawn);
        }
    }

    /** e = m / N, N smoothed after Laplace so that none is nothing. */
    private void follow(int k, double all) {
        double smoothed = (counts.value().data[k] + SMOOTHING) / (all + shape.codes() * SMOOTHING) * all;
        for (int i = k * shape.size(); i < (k + 1) * shape.size(); i++)
            codes.value().data[i] = (float) (sums.value().data[i] / smoothed);
    }

    /** Puts code {@code k} where some slot of the batch lies, as at the beginning. */
    private void revive(int k, float[] h, int batch, long seed, long drawn) {
        long key = RandomStream.CODEBOOK.key(seed);
        int slot = (int) (RandomStream.uniform(RandomStream.bits(key, drawn), k) * batch * slots);
        counts.value().data[k] = BEGIN;
        for (int d = 0; d < shape.size(); d++) {
            float place = h[slot * shape.size() + d];
            codes.value().data[k * shape.size() + d] = place;
            sums.value().data[k * shape.size() + d] = BEGIN * place;
        }
    }

    // ---- what came out ----

    /** ‖h − e‖² of the last rows, summed over latents, averaged over images. */
    public double commitment() {
        return commitment;
    }

    /** e^H of how the slots of the last rows spread over the codes: 1 where all take one, K where all are even. */
    public double perplexity() {
        return perplexity;
    }

    /** How many codes next to nothing took in the last steps. */
    public int dead() {
        float[] n = counts.value().data;
        double all = 0;
        for (float one : n) all += one;
        int dead = 0;
        for (float one : n) if (one * shape.codes() < Codebook.DEAD * all) dead++;
        return dead;
    }
}
