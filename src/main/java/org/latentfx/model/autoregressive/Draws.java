package org.latentfx.model.autoregressive;

import org.latentfx.math.RandomStream;

/**
 * Pictures that an autoregressive model draws from noise named by one number each, so that they can be asked for again.
 * One thread at a time; allocates nothing per call.
 */
public final class Draws {
    private static final float[] NOTHING_KNOWN = {};

    private final Drawing drawing;
    private final int values;
    private final float[] logits;
    private final float[] drawn;

    /** @param rows pictures at once, the most */
    public Draws(Drawing drawing, int rows, int values) {
        this.drawing = drawing;
        this.values = values;
        logits = new float[rows * values];
        drawn = new float[rows * values];
    }

    /** The key of the noise that {@code name} names. */
    public static long key(float name) {
        return RandomStream.bits(RandomStream.INTERFACE.key(0), Float.floatToIntBits(name));
    }

    /**
     * The logit of each value given those drawn before it (count × values), of the draws named by {@code names[first]}
     * and those behind it; reused by the next call.
     */
    public float[] logits(float[] names, int first, int count) {
        for (int r = 0; r < count; r++) drawing.whole(key(names[first + r]), NOTHING_KNOWN, logits, drawn, r * values);
        return logits;
    }

    /** What was drawn by the last call, 0 or 1 (count × values); reused by the next. */
    public float[] drawn() {
        return drawn;
    }
}
