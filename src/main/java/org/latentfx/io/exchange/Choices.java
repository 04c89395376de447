package org.latentfx.io.exchange;

import org.latentfx.text.Refusal;

/**
 * What a person may choose about an export. Immutable; a value out of range is a {@link Refusal}.
 *
 * @param scale pixels a point of plots, and a pixel of pictures and films, 1 to 4
 * @param count how many samples, 1 to 1,000,000
 * @param seed what they are drawn with
 * @param label class that a conditional model is asked for, where an export shows one; other models have none
 */
public record Choices(int scale, int count, long seed, int label) {
    /** Where nothing was chosen. */
    public static final Choices USUAL = new Choices(2, 1000, 1, 0);

    private static final int MOST_SCALE = 4;
    private static final int MOST_COUNT = 1_000_000;

    /** The same of another class. */
    public Choices given(int label) {
        return new Choices(scale, count, seed, label);
    }

    public Choices {
        if (scale < 1 || scale > MOST_SCALE) throw new Refusal("export.scale", scale, MOST_SCALE);
        if (count < 1 || count > MOST_COUNT) throw new Refusal("export.count", count, MOST_COUNT);
    }
}
