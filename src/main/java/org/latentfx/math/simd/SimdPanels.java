package org.latentfx.math.simd;

import static org.latentfx.math.simd.SimdTiles.LANES;
import static org.latentfx.math.simd.SimdTiles.PANEL;
import static org.latentfx.math.simd.SimdTiles.S;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Copies matrices into the layouts that {@link SimdTiles} reads: panels of columns, and panels of the transposed
 * matrix. What lies beyond a matrix's edge stays zero. Any thread may use it; threads may write different rows at a time.
 */
final class SimdPanels {
    private static final VectorShuffle<Float> SWAP1 = VectorShuffle.fromOp(S, i -> i ^ 1);
    private static final VectorShuffle<Float> SWAP2 = VectorShuffle.fromOp(S, i -> i ^ 2);
    private static final VectorShuffle<Float> SWAP4 = VectorShuffle.fromOp(S, i -> i ^ 4);
    private static final VectorShuffle<Float> SWAP8 = VectorShuffle.fromOp(S, i -> (i ^ 8) % LANES);
    private static final VectorMask<Float> BIT1 = lanesWith(1);
    private static final VectorMask<Float> BIT2 = lanesWith(2);
    private static final VectorMask<Float> BIT4 = lanesWith(4);
    private static final VectorMask<Float> BIT8 = lanesWith(8);

    /** Columns turned at a time, so that a panel's rows are complete before they leave the nearest cache. */
    private static final int SLICE = 128;

    private SimdPanels() {}

    private static VectorMask<Float> lanesWith(int bit) {
        boolean[] set = new boolean[LANES];
        for (int i = 0; i < LANES; i++) set[i] = (i & bit) != 0;
        return VectorMask.fromArray(S, set, 0);
    }

    /** {@code columns} rounded up to whole panels. */
    static int padded(int columns) {
        return (columns + PANEL - 1) / PANEL * PANEL;
    }

    /** Copies rows {@code from..to} of b into panels that are {@code height} rows long. */
    static void pack(float[] b, int columns, int from, int to, SimdScratch panels, int height) {
        for (int column = 0; column < columns; column += PANEL) {
            int panel = panels.start + column * height;
            int width = Math.min(PANEL, columns - column);
            int whole = width == PANEL ? to : from; // two loops: a choice in one costs a quarter to half its speed
            int at = from * columns + column;
            int target = panel + from * PANEL;
            for (int k = from; k < whole; k++) {
                FloatVector.fromArray(S, b, at).intoArray(panels.array, target);
                FloatVector.fromArray(S, b, at + LANES).intoArray(panels.array, target + LANES);
                at += columns;
                target += PANEL;
            }
            for (int k = whole; k < to; k++) {
                System.arraycopy(b, at, panels.array, target, width);
                Arrays.fill(panels.array, target + width, target + PANEL, 0);
                at += columns;
                target += PANEL;
            }
        }
    }

    /** Copies rows {@code from..to} of b into panels of bᵀ: they become columns, row k of a panel holds b's column k. */
    static void packTransposed(float[] b, int columns, int from, int to, SimdScratch panels) {
        for (int left = 0; left < columns; left += SLICE)
            packTransposed(b, columns, from, to, left, Math.min(columns, left + SLICE), panels);
    }

    private static void packTransposed(
            float[] b, int columns, int from, int to, int left, int right, SimdScratch panels) {
        float[] turning = SimdScratch.mine(1).room(LANES * LANES).array;
        for (int i = from; i < to; ) {
            int target = panels.start + i / PANEL * PANEL * columns + i % PANEL;
            boolean block = i % LANES == 0 && i + LANES <= to;
            int height = block ? LANES : Math.min(to, i / LANES * LANES + LANES) - i;
            int j = left;
            if (block && LANES == 8) {
                turn8(b, i * columns, columns, left, right, panels.array, target);
                j = right;
            } else if (block)
                for (; j + LANES <= right; j += LANES)
                    turn(b, i * columns + j, columns, panels.array, target + j * PANEL, turning);
            for (; j < right; j++)
                for (int r = 0; r < height; r++) panels.array[target + j * PANEL + r] = b[(i + r) * columns + j];
            i += height;
        }
    }

    /** Eight rows of {@code columns} elements, from {@code at} on, become eight columns of the panel at {@code to}. */
    private static void turn8(float[] a, int at, int columns, int left, int right, float[] out, int to) {
        int a1 = at + columns;
        int a2 = a1 + columns;
        int a3 = a2 + columns;
        int a4 = a3 + columns;
        int a5 = a4 + columns;
        int a6 = a5 + columns;
        int a7 = a6 + columns;
        for (int k = left; k < right; k++) {
            out[to + k * PANEL] = a[at + k];
            out[to + k * PANEL + 1] = a[a1 + k];
            out[to + k * PANEL + 2] = a[a2 + k];
            out[to + k * PANEL + 3] = a[a3 + k];
            out[to + k * PANEL + 4] = a[a4 + k];
            out[to + k * PANEL + 5] = a[a5 + k];
            out[to + k * PANEL + 6] = a[a6 + k];
            out[to + k * PANEL + 7] = a[a7 + k];
        }
    }

    /**
     * Transposes a 16 × 16 block by four rounds of exchanges between lanes whose number differs in one bit, two rounds at
     * a time (after Eklundh 1972).
     */
    private static void turn(float[] b, int at, int stride, float[] out, int outAt, float[] turning) {
        for (int r = 0; r < 4; r++) {
            FloatVector p = FloatVector.fromArray(S, b, at + r * stride);
            FloatVector q = FloatVector.fromArray(S, b, at + (r + 4) * stride);
            FloatVector u = FloatVector.fromArray(S, b, at + (r + 8) * stride);
            FloatVector v = FloatVector.fromArray(S, b, at + (r + 12) * stride);
            FloatVector pq = p.blend(q.rearrange(SWAP4), BIT4);
            FloatVector qp = p.rearrange(SWAP4).blend(q, BIT4);
            FloatVector uv = u.blend(v.rearrange(SWAP4), BIT4);
            FloatVector vu = u.rearrange(SWAP4).blend(v, BIT4);
            pq.blend(uv.rearrange(SWAP8), BIT8).intoArray(turning, r * 16);
            qp.blend(vu.rearrange(SWAP8), BIT8).intoArray(turning, r * 16 + 64);
            pq.rearrange(SWAP8).blend(uv, BIT8).intoArray(turning, r * 16 + 128);
            qp.rearrange(SWAP8).blend(vu, BIT8).intoArray(turning, r * 16 + 192);
        }
        for (int r = 0; r < 16; r += 4) {
            FloatVector p = FloatVector.fromArray(S, turning, r * 16);
            FloatVector q = FloatVector.fromArray(S, turning, r * 16 + 16);
            FloatVector u = FloatVector.fromArray(S, turning, r * 16 + 32);
            FloatVector v = FloatVector.fromArray(S, turning, r * 16 + 48);
            FloatVector pq = p.blend(q.rearrange(SWAP1), BIT1);
            FloatVector qp = p.rearrange(SWAP1).blend(q, BIT1);
            FloatVector uv = u.blend(v.rearrange(SWAP1), BIT1);
            FloatVector vu = u.rearrange(SWAP1).blend(v, BIT1);
            pq.blend(uv.rearrange(SWAP2), BIT2).intoArray(out, outAt + r * PANEL);
            qp.blend(vu.rearrange(SWAP2), BIT2).intoArray(out, outAt + (r + 1) * PANEL);
            pq.rearrange(SWAP2).blend(uv, BIT2).intoArray(out, outAt + (r + 2) * PANEL);
            qp.rearrange(SWAP2).blend(vu, BIT2).intoArray(out, outAt + (r + 3) * PANEL);
        }
    }
}
