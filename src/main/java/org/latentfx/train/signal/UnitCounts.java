package org.latentfx.train.signal;

import org.latentfx.math.Activation;

/** What the units of one layer did so far. One thread at a time. */
final class UnitCounts {
    /** From here on a tanh hardly lets a gradient through: its derivative is below 0.02. */
    private static final double SATURATED = 0.99;

    /** What a unit put out. */
    @FunctionalInterface
    interface Outputs {
        float of(int row, int unit);
    }

    private final boolean[] excited;
    private final Histogram.Counter outputs = new Histogram.Counter();
    private long saturated;

    UnitCounts(int units) {
        excited = new boolean[units];
    }

    /** Takes in the first {@code rows} rows. */
    void add(Outputs of, int rows) {
        for (int r = 0; r < rows; r++)
            for (int u = 0; u < excited.length; u++) {
                float value = of.of(r, u);
                if (value != 0) excited[u] = true;
                if (Math.abs(value) > SATURATED) saturated++;
                outputs.add(value);
            }
    }

    /** @param rows of all calls together */
    LayerSignals.Units units(Activation f, int rows) {
        int dead = 0;
        for (boolean ever : excited) if (!ever && f == Activation.RELU) dead++;
        double share = f == Activation.TANH ? (double) saturated / rows / excited.length : 0;
        return new LayerSignals.Units(excited.length, dead, share, outputs.histogram());
    }
}
