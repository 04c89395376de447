package org.latentfx.view.curves;

import java.util.Arrays;

/**
 * One growing row of numbers that can tell the least and greatest of any stretch quickly, however long it is: it keeps
 * both for each block of {@value #BLOCK}. Values that are not finite are kept as gaps. Pure data; one thread at a time.
 */
final class Curve {
    static final int BLOCK = 64;

    private float[] values = new float[BLOCK];
    private float[] low = new float[1];
    private float[] high = new float[1];
    private int size;

    int size() {
        return size;
    }

    /** NaN where the value was not finite. */
    float value(int i) {
        return values[i];
    }

    void add(double value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
            low = Arrays.copyOf(low, size * 2 / BLOCK);
            high = Arrays.copyOf(high, size * 2 / BLOCK);
        }
        float kept = Double.isFinite(value) ? (float) value : Float.NaN;
        int block = size / BLOCK;
        if (size % BLOCK == 0) {
            low[block] = Float.POSITIVE_INFINITY;
            high[block] = Float.NEGATIVE_INFINITY;
        }
        if (kept < low[block]) low[block] = kept;
        if (kept > high[block]) high[block] = kept;
        values[size++] = kept;
    }

    /** The least of values {@code from} (inclusive) to {@code to} (exclusive); +∞ if there is none. */
    float min(int from, int to) {
        float least = Float.POSITIVE_INFINITY;
        int i = from;
        for (; i < to && i % BLOCK != 0; i++) if (values[i] < least) least = values[i];
        for (; i + BLOCK <= to; i += BLOCK) if (low[i / BLOCK] < least) least = low[i / BLOCK];
        for (; i < to; i++) if (values[i] < least) least = values[i];
        return least;
    }

    /** The greatest of values {@code from} (inclusive) to {@code to} (exclusive); −∞ if there is none. */
    float max(int from, int to) {
        float greatest = Float.NEGATIVE_INFINITY;
        int i = from;
        for (; i < to && i % BLOCK != 0; i++) if (values[i] > greatest) greatest = values[i];
        for (; i + BLOCK <= to; i += BLOCK) if (high[i / BLOCK] > greatest) greatest = high[i / BLOCK];
        for (; i < to; i++) if (values[i] > greatest) greatest = values[i];
        return greatest;
    }
}
