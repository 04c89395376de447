package org.latentfx.session.explore;

import org.jspecify.annotations.Nullable;
import org.latentfx.model.FrozenModel;
import org.latentfx.train.History;
import org.latentfx.train.RunState;

/**
 * The one model that everything on screen is of: how it was at one moment of a run, and the curves that led there.
 * Immutable by convention; any thread.
 *
 * @param step optimisation steps done by then
 * @param epoch whole passes over the training images done by then
 * @param history the curves up to there
 * @param klPerLatent KL of each latent in the batch measured last, nats averaged over images; empty: not measured yet
 * @param past the whole moment where it is one of the past; null for the newest one
 */
public record ShownModel(
        FrozenModel model,
        long step,
        int epoch,
        History history,
        double[] klPerLatent,
        @Nullable RunState past) {
    /** The newest moment of a run. */
    public ShownModel(FrozenModel model, long step, int epoch, History history, double[] klPerLatent) {
        this(model, step, epoch, history, klPerLatent, null);
    }

    /** A model of which no run is known. */
    public static ShownModel of(FrozenModel model) {
        return new ShownModel(model, 0, 0, History.EMPTY, new double[0]);
    }

    /** The same moment, computed with another kernel. */
    public ShownModel with(FrozenModel other) {
        return new ShownModel(other, step, epoch, history, klPerLatent, past);
    }
}
