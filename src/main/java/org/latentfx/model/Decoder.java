package org.latentfx.model;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Kernel;

/**
 * A frozen decoder with its own scratch: the mean of p(x|z). One thread at a time; {@link #another} makes one for a
 * further thread over the same weights. Allocates nothing per call.
 */
public final class Decoder {
    private final Network network;
    private final Kernel kernel;
    private final int pixels;
    private final FMatrixRMaj z;
    private final FMatrixRMaj[] outputs;

    /** {@code largestBatch}: rows worked on at once; calls may ask for any number. */
    public Decoder(FrozenModel model, int largestBatch) {
        this(model.decoder(), model.kernel(), largestBatch);
    }

    private Decoder(Network network, Kernel kernel, int largestBatch) {
        this.network = network;
        this.kernel = kernel;
        pixels = network.configuration.values();
        z = new FMatrixRMaj(largestBatch, network.configuration.latents());
        outputs = network.scratch(largestBatch);
    }

    /** Another decoder over the same weights with scratch of its own. */
    public Decoder another() {
        return new Decoder(network, kernel, z.numRows);
    }

    /** Mean pixels in 0..1 (rows × pixels) of {@code rows} points z (rows × latents). */
    public void decode(float[] z, int rows, float[] pixels) {
        logits(z, rows, pixels);
        kernel.sigmoid(pixels, pixels, 0, rows * this.pixels);
    }

    /**
     * Mean pixels as {@link #decode} gives them, and −log p(x|z) of each row's {@code target} (rows × pixels, in 0..1),
     * in nats summed over pixels.
     */
    public void decode(float[] z, float[] target, int rows, float[] mean, double[] loss) {
        var c = network.configuration;
        for (int done = 0; done < rows; done += this.z.numRows) {
            int count = Math.min(this.z.numRows, rows - done);
            float[] logits = pass(z, done, count);
            System.arraycopy(logits, 0, mean, done * pixels, count * pixels);
            for (int r = 0; r < count; r++) {
                int at = (done + r) * pixels;
                // the gradient, which nobody needs here, goes over the logits
                loss[done + r] =
                        c.likelihood().loss(kernel, logits, r * pixels, target, at, pixels, c.variance(), 1, logits);
            }
        }
        kernel.sigmoid(mean, mean, 0, rows * pixels);
    }

    /** Logits (rows × pixels) of {@code rows} points z (rows × latents). */
    public void logits(float[] z, int rows, float[] logits) {
        for (int done = 0; done < rows; done += this.z.numRows) {
            int count = Math.min(this.z.numRows, rows - done);
            System.arraycopy(pass(z, done, count), 0, logits, done * pixels, count * pixels);
        }
    }

    /** The logits of {@code count} points from point {@code first} of {@code z}; reused by the next pass. */
    private float[] pass(float[] z, int first, int count) {
        FMatrixRMaj in = this.z;
        System.arraycopy(z, first * in.numCols, in.data, 0, count * in.numCols);
        for (int i = 0; i < outputs.length; i++) {
            network.layers.get(i).forward(in, outputs[i], 0, count);
            in = outputs[i];
        }
        return in.data;
    }
}
