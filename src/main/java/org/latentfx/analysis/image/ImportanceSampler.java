package org.latentfx.analysis.image;

import java.util.Arrays;
import org.latentfx.analysis.Progress;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.likelihood.LogitRows;

/**
 * Draws z from q(z|x) and weighs each by w = p(x, z)/q(z|x), for one image after another: many rows a pass of the
 * decoder, nothing allocated per image. One thread at a time; {@link #another} makes one for a further thread.
 */
final class ImportanceSampler {
    private static final int ROWS = 100;
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** log w in nats, one a sample, of the image weighed last. */
    final double[] logW;

    private final FrozenModel model;
    private final Encoder encoder;
    private final Decoder decoder;
    private final int d;
    private final boolean normal;
    private final byte[] labels = new byte[ROWS];
    private final float[] mu;
    private final float[] logVar;
    private final float[] deviation;
    private final float[] epsilon;
    private final float[] z;
    private final LogitRows logits;

    /** @param k how many samples an image */
    ImportanceSampler(FrozenModel model, int k) {
        this(model, new Encoder(model, 1), new Decoder(model, ROWS), k);
    }

    private ImportanceSampler(FrozenModel model, Encoder encoder, Decoder decoder, int k) {
        if (k < 1) throw new IllegalArgumentException("samples: found " + k + ", expected 1 or more");
        this.model = model;
        this.encoder = encoder;
        this.decoder = decoder;
        d = model.latents();
        normal = model.configuration().sampledFromNormal();
        logW = new double[k];
        mu = new float[d];
        logVar = new float[d];
        deviation = new float[d];
        epsilon = new float[ROWS * d];
        z = new float[ROWS * d];
        logits = new LogitRows(model.kernel(), new float[ROWS * model.values()], model.values());
    }

    ImportanceSampler another() {
        return new ImportanceSampler(model, encoder.another(), decoder.another(), logW.length);
    }

    /**
     * Fills {@link #logW} for one picture (pixels in 0..1).
     *
     * @param label its class, of which a conditional model is told
     * @param key whose normal draws are taken, from number {@code position} on: d a sample
     */
    void weigh(float[] picture, byte label, long key, long position, Progress progress) {
        Arrays.fill(labels, label);
        encoder.encode(picture, labels, 0, 1, mu, logVar);
        for (int j = 0; j < d; j++) deviation[j] = (float) Math.exp(0.5f * logVar[j]);
        for (int first = 0; first < logW.length; first += ROWS) {
            progress.at(first, logW.length);
            int rows = Math.min(ROWS, logW.length - first);
            model.kernel().gaussian(key, position + (long) first * d, epsilon, 0, rows * d);
            for (int r = 0; r < rows; r++)
                for (int j = 0; j < d; j++) z[r * d + j] = mu[j] + deviation[j] * epsilon[r * d + j];
            decoder.logits(z, labels, 0, rows, logits.values());
            for (int r = 0; r < rows; r++) logW[first + r] = logPrior(r) - loss(picture, r);
        }
    }

    /** −log p(x|z) of one row. */
    private double loss(float[] picture, int row) {
        var c = model.configuration();
        // the gradient, which nobody needs here, goes over the logits
        return c.likelihood().loss(logits, row, picture, 0, model.variance(), 1);
    }

    /** log p(z) − log q(z|x) of one row; under N(0, I) the constants cancel. */
    private double logPrior(int row) {
        double sum = 0;
        for (int j = 0; j < d; j++) {
            double e = epsilon[row * d + j];
            double point = z[row * d + j];
            sum += e * e - (normal ? point * point : -LOG_TWO_PI) + logVar[j];
        }
        return 0.5 * sum + (normal ? 0 : model.prior().logDensity(z, row * d));
    }
}
