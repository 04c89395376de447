package org.latentfx.math.simd;

import static org.latentfx.math.simd.SimdTiles.PANEL;
import static org.latentfx.math.simd.SimdTiles.ROWS;
import static org.latentfx.math.simd.SimdTiles.TERMS;

import org.latentfx.math.Kernel;

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

    /** Up to this many rows are computed one by one. */
    private static final int FEW = 3;

    /** A panel of zeros, from which sums without a bias start. */
    static final float[] ZEROS = new float[PANEL];

    private static final float NONE = Float.NEGATIVE_INFINITY;
    private static final ThreadLocal<SimdProducts> MINE = ThreadLocal.withInitial(SimdProducts::new);

    /** Rows of A as the tiles read them. */
    private final SimdLaidRows laid = new SimdLaidRows(HEIGHT / ROWS);

    /** Some rows of a transposed product. */
    private final SimdScratch block = new SimdScratch();

    /** What a tile makes that sticks out of C. */
    private final SimdScratch edge = new SimdScratch().room(2 * ROWS * PANEL);

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
        int deep = ((inner + blocks - 1) / blocks + TERMS - 1) / TERMS * TERMS; // for the faster of the tiles
        laid.room(deep);
        int bands = (rows + HEIGHT - 1) / HEIGHT;
        int most = ((rows + bands - 1) / bands + ROWS - 1) / ROWS * ROWS;
        for (int top = 0; top < rows; top += most) {
            int height = Math.min(most, rows - top);
            int from = 0;
            do {
                int depth = Math.min(deep, inner - from);
                int first = aAt + top * aStride + from;
                for (int i = 0; i < height; i += ROWS)
                    laid.lay(
                            a, first + i * aStride, aStride, 1, Math.min(ROWS, height - i), depth, i / ROWS, skipZeros);
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
        laid.room(inner);
        float[] c = block.room(GROUP * columns).array;
        int cAt = block.start;
        for (int top = from; top < to; top += GROUP) {
            int height = Math.min(GROUP, to - top);
            for (int i = 0; i < height; i += ROWS)
                laid.lay(a, top + i, 1, aStride, Math.min(ROWS, height - i), inner, i / ROWS, skipZeros);
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
        if (rows == ROWS && width == PANEL) {
            laid.multiply(tile, depth, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
            return;
        }
        float[] beside = edge.array;
        int start = edge.start;
        int result = start + ROWS * PANEL;
        for (int r = 0; r < rows; r++)
            System.arraycopy(init, initAt + r * initStride, beside, start + r * PANEL, width);
        laid.multiply(tile, depth, b, bAt, beside, start, PANEL, lower, beside, result, PANEL);
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
