package org.latentfx.model.autoregressive;

import org.latentfx.data.Shuffle;
import org.latentfx.math.RandomStream;

/** In which order a model draws the values of a picture. Values without state; any thread may use them. */
public enum PixelOrder {
    /** Row by row from the top left, as images are kept; in colour red, green and blue of a pixel together. */
    NATURAL,
    /** One order drawn by the run's seed, the same for all images. */
    SHUFFLED;

    /** Apart from what weights are drawn from, which begin at 0. */
    private static final long KEY = -1;

    /** Writes the place of each value, 1 for the first drawn, to {@code places}: exact in floats. */
    public void fill(long seed, float[] places) {
        int[] order = new int[places.length];
        for (int i = 0; i < order.length; i++) order[i] = i;
        if (this == SHUFFLED) Shuffle.epoch(RandomStream.bits(RandomStream.INITIAL_WEIGHTS.key(seed), KEY), 0, order);
        for (int i = 0; i < order.length; i++) places[order[i]] = i + 1;
    }
}
