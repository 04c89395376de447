package org.latentfx.train.health;

import org.jspecify.annotations.Nullable;
import org.latentfx.train.signal.Signals;

/**
 * What is known of a run beside its losses; null where it was not looked at, and then nothing is said that rests on it.
 * Immutable; any thread.
 *
 * @param signals of one of its last moments
 * @param data of the images it learns from
 */
public record Evidence(@Nullable Signals signals, @Nullable DataFigures data) {
    /** The losses alone. */
    public static final Evidence NONE = new Evidence(null, null);
}
