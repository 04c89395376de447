package org.latentfx.train;

import org.latentfx.text.Texts;

/**
 * Training met a loss that is not a finite number, or beyond all bounds. The message says in one sentence where, why
 * and what to do; the trainer that threw it has gone back to its last good weights and can go on.
 */
public final class Divergence extends RuntimeException {
    private final long step;

    Divergence(long step, String tensor, double learningRate, long goodStep) {
        super(Texts.of(
                tensor.isEmpty() ? "training.diverged.loss" : "training.diverged.tensor",
                Long.toString(step),
                tensor,
                Settings.LEARNING_RATE.format(learningRate),
                Long.toString(goodStep)));
        this.step = step;
    }

    /** The step whose loss it was. */
    public long step() {
        return step;
    }
}
