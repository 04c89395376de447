package org.latentfx.model.likelihood;

import org.latentfx.data.Letters;
import org.latentfx.math.RandomStream;

/**
 * One letter of {@link Letters#SYMBOLS} at each place of a word: p(letter i) = exp(ℓᵢ) / Σⱼ exp(ℓⱼ), the softmax of the
 * place's logits, so that −log p of a word is the sum over its places of log Σⱼ exp(ℓⱼ) − ℓᵢ (Bishop 2006, section
 * 4.3.4, of a network's outputs). The logits of a place stand together. Pure functions.
 */
public final class Categorical {
    private static final int EACH = Letters.SYMBOLS;

    private Categorical() {}

    /**
     * −log p in nats of the word that begins at {@code xOffset} in {@code x}, one number a letter and place, which add
     * up to 1 at each place; scale × its derivative by the logits, p − x, is written over them.
     */
    public static double loss(LogitRows logits, int row, float[] x, int xOffset, float scale) {
        float[] values = logits.values();
        int offset = logits.at(row);
        double sum = 0;
        for (int place = 0; place < logits.width(); place += EACH) {
            int at = offset + place;
            double log = logSum(values, at);
            for (int i = 0; i < EACH; i++) {
                float target = x[xOffset + place + i];
                double normalised = values[at + i] - log;
                sum -= target * normalised;
                values[at + i] = (float) (scale * (Math.exp(normalised) - target));
            }
        }
        return sum;
    }

    /** log Σ exp(ℓ) over the place that begins at {@code at}; overflows nowhere. */
    private static double logSum(float[] logits, int at) {
        float largest = logits[at];
        for (int i = 1; i < EACH; i++) largest = Math.max(largest, logits[at + i]);
        double sum = 0;
        for (int i = 0; i < EACH; i++) sum += Math.exp(logits[at + i] - largest);
        return largest + Math.log(sum);
    }

    /** Turns {@code n} logits, of whole places, into log p of each letter. */
    public static void normalise(float[] logits, int offset, int n) {
        for (int at = offset; at < offset + n; at += EACH) {
            double log = logSum(logits, at);
            for (int i = 0; i < EACH; i++) logits[at + i] = (float) (logits[at + i] - log);
        }
    }

    /** Turns them into the probability of each letter. */
    public static void means(float[] logits, int offset, int n) {
        for (int at = offset; at < offset + n; at += EACH) {
            double log = logSum(logits, at);
            for (int i = 0; i < EACH; i++) logits[at + i] = (float) Math.exp(logits[at + i] - log);
        }
    }

    /** Turns {@code n} changes of logits into those of probabilities: p ⊙ (t − Σ p t) at each place. */
    public static void tangent(float[] means, int from, float[] changes, int offset, int n) {
        for (int place = 0; place < n; place += EACH) {
            double along = 0;
            for (int i = place; i < place + EACH; i++) along += (double) means[from + i] * changes[offset + i];
            for (int i = place; i < place + EACH; i++)
                changes[offset + i] = (float) (means[from + i] * (changes[offset + i] - along));
        }
    }

    /** Turns them into a letter drawn at each place, 1 for it and 0 for all others. */
    public static void draw(float[] logits, int offset, int n, long key, long index) {
        means(logits, offset, n);
        for (int place = 0; place < n; place += EACH) {
            double rest = RandomStream.uniform(key, index + place);
            int drawn = -1;
            for (int i = 0; i < EACH && drawn < 0; i++) {
                rest -= logits[offset + place + i];
                if (rest < 0) drawn = i;
            }
            for (int i = 0; i < EACH; i++) logits[offset + place + i] = i == drawn ? 1 : 0;
            if (drawn < 0) logits[offset + place + EACH - 1] = 1; // a sum of floats may fall short of 1
        }
    }
}
