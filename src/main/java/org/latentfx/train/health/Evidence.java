package org.latentfx.train.health;

import org.jspecify.annotations.Nullable;
import org.latentfx.train.signal.Signals;

/**
 * What is known of a run beside its losses; null where it was not looked at, and then nothing is said that rests on it.
 * Immutable; any thread.
 *
 * @param signals of one of its last moments
 * @param data of the images it learns from
 * @param classes of samples of one of its last moments
 */
public record Evidence(
        @Nullable Signals signals,
        @Nullable DataFigures data,
        @Nullable SampledShares classes) {
    /** The losses alone. */
    public static final Evidence NONE = new Evidence(null, null, null);

    /** Without a look at samples. */
    public Evidence(@Nullable Signals signals, @Nullable DataFigures data) {
        this(signals, data, null);
    }

    /** The same with other signals. */
    public Evidence with(@Nullable Signals other) {
        return new Evidence(other, data, classes);
    }

    /** The same with other images. */
    public Evidence with(@Nullable DataFigures other) {
        return new Evidence(signals, other, classes);
    }

    /** The same with other samples. */
    public Evidence with(@Nullable SampledShares other) {
        return new Evidence(signals, data, other);
    }
}
