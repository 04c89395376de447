package org.latentfx.math;

/**
 * The named random streams of a run. Each has a key made from the one root seed; every draw is a pure function of key
 * and position (counter-based), so a stream's whole state is a position, and drawing from one never moves another.
 */
public enum RandomStream {
    INITIAL_WEIGHTS,
    SHUFFLE,
    BINARISE,
    EPSILON,
    EVALUATION,
    INTERFACE;

    /** This stream's key under {@code seed}. */
    public long key(long seed) {
        return mix(seed * 0x9E3779B97F4A7C15L + mix(ordinal() + 1));
    }

    /** 64 well-mixed bits for (key, position): the finaliser of SplitMix64 (Steele, Lea & Flood 2014) applied twice. */
    public static long bits(long key, long position) {
        return mix(key ^ mix(position + 0x9E3779B97F4A7C15L));
    }

    /** Uniform in [0, 1) for (key, position). */
    public static double uniform(long key, long position) {
        return (bits(key, position) >>> 11) * 0x1.0p-53;
    }

    private static long mix(long x) {
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
