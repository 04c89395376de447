package org.latentfx.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost loops of {@link SimdProducts}: a few rows of A times one panel of B, all sums held in registers. Each sum
 * starts at {@code init} and takes one fused multiply-add per k in rising order; {@code max(lower)} at the end is ReLU or
 * nothing (−∞). Written out by hand, since Java 17 keeps vectors in registers only in straight code. Any thread may use
 * it.
 */
final class SimdTiles {
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    static final int LANES = S.length();

    /** Columns in a panel: four vectors. Row k of a panel follows row k − 1. */
    static final int PANEL = 4 * LANES;

    private SimdTiles() {}

    /** Four rows of A, {@code aStride} apart, times a whole panel. */
    static void rows4(
            float[] a,
            int a0,
            int aStride,
            int inner,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            float lower,
            float[] c,
            int cAt,
            int cStride) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        FloatVector s00 = FloatVector.fromArray(S, init, initAt);
        FloatVector s01 = FloatVector.fromArray(S, init, initAt + LANES);
        FloatVector s02 = FloatVector.fromArray(S, init, initAt + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(S, init, initAt + 3 * LANES);
        FloatVector s10 = s00;
        FloatVector s11 = s01;
        FloatVector s12 = s02;
        FloatVector s13 = s03;
        FloatVector s20 = s00;
        FloatVector s21 = s01;
        FloatVector s22 = s02;
        FloatVector s23 = s03;
        FloatVector s30 = s00;
        FloatVector s31 = s01;
        FloatVector s32 = s02;
        FloatVector s33 = s03;
        for (int k = 0; k < inner; k++) {
            FloatVector p = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector q = FloatVector.fromArray(S, b, bAt + k * PANEL + LANES);
            FloatVector r = FloatVector.fromArray(S, b, bAt + k * PANEL + 2 * LANES);
            FloatVector t = FloatVector.fromArray(S, b, bAt + k * PANEL + 3 * LANES);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            s02 = x.fma(r, s02);
            s03 = x.fma(t, s03);
            x = FloatVector.broadcast(S, a[a1 + k]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            s12 = x.fma(r, s12);
            s13 = x.fma(t, s13);
            x = FloatVector.broadcast(S, a[a2 + k]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            s22 = x.fma(r, s22);
            s23 = x.fma(t, s23);
            x = FloatVector.broadcast(S, a[a3 + k]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            s32 = x.fma(r, s32);
            s33 = x.fma(t, s33);
        }
        s00.max(lower).intoArray(c, cAt);
        s01.max(lower).intoArray(c, cAt + LANES);
        s02.max(lower).intoArray(c, cAt + 2 * LANES);
        s03.max(lower).intoArray(c, cAt + 3 * LANES);
        s10.max(lower).intoArray(c, cAt + cStride);
        s11.max(lower).intoArray(c, cAt + cStride + LANES);
        s12.max(lower).intoArray(c, cAt + cStride + 2 * LANES);
        s13.max(lower).intoArray(c, cAt + cStride + 3 * LANES);
        s20.max(lower).intoArray(c, cAt + 2 * cStride);
        s21.max(lower).intoArray(c, cAt + 2 * cStride + LANES);
        s22.max(lower).intoArray(c, cAt + 2 * cStride + 2 * LANES);
        s23.max(lower).intoArray(c, cAt + 2 * cStride + 3 * LANES);
        s30.max(lower).intoArray(c, cAt + 3 * cStride);
        s31.max(lower).intoArray(c, cAt + 3 * cStride + LANES);
        s32.max(lower).intoArray(c, cAt + 3 * cStride + 2 * LANES);
        s33.max(lower).intoArray(c, cAt + 3 * cStride + 3 * LANES);
    }

    /** Eight rows of A, {@code aStride} apart, times one vector's columns of a panel. */
    static void rows8(
            float[] a,
            int a0,
            int aStride,
            int inner,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            float lower,
            float[] c,
            int cAt,
            int cStride) {
        int a1 = a0 + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int a4 = a3 + aStride;
        int a5 = a4 + aStride;
        int a6 = a5 + aStride;
        int a7 = a6 + aStride;
        FloatVector s00 = FloatVector.fromArray(S, init, initAt);
        FloatVector s10 = s00;
        FloatVector s20 = s00;
        FloatVector s30 = s00;
        FloatVector s40 = s00;
        FloatVector s50 = s00;
        FloatVector s60 = s00;
        FloatVector s70 = s00;
        for (int k = 0; k < inner; k++) {
            FloatVector p = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            s00 = x.fma(p, s00);
            x = FloatVector.broadcast(S, a[a1 + k]);
            s10 = x.fma(p, s10);
            x = FloatVector.broadcast(S, a[a2 + k]);
            s20 = x.fma(p, s20);
            x = FloatVector.broadcast(S, a[a3 + k]);
            s30 = x.fma(p, s30);
            x = FloatVector.broadcast(S, a[a4 + k]);
            s40 = x.fma(p, s40);
            x = FloatVector.broadcast(S, a[a5 + k]);
            s50 = x.fma(p, s50);
            x = FloatVector.broadcast(S, a[a6 + k]);
            s60 = x.fma(p, s60);
            x = FloatVector.broadcast(S, a[a7 + k]);
            s70 = x.fma(p, s70);
        }
        s00.max(lower).intoArray(c, cAt);
        s10.max(lower).intoArray(c, cAt + cStride);
        s20.max(lower).intoArray(c, cAt + 2 * cStride);
        s30.max(lower).intoArray(c, cAt + 3 * cStride);
        s40.max(lower).intoArray(c, cAt + 4 * cStride);
        s50.max(lower).intoArray(c, cAt + 5 * cStride);
        s60.max(lower).intoArray(c, cAt + 6 * cStride);
        s70.max(lower).intoArray(c, cAt + 7 * cStride);
    }

    /** One row of A times a whole panel. */
    static void row(
            float[] a,
            int a0,
            int inner,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            float lower,
            float[] c,
            int cAt) {
        FloatVector s00 = FloatVector.fromArray(S, init, initAt);
        FloatVector s01 = FloatVector.fromArray(S, init, initAt + LANES);
        FloatVector s02 = FloatVector.fromArray(S, init, initAt + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(S, init, initAt + 3 * LANES);
        for (int k = 0; k < inner; k++) {
            FloatVector p = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector q = FloatVector.fromArray(S, b, bAt + k * PANEL + LANES);
            FloatVector r = FloatVector.fromArray(S, b, bAt + k * PANEL + 2 * LANES);
            FloatVector t = FloatVector.fromArray(S, b, bAt + k * PANEL + 3 * LANES);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            s02 = x.fma(r, s02);
            s03 = x.fma(t, s03);
        }
        s00.max(lower).intoArray(c, cAt);
        s01.max(lower).intoArray(c, cAt + LANES);
        s02.max(lower).intoArray(c, cAt + 2 * LANES);
        s03.max(lower).intoArray(c, cAt + 3 * LANES);
    }

    /** Four columns of Aᵀ, which lies in rows of {@link #LANES}, times a whole panel. */
    static void columns4(
            float[] a,
            int a0,
            int inner,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            float lower,
            float[] c,
            int cAt,
            int cStride) {
        FloatVector s00 = FloatVector.fromArray(S, init, initAt);
        FloatVector s01 = FloatVector.fromArray(S, init, initAt + LANES);
        FloatVector s02 = FloatVector.fromArray(S, init, initAt + 2 * LANES);
        FloatVector s03 = FloatVector.fromArray(S, init, initAt + 3 * LANES);
        FloatVector s10 = s00;
        FloatVector s11 = s01;
        FloatVector s12 = s02;
        FloatVector s13 = s03;
        FloatVector s20 = s00;
        FloatVector s21 = s01;
        FloatVector s22 = s02;
        FloatVector s23 = s03;
        FloatVector s30 = s00;
        FloatVector s31 = s01;
        FloatVector s32 = s02;
        FloatVector s33 = s03;
        for (int k = 0; k < inner; k++) {
            FloatVector p = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector q = FloatVector.fromArray(S, b, bAt + k * PANEL + LANES);
            FloatVector r = FloatVector.fromArray(S, b, bAt + k * PANEL + 2 * LANES);
            FloatVector t = FloatVector.fromArray(S, b, bAt + k * PANEL + 3 * LANES);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k * LANES]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            s02 = x.fma(r, s02);
            s03 = x.fma(t, s03);
            x = FloatVector.broadcast(S, a[a0 + k * LANES + 1]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            s12 = x.fma(r, s12);
            s13 = x.fma(t, s13);
            x = FloatVector.broadcast(S, a[a0 + k * LANES + 2]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            s22 = x.fma(r, s22);
            s23 = x.fma(t, s23);
            x = FloatVector.broadcast(S, a[a0 + k * LANES + 3]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            s32 = x.fma(r, s32);
            s33 = x.fma(t, s33);
        }
        s00.max(lower).intoArray(c, cAt);
        s01.max(lower).intoArray(c, cAt + LANES);
        s02.max(lower).intoArray(c, cAt + 2 * LANES);
        s03.max(lower).intoArray(c, cAt + 3 * LANES);
        s10.max(lower).intoArray(c, cAt + cStride);
        s11.max(lower).intoArray(c, cAt + cStride + LANES);
        s12.max(lower).intoArray(c, cAt + cStride + 2 * LANES);
        s13.max(lower).intoArray(c, cAt + cStride + 3 * LANES);
        s20.max(lower).intoArray(c, cAt + 2 * cStride);
        s21.max(lower).intoArray(c, cAt + 2 * cStride + LANES);
        s22.max(lower).intoArray(c, cAt + 2 * cStride + 2 * LANES);
        s23.max(lower).intoArray(c, cAt + 2 * cStride + 3 * LANES);
        s30.max(lower).intoArray(c, cAt + 3 * cStride);
        s31.max(lower).intoArray(c, cAt + 3 * cStride + LANES);
        s32.max(lower).intoArray(c, cAt + 3 * cStride + 2 * LANES);
        s33.max(lower).intoArray(c, cAt + 3 * cStride + 3 * LANES);
    }

    /** Eight columns of Aᵀ, which lies in rows of {@link #LANES}, times one vector's columns of a panel. */
    static void columns8(
            float[] a,
            int a0,
            int inner,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            float lower,
            float[] c,
            int cAt,
            int cStride) {
        FloatVector s00 = FloatVector.fromArray(S, init, initAt);
        FloatVector s10 = s00;
        FloatVector s20 = s00;
        FloatVector s30 = s00;
        FloatVector s40 = s00;
        FloatVector s50 = s00;
        FloatVector s60 = s00;
        FloatVector s70 = s00;
        for (int k = 0; k < inner; k++) {
            FloatVector p = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k * LANES]);
            s00 = x.fma(p, s00);
            x = FloatVector.broadcast(S, a[a0 + k * LANES + 1]);
            s10 = x.fma(p, s10);
            x = FloatVector.broadcast(S, a[a0 + k * LANES + 2]);
            s20 = x.fma(p, s20);
            x = FloatVector.broadcast(S, a[a0 + k * LANES + 3]);
            s30 = x.fma(p, s30);
            x = FloatVector.broadcast(S, a[a0 + k * LANES + 4]);
            s40 = x.fma(p, s40);
            x = FloatVector.broadcast(S, a[a0 + k * LANES + 5]);
            s50 = x.fma(p, s50);
            x = FloatVector.broadcast(S, a[a0 + k * LANES + 6]);
            s60 = x.fma(p, s60);
            x = FloatVector.broadcast(S, a[a0 + k * LANES + 7]);
            s70 = x.fma(p, s70);
        }
        s00.max(lower).intoArray(c, cAt);
        s10.max(lower).intoArray(c, cAt + cStride);
        s20.max(lower).intoArray(c, cAt + 2 * cStride);
        s30.max(lower).intoArray(c, cAt + 3 * cStride);
        s40.max(lower).intoArray(c, cAt + 4 * cStride);
        s50.max(lower).intoArray(c, cAt + 5 * cStride);
        s60.max(lower).intoArray(c, cAt + 6 * cStride);
        s70.max(lower).intoArray(c, cAt + 7 * cStride);
    }
}
