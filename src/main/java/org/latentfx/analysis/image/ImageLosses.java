package org.latentfx.analysis.image;

import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.likelihood.LogitRows;

/**
 * What each image costs a model: its −ELBO, or its reconstruction alone where a code is a point; nats, decoded at μ.
 * Pure; some 0.1 ms an image on the calling thread.
 */
public final class ImageLosses {
    private static final int ROWS = 128;

    private ImageLosses() {}

    /** Of {@code count} images from image {@code first} on. */
    public static double[] of(FrozenModel model, ImageSet images, int first, int count, Progress progress) {
        var configuration = model.configuration();
        int n = configuration.values();
        int d = configuration.latents();
        var kl = new ImageKl(model);
        var encoder = new Encoder(model, ROWS);
        var decoder = new Decoder(model, ROWS);
        float[] x = new float[n];
        float[] mu = new float[ROWS * d];
        float[] logVar = new float[ROWS * d];
        var logits = new LogitRows(model.kernel(), new float[ROWS * n], n);
        double[] losses = new double[count];
        for (int done = 0; done < count; done += ROWS) {
            progress.at(done, count);
            int rows = Math.min(ROWS, count - done);
            encoder.encode(images, first + done, rows, mu, logVar);
            decoder.logits(mu, images.labels(), first + done, rows, logits.values());
            for (int r = 0; r < rows; r++) {
                images.read(model.kernel(), first + done + r, 1, x, 0);
                double loss = configuration.likelihood().loss(logits, r, x, 0, model.variance(), 1);
                losses[done + r] = loss + kl.of(mu, logVar, r * d, first + done + r);
            }
        }
        return losses;
    }
}
