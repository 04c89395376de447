package org.latentfx.math;

import static java.lang.Float.floatToRawIntBits;
import static java.lang.Float.intBitsToFloat;
import static jdk.incubator.vector.VectorOperators.NE;
import static org.latentfx.math.SimdTiles.BEHIND;
import static org.latentfx.math.SimdTiles.LANES;
import static org.latentfx.math.SimdTiles.PANEL;
import static org.latentfx.math.SimdTiles.ROWS;
import static org.latentfx.math.SimdTiles.S;
import static org.latentfx.math.SimdTiles.SIDE;
import static org.latentfx.math.SimdTiles.TERMS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * The matrix product to which all three products of a layer are brought: C = max(init + A·B, lower) with B in panels of
 * {@link SimdTiles#PANEL} columns. Long sums are cut into blocks whose operands stay in the nearest caches, going on from
 * what C holds. Where A is mostly zeros, terms that are zero in all of a tile's rows are left out, which changes no sum.
 * Each element is the same chain of operations whatever tile it falls into, so that no result depends on how rows are
 * shared out. Each thread has an instance of its own for its scratch: {@link #mine}.
 */
final class SimdProducts {
    /** The largest part of a sum done at a time, so that a panel (25 KB) stays in the first cache. */
    private static final int DEPTH = 6400 / PANEL;

    /** Rows of A done at a time at most, so that their part of a sum (140 KB) stays in the second cache. */
    private static final int HEIGHT = 66;

    /** Rows of Aᵀ done at a time: whole tiles, and whole groups of eight rows to lay out anew. */
    private static final int GROUP = 24;

    /** About this many terms are tried for zeros. */
    private static final int TRIED = 16;

    /** Up to this many rows are computed one by one. */
    private static final int FEW = 3;

    /** A panel of zeros, from which sums without a bias start. */
    static final float[] ZEROS = new float[PANEL];

    /** Of how many rows a vector takes a group of terms. */
    private static final int TOGETHER = LANES / TERMS;

    private static final VectorShuffle<Float> FIRST_ROWS = rowsFrom(0);
    private static final VectorShuffle<Float> SECOND_ROWS = rowsFrom(TOGETHER);
    private static final VectorShuffle<Float> THIRD_ROWS = rowsFrom(2 * TOGETHER);
    private static final VectorMask<Float> SECOND = ofTerm(1);
    private static final VectorMask<Float> THIRD = ofTerm(2);
    private static final VectorMask<Float> FOURTH = ofTerm(3);
    private static final VectorMask<Float> OF_TILE = S.indexInRange(0, ROWS);
    private static final float NONE = Float.NEGATIVE_INFINITY;
    private static final int ALL = -1;
    private static final ThreadLocal<SimdProducts> MINE = ThreadLocal.withInitial(SimdProducts::new);

    /** Rows of A as the tiles read them. */
    private final SimdScratch laid = new SimdScratch();
    /** Some rows of a transposed product. */
    private final SimdScratch block = new SimdScratch();
    /** What a tile makes that sticks out of C. */
    private final SimdScratch edge = new SimdScratch().room(2 * ROWS * PANEL);
    /** For each tile of a block how many terms are left in its sums, or ALL. */
    private final int[] terms = new int[HEIGHT / ROWS];

    /** For each of a few terms 2 if it is left, otherwise 0. */
    private final float[] kept = new float[LANES];

    private SimdProducts() {}

    private static VectorShuffle<Float> rowsFrom(int first) {
        return VectorShuffle.fromOp(S, i -> (first + i / TERMS) % LANES);
    }

    private static VectorMask<Float> ofTerm(int k) {
        boolean[] set = new boolean[LANES];
        for (int i = k; i < LANES; i += TERMS) set[i] = true;
        return VectorMask.fromArray(S, set, 0);
    }

    static SimdProducts mine() {
        return MINE.get();
    }

    /**
     * Rows of A, {@code aStride} apart, times panels. Column j starts from {@code init[initAt + j]} (or from the same panel
     * of {@code init} each time where {@code initStep} is 0), read in whole panels.
     */
    void multiply(
            float[] a,
            int aAt,
            int aStride,
            int rows,
            int inner,
            SimdScratch panels,
            float[] init,
            int initAt,
            int initStep,
            float lower,
            float[] c,
            int cAt,
            int cStride,
            int columns,
            boolean skipZeros) {
        if (rows <= FEW) {
            for (int i = 0; i < rows; i++)
                row(a, aAt + i * aStride, inner, panels, init, initAt, initStep, lower, c, cAt + i * cStride, columns);
            return;
        }
        int blocks = Math.max(1, (inner + DEPTH - 1) / DEPTH);
        int deep = ((inner + blocks - 1) / blocks + TERMS - 1) / TERMS * TERMS; // for the faster of the tiles
        laid.room(HEIGHT / ROWS * SIDE * deep + LANES);
        int bands = (rows + HEIGHT - 1) / HEIGHT;
        int most = ((rows + bands - 1) / bands + ROWS - 1) / ROWS * ROWS;
        for (int top = 0; top < rows; top += most) {
            int height = Math.min(most, rows - top);
            int from = 0;
            do {
                int depth = Math.min(deep, inner - from);
                int first = aAt + top * aStride + from;
                for (int i = 0; i < height; i += ROWS)
                    lay(a, first + i * aStride, aStride, 1, Math.min(ROWS, height - i), depth, i / ROWS, skipZeros);
                boolean begin = from == 0;
                float least = from + depth == inner ? lower : NONE;
                for (int j = 0; j < columns; j += PANEL) {
                    for (int i = 0; i < height; i += ROWS) {
                        int tile = i / ROWS;
                        int target = cAt + (top + i) * cStride + j;
                        tile(
                                Math.min(ROWS, height - i),
                                tile,
                                depth,
                                panels.array,
                                panels.start + j * inner + from * PANEL,
                                begin ? init : c,
                                begin ? initAt + j * initStep : target,
                                begin ? 0 : cStride,
                                least,
                                c,
                                target,
                                cStride,
                                Math.min(PANEL, columns - j));
                    }
                }
                from += depth;
            } while (from < inner);
        }
    }

    /**
     * C = Aᵀ·B, rows {@code from..to} of C, B in panels of {@code panelRows} rows. A: inner × any. {@code use} gets a few
     * rows of C at a time, while they are in the nearest caches.
     */
    void multiplyTransposed(
            float[] a,
            int aStride,
            int from,
            int to,
            int inner,
            SimdScratch panels,
            int panelRows,
            int columns,
            boolean skipZeros,
            Kernel.GradientRows use) {
        laid.room(GROUP / ROWS * SIDE * inner + LANES);
        float[] c = block.room(GROUP * columns).array;
        int cAt = block.start;
        for (int top = from; top < to; top += GROUP) {
            int height = Math.min(GROUP, to - top);
            for (int i = 0; i < height; i += ROWS)
                lay(a, top + i, 1, aStride, Math.min(ROWS, height - i), inner, i / ROWS, skipZeros);
            for (int j = 0; j < columns; j += PANEL)
                for (int i = 0; i < height; i += ROWS)
                    tile(
                            Math.min(ROWS, height - i),
                            i / ROWS,
                            inner,
                            panels.array,
                            panels.start + j * panelRows,
                            ZEROS,
                            0,
                            0,
                            NONE,
                            c,
                            cAt + i * columns + j,
                            columns,
                            Math.min(PANEL, columns - j));
            use.rows(c, cAt, top, top + height);
        }
    }

    /** Whether some terms of a tile, tried here and there, are zero in all of its rows often enough to look at them all. */
    private static boolean oftenZero(float[] a, int a0, int stride, int step, int depth) {
        int tried = 0;
        int zero = 0;
        int apart = depth / TRIED + 1;
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
     * Lays out rows of A for a tile, those missing as zeros; element (r, k) is {@code a[a0 + r·stride + k·step]}. With
     * {@code skip} only terms that are not zero in all rows, if that spares enough.
     */
    private void lay(float[] a, int a0, int stride, int step, int rows, int depth, int tile, boolean skip) {
        int to = laid.start + tile * SIDE * depth;
        terms[tile] = ALL;
        if (skip
                && rows == ROWS
                && oftenZero(a, a0, stride, step, depth)
                && layTerms(a, a0, stride, step, depth, tile, to)) return;
        float[] out = laid.array;
        if (depth % TERMS != 0) { // the tile of all terms takes none apart
            for (int k = 0; k < depth; k++) {
                for (int r = 0; r < ROWS; r++) out[to + k * SIDE + r] = r < rows ? a[a0 + r * stride + k * step] : 0;
                out[to + k * SIDE + BEHIND] = intBitsToFloat(k * PANEL);
            }
            terms[tile] = depth;
        } else if (rows < ROWS) {
            for (int k = 0; k < depth; k++)
                for (int r = 0; r < ROWS; r++) out[to + placeOf(r, k)] = r < rows ? a[a0 + r * stride + k * step] : 0;
        } else if (step == 1) {
            layRows(a, a0, stride, depth, out, to);
        } else {
            layColumns(a, a0, step, depth, out, to);
        }
    }

    /** Where a tile of all terms has its element (r, k). */
    private static int placeOf(int r, int k) {
        return (k / TERMS * SIDE + r) * TERMS + k % TERMS;
    }

    /** How many of {@code n} whole vectors, of which one begins at {@code from} and each next {@code step} behind, lie in a. */
    private static int within(float[] a, int from, int step, int n) {
        return Math.max(0, Math.min(n, (a.length - LANES - from + step) / step));
    }

    /** Whole vectors, of which the next row, or nobody, takes the place of what is behind the group. */
    private static void layRows(float[] a, int a0, int stride, int depth, float[] out, int to) {
        int a1 = a0 + stride;
        int a2 = a1 + stride;
        int a3 = a2 + stride;
        int a4 = a3 + stride;
        int a5 = a4 + stride;
        int k = 0;
        int whole = within(a, a5, 1, depth);
        for (; k < whole; k += TERMS) {
            int at = to + k * SIDE;
            FloatVector.fromArray(S, a, a0 + k).intoArray(out, at);
            FloatVector.fromArray(S, a, a1 + k).intoArray(out, at + TERMS);
            FloatVector.fromArray(S, a, a2 + k).intoArray(out, at + 2 * TERMS);
            FloatVector.fromArray(S, a, a3 + k).intoArray(out, at + 3 * TERMS);
            FloatVector.fromArray(S, a, a4 + k).intoArray(out, at + 4 * TERMS);
            FloatVector.fromArray(S, a, a5 + k).intoArray(out, at + 5 * TERMS);
        }
        for (; k < depth; k += TERMS)
            for (int r = 0; r < ROWS; r++) System.arraycopy(a, a0 + r * stride + k, out, to + placeOf(r, k), TERMS);
    }

    /** Rows that lie side by side: of vectors with a term each, a vector with two rows' terms takes those two rows. */
    private static void layColumns(float[] a, int a0, int step, int depth, float[] out, int to) {
        int k = 0;
        int from = a0;
        int whole = within(a, a0, step, depth) - (TERMS - 1);
        for (; k < whole; k += TERMS) {
            FloatVector p = FloatVector.fromArray(S, a, from);
            FloatVector q = FloatVector.fromArray(S, a, from + step);
            FloatVector u = FloatVector.fromArray(S, a, from + 2 * step);
            FloatVector v = FloatVector.fromArray(S, a, from + 3 * step);
            int at = to + k * SIDE;
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
            if (2 * TOGETHER < ROWS)
                p.rearrange(THIRD_ROWS)
                        .blend(q.rearrange(THIRD_ROWS), SECOND)
                        .blend(u.rearrange(THIRD_ROWS), THIRD)
                        .blend(v.rearrange(THIRD_ROWS), FOURTH)
                        .intoArray(out, at + 2 * LANES);
            from += TERMS * step;
        }
        for (; k < depth; k++) for (int r = 0; r < ROWS; r++) out[to + placeOf(r, k)] = a[a0 + k * step + r];
    }

    /** Lays out those terms that are not zero in all rows, unless they are too many. */
    private boolean layTerms(float[] a, int a0, int stride, int step, int depth, int tile, int to) {
        int n = step == 1 ? layTermsOfRows(a, a0, stride, depth, to) : layTermsOfColumns(a, a0, step, depth, to);
        if (4 * n > 3 * depth) return false;
        terms[tile] = n;
        return true;
    }

    /** How many are left. Each term is written, and written over by the next if it was zero: that takes no branch. */
    private int layTermsOfRows(float[] a, int a0, int stride, int depth, int to) {
        float[] out = laid.array;
        float[] kept = this.kept;
        int a1 = a0 + stride;
        int a2 = a1 + stride;
        int a3 = a2 + stride;
        int a4 = a3 + stride;
        int a5 = a4 + stride;
        int target = to;
        int k = 0;
        int whole = depth / LANES * LANES;
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
                out[target + BEHIND] = intBitsToFloat((k + i) * PANEL);
                target += floatToRawIntBits(kept[i]) >>> 27; // the bits of 2 are then SIDE
            }
        }
        for (; k < depth; k++) target += copyTerm(a, a0 + k, stride, k, out, target);
        return (target - to) / SIDE;
    }

    private int layTermsOfColumns(float[] a, int a0, int step, int depth, int to) {
        float[] out = laid.array;
        int target = to;
        int from = a0;
        int whole = within(a, a0, step, depth);
        int end = whole * PANEL;
        for (int behind = 0; behind < end; behind += PANEL) {
            FloatVector term = FloatVector.fromArray(S, a, from);
            term.intoArray(out, target);
            out[target + BEHIND] = intBitsToFloat(behind);
            target += term.compare(NE, 0f).and(OF_TILE).anyTrue() ? SIDE : 0;
            from += step;
        }
        for (int k = whole; k < depth; k++) target += copyTerm(a, a0 + k * step, 1, k, out, target);
        return (target - to) / SIDE;
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
        out[to + BEHIND] = intBitsToFloat(k * PANEL);
        return x0 == 0 && x1 == 0 && x2 == 0 && x3 == 0 && x4 == 0 && x5 == 0 ? 0 : SIDE;
    }

    /** A tile's rows times one panel; what sticks out of C, beyond {@code rows} and {@code width}, is computed beside it. */
    private void tile(
            int rows,
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
            int cStride,
            int width) {
        float[] a = laid.array;
        int aAt = laid.start + tile * SIDE * depth;
        int n = terms[tile];
        if (rows == ROWS && width == PANEL) {
            if (n == ALL) SimdTiles.tile(a, aAt, depth, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
            else SimdTiles.tileOfTerms(a, aAt, n, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
            return;
        }
        float[] beside = edge.array;
        int start = edge.start;
        int result = start + ROWS * PANEL;
        for (int r = 0; r < rows; r++)
            System.arraycopy(init, initAt + r * initStride, beside, start + r * PANEL, width);
        if (n == ALL) SimdTiles.tile(a, aAt, depth, b, bAt, beside, start, PANEL, lower, beside, result, PANEL);
        else SimdTiles.tileOfTerms(a, aAt, n, b, bAt, beside, start, PANEL, lower, beside, result, PANEL);
        for (int r = 0; r < rows; r++) System.arraycopy(beside, result + r * PANEL, c, cAt + r * cStride, width);
    }

    /** One row of A times all panels, four at a time. */
    private void row(
            float[] a,
            int aAt,
            int inner,
            SimdScratch panels,
            float[] init,
            int initAt,
            int initStep,
            float lower,
            float[] c,
            int cAt,
            int columns) {
        for (int j = 0; j < columns; j += 4 * PANEL) {
            int width = Math.min(4 * PANEL, columns - j);
            int last = (width - 1) / PANEL; // panels that are not there: the last one again, its result unused
            int b = panels.start + j * inner;
            int start = initAt + j * initStep;
            int panel = PANEL * inner;
            int step = PANEL * initStep;
            SimdTiles.row(
                    a,
                    aAt,
                    inner,
                    panels.array,
                    b,
                    b + Math.min(1, last) * panel,
                    b + Math.min(2, last) * panel,
                    b + Math.min(3, last) * panel,
                    init,
                    start,
                    start + Math.min(1, last) * step,
                    start + Math.min(2, last) * step,
                    start + Math.min(3, last) * step,
                    lower,
                    edge.array,
                    edge.start);
            System.arraycopy(edge.array, edge.start, c, cAt + j, width);
        }
    }
}
