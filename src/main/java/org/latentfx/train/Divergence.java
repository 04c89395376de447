package org.latentfx.train;

import org.latentfx.text.Texts;

/**
 * Training met a loss that is not a finite number, or beyond all bounds. The message says in one sentence where, why
 * and what to do; the trainer that threw it has gone back to its last good weights and can go on.
 */
public final class Divergence extends RuntimeException {
    private final String found;
    private final long step;

    Divergence(long step, String tensor, double learningRate, long goodStep) {
        this(
                Texts.of(
                        tensor.isEmpty() ? "training.diverged.loss" : "training.diverged.tensor",
                        Long.toString(step),
                        tensor,
                        Settings.LEARNING_RATE.format(learningRate),
                        Long.toString(goodStep)),
                step);
    }

    private Divergence(String found, long step) {
        super(Texts.of("training.diverged.lower", found));
        this.found = found;
        this.step = step;
    }

    /** The message without what to do, which is another thing where nobody sits at a window. */
    public String found() {
        return found;
    }

    /** The step whose loss it was. */
    public long step() {
        return step;
    }
}
