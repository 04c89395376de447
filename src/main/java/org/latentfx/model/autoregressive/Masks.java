package org.latentfx.model.autoregressive;

import org.latentfx.math.RandomStream;

/**
 * Which weights of a MADE there are (Germain, Gregor, Murray & Larochelle 2015, section 4). Every value has a place d
 * in the order, every hidden unit a degree m: it may hear values of places up to m. A unit hears those below it of a
 * degree up to its own, value d hears the last hidden units of a degree below d. So no way leads to the output for d
 * from the value at d or behind it, whatever the degrees are. Pure functions.
 */
final class Masks {
    private Masks() {}

    /**
     * Draws the degrees of a hidden layer uniformly from the least one below it to D − 1, for D values: no unit is then
     * without anything to hear.
     *
     * @param below degrees of the layer below, or the places of the values
     * @param layer number of the hidden layer, from 0
     */
    static void draw(float[] below, int values, long seed, int layer, float[] degrees) {
        long key = RandomStream.bits(RandomStream.INITIAL_WEIGHTS.key(seed), -2L - layer);
        int most = Math.max(1, values - 1);
        int least = most;
        for (float one : below) least = Math.min(least, (int) one);
        int span = most - least + 1;
        for (int k = 0; k < degrees.length; k++) degrees[k] = least + (int) (RandomStream.uniform(key, k) * span);
    }

    /**
     * Writes 1 where a weight of a layer (in × out) stays, and 0 where it is cut.
     *
     * @param output whether it is the last layer, which may not hear its own place
     */
    static void fill(float[] in, float[] out, boolean output, float[] mask) {
        for (int i = 0; i < in.length; i++)
            for (int j = 0; j < out.length; j++)
                mask[i * out.length + j] = in[i] < out[j] || !output && in[i] == out[j] ? 1 : 0;
    }
}
