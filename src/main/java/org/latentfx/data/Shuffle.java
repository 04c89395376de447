package org.latentfx.data;

import org.latentfx.math.RandomStream;

/**
 * The order in which an epoch visits the images: a pure function of key, epoch and count, so that a run resumed in the
 * middle of an epoch goes on exactly as it would have. Any thread may use it.
 */
public final class Shuffle {
    private Shuffle() {}

    /**
     * Fills {@code order} with a permutation of 0 … order.length − 1 (Fisher & Yates 1938, in Durstenfeld's form of
     * 1964).
     *
     * @param key key of the run's shuffling stream
     * @param epoch the pass over the data, from 0
     * @param order Modified.
     */
    public static void epoch(long key, long epoch, int[] order) {
        for (int i = 0; i < order.length; i++) order[i] = i;
        long start = epoch * order.length;
        for (int i = order.length - 1; i > 0; i--) {
            // The upper 32 bits, scaled to 0 … i: uneven by less than one part in 4,000 for a million images.
            int j = (int) ((RandomStream.bits(key, start + i) >>> 32) * (i + 1) >>> 32);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
