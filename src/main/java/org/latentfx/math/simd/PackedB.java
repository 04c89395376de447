package org.latentfx.math.simd;

import static org.latentfx.math.simd.MicroKernel.LANES;
import static org.latentfx.math.simd.MicroKernel.NR;
import static org.latentfx.math.simd.MicroKernel.S;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Packs matrices into what {@link MicroKernel} reads as B: panels of NR columns, of the matrix or of its transpose.
 * Columns beyond the matrix's edge are zero. Any thread may use it; threads may write different rows at a time.
 */
final class PackedB {
    private static final VectorShuffle<Float> SWAP1 = VectorShuffle.fromOp(S, i -> i ^ 1);
    private static final VectorShuffle<Float> SWAP2 = VectorShuffle.fromOp(S, i -> i ^ 2);
    private static final VectorShuffle<Float> SWAP4 = VectorShuffle.fromOp(S, i -> i ^ 4);
    private static final VectorShuffle<Float> SWAP8 = VectorShuffle.fromOp(S, i -> (i ^ 8) % LANES);
    private static final VectorMask<Float> BIT1 = lanesWith(1);
    private static final VectorMask<Float> BIT2 = lanesWith(2);
    private static final VectorMask<Float> BIT4 = lanesWith(4);
    private static final VectorMask<Float> BIT8 = lanesWith(8);

    /** Columns transposed at a time, so that rows of a panel are complete before they leave the first-level cache. */
    private static final int SLICE = 128;

    private PackedB() {}

    private static VectorMask<Float> lanesWith(int bit) {
        boolean[] set = new boolean[LANES];
        for (int i = 0; i < LANES; i++) set[i] = (i & bit) != 0;
        return VectorMask.fromArray(S, set, 0);
    }

    /** {@code columns} rounded up to whole panels. */
    static int padded(int columns) {
        return (columns + NR - 1) / NR * NR;
    }

    /** Copies rows {@code from..to} of b into panels that are {@code height} rows long. */
    static void pack(float[] b, int columns, int from, int to, Scratch panels, int height) {
        pack(b, 0, columns, from, to, panels, height);
    }

    /** Copies the {@code rows} rows of b from {@code bAt} on into panels as long. */
    static void packFrom(float[] b, int bAt, int columns, int rows, Scratch panels) {
        pack(b, bAt, columns, 0, rows, panels, rows);
    }

    private static void pack(float[] b, int bAt, int columns, int from, int to, Scratch panels, int height) {
        for (int column = 0; column < columns; column += NR) {
            int panel = panels.start + column * height;
            int width = Math.min(NR, columns - column);
            int whole = width == NR ? to : from; // two loops: with one loop and a branch C2 is up to twice as slow
            int at = bAt + from * columns + column;
            int target = panel + from * NR;
            for (int k = from; k < whole; k++) {
                FloatVector.fromArray(S, b, at).intoArray(panels.array, target);
                FloatVector.fromArray(S, b, at + LANES).intoArray(panels.array, target + LANES);
                at += columns;
                target += NR;
            }
            for (int k = whole; k < to; k++) {
                System.arraycopy(b, at, panels.array, target, width);
                Arrays.fill(panels.array, target + width, target + NR, 0);
                at += columns;
                target += NR;
            }
        }
    }

    /**
     * Copies rows {@code from..to} of b into panels of bᵀ: they become columns, row k of a panel holds b's column k.
     */
    static void packTransposed(float[] b, int columns, int from, int to, Scratch panels) {
        for (int left = 0; left < columns; left += SLICE)
            packTransposed(b, columns, from, to, left, Math.min(columns, left + SLICE), panels);
    }

    private static void packTransposed(float[] b, int columns, int from, int to, int left, int right, Scratch panels) {
        float[] half = Scratch.mine(1).room(LANES * LANES).array;
        for (int i = from; i < to; ) {
            int target = panels.start + i / NR * NR * columns + i % NR;
            boolean block = i % LANES == 0 && i + LANES <= to;
            int height = block ? LANES : Math.min(to, i / LANES * LANES + LANES) - i;
            int j = left;
            if (block && LANES == 8) {
                transpose8(b, i * columns, columns, left, right, panels.array, target);
                j = right;
            } else if (block)
                for (; j + LANES <= right; j += LANES)
                    transpose16(b, i * columns + j, columns, panels.array, target + j * NR, half);
            // scalar tail
            for (; j < right; j++)
                for (int r = 0; r < height; r++) panels.array[target + j * NR + r] = b[(i + r) * columns + j];
            i += height;
        }
    }

    /** Eight rows of {@code columns} elements, from {@code at} on, become eight columns of the panel at {@code to}. */
    private static void transpose8(float[] a, int at, int columns, int left, int right, float[] out, int to) {
        int a1 = at + columns;
        int a2 = a1 + columns;
        int a3 = a2 + columns;
        int a4 = a3 + columns;
        int a5 = a4 + columns;
        int a6 = a5 + columns;
        int a7 = a6 + columns;
        for (int k = left; k < right; k++) {
            out[to + k * NR] = a[at + k];
            out[to + k * NR + 1] = a[a1 + k];
            out[to + k * NR + 2] = a[a2 + k];
            out[to + k * NR + 3] = a[a3 + k];
            out[to + k * NR + 4] = a[a4 + k];
            out[to + k * NR + 5] = a[a5 + k];
            out[to + k * NR + 6] = a[a6 + k];
            out[to + k * NR + 7] = a[a7 + k];
        }
    }

    /**
     * Transposes a 16 × 16 block by four rounds of exchanges between lanes whose number differs in one bit, two rounds
     * at a time (after Eklundh 1972).
     */
    private static void transpose16(float[] b, int at, int stride, float[] out, int outAt, float[] half) {
        for (int r = 0; r < 4; r++) {
            FloatVector p = FloatVector.fromArray(S, b, at + r * stride);
            FloatVector q = FloatVector.fromArray(S, b, at + (r + 4) * stride);
            FloatVector u = FloatVector.fromArray(S, b, at + (r + 8) * stride);
            FloatVector v = FloatVector.fromArray(S, b, at + (r + 12) * stride);
            FloatVector pq = p.blend(q.rearrange(SWAP4), BIT4);
            FloatVector qp = p.rearrange(SWAP4).blend(q, BIT4);
            FloatVector uv = u.blend(v.rearrange(SWAP4), BIT4);
            FloatVector vu = u.rearrange(SWAP4).blend(v, BIT4);
            pq.blend(uv.rearrange(SWAP8), BIT8).intoArray(half, r * 16);
            qp.blend(vu.rearrange(SWAP8), BIT8).intoArray(half, r * 16 + 64);
            pq.rearrange(SWAP8).blend(uv, BIT8).intoArray(half, r * 16 + 128);
            qp.rearrange(SWAP8).blend(vu, BIT8).intoArray(half, r * 16 + 192);
        }
        for (int r = 0; r < 16; r += 4) {
            FloatVector p = FloatVector.fromArray(S, half, r * 16);
            FloatVector q = FloatVector.fromArray(S, half, r * 16 + 16);
            FloatVector u = FloatVector.fromArray(S, half, r * 16 + 32);
            FloatVector v = FloatVector.fromArray(S, half, r * 16 + 48);
            FloatVector pq = p.blend(q.rearrange(SWAP1), BIT1);
            FloatVector qp = p.rearrange(SWAP1).blend(q, BIT1);
            FloatVector uv = u.blend(v.rearrange(SWAP1), BIT1);
            FloatVector vu = u.rearrange(SWAP1).blend(v, BIT1);
            pq.blend(uv.rearrange(SWAP2), BIT2).intoArray(out, outAt + r * NR);
            qp.blend(vu.rearrange(SWAP2), BIT2).intoArray(out, outAt + (r + 1) * NR);
            pq.rearrange(SWAP2).blend(uv, BIT2).intoArray(out, outAt + (r + 2) * NR);
            qp.rearrange(SWAP2).blend(vu, BIT2).intoArray(out, outAt + (r + 3) * NR);
        }
    }
}
