package org.latentfx.session.debug;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.FailureGallery;
import org.latentfx.analysis.image.FailureGallery.Kind;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.data.ImageSet;
import org.latentfx.model.FrozenModel;

/**
 * The images that a model does worst on, with what it makes of them. Immutable by convention.
 *
 * @param worst of each kind that these images have, the worst first
 */
public record FailedImages(FailureGallery gallery, Map<Kind, Reconstructions> worst) {
    /** Of each kind. */
    public static final int MOST = 60;

    static FailedImages of(FrozenModel model, ImageSet images, Progress progress) {
        var gallery = FailureGallery.of(model, images, progress);
        var worst = new EnumMap<Kind, Reconstructions>(Kind.class);
        for (Kind kind : gallery.kinds()) worst.put(kind, Reconstructions.of(model, images, gallery.worst(kind, MOST)));
        return new FailedImages(gallery, Collections.unmodifiableMap(worst));
    }
}
