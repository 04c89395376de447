package org.latentfx.session.explain;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.sweep.RateDistortionBound;

/**
 * What a slip gave on a model. Immutable; any thread.
 *
 * @param sentence the figures, with units and how many images they are averaged over
 * @param step of the model
 * @param plane where a plane shows it; null otherwise
 */
public record Shown(String sentence, long step, @Nullable Plane plane) {
    /** The same of a model at {@code now}. */
    Shown at(long now) {
        return new Shown(sentence, now, plane);
    }

    /**
     * Squared error over KL.
     *
     * @param bound below which no model lies on these images
     * @param kl of the model shown, nats per image
     * @param mse of the model shown, per pixel value
     */
    public record Plane(RateDistortionBound bound, double kl, double mse) {}
}
