package org.latentfx.analysis.image;

import java.util.Arrays;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Posterior;

/**
 * How unusual an image is to a model: where its −ELBO (nats, decoded at μ) stands among those of held-out images.
 * Immutable by convention; made on the calling thread, about a second for 10,000 images.
 *
 * @param losses of the held-out images, rising
 */
public record ElboRank(double[] losses) {
    private static final int ROWS = 128;

    /** Measures every image of {@code heldOut}. */
    public static ElboRank of(FrozenModel model, ImageSet heldOut, Progress progress) {
        var configuration = model.configuration();
        int n = configuration.pixels();
        int d = configuration.latents();
        var encoder = new Encoder(model, ROWS);
        var decoder = new Decoder(model, ROWS);
        float[] x = new float[n];
        float[] mu = new float[ROWS * d];
        float[] logVar = new float[ROWS * d];
        float[] logits = new float[ROWS * n];
        double[] losses = new double[heldOut.size()];
        for (int first = 0; first < losses.length; first += ROWS) {
            progress.at(first, losses.length);
            int rows = Math.min(ROWS, losses.length - first);
            encoder.encode(heldOut.pixels(), first, rows, mu, logVar);
            decoder.logits(mu, rows, logits);
            for (int r = 0; r < rows; r++) {
                model.kernel().dequantise(heldOut.pixels(), (first + r) * n, x, 0, n);
                double loss = configuration
                        .likelihood()
                        .loss(model.kernel(), logits, r * n, x, 0, n, configuration.variance(), 1, logits);
                for (int j = 0; j < d; j++) loss += Posterior.kl(mu[r * d + j], logVar[r * d + j]);
                losses[first + r] = loss;
            }
        }
        Arrays.sort(losses);
        return new ElboRank(losses);
    }

    /** The percentage of held-out images that cost less than {@code loss} nats, equals counted half: 0..100. */
    public double percentile(double loss) {
        int below = 0;
        int equal = 0;
        for (double other : losses) {
            if (other < loss) below++;
            else if (other == loss) equal++;
        }
        return losses.length == 0 ? 50 : 100 * (below + 0.5 * equal) / losses.length;
    }
}
