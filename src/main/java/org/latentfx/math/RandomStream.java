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
    INTERFACE,
    SEARCH,
    CLASSIFIER,
    CORRUPTION,
    DROPOUT,
    CODEBOOK;

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

    /**
     * The standard normal draw number {@code index} of {@code key}, by which every kernel's noise is defined. Draws 2p
     * and 2p + 1 are the two of Box & Muller (1958) for pair p: u₁ in (0, 1] from the upper 24 bits, u₂ in [0, 1) from
     * the lower 24 (both exact in float), √(−2 ln u₁)·cos 2πu₂ and √(−2 ln u₁)·sin 2πu₂.
     */
    public static float gaussian(long key, long index) {
        long bits = bits(key, index >> 1);
        double radius = Math.sqrt(-2 * Math.log(((bits >>> 40) + 1) * 0x1.0p-24));
        double angle = 2 * Math.PI * ((bits & 0xFFFFFF) * 0x1.0p-24);
        return (float) (radius * ((index & 1) == 0 ? Math.cos(angle) : Math.sin(angle)));
    }

    /** Whether a pixel of value {@code level} (0..255) is drawn as 1, which happens with probability level/255. */
    public static boolean bernoulli(long key, long index, int level) {
        return (bits(key, index) >>> 40) * 255 < (long) level << 24;
    }

    private static long mix(long x) {
        x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
