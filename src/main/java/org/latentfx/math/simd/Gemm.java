package org.latentfx.math.simd;

import static org.latentfx.math.simd.MicroKernel.KU;
import static org.latentfx.math.simd.MicroKernel.MR;
import static org.latentfx.math.simd.MicroKernel.NR;

import org.latentfx.math.Kernel;

/**
 * C = max(init + A·B, lower), the matrix product that all three products of a layer are brought to. The loop nest is
 * that of Goto & van de Geijn (2008), in the words of BLIS: blocks of {@link #MC} rows and {@link #KC} terms of A are
 * packed by {@link PackedA}, B comes packed in panels of NR columns ({@link PackedB}), and {@link MicroKernel} makes
 * one MR × NR tile of C. Later blocks of terms add to what C holds.
 *
 * <p>Terms whose factors are zero in all MR rows of a tile may be left out. Each element of C is the same chain of
 * operations in every tile, so results depend neither on that nor on how rows are shared out among threads. Each thread
 * has its own instance, for the scratch: {@link #mine}.
 */
final class Gemm {
    /** Terms of a sum in one block at most: KC × NR floats of B (25 KB) stay in the first-level cache. */
    private static final int KC = 6400 / NR;

    /** Rows of A in one block at most: MC × KC packed floats (140 KB) stay in the second-level cache. */
    private static final int MC = 66;

    /** Rows of Aᵀ in one block: a multiple of MR, and of the eight rows that are packed together. */
    private static final int MC_TRANSPOSED = 24;

    /** Up to this many rows are multiplied one by one (GEMV), since a tile would be half empty. */
    private static final int GEMV_ROWS = 3;

    /** NR zeros, from which sums without a bias start. */
    static final float[] ZEROS = new float[NR];

    private static final float NONE = Float.NEGATIVE_INFINITY;
    private static final ThreadLocal<Gemm> MINE = ThreadLocal.withInitial(Gemm::new);

    /** The current block of A. */
    private final PackedA packed = new PackedA(MC / MR);

    /** Some rows of C of a transposed product. */
    private final Scratch block = new Scratch();

    /** A block of B of a sum that goes on. */
    private final Scratch right = new Scratch();

    /** Whole tiles at the lower and right edges of C, where only a part of the tile belongs to C. */
    private final Scratch edge = new Scratch().room(2 * MR * NR);

    private Gemm() {}

    static Gemm mine() {
        return MINE.get();
    }

    /**
     * Rows of A, {@code aStride} apart, times packed B. Column j starts from {@code init[initAt + j]}, or from the same
     * NR values of {@code init} in each panel if {@code initStep} is 0; whole panels of {@code init} are read.
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
        // a multiple of KU, for the dense micro-kernel
        int deep = ((inner + blocks - 1) / blocks + KU - 1) / KU * KU;
        packed.room(deep);
        int bands = (rows + MC - 1) / MC;
        int most = ((rows + bands - 1) / bands + MR - 1) / MR * MR;
        // rows of A in blocks of MC
        for (int top = 0; top < rows; top += most) {
            int height = Math.min(most, rows - top);
            int from = 0;
            do { // terms in blocks of KC
                int depth = Math.min(deep, inner - from);
                int first = aAt + top * aStride + from;
                for (int i = 0; i < height; i += MR)
                    packed.pack(a, first + i * aStride, aStride, 1, Math.min(MR, height - i), depth, i / MR, skipZeros);
                boolean begin = from == 0;
                float least = from + depth == inner ? lower : NONE;
                // panels of NR columns, then tiles of MR rows
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
     * C += Aᵀ·B, A: inner × in, B: inner × columns, C: in × columns, all without gaps. Sums go on in the order of A's
     * rows, a block of {@link #KC} of them at a time, of which B is packed here.
     */
    void addTransposed(
            float[] a,
            int aAt,
            int in,
            int inner,
            float[] b,
            int bAt,
            int columns,
            float[] c,
            int cAt,
            boolean skipZeros) {
        packed.room(KC);
        float[] panels = right.room(KC * PackedB.padded(columns)).array;
        for (int from = 0; from < inner; from += KC) {
            int depth = Math.min(KC, inner - from);
            PackedB.packFrom(b, bAt + from * columns, columns, depth, right);
            for (int top = 0; top < in; top += MC) {
                int height = Math.min(MC, in - top);
                for (int i = 0; i < height; i += MR)
                    packed.pack(
                            a, aAt + from * in + top + i, 1, in, Math.min(MR, height - i), depth, i / MR, skipZeros);
                for (int j = 0; j < columns; j += NR)
                    for (int i = 0; i < height; i += MR) {
                        int target = cAt + (top + i) * columns + j;
                        tile(
                                Math.min(MR, height - i),
                                i / MR,
                                depth,
                                panels,
                                right.start + j * depth,
                                c,
                                target,
                                columns,
                                NONE,
                                c,
                                target,
                                columns,
                                Math.min(NR, columns - j));
                    }
            }
        }
    }

    /** One tile of C. At an edge a whole tile goes to {@link #edge} and its {@code rows × width} part is copied. */
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

    /** One row of A times all panels, four at a time (GEMV). */
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
            // beyond the last panel the last is read again, and the result not used
            int last = (width - 1) / NR;
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
