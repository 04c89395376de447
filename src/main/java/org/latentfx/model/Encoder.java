package org.latentfx.model;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.batch.OneHot;
import org.latentfx.model.prior.Posterior;

/**
 * A frozen encoder with its own scratch: q(z|x), whose variance is the least there is where a code is a point. A
 * conditional one is told the class of labelled images, and takes others for images of its model's label. One thread at
 * a time; {@link #another} makes one for a further thread over the same weights. Allocates nothing per call.
 */
public final class Encoder {
    private final FrozenModel model;
    private final Kernel kernel;
    private final int pixels;
    private final int latents;
    private final int classes;
    private final FMatrixRMaj x;
    private final FMatrixRMaj[] outputs;

    /** {@code largestBatch}: rows worked on at once; calls may ask for any number. */
    public Encoder(FrozenModel model, int largestBatch) {
        this.model = model;
        kernel = model.kernel();
        pixels = model.values();
        latents = model.latents();
        classes = model.configuration().classes();
        x = new FMatrixRMaj(largestBatch, model.configuration().inputs());
        outputs = model.encoder().scratch(largestBatch);
    }

    /** Another encoder over the same weights with scratch of its own. */
    public Encoder another() {
        return new Encoder(model, x.numRows);
    }

    /**
     * μ and log σ² (each rows × latents, row-major) of {@code rows} images starting at image {@code first} of
     * {@code images}.
     */
    public void encode(ImageSet images, int first, int rows, float[] mu, float[] logVar) {
        for (int done = 0; done < rows; done += x.numRows) {
            int count = Math.min(x.numRows, rows - done);
            if (classes == 0) images.read(kernel, first + done, count, x.data, 0);
            else
                for (int r = 0; r < count; r++) {
                    images.read(kernel, first + done + r, 1, x.data, r * x.numCols);
                    OneHot.write(images.labels()[first + done + r], x.data, r * x.numCols + pixels, classes);
                }
            pass(count, done, mu, logVar);
        }
    }

    /** As above, from pixels in 0..1 of images of the model's label. */
    public void encode(float[] pixels, int rows, float[] mu, float[] logVar) {
        encode(pixels, null, 0, rows, mu, logVar);
    }

    /**
     * As above.
     *
     * @param labels of the images, from {@code first} on; null: all of the model's label
     */
    public void encode(float[] pixels, byte @Nullable [] labels, int first, int rows, float[] mu, float[] logVar) {
        for (int done = 0; done < rows; done += x.numRows) {
            int count = Math.min(x.numRows, rows - done);
            for (int r = 0; r < count; r++) {
                System.arraycopy(pixels, (done + r) * this.pixels, x.data, r * x.numCols, this.pixels);
                byte label = labels == null ? (byte) model.label() : labels[first + done + r];
                if (classes > 0) OneHot.write(label, x.data, r * x.numCols + this.pixels, classes);
            }
            pass(count, done, mu, logVar);
        }
    }

    private void pass(int rows, int done, float[] mu, float[] logVar) {
        FMatrixRMaj in = x;
        for (int i = 0; i < outputs.length; i++) {
            model.encoder().layers.get(i).forward(in, outputs[i], 0, rows);
            in = outputs[i];
        }
        if (!model.configuration().kind().variational()) {
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
