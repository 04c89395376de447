package org.latentfx.session.debug;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.factor.FactorScore;
import org.latentfx.analysis.factor.Traversals;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.Factors;
import org.latentfx.data.ImageSet;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;

/**
 * How latents go together with the known causes of the images, and what each latent changes in a picture. Immutable by
 * convention.
 *
 * @param score null where no causes are known
 * @param traversals the same
 */
public record FactorLook(
        @Nullable FactorScore score, @Nullable Traversals traversals) {
    /** The draws are always the same, so that what changes is the model. */
    public static final long KEY = RandomStream.INTERFACE.key(21);

    static FactorLook of(FrozenModel model, ImageSet images, Progress progress) {
        Factors factors = Factors.of(images);
        if (factors == null) return new FactorLook(null, null);
        try (var alone = new Workers(1)) {
            var points = LatentPoints.of(model, images, alone, progress.part(0, 0.3));
            var score = FactorScore.of(points, factors, KEY, progress.part(0.3, 0.9));
            return new FactorLook(score, Traversals.of(model, points));
        }
    }
}
