package org.latentfx.model.batch;

import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;

/**
 * What is done to an image before the encoder reads it, while what is to be drawn again stays as it was (Vincent et al.
 * 2008; of VAEs Im et al. 2017). What a pixel gets depends on its place in the stream alone. Values without state.
 */
public enum Corruption {
    NONE {
        @Override
        void apply(Kernel kernel, double rate, long key, long position, float[] clean, float[] x, int at, int n) {
            System.arraycopy(clean, at, x, at, n);
        }
    },
    /** Each pixel is 0 with probability {@code rate}. */
    MASKING {
        @Override
        void apply(Kernel kernel, double rate, long key, long position, float[] clean, float[] x, int at, int n) {
            for (int i = 0; i < n; i++) x[at + i] = RandomStream.uniform(key, position + i) < rate ? 0 : clean[at + i];
        }
    },
    /** Each pixel gets a normal draw of deviation {@code rate}; sums are not held within 0..1. */
    GAUSSIAN {
        @Override
        void apply(Kernel kernel, double rate, long key, long position, float[] clean, float[] x, int at, int n) {
            kernel.gaussian(key, position, x, at, n);
            for (int i = at; i < at + n; i++) x[i] = clean[i] + (float) rate * x[i];
        }
    };

    /**
     * Writes {@code n} pixels of {@code clean}, corrupted, to {@code x}, both from {@code at} on: with the draws of
     * {@code key} from {@code position} on.
     */
    abstract void apply(Kernel kernel, double rate, long key, long position, float[] clean, float[] x, int at, int n);
}
