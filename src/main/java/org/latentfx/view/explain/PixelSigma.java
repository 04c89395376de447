package org.latentfx.view.explain;

import org.jspecify.annotations.Nullable;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;

/** The σ of pixels that a model has learnt, in a sentence. Pure. */
final class PixelSigma {
    private PixelSigma() {}

    /** Of the model shown; "" where it has learnt none. */
    static String now(@Nullable ShownModel shown) {
        if (shown == null || !shown.model().configuration().learnsVariance()) return "";
        double variance = shown.model().variance();
        return Texts.of("explain.sigma-vae.now", Figures.loss(Math.sqrt(variance)), Figures.loss(variance));
    }
}
