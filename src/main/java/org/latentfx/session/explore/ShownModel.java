package org.latentfx.session.explore;

import org.latentfx.model.FrozenModel;
import org.latentfx.train.History;

/**
 * The one model that everything on screen is of: how it was at one moment of a run, and the curves that led there.
 * Immutable by convention; any thread.
 *
 * @param step optimisation steps done by then
 * @param epoch whole passes over the training images done by then
 * @param history the curves up to there
 * @param klPerLatent KL of each latent in the batch measured last, nats averaged over images; empty: not measured yet
 */
public record ShownModel(FrozenModel model, long step, int epoch, History history, double[] klPerLatent) {
    /** A model of which no run is known. */
    public static ShownModel of(FrozenModel model) {
        return new ShownModel(model, 0, 0, History.EMPTY, new double[0]);
    }

    /** The same moment, computed with another kernel. */
    public ShownModel with(FrozenModel other) {
        return new ShownModel(other, step, epoch, history, klPerLatent);
    }
}
