package org.latentfx.session.compare;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.ExactNll;
import org.latentfx.analysis.image.MarginalLikelihood;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;

/**
 * −log p(x) of some held-out images by one run's model: exact, or from above by importance samples. Nats per image.
 * Immutable; any thread.
 *
 * @param nats mean over images
 * @param standardError of that over images
 * @param samples z an image, of which the bound is; 0 where the value is exact
 * @param images how many
 */
public record Evidence(double nats, double standardError, int samples, int images) {
    private static final int SAMPLES = 50;
    private static final int IMAGES = 500;

    /** The same pixels for all runs that draw them as 0 or 1. */
    private static final long SEED = 1;

    /** Whether it is log p(x) itself. */
    public boolean exact() {
        return samples == 0;
    }

    /** Of {@code model}; null where it has neither, or has it of images with their class. */
    static @Nullable Evidence of(FrozenModel model, ImageSet heldOut, boolean binarise, Progress progress) {
        ImageSet some = heldOut.evenly(IMAGES);
        try (var alone = new Workers(1)) {
            if (model.can(Capability.AUTOREGRESSIVE)) {
                var found = ExactNll.of(model, some, alone, binarise, SEED, progress);
                return new Evidence(found.nll(), found.standardError(), 0, found.images());
            }
            if (!model.can(Capability.SCORES_IMAGES) || model.can(Capability.CONDITIONAL)) return null;
            var found = MarginalLikelihood.of(model, some, alone, SAMPLES, binarise, SEED, progress);
            return new Evidence(found.nll(), found.standardError(), SAMPLES, found.images());
        }
    }
}
