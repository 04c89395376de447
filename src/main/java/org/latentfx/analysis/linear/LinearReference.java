package org.latentfx.analysis.linear;

import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LabelAccuracy;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.linear.ProbabilisticPca.Measured;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;

/**
 * What a linear model of as many latents makes of a data set: fitted to all training images, measured on all held-out
 * ones. Immutable by convention.
 *
 * @param accuracy share of held-out images whose label most of the nearest training images (by the posterior mean)
 *     have, 0..1
 */
public record LinearReference(ProbabilisticPca model, Measured heldOut, double accuracy) {
    private static final int NEIGHBOURS = 5;

    /** Some seconds on the calling thread. {@code latents} must be below the numbers of an image. */
    public static LinearReference of(DataSplit data, int latents, Kernel kernel, Progress progress) {
        var model = ProbabilisticPca.of(data.train(), latents, kernel, progress.part(0, 0.6));
        var heldOut = model.measure(data.test(), kernel, progress.part(0.6, 0.7));
        LatentPoints references =
                model.measure(data.train(), kernel, progress.part(0.7, 0.8)).points();
        int neighbours = Math.min(NEIGHBOURS, data.train().size());
        try (var alone = new Workers(1)) {
            double accuracy =
                    LabelAccuracy.of(references, heldOut.points(), neighbours, kernel, alone, progress.part(0.8, 1));
            return new LinearReference(model, heldOut, accuracy);
        }
    }
}
