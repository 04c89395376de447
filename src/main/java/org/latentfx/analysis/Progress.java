package org.latentfx.analysis;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;

/**
 * What a long computation is given to say how far it is and to learn that nobody wants it any more. The computation
 * calls {@link #at} on its own thread a few dozen times or more.
 *
 * @param cancelled asked often; cheap
 * @param done told the share done, 0..1
 */
public record Progress(BooleanSupplier cancelled, DoubleConsumer done) {
    /** Neither watched nor stopped. */
    public static final Progress NONE = new Progress(() -> false, share -> {});

    /** Reports {@code part / whole}; throws {@link CancellationException} once cancelled. */
    public void at(int part, int whole) {
        if (cancelled.getAsBoolean()) throw new CancellationException("cancelled");
        done.accept(whole == 0 ? 1 : (double) part / whole);
    }

    /** Watches a part of the work that takes it from one share of the whole to another, 0..1. */
    public Progress part(double from, double to) {
        return new Progress(cancelled, share -> done.accept(from + share * (to - from)));
    }
}
