package org.latentfx.train.timeline;

import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;

/**
 * One moment of a run. Immutable by convention; any thread.
 *
 * @param klPerLatent as the run measured it last by then, nats averaged over images
 */
public record PastMoment(RunState state, double[] klPerLatent) {
    /** The one at which {@code trainer} stands. */
    public static PastMoment of(Trainer trainer) {
        return new PastMoment(trainer.state(), trainer.klPerLatent());
    }

    /** Steps done by then. */
    public long step() {
        return state.position().step();
    }
}
