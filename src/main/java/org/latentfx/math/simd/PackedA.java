package org.latentfx.math.simd;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static jdk.incubator.vector.VectorOperators.NE;
import static org.latentfx.math.simd.MicroKernel.KU;
import static org.latentfx.math.simd.MicroKernel.LANES;
import static org.latentfx.math.simd.MicroKernel.MR;
import static org.latentfx.math.simd.MicroKernel.MR_PADDED;
import static org.latentfx.math.simd.MicroKernel.NR;
import static org.latentfx.math.simd.MicroKernel.OFFSET;
import static org.latentfx.math.simd.MicroKernel.S;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * A block of A in the order in which {@link MicroKernel} reads it, tile after tile. A tile is packed densely, or
 * sparsely without the terms that are zero in all of its MR rows; both give the same bits. It keeps its memory. One
 * thread uses it.
 */
final class PackedA {
    /** About this many terms are sampled before all are searched for zeros. */
    private static final int SAMPLES = 16;

    /** Rows whose KU terms fill one vector of the dense layout. */
    private static final int ROWS_PER_VECTOR = LANES / KU;

    private static final VectorShuffle<Float> FIRST_ROWS = rowsFrom(0);
    private static final VectorShuffle<Float> SECOND_ROWS = rowsFrom(ROWS_PER_VECTOR);
    private static final VectorShuffle<Float> THIRD_ROWS = rowsFrom(2 * ROWS_PER_VECTOR);
    private static final VectorMask<Float> SECOND = ofTerm(1);
    private static final VectorMask<Float> THIRD = ofTerm(2);
    private static final VectorMask<Float> FOURTH = ofTerm(3);
    private static final VectorMask<Float> OF_TILE = S.indexInRange(0, MR);
    private static final int ALL = -1;

    private final Scratch packed = new Scratch();

    /** For each tile the number of terms left in the sparse layout, or ALL if it is packed densely. */
    private final int[] terms;

    /** For each of LANES terms 2f if it is not zero in all rows, otherwise 0. */
    private final float[] kept = new float[LANES];

    /** Room for up to {@code tiles} tiles. */
    PackedA(int tiles) {
        terms = new int[tiles];
    }

    private static VectorShuffle<Float> rowsFrom(int first) {
        return VectorShuffle.fromOp(S, i -> (first + i / KU) % LANES);
    }

    private static VectorMask<Float> ofTerm(int k) {
        boolean[] set = new boolean[LANES];
        for (int i = k; i < LANES; i += KU) set[i] = true;
        return VectorMask.fromArray(S, set, 0);
    }

    /** Makes room for sums of {@code depth} terms: must be called before rows are packed. */
    void room(int depth) {
        packed.room(terms.length * MR_PADDED * depth + LANES);
    }

    /** A tile that was packed with {@code depth} terms times a panel, as {@link MicroKernel#multiply}. */
    void multiply(
            int tile,
            int depth,
            float[] b,
            int bAt,
            float[] init,
            int initAt,
            int initStride,
            float lower,
            float[] c,
            int cAt,
            int cStride) {
        float[] a = packed.array;
        int aAt = packed.start + tile * MR_PADDED * depth;
        int n = terms[tile];
        if (n == ALL) MicroKernel.multiply(a, aAt, depth, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
        else MicroKernel.multiplySparse(a, aAt, n, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
    }

    /**
     * Whether some terms of a tile, tried here and there, are zero in all of its rows often enough to look at them all.
     */
    private static boolean oftenZero(float[] a, int a0, int stride, int step, int depth) {
        int tried = 0;
        int zero = 0;
        int apart = depth / SAMPLES + 1;
        for (int k = apart / 2; k < depth; k += apart) {
            int from = a0 + k * step;
            tried++;
            if (a[from] == 0
                    && a[from + stride] == 0
                    && a[from + 2 * stride] == 0
                    && a[from + 3 * stride] == 0
                    && a[from + 4 * stride] == 0
                    && a[from + 5 * stride] == 0) zero++;
        }
        return 4 * zero > tried;
    }

    /**
     * Packs rows of A for a tile, those missing as zeros; element (r, k) is {@code a[a0 + r·stride + k·step]}. With
     * {@code skip} only terms that are not zero in all rows, if that spares enough.
     */
    void pack(float[] a, int a0, int stride, int step, int rows, int depth, int tile, boolean skip) {
        int to = packed.start + tile * MR_PADDED * depth;
        terms[tile] = ALL;
        if (skip
                && rows == MR
                && oftenZero(a, a0, stride, step, depth)
                && packNonZero(a, a0, stride, step, depth, tile, to)) return;
        float[] out = packed.array;
        if (depth % KU != 0) { // the dense micro-kernel takes whole groups of KU only
            for (int k = 0; k < depth; k++) {
                for (int r = 0; r < MR; r++) out[to + k * MR_PADDED + r] = r < rows ? a[a0 + r * stride + k * step] : 0;
                out[to + k * MR_PADDED + OFFSET] = intBitsToFloat(k * NR);
            }
            terms[tile] = depth;
        } else if (rows < MR) {
            for (int k = 0; k < depth; k++)
                for (int r = 0; r < MR; r++) out[to + indexOf(r, k)] = r < rows ? a[a0 + r * stride + k * step] : 0;
        } else if (step == 1) {
            packRows(a, a0, stride, depth, out, to);
        } else {
            packColumns(a, a0, step, depth, out, to);
        }
    }

    /** Where a tile of all terms has its element (r, k). */
    private static int indexOf(int r, int k) {
        return (k / KU * MR_PADDED + r) * KU + k % KU;
    }

    /**
     * How many of {@code n} whole vectors, of which one begins at {@code from} and each next {@code step} behind, lie
     * in a.
     */
    private static int wholeVectors(float[] a, int from, int step, int n) {
        return Math.max(0, Math.min(n, (a.length - LANES - from + step) / step));
    }

    /** Whole vectors, of which the next row, or nobody, takes the place of what is behind the group. */
    private static void packRows(float[] a, int a0, int stride, int depth, float[] out, int to) {
        int a1 = a0 + stride;
        int a2 = a1 + stride;
        int a3 = a2 + stride;
        int a4 = a3 + stride;
        int a5 = a4 + stride;
        int k = 0;
        int whole = wholeVectors(a, a5, 1, depth);
        // vector body
        for (; k < whole; k += KU) {
            int at = to + k * MR_PADDED;
            FloatVector.fromArray(S, a, a0 + k).intoArray(out, at);
            FloatVector.fromArray(S, a, a1 + k).intoArray(out, at + KU);
            FloatVector.fromArray(S, a, a2 + k).intoArray(out, at + 2 * KU);
            FloatVector.fromArray(S, a, a3 + k).intoArray(out, at + 3 * KU);
            FloatVector.fromArray(S, a, a4 + k).intoArray(out, at + 4 * KU);
            FloatVector.fromArray(S, a, a5 + k).intoArray(out, at + 5 * KU);
        }
        // scalar tail
        for (; k < depth; k += KU)
            for (int r = 0; r < MR; r++) System.arraycopy(a, a0 + r * stride + k, out, to + indexOf(r, k), KU);
    }

    /** Rows that lie side by side: of vectors with a term each, a vector with two rows' terms takes those two rows. */
    private static void packColumns(float[] a, int a0, int step, int depth, float[] out, int to) {
        int k = 0;
        int from = a0;
        int whole = wholeVectors(a, a0, step, depth) - (KU - 1);
        // vector body
        for (; k < whole; k += KU) {
            FloatVector p = FloatVector.fromArray(S, a, from);
            FloatVector q = FloatVector.fromArray(S, a, from + step);
            FloatVector u = FloatVector.fromArray(S, a, from + 2 * step);
            FloatVector v = FloatVector.fromArray(S, a, from + 3 * step);
            int at = to + k * MR_PADDED;
            p.rearrange(FIRST_ROWS)
                    .blend(q.rearrange(FIRST_ROWS), SECOND)
                    .blend(u.rearrange(FIRST_ROWS), THIRD)
                    .blend(v.rearrange(FIRST_ROWS), FOURTH)
                    .intoArray(out, at);
            p.rearrange(SECOND_ROWS)
                    .blend(q.rearrange(SECOND_ROWS), SECOND)
                    .blend(u.rearrange(SECOND_ROWS), THIRD)
                    .blend(v.rearrange(SECOND_ROWS), FOURTH)
                    .intoArray(out, at + LANES);
            if (2 * ROWS_PER_VECTOR < MR)
                p.rearrange(THIRD_ROWS)
                        .blend(q.rearrange(THIRD_ROWS), SECOND)
                        .blend(u.rearrange(THIRD_ROWS), THIRD)
                        .blend(v.rearrange(THIRD_ROWS), FOURTH)
                        .intoArray(out, at + 2 * LANES);
            from += KU * step;
        }
        // scalar tail
        for (; k < depth; k++) for (int r = 0; r < MR; r++) out[to + indexOf(r, k)] = a[a0 + k * step + r];
    }

    /** Packs those terms that are not zero in all rows, unless they are too many. */
    private boolean packNonZero(float[] a, int a0, int stride, int step, int depth, int tile, int to) {
        int n = step == 1 ? packNonZeroOfRows(a, a0, stride, depth, to) : packNonZeroOfColumns(a, a0, step, depth, to);
        if (4 * n > 3 * depth) return false;
        terms[tile] = n;
        return true;
    }

    /** How many are left. Each term is written, and written over by the next if it was zero: that takes no branch. */
    private int packNonZeroOfRows(float[] a, int a0, int stride, int depth, int to) {
        float[] out = packed.array;
        float[] kept = this.kept;
        int a1 = a0 + stride;
        int a2 = a1 + stride;
        int a3 = a2 + stride;
        int a4 = a3 + stride;
        int a5 = a4 + stride;
        int target = to;
        int k = 0;
        int whole = depth / LANES * LANES;
        // vector body
        for (; k < whole; k += LANES) {
            var some = FloatVector.fromArray(S, a, a0 + k)
                    .compare(NE, 0f)
                    .or(FloatVector.fromArray(S, a, a1 + k).compare(NE, 0f))
                    .or(FloatVector.fromArray(S, a, a2 + k).compare(NE, 0f))
                    .or(FloatVector.fromArray(S, a, a3 + k).compare(NE, 0f))
                    .or(FloatVector.fromArray(S, a, a4 + k).compare(NE, 0f))
                    .or(FloatVector.fromArray(S, a, a5 + k).compare(NE, 0f));
            FloatVector.zero(S).blend(2f, some).intoArray(kept, 0);
            if (!some.anyTrue()) continue;
            for (int i = 0; i < LANES; i++) {
                out[target] = a[a0 + k + i];
                out[target + 1] = a[a1 + k + i];
                out[target + 2] = a[a2 + k + i];
                out[target + 3] = a[a3 + k + i];
                out[target + 4] = a[a4 + k + i];
                out[target + 5] = a[a5 + k + i];
                out[target + OFFSET] = intBitsToFloat((k + i) * NR);
                target += floatToRawIntBits(kept[i]) >>> 27; // the bits of 2f become MR_PADDED
            }
        }
        // scalar tail
        for (; k < depth; k++) target += copyTerm(a, a0 + k, stride, k, out, target);
        return (target - to) / MR_PADDED;
    }

    private int packNonZeroOfColumns(float[] a, int a0, int step, int depth, int to) {
        float[] out = packed.array;
        int target = to;
        int from = a0;
        int whole = wholeVectors(a, a0, step, depth);
        int end = whole * NR;
        for (int behind = 0; behind < end; behind += NR) {
            FloatVector term = FloatVector.fromArray(S, a, from);
            term.intoArray(out, target);
            out[target + OFFSET] = intBitsToFloat(behind);
            target += term.compare(NE, 0f).and(OF_TILE).anyTrue() ? MR_PADDED : 0;
            from += step;
        }
        // scalar tail
        for (int k = whole; k < depth; k++) target += copyTerm(a, a0 + k * step, 1, k, out, target);
        return (target - to) / MR_PADDED;
    }

    /** Copies term {@code k}; the room it takes if it is not zero in all rows, otherwise 0. */
    private static int copyTerm(float[] a, int from, int stride, int k, float[] out, int to) {
        float x0 = a[from];
        float x1 = a[from + stride];
        float x2 = a[from + 2 * stride];
        float x3 = a[from + 3 * stride];
        float x4 = a[from + 4 * stride];
        float x5 = a[from + 5 * stride];
        out[to] = x0;
        out[to + 1] = x1;
        out[to + 2] = x2;
        out[to + 3] = x3;
        out[to + 4] = x4;
        out[to + 5] = x5;
        out[to + OFFSET] = intBitsToFloat(k * NR);
        return x0 == 0 && x1 == 0 && x2 == 0 && x3 == 0 && x4 == 0 && x5 == 0 ? 0 : MR_PADDED;
    }
}
