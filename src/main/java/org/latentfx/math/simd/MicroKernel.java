package org.latentfx.math.simd;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.invoke.VarHandle.loadLoadFence;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The micro-kernel of {@link Gemm}: MR rows of packed A times one panel of packed B, all MR × NR sums held in
 * registers. A sum starts at {@code init} and takes one fused multiply-add per term k, in rising order. At the end sums
 * below {@code lower} become {@code lower}: 0 for ReLU, −∞ for none. Compare and blend take two instructions for that,
 * Java's max five. Any thread may use it.
 *
 * <p>Three things are written for the JIT of Java 17; {@code benchmark.ProductBenchmark} shows whether a newer one
 * still needs them. The loops are unrolled by hand, because C2 keeps vectors in registers only in straight code. The
 * fences between loads are no instructions on x86; they keep C2 from loading factors of A ahead, which spills a sum (12
 * sums, 2 vectors of B and 2 of A fill 16 registers) and halves the speed. The index into B is computed from the index
 * into A, so that bounds are checked before the loop: 22 instructions for 12 multiply-adds instead of 29. In the sparse
 * variant each row of B has a bounds check of its own, which keeps loads in place as well, so it needs no fences.
 */
final class MicroKernel {
    /**
     * The only float species that the kernel uses. With a second one, Java 17 allocates vectors in most loops and
     * trains ten times slower; {@code benchmark.ElementBenchmark} shows it.
     */
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

    static final int LANES = S.length();

    /** Columns of a panel of B: two vectors. Row k + 1 of a panel follows row k. */
    static final int NR = 2 * LANES;

    /** Rows of a tile. */
    static final int MR = 6;

    /** Floats from one term of packed A to the next in the sparse layout; row r has its factor at r. */
    static final int MR_PADDED = 8;

    /** Where a term of the sparse layout holds the offset of its row of B: an int, kept as the bits of a float. */
    static final int OFFSET = MR;

    /**
     * Terms that the dense micro-kernel takes per turn. The dense layout holds KU × {@link #MR_PADDED} floats for them,
     * the KU factors of one row after those of another, because rows of A are copied KU floats at a time.
     */
    static final int KU = 4;

    private MicroKernel() {}

    /** The dense micro-kernel: all terms; {@code inner} is a multiple of {@link #KU}. */
    static void multiply(
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
        FloatVector s50 = FloatVector.fromArray(S, init, initAt + 5 * initStride);
        FloatVector s51 = FloatVector.fromArray(S, init, initAt + 5 * initStride + LANES);
        int end = aAt + inner * MR_PADDED;
        int behind = bAt - NR / MR_PADDED * aAt;
        for (int k = aAt; k < end; k += KU * MR_PADDED) {
            int row = behind + NR / MR_PADDED * k;
            FloatVector p = FloatVector.fromArray(S, b, row);
            FloatVector q = FloatVector.fromArray(S, b, row + LANES);
            FloatVector x = FloatVector.broadcast(S, a[k]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + KU]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 2 * KU]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 3 * KU]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 4 * KU]);
            s40 = x.fma(p, s40);
            s41 = x.fma(q, s41);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 5 * KU]);
            s50 = x.fma(p, s50);
            s51 = x.fma(q, s51);
            loadLoadFence();
            p = FloatVector.fromArray(S, b, row + NR);
            q = FloatVector.fromArray(S, b, row + NR + LANES);
            x = FloatVector.broadcast(S, a[k + 1]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + KU + 1]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 2 * KU + 1]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 3 * KU + 1]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 4 * KU + 1]);
            s40 = x.fma(p, s40);
            s41 = x.fma(q, s41);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 5 * KU + 1]);
            s50 = x.fma(p, s50);
            s51 = x.fma(q, s51);
            loadLoadFence();
            p = FloatVector.fromArray(S, b, row + 2 * NR);
            q = FloatVector.fromArray(S, b, row + 2 * NR + LANES);
            x = FloatVector.broadcast(S, a[k + 2]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + KU + 2]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 2 * KU + 2]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 3 * KU + 2]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 4 * KU + 2]);
            s40 = x.fma(p, s40);
            s41 = x.fma(q, s41);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 5 * KU + 2]);
            s50 = x.fma(p, s50);
            s51 = x.fma(q, s51);
            loadLoadFence();
            p = FloatVector.fromArray(S, b, row + 3 * NR);
            q = FloatVector.fromArray(S, b, row + 3 * NR + LANES);
            x = FloatVector.broadcast(S, a[k + 3]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + KU + 3]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 2 * KU + 3]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 3 * KU + 3]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 4 * KU + 3]);
            s40 = x.fma(p, s40);
            s41 = x.fma(q, s41);
            loadLoadFence();
            x = FloatVector.broadcast(S, a[k + 5 * KU + 3]);
            s50 = x.fma(p, s50);
            s51 = x.fma(q, s51);
            loadLoadFence();
        }
        s00.blend(lower, s00.compare(LT, lower)).intoArray(c, cAt);
        s01.blend(lower, s01.compare(LT, lower)).intoArray(c, cAt + LANES);
        s10.blend(lower, s10.compare(LT, lower)).intoArray(c, cAt + cStride);
        s11.blend(lower, s11.compare(LT, lower)).intoArray(c, cAt + cStride + LANES);
        s20.blend(lower, s20.compare(LT, lower)).intoArray(c, cAt + 2 * cStride);
        s21.blend(lower, s21.compare(LT, lower)).intoArray(c, cAt + 2 * cStride + LANES);
        s30.blend(lower, s30.compare(LT, lower)).intoArray(c, cAt + 3 * cStride);
        s31.blend(lower, s31.compare(LT, lower)).intoArray(c, cAt + 3 * cStride + LANES);
        s40.blend(lower, s40.compare(LT, lower)).intoArray(c, cAt + 4 * cStride);
        s41.blend(lower, s41.compare(LT, lower)).intoArray(c, cAt + 4 * cStride + LANES);
        s50.blend(lower, s50.compare(LT, lower)).intoArray(c, cAt + 5 * cStride);
        s51.blend(lower, s51.compare(LT, lower)).intoArray(c, cAt + 5 * cStride + LANES);
    }

    /** The sparse micro-kernel: the terms that are left; each holds at {@link #OFFSET} where its row of B lies. */
    static void multiplySparse(
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
        FloatVector s50 = FloatVector.fromArray(S, init, initAt + 5 * initStride);
        FloatVector s51 = FloatVector.fromArray(S, init, initAt + 5 * initStride + LANES);
        int end = aAt + inner * MR_PADDED;
        for (int k = aAt; k < end; k += MR_PADDED) {
            int row = bAt + floatToRawIntBits(a[k + OFFSET]);
            FloatVector p = FloatVector.fromArray(S, b, row);
            FloatVector q = FloatVector.fromArray(S, b, row + LANES);
            FloatVector x = FloatVector.broadcast(S, a[k]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            x = FloatVector.broadcast(S, a[k + 1]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            x = FloatVector.broadcast(S, a[k + 2]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            x = FloatVector.broadcast(S, a[k + 3]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            x = FloatVector.broadcast(S, a[k + 4]);
            s40 = x.fma(p, s40);
            s41 = x.fma(q, s41);
            x = FloatVector.broadcast(S, a[k + 5]);
            s50 = x.fma(p, s50);
            s51 = x.fma(q, s51);
        }
        s00.blend(lower, s00.compare(LT, lower)).intoArray(c, cAt);
        s01.blend(lower, s01.compare(LT, lower)).intoArray(c, cAt + LANES);
        s10.blend(lower, s10.compare(LT, lower)).intoArray(c, cAt + cStride);
        s11.blend(lower, s11.compare(LT, lower)).intoArray(c, cAt + cStride + LANES);
        s20.blend(lower, s20.compare(LT, lower)).intoArray(c, cAt + 2 * cStride);
        s21.blend(lower, s21.compare(LT, lower)).intoArray(c, cAt + 2 * cStride + LANES);
        s30.blend(lower, s30.compare(LT, lower)).intoArray(c, cAt + 3 * cStride);
        s31.blend(lower, s31.compare(LT, lower)).intoArray(c, cAt + 3 * cStride + LANES);
        s40.blend(lower, s40.compare(LT, lower)).intoArray(c, cAt + 4 * cStride);
        s41.blend(lower, s41.compare(LT, lower)).intoArray(c, cAt + 4 * cStride + LANES);
        s50.blend(lower, s50.compare(LT, lower)).intoArray(c, cAt + 5 * cStride);
        s51.blend(lower, s51.compare(LT, lower)).intoArray(c, cAt + 5 * cStride + LANES);
    }

    /** One row of A times four panels (GEMV); eight sums at once hide the latency of an addition. */
    static void multiplyRow(
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
            s0 = x.fma(FloatVector.fromArray(S, b, b0 + k * NR), s0);
            s1 = x.fma(FloatVector.fromArray(S, b, b0 + k * NR + LANES), s1);
            s2 = x.fma(FloatVector.fromArray(S, b, b1 + k * NR), s2);
            s3 = x.fma(FloatVector.fromArray(S, b, b1 + k * NR + LANES), s3);
            s4 = x.fma(FloatVector.fromArray(S, b, b2 + k * NR), s4);
            s5 = x.fma(FloatVector.fromArray(S, b, b2 + k * NR + LANES), s5);
            s6 = x.fma(FloatVector.fromArray(S, b, b3 + k * NR), s6);
            s7 = x.fma(FloatVector.fromArray(S, b, b3 + k * NR + LANES), s7);
        }
        s0.blend(lower, s0.compare(LT, lower)).intoArray(c, cAt);
        s1.blend(lower, s1.compare(LT, lower)).intoArray(c, cAt + LANES);
        s2.blend(lower, s2.compare(LT, lower)).intoArray(c, cAt + 2 * LANES);
        s3.blend(lower, s3.compare(LT, lower)).intoArray(c, cAt + 3 * LANES);
        s4.blend(lower, s4.compare(LT, lower)).intoArray(c, cAt + 4 * LANES);
        s5.blend(lower, s5.compare(LT, lower)).intoArray(c, cAt + 5 * LANES);
        s6.blend(lower, s6.compare(LT, lower)).intoArray(c, cAt + 6 * LANES);
        s7.blend(lower, s7.compare(LT, lower)).intoArray(c, cAt + 7 * LANES);
    }
}
