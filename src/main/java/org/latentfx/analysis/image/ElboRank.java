package org.latentfx.analysis.image;

import java.util.Arrays;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.model.FrozenModel;

/**
 * How unusual an image is to a model: where its −ELBO (nats, decoded at μ) stands among those of held-out images.
 * Immutable by convention; made on the calling thread, about a second for 10,000 images.
 *
 * @param losses of the held-out images, rising
 */
public record ElboRank(double[] losses) {
    /** Measures every image of {@code heldOut}. */
    public static ElboRank of(FrozenModel model, ImageSet heldOut, Progress progress) {
        double[] losses = ImageLosses.of(model, heldOut, 0, heldOut.size(), progress);
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
