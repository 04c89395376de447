package org.latentfx.model;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.nn.Dense;

/**
 * A frozen encoder with its own scratch: q(z|x), whose variance is the least there is where a code is a point. One
 * thread at a time; {@link #another} makes one for a further thread over the same weights. Allocates nothing per call.
 */
public final class Encoder {
    private final Network network;
    private final Kernel kernel;
    private final int pixels;
    private final int latents;
    private final FMatrixRMaj x;
    private final FMatrixRMaj[] outputs;

    /** {@code largestBatch}: rows worked on at once; calls may ask for any number. */
    public Encoder(FrozenModel model, int largestBatch) {
        this(model.encoder(), model.kernel(), largestBatch);
    }

    private Encoder(Network network, Kernel kernel, int largestBatch) {
        this.network = network;
        this.kernel = kernel;
        pixels = network.configuration.values();
        latents = network.configuration.latents();
        x = new FMatrixRMaj(largestBatch, pixels);
        outputs = network.scratch(largestBatch);
    }

    /** Another encoder over the same weights with scratch of its own. */
    public Encoder another() {
        return new Encoder(network, kernel, x.numRows);
    }

    /**
     * μ and log σ² (each rows × latents, row-major) of {@code rows} images starting at image {@code first} of
     * {@code images}.
     */
    public void encode(ImageSet images, int first, int rows, float[] mu, float[] logVar) {
        for (int done = 0; done < rows; done += x.numRows) {
            int count = Math.min(x.numRows, rows - done);
            images.read(kernel, first + done, count, x.data, 0);
            pass(count, done, mu, logVar);
        }
    }

    /** As above, from pixels in 0..1. */
    public void encode(float[] pixels, int rows, float[] mu, float[] logVar) {
        for (int done = 0; done < rows; done += x.numRows) {
            int count = Math.min(x.numRows, rows - done);
            System.arraycopy(pixels, done * this.pixels, x.data, 0, count * this.pixels);
            pass(count, done, mu, logVar);
        }
    }

    private void pass(int rows, int done, float[] mu, float[] logVar) {
        FMatrixRMaj in = x;
        for (int i = 0; i < outputs.length; i++) {
            Dense layer = network.layers.get(i);
            layer.forward(in, outputs[i], 0, rows);
            in = outputs[i];
        }
        if (!network.configuration.kind().variational()) {
            System.arraycopy(in.data, 0, mu, done * latents, rows * latents);
            Arrays.fill(logVar, done * latents, (done + rows) * latents, -Posterior.LIMIT);
            return;
        }
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < latents; j++) {
                mu[(done + r) * latents + j] = in.data[2 * r * latents + j];
                logVar[(done + r) * latents + j] = Posterior.clamp(in.data[(2 * r + 1) * latents + j]);
            }
        }
    }
}
