package org.latentfx.model.batch;

import org.ejml.data.FMatrixRMaj;

/** How a class is told to a network: one number for each, 1 for the one and 0 for the others. Pure functions. */
public final class OneHot {
    private OneHot() {}

    /** Writes which of {@code classes} the label is from {@code at} on. Throws if it is none of them. */
    public static void write(byte label, float[] to, int at, int classes) {
        int index = label & 0xff;
        if (index >= classes)
            throw new IllegalArgumentException("label: found " + index + ", expected 0 to " + (classes - 1));
        for (int k = 0; k < classes; k++) to[at + k] = k == index ? 1 : 0;
    }

    /**
     * Copies which of {@code classes} a row of {@code x} says at its end to that of {@code z}, rows {@code from..to}.
     */
    public static void join(FMatrixRMaj x, FMatrixRMaj z, int classes, int from, int to) {
        for (int r = from; r < to && classes > 0; r++)
            System.arraycopy(x.data, (r + 1) * x.numCols - classes, z.data, (r + 1) * z.numCols - classes, classes);
    }

    /** The label that {@link #write} wrote. */
    public static byte read(float[] from, int at, int classes) {
        int label = 0;
        for (int k = 1; k < classes; k++) if (from[at + k] > from[at + label]) label = k;
        return (byte) label;
    }
}
