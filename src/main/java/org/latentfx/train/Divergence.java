package org.latentfx.train;

import org.latentfx.text.Texts;

/**
 * Training met a loss that is not a finite number, or beyond all bounds. The message says in one sentence where, why
 * and what to do; the trainer that threw it has gone back to its last good weights and can go on.
 */
public final class Divergence extends RuntimeException {
    private final String found;
    private final long step;
    private final transient NumericalFault fault;

    Divergence(long step, NumericalFault fault, long goodStep) {
        this(
                Texts.of(
                        "training.diverged",
                        Long.toString(step),
                        fault.words(),
                        Settings.LEARNING_RATE.format(fault.learningRate()),
                        Long.toString(goodStep)),
                step,
                fault);
    }

    private Divergence(String found, long step, NumericalFault fault) {
        super(Texts.of("training.diverged.lower", found, Settings.LEARNING_RATE.format(fault.suggestedRate())));
        this.found = found;
        this.step = step;
        this.fault = fault;
    }

    /** Where it began, and the figures that led there. */
    public NumericalFault fault() {
        return fault;
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
