package org.latentfx.model;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Kernel;
import org.latentfx.model.autoregressive.Draws;
import org.latentfx.model.batch.OneHot;
import org.latentfx.model.likelihood.LogitRows;

/**
 * A frozen decoder with its own scratch: the mean of p(x|z), in a conditional model of a class. An autoregressive model
 * has none: there z is one number that names a draw, and a value's mean is given those drawn before it. One thread at a
 * time; {@link #another} makes one for a further thread over the same weights. Allocates nothing per call.
 */
public final class Decoder {
    private final FrozenModel model;
    private final Kernel kernel;
    private final int pixels;
    private final FMatrixRMaj z;
    /** The same with what class it is of. */
    private final FMatrixRMaj told;

    private final FMatrixRMaj[] outputs;
    /** Of an autoregressive model. */
    private final @Nullable Draws draws;

    /** {@code largestBatch}: rows worked on at once; calls may ask for any number. */
    public Decoder(FrozenModel model, int largestBatch) {
        this.model = model;
        kernel = model.kernel();
        pixels = model.values();
        z = new FMatrixRMaj(largestBatch, model.latents());
        told = new FMatrixRMaj(
                model.configuration().classes() == 0 ? 0 : largestBatch,
                model.configuration().codes());
        boolean inOrder = model.configuration().autoregressive();
        outputs = inOrder ? new FMatrixRMaj[0] : model.decoder().scratch(largestBatch);
        draws = inOrder ? new Draws(model.drawing(), largestBatch, pixels) : null;
    }

    /** Another decoder over the same weights with scratch of its own. */
    public Decoder another() {
        return new Decoder(model, z.numRows);
    }

    /** Mean pixels in 0..1 (rows × pixels) of {@code rows} points z (rows × latents). */
    public void decode(float[] z, int rows, float[] pixels) {
        decode(z, null, 0, rows, pixels);
    }

    /** As above. @param labels of the points, from {@code first} on; null: all of the model's label */
    public void decode(float[] z, byte @Nullable [] labels, int first, int rows, float[] pixels) {
        logits(z, labels, first, rows, pixels);
        model.configuration().likelihood().means(kernel, pixels, 0, rows * this.pixels);
    }

    /**
     * Mean pixels as {@link #decode} gives them, and −log p(x|z) of each row's {@code target} (rows × pixels, in 0..1),
     * in nats summed over pixels.
     */
    public void decode(float[] z, float[] target, int rows, float[] mean, double[] loss) {
        decode(z, null, 0, target, rows, mean, loss);
    }

    /** As above. @param labels of the points, from {@code first} on; null: all of the model's label */
    public void decode(
            float[] z, byte @Nullable [] labels, int first, float[] target, int rows, float[] mean, double[] loss) {
        var c = model.configuration();
        for (int done = 0; done < rows; done += this.z.numRows) {
            int count = Math.min(this.z.numRows, rows - done);
            float[] logits = pass(z, labels, first, done, count);
            System.arraycopy(logits, 0, mean, done * pixels, count * pixels);
            var scored = new LogitRows(kernel, logits, pixels); // whose gradients nobody needs here
            for (int r = 0; r < count; r++)
                loss[done + r] = c.likelihood().loss(scored, r, target, (done + r) * pixels, model.variance(), 1);
        }
        c.likelihood().means(kernel, mean, 0, rows * pixels);
    }

    /** Logits (rows × pixels) of {@code rows} points z (rows × latents). */
    public void logits(float[] z, int rows, float[] logits) {
        logits(z, null, 0, rows, logits);
    }

    /** As above. @param labels of the points, from {@code first} on; null: all of the model's label */
    public void logits(float[] z, byte @Nullable [] labels, int first, int rows, float[] logits) {
        for (int done = 0; done < rows; done += this.z.numRows) {
            int count = Math.min(this.z.numRows, rows - done);
            System.arraycopy(pass(z, labels, first, done, count), 0, logits, done * pixels, count * pixels);
        }
    }

    /** The logits of {@code count} points from point {@code done} of {@code z}; reused by the next pass. */
    private float[] pass(float[] z, byte @Nullable [] labels, int first, int done, int count) {
        if (draws != null) return draws.logits(z, done, count);
        int latents = this.z.numCols;
        FMatrixRMaj in = this.z;
        var layers = model.decoder().layers;
        if (labels == null || told.numRows == 0) {
            System.arraycopy(z, done * latents, in.data, 0, count * latents);
        } else {
            in = told;
            layers = model.toldDecoder().layers;
            for (int r = 0; r < count; r++) {
                System.arraycopy(z, (done + r) * latents, in.data, r * in.numCols, latents);
                OneHot.write(labels[first + done + r], in.data, r * in.numCols + latents, in.numCols - latents);
            }
        }
        model.round(in.data, count, in.numCols);
        for (int i = 0; i < outputs.length; i++) {
            layers.get(i).forward(in, outputs[i], 0, count);
            in = outputs[i];
        }
        return in.data;
    }
}
