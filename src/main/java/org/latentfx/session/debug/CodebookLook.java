package org.latentfx.session.debug;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.codebook.CodeUse;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;

/** How held-out images use a codebook. Immutable by convention. @param use null of a model without a codebook */
public record CodebookLook(@Nullable CodeUse use) {
    /** So many images tell how codes are used. */
    private static final int IMAGES = 2000;

    static CodebookLook of(FrozenModel model, ImageSet images, Progress progress) {
        if (model.codebook() == null) return new CodebookLook(null);
        try (var alone = new Workers(1)) {
            return new CodebookLook(CodeUse.of(model, images.evenly(IMAGES), alone, progress));
        }
    }
}
