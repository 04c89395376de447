package org.latentfx.train.signal;

/** How grave a figure is; the limits are those of this project's table of training health. */
public enum Level {
    GOOD,
    NOTE,
    BAD;

    /** The graver of two. */
    public Level or(Level other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
