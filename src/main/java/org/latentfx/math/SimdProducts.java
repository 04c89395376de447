package org.latentfx.math;

import static org.latentfx.math.SimdTiles.BY_ROWS;
import static org.latentfx.math.SimdTiles.PANEL;
import static org.latentfx.math.SimdTiles.ROWS;
import static org.latentfx.math.SimdTiles.SIDE;

import java.util.Arrays;

/**
 * The matrix product to which all three products of a layer are brought: C = max(init + A·B, lower) with B in panels of
 * {@link SimdTiles#PANEL} columns. Long sums are cut into blocks whose operands stay in the nearest caches, going on from
 * what C holds. Where A is mostly zeros, terms that are zero in all of a tile's rows are left out, which changes no sum.
 * Each element is the same chain of operations whatever tile it falls into, so that no result depends on how rows are
 * shared out. Each thread has an instance of its own for its scratch: {@link #mine}.
 */
final class SimdProducts {
    /** The largest part of a sum done at a time, so that a panel (16 KB) stays in the first cache. */
    private static final int DEPTH = 4096 / PANEL;

    /** Rows of A done at a time, so that their part of a sum (60 KB) stays in the second cache. */
    private static final int HEIGHT = 60;

    /** Up to this many rows are computed one by one. */
    private static final int FEW = 3;

    /** A panel of zeros, from which sums without a bias start. */
    static final float[] ZEROS = new float[PANEL];

    private static final float NONE = Float.NEGATIVE_INFINITY;
    private static final int ALL = -1;
    private static final ThreadLocal<SimdProducts> MINE = ThreadLocal.withInitial(SimdProducts::new);

    /** Rows of A as the tiles read them. */
    private final SimdScratch laid = new SimdScratch();
    /** What a tile makes that sticks out of C. */
    private final SimdScratch edge = new SimdScratch().room(2 * ROWS * PANEL);
    /** For each tile of a block how many terms are left in its sums, or ALL. */
    private final int[] terms = new int[HEIGHT / ROWS];
    /** For each term left how far behind a panel's start its row lies. */
    private int[] at = new int[0];

    private SimdProducts() {}

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
        room((inner + blocks - 1) / blocks, HEIGHT / ROWS);
        for (int top = 0; top < rows; top += HEIGHT) {
            int height = Math.min(HEIGHT, rows - top);
            for (int block = 0; block < blocks; block++) {
                int from = inner * block / blocks;
                int depth = inner * (block + 1) / blocks - from;
                int first = aAt + top * aStride + from;
                boolean skip = skipZeros && mostlyZeros(a, first, depth);
                for (int i = 0; i < height; i += ROWS)
                    lay(a, first + i * aStride, aStride, Math.min(ROWS, height - i), depth, i / ROWS, skip);
                boolean begin = block == 0;
                float least = block == blocks - 1 ? lower : NONE;
                for (int j = 0; j < columns; j += PANEL) {
                    for (int i = 0; i < height; i += ROWS) {
                        int tile = i / ROWS;
                        boolean asIs = BY_ROWS && terms[tile] == ALL && i + ROWS <= height;
                        int target = cAt + (top + i) * cStride + j;
                        tile(
                                asIs ? a : laid.array,
                                asIs ? first + i * aStride : laid.start + tile * SimdTiles.size(depth),
                                asIs ? aStride : depth,
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
            }
        }
    }

    /**
     * C = Aᵀ·B, rows {@code from..to} of C, B in panels. A: inner × any. {@code done} hears of every few rows of C while
     * they are still in the nearest caches.
     */
    void multiplyTransposed(
            float[] a,
            int aStride,
            int from,
            int to,
            int inner,
            SimdScratch panels,
            float[] c,
            int cStride,
            boolean skipZeros,
            Kernel.RowsDone done) {
        room(inner, 1);
        boolean skip = skipZeros && inner > 0 && mostlyZeros(a, from, to - from);
        for (int i = from; i < to; ) {
            int block = Math.min(to, i + 8 * ROWS); // whole tiles, and whole groups of eight rows to lay out anew
            for (int begin = i; i < block; i += ROWS) {
                int height = Math.min(ROWS, block - i);
                layColumns(a, i, aStride, height, inner, skip);
                for (int j = 0; j < cStride; j += PANEL)
                    tile(
                            laid.array,
                            laid.start,
                            inner,
                            height,
                            0,
                            inner,
                            panels.array,
                            panels.start + j * inner,
                            ZEROS,
                            0,
                            0,
                            NONE,
                            c,
                            i * cStride + j,
                            cStride,
                            Math.min(PANEL, cStride - j));
                if (i + height == block) done.rows(begin, block);
            }
            i = block;
        }
    }

    private void room(int depth, int tiles) {
        laid.room(tiles * SimdTiles.size(depth));
        if (at.length < tiles * depth) at = new int[tiles * depth];
    }

    private static boolean mostlyZeros(float[] a, int at, int n) {
        int zeros = 0;
        for (int i = at; i < at + n; i++) if (a[i] == 0) zeros++;
        return 3 * zeros >= 2 * n;
    }

    /** Lays out the rows of a tile, those missing as zeros; whole ones that can be read as they are stay. */
    private void lay(float[] a, int a0, int stride, int rows, int depth, int tile, boolean skip) {
        int to = laid.start + tile * SimdTiles.size(depth);
        terms[tile] = ALL;
        if (skip && rows == ROWS && layTerms(a, a0, stride, 1, depth, tile, to)) return;
        float[] out = laid.array;
        if (BY_ROWS) {
            if (rows == ROWS) return;
            for (int r = 0; r < rows; r++) System.arraycopy(a, a0 + r * stride, out, to + r * depth, depth);
            Arrays.fill(out, to + rows * depth, to + ROWS * depth, 0);
        } else if (rows == ROWS) {
            int a1 = a0 + stride;
            int a2 = a1 + stride;
            int a3 = a2 + stride;
            int a4 = a3 + stride;
            for (int k = 0; k < depth; k++) {
                out[to + k * SIDE] = a[a0 + k];
                out[to + k * SIDE + 1] = a[a1 + k];
                out[to + k * SIDE + 2] = a[a2 + k];
                out[to + k * SIDE + 3] = a[a3 + k];
                out[to + k * SIDE + 4] = a[a4 + k];
            }
        } else {
            for (int k = 0; k < depth; k++)
                for (int r = 0; r < ROWS; r++) out[to + k * SIDE + r] = r < rows ? a[a0 + r * stride + k] : 0;
        }
    }

    /** Lays out {@code count} columns of A as a tile's rows, those missing as zeros. */
    private void layColumns(float[] a, int a0, int stride, int count, int depth, boolean skip) {
        int to = laid.start;
        terms[0] = ALL;
        if (skip && count == ROWS && layTerms(a, a0, 1, stride, depth, 0, to)) return;
        float[] out = laid.array;
        if (BY_ROWS) {
            for (int r = 0; r < count; r++)
                for (int k = 0; k < depth; k++) out[to + r * depth + k] = a[a0 + k * stride + r];
            Arrays.fill(out, to + count * depth, to + ROWS * depth, 0);
        } else {
            for (int k = 0; k < depth; k++)
                for (int r = 0; r < ROWS; r++) out[to + k * SIDE + r] = r < count ? a[a0 + k * stride + r] : 0;
        }
    }

    /**
     * Lays out only the terms that are not zero in all rows, element (r, k) being {@code a[a0 + r·stride + k·step]}. False,
     * with nothing laid out, if that would spare too little.
     */
    private boolean layTerms(float[] a, int a0, int stride, int step, int depth, int tile, int to) {
        float[] out = laid.array;
        int[] left = at;
        int list = tile * depth;
        int n = 0;
        for (int k = 0; k < depth; k++) {
            int from = a0 + k * step;
            float x0 = a[from];
            float x1 = a[from + stride];
            float x2 = a[from + 2 * stride];
            float x3 = a[from + 3 * stride];
            float x4 = a[from + 4 * stride];
            float x5 = BY_ROWS ? a[from + 5 * stride] : 0;
            left[list + n] = k * PANEL;
            int first = to + (BY_ROWS ? n : n * SIDE);
            int next = BY_ROWS ? depth : 1;
            out[first] = x0;
            out[first + next] = x1;
            out[first + 2 * next] = x2;
            out[first + 3 * next] = x3;
            out[first + 4 * next] = x4;
            out[first + 5 * next] = x5;
            if (!(x0 == 0 && x1 == 0 && x2 == 0 && x3 == 0 && x4 == 0 && x5 == 0)) n++;
        }
        if (4 * n > 3 * depth) return false;
        terms[tile] = n;
        return true;
    }

    /** A tile's rows times one panel; what sticks out of C, beyond {@code rows} and {@code width}, is computed beside it. */
    private void tile(
            float[] a,
            int aAt,
            int aStride,
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
        if (rows == ROWS && width == PANEL) {
            int n = terms[tile];
            if (n == ALL)
                SimdTiles.tile(a, aAt, aStride, depth, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
            else
                SimdTiles.tile(
                        a, aAt, aStride, at, tile * depth, n, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
            return;
        }
        float[] beside = edge.array;
        int start = edge.start;
        int result = start + ROWS * PANEL;
        for (int r = 0; r < rows; r++)
            System.arraycopy(init, initAt + r * initStride, beside, start + r * PANEL, width);
        int n = terms[tile];
        if (n == ALL)
            SimdTiles.tile(a, aAt, aStride, depth, b, bAt, beside, start, PANEL, lower, beside, result, PANEL);
        else
            SimdTiles.tile(
                    a, aAt, aStride, at, tile * depth, n, b, bAt, beside, start, PANEL, lower, beside, result, PANEL);
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
