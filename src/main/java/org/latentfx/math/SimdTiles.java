package org.latentfx.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of {@link SimdProducts}: a few rows of A times one panel of B, all sums held in registers. Each sum
 * starts at {@code init} and takes one fused multiply-add per k in rising order; {@code max(lower)} at the end is ReLU or
 * nothing (−∞). Written out by hand, since Java 17 keeps vectors in registers only in straight code. Any thread may use
 * it.
 *
 * <p>Which tile keeps its sums in registers depends on how the compiler orders a loop. With 16 vector registers Java 17,
 * which fetches every factor of A first, has room for 5 × 2 vectors whose factors lie side by side; Java 25 manages 6 × 2
 * straight from the rows of A, and not the other. With 32 registers both manage the latter.
 */
final class SimdTiles {
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    static final int LANES = S.length();

    /** Columns in a panel: two vectors. Row k of a panel follows row k − 1. */
    static final int PANEL = 2 * LANES;

    /** Whether a tile's rows of A lie one after the other; else side by side, element (r, k) at k·{@link #SIDE} + r. */
    static final boolean BY_ROWS = LANES >= 16 || Runtime.version().feature() >= 21;

    /** Rows of A that a tile takes. */
    static final int ROWS = BY_ROWS ? 6 : 5;

    static final int SIDE = 8;

    private SimdTiles() {}

    /** Floats that a tile's rows of A take when laid out for it. */
    static int size(int inner) {
        return (BY_ROWS ? ROWS : SIDE) * inner;
    }

    /** {@link #ROWS} rows of A (where they lie one after the other, {@code aStride} apart) times a panel. */
    static void tile(
            float[] a,
            int aAt,
            int aStride,
            int inner,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            int initStride,
            float lower,
            float[] c,
            int cAt,
            int cStride) {
        if (BY_ROWS) six(a, aAt, aStride, inner, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
        else five(a, aAt, inner, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
    }

    /** The same with rows of the panel left out: factor k of A meets what lies {@code at[k]} behind the panel's start. */
    static void tile(
            float[] a,
            int aAt,
            int aStride,
            int[] at,
            int atFrom,
            int inner,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            int initStride,
            float lower,
            float[] c,
            int cAt,
            int cStride) {
        if (BY_ROWS) six(a, aAt, aStride, at, atFrom, inner, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
        else five(a, aAt, at, atFrom, inner, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
    }

    private static void six(
            float[] a,
            int a0,
            int aStride,
            int inner,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            int initStride,
            float lower,
            float[] c,
            int cAt,
            int cStride) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int a4 = a3 + aStride;
        int a5 = a4 + aStride;
        FloatVector s00 = FloatVector.fromArray(S, init, initAt);
        FloatVector s01 = FloatVector.fromArray(S, init, initAt + LANES);
        FloatVector s10 = FloatVector.fromArray(S, init, initAt + initStride);
        FloatVector s11 = FloatVector.fromArray(S, init, initAt + initStride + LANES);
        FloatVector s20 = FloatVector.fromArray(S, init, initAt + 2 * initStride);
        FloatVector s21 = FloatVector.fromArray(S, init, initAt + 2 * initStride + LANES);
        FloatVector s30 = FloatVector.fromArray(S, init, initAt + 3 * initStride);
        FloatVector s31 = FloatVector.fromArray(S, init, initAt + 3 * initStride + LANES);
        FloatVector s40 = FloatVector.fromArray(S, init, initAt + 4 * initStride);
        FloatVector s41 = FloatVector.fromArray(S, init, initAt + 4 * initStride + LANES);
        FloatVector s50 = FloatVector.fromArray(S, init, initAt + 5 * initStride);
        FloatVector s51 = FloatVector.fromArray(S, init, initAt + 5 * initStride + LANES);
        for (int k = 0; k < inner; k++) {
            FloatVector p = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector q = FloatVector.fromArray(S, b, bAt + k * PANEL + LANES);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            x = FloatVector.broadcast(S, a[a1 + k]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            x = FloatVector.broadcast(S, a[a2 + k]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            x = FloatVector.broadcast(S, a[a3 + k]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            x = FloatVector.broadcast(S, a[a4 + k]);
            s40 = x.fma(p, s40);
            s41 = x.fma(q, s41);
            x = FloatVector.broadcast(S, a[a5 + k]);
            s50 = x.fma(p, s50);
            s51 = x.fma(q, s51);
        }
        s00.max(lower).intoArray(c, cAt);
        s01.max(lower).intoArray(c, cAt + LANES);
        s10.max(lower).intoArray(c, cAt + cStride);
        s11.max(lower).intoArray(c, cAt + cStride + LANES);
        s20.max(lower).intoArray(c, cAt + 2 * cStride);
        s21.max(lower).intoArray(c, cAt + 2 * cStride + LANES);
        s30.max(lower).intoArray(c, cAt + 3 * cStride);
        s31.max(lower).intoArray(c, cAt + 3 * cStride + LANES);
        s40.max(lower).intoArray(c, cAt + 4 * cStride);
        s41.max(lower).intoArray(c, cAt + 4 * cStride + LANES);
        s50.max(lower).intoArray(c, cAt + 5 * cStride);
        s51.max(lower).intoArray(c, cAt + 5 * cStride + LANES);
    }

    private static void six(
            float[] a,
            int a0,
            int aStride,
            int[] at,
            int atFrom,
            int inner,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            int initStride,
            float lower,
            float[] c,
            int cAt,
            int cStride) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int a4 = a3 + aStride;
        int a5 = a4 + aStride;
        FloatVector s00 = FloatVector.fromArray(S, init, initAt);
        FloatVector s01 = FloatVector.fromArray(S, init, initAt + LANES);
        FloatVector s10 = FloatVector.fromArray(S, init, initAt + initStride);
        FloatVector s11 = FloatVector.fromArray(S, init, initAt + initStride + LANES);
        FloatVector s20 = FloatVector.fromArray(S, init, initAt + 2 * initStride);
        FloatVector s21 = FloatVector.fromArray(S, init, initAt + 2 * initStride + LANES);
        FloatVector s30 = FloatVector.fromArray(S, init, initAt + 3 * initStride);
        FloatVector s31 = FloatVector.fromArray(S, init, initAt + 3 * initStride + LANES);
        FloatVector s40 = FloatVector.fromArray(S, init, initAt + 4 * initStride);
        FloatVector s41 = FloatVector.fromArray(S, init, initAt + 4 * initStride + LANES);
        FloatVector s50 = FloatVector.fromArray(S, init, initAt + 5 * initStride);
        FloatVector s51 = FloatVector.fromArray(S, init, initAt + 5 * initStride + LANES);
        for (int k = 0; k < inner; k++) {
            int row = bAt + at[atFrom + k];
            FloatVector p = FloatVector.fromArray(S, b, row);
            FloatVector q = FloatVector.fromArray(S, b, row + LANES);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            x = FloatVector.broadcast(S, a[a1 + k]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            x = FloatVector.broadcast(S, a[a2 + k]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            x = FloatVector.broadcast(S, a[a3 + k]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            x = FloatVector.broadcast(S, a[a4 + k]);
            s40 = x.fma(p, s40);
            s41 = x.fma(q, s41);
            x = FloatVector.broadcast(S, a[a5 + k]);
            s50 = x.fma(p, s50);
            s51 = x.fma(q, s51);
        }
        s00.max(lower).intoArray(c, cAt);
        s01.max(lower).intoArray(c, cAt + LANES);
        s10.max(lower).intoArray(c, cAt + cStride);
        s11.max(lower).intoArray(c, cAt + cStride + LANES);
        s20.max(lower).intoArray(c, cAt + 2 * cStride);
        s21.max(lower).intoArray(c, cAt + 2 * cStride + LANES);
        s30.max(lower).intoArray(c, cAt + 3 * cStride);
        s31.max(lower).intoArray(c, cAt + 3 * cStride + LANES);
        s40.max(lower).intoArray(c, cAt + 4 * cStride);
        s41.max(lower).intoArray(c, cAt + 4 * cStride + LANES);
        s50.max(lower).intoArray(c, cAt + 5 * cStride);
        s51.max(lower).intoArray(c, cAt + 5 * cStride + LANES);
    }

    private static void five(
            float[] a,
            int aAt,
            int inner,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            int initStride,
            float lower,
            float[] c,
            int cAt,
            int cStride) {
        FloatVector s00 = FloatVector.fromArray(S, init, initAt);
        FloatVector s01 = FloatVector.fromArray(S, init, initAt + LANES);
        FloatVector s10 = FloatVector.fromArray(S, init, initAt + initStride);
        FloatVector s11 = FloatVector.fromArray(S, init, initAt + initStride + LANES);
        FloatVector s20 = FloatVector.fromArray(S, init, initAt + 2 * initStride);
        FloatVector s21 = FloatVector.fromArray(S, init, initAt + 2 * initStride + LANES);
        FloatVector s30 = FloatVector.fromArray(S, init, initAt + 3 * initStride);
        FloatVector s31 = FloatVector.fromArray(S, init, initAt + 3 * initStride + LANES);
        FloatVector s40 = FloatVector.fromArray(S, init, initAt + 4 * initStride);
        FloatVector s41 = FloatVector.fromArray(S, init, initAt + 4 * initStride + LANES);
        for (int k = 0; k < inner; k++) {
            FloatVector p = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector q = FloatVector.fromArray(S, b, bAt + k * PANEL + LANES);
            FloatVector x = FloatVector.broadcast(S, a[aAt + k * SIDE]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            x = FloatVector.broadcast(S, a[aAt + k * SIDE + 1]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            x = FloatVector.broadcast(S, a[aAt + k * SIDE + 2]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            x = FloatVector.broadcast(S, a[aAt + k * SIDE + 3]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            x = FloatVector.broadcast(S, a[aAt + k * SIDE + 4]);
            s40 = x.fma(p, s40);
            s41 = x.fma(q, s41);
        }
        s00.max(lower).intoArray(c, cAt);
        s01.max(lower).intoArray(c, cAt + LANES);
        s10.max(lower).intoArray(c, cAt + cStride);
        s11.max(lower).intoArray(c, cAt + cStride + LANES);
        s20.max(lower).intoArray(c, cAt + 2 * cStride);
        s21.max(lower).intoArray(c, cAt + 2 * cStride + LANES);
        s30.max(lower).intoArray(c, cAt + 3 * cStride);
        s31.max(lower).intoArray(c, cAt + 3 * cStride + LANES);
        s40.max(lower).intoArray(c, cAt + 4 * cStride);
        s41.max(lower).intoArray(c, cAt + 4 * cStride + LANES);
    }

    private static void five(
            float[] a,
            int aAt,
            int[] at,
            int atFrom,
            int inner,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            int initStride,
            float lower,
            float[] c,
            int cAt,
            int cStride) {
        FloatVector s00 = FloatVector.fromArray(S, init, initAt);
        FloatVector s01 = FloatVector.fromArray(S, init, initAt + LANES);
        FloatVector s10 = FloatVector.fromArray(S, init, initAt + initStride);
        FloatVector s11 = FloatVector.fromArray(S, init, initAt + initStride + LANES);
        FloatVector s20 = FloatVector.fromArray(S, init, initAt + 2 * initStride);
        FloatVector s21 = FloatVector.fromArray(S, init, initAt + 2 * initStride + LANES);
        FloatVector s30 = FloatVector.fromArray(S, init, initAt + 3 * initStride);
        FloatVector s31 = FloatVector.fromArray(S, init, initAt + 3 * initStride + LANES);
        FloatVector s40 = FloatVector.fromArray(S, init, initAt + 4 * initStride);
        FloatVector s41 = FloatVector.fromArray(S, init, initAt + 4 * initStride + LANES);
        for (int k = 0; k < inner; k++) {
            int row = bAt + at[atFrom + k];
            FloatVector p = FloatVector.fromArray(S, b, row);
            FloatVector q = FloatVector.fromArray(S, b, row + LANES);
            FloatVector x = FloatVector.broadcast(S, a[aAt + k * SIDE]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            x = FloatVector.broadcast(S, a[aAt + k * SIDE + 1]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            x = FloatVector.broadcast(S, a[aAt + k * SIDE + 2]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            x = FloatVector.broadcast(S, a[aAt + k * SIDE + 3]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            x = FloatVector.broadcast(S, a[aAt + k * SIDE + 4]);
            s40 = x.fma(p, s40);
            s41 = x.fma(q, s41);
        }
        s00.max(lower).intoArray(c, cAt);
        s01.max(lower).intoArray(c, cAt + LANES);
        s10.max(lower).intoArray(c, cAt + cStride);
        s11.max(lower).intoArray(c, cAt + cStride + LANES);
        s20.max(lower).intoArray(c, cAt + 2 * cStride);
        s21.max(lower).intoArray(c, cAt + 2 * cStride + LANES);
        s30.max(lower).intoArray(c, cAt + 3 * cStride);
        s31.max(lower).intoArray(c, cAt + 3 * cStride + LANES);
        s40.max(lower).intoArray(c, cAt + 4 * cStride);
        s41.max(lower).intoArray(c, cAt + 4 * cStride + LANES);
    }

    /** One row of A times four panels, each with where its sums start: enough sums to hide how long an addition takes. */
    static void row(
            float[] a,
            int aAt,
            int inner,
            float[] b,
            int b0,
            int b1,
            int b2,
            int b3,
            float[] init,
            int i0,
            int i1,
            int i2,
            int i3,
            float lower,
            float[] c,
            int cAt) {
        FloatVector s0 = FloatVector.fromArray(S, init, i0);
        FloatVector s1 = FloatVector.fromArray(S, init, i0 + LANES);
        FloatVector s2 = FloatVector.fromArray(S, init, i1);
        FloatVector s3 = FloatVector.fromArray(S, init, i1 + LANES);
        FloatVector s4 = FloatVector.fromArray(S, init, i2);
        FloatVector s5 = FloatVector.fromArray(S, init, i2 + LANES);
        FloatVector s6 = FloatVector.fromArray(S, init, i3);
        FloatVector s7 = FloatVector.fromArray(S, init, i3 + LANES);
        for (int k = 0; k < inner; k++) {
            FloatVector x = FloatVector.broadcast(S, a[aAt + k]);
            s0 = x.fma(FloatVector.fromArray(S, b, b0 + k * PANEL), s0);
            s1 = x.fma(FloatVector.fromArray(S, b, b0 + k * PANEL + LANES), s1);
            s2 = x.fma(FloatVector.fromArray(S, b, b1 + k * PANEL), s2);
            s3 = x.fma(FloatVector.fromArray(S, b, b1 + k * PANEL + LANES), s3);
            s4 = x.fma(FloatVector.fromArray(S, b, b2 + k * PANEL), s4);
            s5 = x.fma(FloatVector.fromArray(S, b, b2 + k * PANEL + LANES), s5);
            s6 = x.fma(FloatVector.fromArray(S, b, b3 + k * PANEL), s6);
            s7 = x.fma(FloatVector.fromArray(S, b, b3 + k * PANEL + LANES), s7);
        }
        s0.max(lower).intoArray(c, cAt);
        s1.max(lower).intoArray(c, cAt + LANES);
        s2.max(lower).intoArray(c, cAt + 2 * LANES);
        s3.max(lower).intoArray(c, cAt + 3 * LANES);
        s4.max(lower).intoArray(c, cAt + 4 * LANES);
        s5.max(lower).intoArray(c, cAt + 5 * LANES);
        s6.max(lower).intoArray(c, cAt + 6 * LANES);
        s7.max(lower).intoArray(c, cAt + 7 * LANES);
    }
}
