package org.latentfx.session.explore;

import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Weights;
import org.latentfx.train.History;

/** Weights as a test shows them: frozen for the plain kernel, of no run. */
public final class Shown {
    private Shown() {}

    public static FrozenModel frozen(Weights weights) {
        return new FrozenModel(weights, Kernels.named("ejml"));
    }

    public static ShownModel of(Weights weights) {
        return ShownModel.of(frozen(weights));
    }

    /** With the KL of each latent, in nats. */
    public static ShownModel of(Weights weights, double... klPerLatent) {
        return new ShownModel(frozen(weights), 0, 0, History.EMPTY, klPerLatent);
    }
}
