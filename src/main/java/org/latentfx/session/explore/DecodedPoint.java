package org.latentfx.session.explore;

import org.jspecify.annotations.Nullable;
import org.latentfx.model.FrozenModel;

/**
 * A point of the latent space with the model that decodes it and the picture it gives: all three belong together.
 * Immutable by convention; any thread.
 *
 * @param model null until there is one
 * @param z one value a latent
 * @param picture mean pixels in 0..1; null until there is a model
 */
public record DecodedPoint(@Nullable FrozenModel model, float[] z, float @Nullable [] picture, Hold hold) {
    /** For how long z is there. */
    public enum Hold {
        /** Until it is moved. */
        COMMITTED,
        /** While a hand drags something; it may be taken back. */
        PREVIEW,
        /** While a pointer rests on something: so short that the map's plane stays where it is. */
        GLANCE
    }
}
