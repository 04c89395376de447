package org.latentfx.model.batch;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;

/**
 * What an encoder reads and what the decoder is to draw: the same matrix, unless inputs are corrupted. Set by the
 * training thread between steps, read by its workers during one. The second matrix is there from the first corrupted
 * step on.
 */
public final class InputNoise {
    private final Kernel kernel;
    private final int pixels;
    private final FMatrixRMaj x;
    private FMatrixRMaj target;
    private Corruption corruption = Corruption.NONE;
    private double rate;
    private long key;
    private long drawn;

    /** @param x what the encoder reads: batch × inputs, the first {@code pixels} of a row corrupted */
    public InputNoise(Kernel kernel, int pixels, FMatrixRMaj x) {
        this.kernel = kernel;
        this.pixels = pixels;
        this.x = x;
        target = x;
    }

    /** From now on inputs are as they are. */
    public void none() {
        target = x;
    }

    /** From now on they are corrupted. @param drawn images drawn before row 0 */
    public void take(Corruption corruption, double rate, long seed, long drawn) {
        this.corruption = corruption;
        this.rate = rate;
        this.drawn = drawn;
        key = RandomStream.CORRUPTION.key(seed);
        if (corruption == Corruption.NONE) target = x;
        else if (target == x) target = new FMatrixRMaj(x.numRows, x.numCols);
    }

    /** What the decoder is to draw: batch × inputs. */
    public FMatrixRMaj target() {
        return target;
    }

    /** Fills rows {@code from..to} of both, and of {@code epsilon}. */
    public void fill(BatchSource source, int from, int to, float[] epsilon) {
        source.fill(from, to, target.data, epsilon);
        if (target == x) return;
        for (int r = from; r < to; r++) {
            int at = r * x.numCols;
            corruption.apply(kernel, rate, key, (drawn + r) * pixels, target.data, x.data, at, pixels);
            System.arraycopy(target.data, at + pixels, x.data, at + pixels, x.numCols - pixels);
        }
    }
}
