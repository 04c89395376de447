package org.latentfx.math.simd;

import static org.latentfx.math.simd.MicroKernel.KU;
import static org.latentfx.math.simd.MicroKernel.MR;
import static org.latentfx.math.simd.MicroKernel.NR;

import org.latentfx.math.Kernel;

/**
 * The matrix product to which all three products of a layer are brought: C = max(init + A·B, lower) with B in panels of
 * {@link MicroKernel#NR} columns. Long sums are cut into blocks whose operands stay in the nearest caches, going on
 * from what C holds. Where A is mostly zeros, terms that are zero in all of a tile's rows are left out, which changes
 * no sum. Each element is the same chain of operations whatever tile it falls into, so that no result depends on how
 * rows are shared out. Each thread has an instance of its own for its scratch: {@link #mine}.
 */
final class Gemm {
    /** The largest part of a sum done at a time, so that a panel (25 KB) stays in the first cache. */
    private static final int KC = 6400 / NR;

    /** Rows of A done at a time at most, so that their part of a sum (140 KB) stays in the second cache. */
    private static final int MC = 66;

    /** Rows of Aᵀ done at a time: whole tiles, and whole groups of eight rows to lay out anew. */
    private static final int MC_TRANSPOSED = 24;

    /** Up to this many rows are computed one by one. */
    private static final int GEMV_ROWS = 3;

    /** A panel of zeros, from which sums without a bias start. */
    static final float[] ZEROS = new float[NR];

    private static final float NONE = Float.NEGATIVE_INFINITY;
    private static final ThreadLocal<Gemm> MINE = ThreadLocal.withInitial(Gemm::new);

    /** Rows of A as the tiles read them. */
    private final PackedA packed = new PackedA(MC / MR);

    /** Some rows of a transposed product. */
    private final Scratch block = new Scratch();

    /** What a tile makes that sticks out of C. */
    private final Scratch edge = new Scratch().room(2 * MR * NR);

    private Gemm() {}

    static Gemm mine() {
        return MINE.get();
    }

    /**
     * Rows of A, {@code aStride} apart, times panels. Column j starts from {@code init[initAt + j]} (or from the same
     * panel of {@code init} each time where {@code initStep} is 0), read in whole panels.
     */
    void multiply(
            float[] a,
            int aAt,
            int aStride,
            int rows,
            int inner,
            Scratch panels,
            float[] init,
            int initAt,
            int initStep,
            float lower,
            float[] c,
            int cAt,
            int cStride,
            int columns,
            boolean skipZeros) {
        if (rows <= GEMV_ROWS) {
            for (int i = 0; i < rows; i++)
                row(a, aAt + i * aStride, inner, panels, init, initAt, initStep, lower, c, cAt + i * cStride, columns);
            return;
        }
        int blocks = Math.max(1, (inner + KC - 1) / KC);
        int deep = ((inner + blocks - 1) / blocks + KU - 1) / KU * KU; // for the faster of the tiles
        packed.room(deep);
        int bands = (rows + MC - 1) / MC;
        int most = ((rows + bands - 1) / bands + MR - 1) / MR * MR;
        for (int top = 0; top < rows; top += most) {
            int height = Math.min(most, rows - top);
            int from = 0;
            do {
                int depth = Math.min(deep, inner - from);
                int first = aAt + top * aStride + from;
                for (int i = 0; i < height; i += MR)
                    packed.pack(a, first + i * aStride, aStride, 1, Math.min(MR, height - i), depth, i / MR, skipZeros);
                boolean begin = from == 0;
                float least = from + depth == inner ? lower : NONE;
                for (int j = 0; j < columns; j += NR) {
                    for (int i = 0; i < height; i += MR) {
                        int tile = i / MR;
                        int target = cAt + (top + i) * cStride + j;
                        tile(
                                Math.min(MR, height - i),
                                tile,
                                depth,
                                panels.array,
                                panels.start + j * inner + from * NR,
                                begin ? init : c,
                                begin ? initAt + j * initStep : target,
                                begin ? 0 : cStride,
                                least,
                                c,
                                target,
                                cStride,
                                Math.min(NR, columns - j));
                    }
                }
                from += depth;
            } while (from < inner);
        }
    }

    /**
     * C = Aᵀ·B, rows {@code from..to} of C, B in panels of {@code panelRows} rows. A: inner × any. {@code use} gets a
     * few rows of C at a time, while they are in the nearest caches.
     */
    void multiplyTransposed(
            float[] a,
            int aStride,
            int from,
            int to,
            int inner,
            Scratch panels,
            int panelRows,
            int columns,
            boolean skipZeros,
            Kernel.GradientRows use) {
        packed.room(inner);
        float[] c = block.room(MC_TRANSPOSED * columns).array;
        int cAt = block.start;
        for (int top = from; top < to; top += MC_TRANSPOSED) {
            int height = Math.min(MC_TRANSPOSED, to - top);
            for (int i = 0; i < height; i += MR)
                packed.pack(a, top + i, 1, aStride, Math.min(MR, height - i), inner, i / MR, skipZeros);
            for (int j = 0; j < columns; j += NR)
                for (int i = 0; i < height; i += MR)
                    tile(
                            Math.min(MR, height - i),
                            i / MR,
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
                            Math.min(NR, columns - j));
            use.rows(c, cAt, top, top + height);
        }
    }

    /**
     * A tile's rows times one panel; what sticks out of C, beyond {@code rows} and {@code width}, is computed beside
     * it.
     */
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
        if (rows == MR && width == NR) {
            packed.multiply(tile, depth, b, bAt, init, initAt, initStride, lower, c, cAt, cStride);
            return;
        }
        float[] beside = edge.array;
        int start = edge.start;
        int result = start + MR * NR;
        for (int r = 0; r < rows; r++) System.arraycopy(init, initAt + r * initStride, beside, start + r * NR, width);
        packed.multiply(tile, depth, b, bAt, beside, start, NR, lower, beside, result, NR);
        for (int r = 0; r < rows; r++) System.arraycopy(beside, result + r * NR, c, cAt + r * cStride, width);
    }

    /** One row of A times all panels, four at a time. */
    private void row(
            float[] a,
            int aAt,
            int inner,
            Scratch panels,
            float[] init,
            int initAt,
            int initStep,
            float lower,
            float[] c,
            int cAt,
            int columns) {
        for (int j = 0; j < columns; j += 4 * NR) {
            int width = Math.min(4 * NR, columns - j);
            int last = (width - 1) / NR; // panels that are not there: the last one again, its result unused
            int b = panels.start + j * inner;
            int start = initAt + j * initStep;
            int panel = NR * inner;
            int step = NR * initStep;
            MicroKernel.multiplyRow(
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
