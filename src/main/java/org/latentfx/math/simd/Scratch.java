package org.latentfx.math.simd;

import java.util.stream.Stream;

/**
 * A float array used from a 64-byte boundary and grown on demand, so that full-width vectors never straddle two cache
 * lines. It is not thread-safe: {@link #mine} gives each thread its own set, kept for the thread's life.
 */
final class Scratch {
    private static final ThreadLocal<Scratch[]> MINE =
            ThreadLocal.withInitial(() -> Stream.generate(Scratch::new).limit(3).toArray(Scratch[]::new));

    /** Floats from the start of an array's elements to the next 64-byte boundary: array headers take 16 bytes. */
    private static final int ALIGN = 12;

    float[] array = new float[0];
    final int start = ALIGN;

    /** This thread's buffer for {@code use}: 0 where sums start, 1 small pieces, 2 of a function. */
    static Scratch mine(int use) {
        return MINE.get()[use];
    }

    /** Makes room for {@code size} floats from {@link #start}; their values are unspecified. */
    Scratch room(int size) {
        if (array.length < start + size) array = new float[start + size];
        return this;
    }
}
