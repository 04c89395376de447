package org.latentfx.session.explore;

import java.util.Arrays;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;

/** How long it takes to decode one z, as the median of the last few. FX thread only. */
final class DecodeTime {
    /** How many decodes the time is the median of. */
    private static final int TIMED = 15;

    /** The first few decodes of a program or model tell of its start rather than of its speed. */
    private static final int WARM = 15;

    private final ReadOnlyDoubleWrapper microseconds = new ReadOnlyDoubleWrapper();
    private final double[] times = new double[TIMED];
    private int timed;

    /** 0 until there were enough. */
    ReadOnlyDoubleProperty microseconds() {
        return microseconds.getReadOnlyProperty();
    }

    /** Decodes are computed otherwise from now on. */
    void anew() {
        timed = 0;
        microseconds.set(0);
    }

    void took(double one) {
        times[timed++ % TIMED] = one;
        if (timed < WARM) return;
        double[] sorted = Arrays.copyOf(times, Math.min(timed, TIMED));
        Arrays.sort(sorted);
        microseconds.set(sorted[sorted.length / 2]);
    }
}
