package org.latentfx.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The one matrix product that all three products of a layer are brought to: C = max(init + A·B, lower) with A by rows and
 * B in panels. A panel is {@link #PANEL} neighbouring columns of B, stored row after row, so that the inner loop reads
 * it from front to back. Each element of C is one chain of fused multiply-adds over k in rising order, whatever tile it
 * falls into, so that no result depends on how rows are shared out. Any thread may use it.
 */
final class SimdProducts {
    static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    static final int LANES = S.length();

    /** Columns in a panel: two vectors. */
    static final int PANEL = 2 * LANES;

    /** Rows in a full tile; 256-bit machines have 16 vector registers, enough for 4 × 2 sums. */
    private static final int ROWS = LANES >= 16 ? 8 : 4;

    private SimdProducts() {}

    /** {@code columns} rounded up to whole panels. */
    static int padded(int columns) {
        return (columns + PANEL - 1) / PANEL * PANEL;
    }

    /** Copies {@code columns} of {@code rows} rows of B, {@code stride} apart, into panels of {@code height} rows. */
    static void pack(float[] b, int at, int stride, int rows, int columns, float[] panels, int panelsAt, int height) {
        int column = 0;
        for (; column + PANEL <= columns; column += PANEL) {
            int to = panelsAt + column * height;
            for (int k = 0; k < rows; k++) {
                int from = at + k * stride + column;
                FloatVector.fromArray(S, b, from).intoArray(panels, to + k * PANEL);
                FloatVector.fromArray(S, b, from + LANES).intoArray(panels, to + k * PANEL + LANES);
            }
        }
        if (column == columns) return;
        int to = panelsAt + column * height;
        for (int k = 0; k < rows; k++) {
            for (int j = column; j < columns; j++) panels[to + k * PANEL + j - column] = b[at + k * stride + j];
            for (int j = columns - column; j < PANEL; j++) panels[to + k * PANEL + j] = 0;
        }
    }

    /** Copies Bᵀ into panels: the {@code columns} rows of b, {@code height} long, become columns. */
    static void packTransposed(float[] b, int at, int stride, int columns, int height, float[] panels, int panelsAt) {
        for (int column = 0; column < columns; column += PANEL) {
            int width = Math.min(PANEL, columns - column);
            int to = panelsAt + column * height;
            transpose(b, at + column * stride, stride, width, height, panels, to, PANEL);
            for (int k = 0; k < height && width < PANEL; k++)
                for (int j = width; j < PANEL; j++) panels[to + k * PANEL + j] = 0;
        }
    }

    /** out(j, i) = a(i, j) for {@code rows} × {@code columns} of a. */
    static void transpose(float[] a, int at, int stride, int rows, int columns, float[] out, int outAt, int outStride) {
        for (int tile = 0; tile < columns; tile += 16) {
            int end = Math.min(tile + 16, columns);
            for (int i = 0; i < rows; i++)
                for (int j = tile; j < end; j++) out[outAt + j * outStride + i] = a[at + i * stride + j];
        }
    }

    /**
     * C = max(init + A·B, lower). Column j starts from {@code init[initAt + j]}, or from the same {@link #PANEL} values
     * for all panels if {@code initStep} is 0 instead of 1; {@code init} is read in whole panels.
     */
    static void multiply(
            float[] a,
            int aAt,
            int aStride,
            int rows,
            int inner,
            float[] panels,
            int panelsAt,
            float[] init,
            int initAt,
            int initStep,
            float lower,
            float[] c,
            int cAt,
            int cStride,
            int columns) {
        SimdScratch tile = SimdScratch.mine(3).room(8 * PANEL);
        for (int j = 0; j < columns; j += PANEL) {
            int b = panelsAt + j * inner;
            int from = initAt + j * initStep;
            int width = Math.min(PANEL, columns - j);
            boolean direct = width == PANEL || width == LANES;
            for (int i = 0; i < rows; ) {
                int height = rows - i >= ROWS ? ROWS : rows - i >= 4 ? 4 : 1;
                float[] to = direct ? c : tile.array;
                int toAt = direct ? cAt + i * cStride + j : tile.start;
                int toStride = direct ? cStride : PANEL;
                int row = aAt + i * aStride;
                if (height == 8 && width <= LANES)
                    narrow8(a, row, aStride, inner, panels, b, init, from, lower, to, toAt, toStride);
                else if (height == 8) tile8(a, row, aStride, inner, panels, b, init, from, lower, to, toAt, toStride);
                else if (width <= LANES && height == 4)
                    narrow4(a, row, aStride, inner, panels, b, init, from, lower, to, toAt, toStride);
                else if (height == 4) tile4(a, row, aStride, inner, panels, b, init, from, lower, to, toAt, toStride);
                else if (width <= LANES) narrow1(a, row, inner, panels, b, init, from, lower, to, toAt);
                else tile1(a, row, inner, panels, b, init, from, lower, to, toAt);
                for (int r = 0; r < height && !direct; r++)
                    System.arraycopy(to, toAt + r * PANEL, c, cAt + (i + r) * cStride + j, width);
                i += height;
            }
        }
    }

    private static void tile8(
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
        FloatVector s01 = FloatVector.fromArray(S, init, initAt + LANES);
        FloatVector s10 = s00;
        FloatVector s11 = s01;
        FloatVector s20 = s00;
        FloatVector s21 = s01;
        FloatVector s30 = s00;
        FloatVector s31 = s01;
        FloatVector s40 = s00;
        FloatVector s41 = s01;
        FloatVector s50 = s00;
        FloatVector s51 = s01;
        FloatVector s60 = s00;
        FloatVector s61 = s01;
        FloatVector s70 = s00;
        FloatVector s71 = s01;
        for (int k = 0; k < inner; k++) {
            FloatVector p = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector q = FloatVector.fromArray(S, b, bAt + k * PANEL + LANES);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            x = FloatVector.broadcast(S, a[a1 + k]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            x = FloatVector.broadcast(S, a[a2 + k]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            x = FloatVector.broadcast(S, a[a3 + k]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
            x = FloatVector.broadcast(S, a[a4 + k]);
            s40 = x.fma(p, s40);
            s41 = x.fma(q, s41);
            x = FloatVector.broadcast(S, a[a5 + k]);
            s50 = x.fma(p, s50);
            s51 = x.fma(q, s51);
            x = FloatVector.broadcast(S, a[a6 + k]);
            s60 = x.fma(p, s60);
            s61 = x.fma(q, s61);
            x = FloatVector.broadcast(S, a[a7 + k]);
            s70 = x.fma(p, s70);
            s71 = x.fma(q, s71);
        }
        s00.max(lower).intoArray(c, cAt);
        s01.max(lower).intoArray(c, cAt + LANES);
        s10.max(lower).intoArray(c, cAt + cStride);
        s11.max(lower).intoArray(c, cAt + cStride + LANES);
        s20.max(lower).intoArray(c, cAt + 2 * cStride);
        s21.max(lower).intoArray(c, cAt + 2 * cStride + LANES);
        s30.max(lower).intoArray(c, cAt + 3 * cStride);
        s31.max(lower).intoArray(c, cAt + 3 * cStride + LANES);
        s40.max(lower).intoArray(c, cAt + 4 * cStride);
        s41.max(lower).intoArray(c, cAt + 4 * cStride + LANES);
        s50.max(lower).intoArray(c, cAt + 5 * cStride);
        s51.max(lower).intoArray(c, cAt + 5 * cStride + LANES);
        s60.max(lower).intoArray(c, cAt + 6 * cStride);
        s61.max(lower).intoArray(c, cAt + 6 * cStride + LANES);
        s70.max(lower).intoArray(c, cAt + 7 * cStride);
        s71.max(lower).intoArray(c, cAt + 7 * cStride + LANES);
    }

    private static void narrow8(
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

    private static void tile4(
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
        FloatVector s10 = s00;
        FloatVector s11 = s01;
        FloatVector s20 = s00;
        FloatVector s21 = s01;
        FloatVector s30 = s00;
        FloatVector s31 = s01;
        for (int k = 0; k < inner; k++) {
            FloatVector p = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector q = FloatVector.fromArray(S, b, bAt + k * PANEL + LANES);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
            x = FloatVector.broadcast(S, a[a1 + k]);
            s10 = x.fma(p, s10);
            s11 = x.fma(q, s11);
            x = FloatVector.broadcast(S, a[a2 + k]);
            s20 = x.fma(p, s20);
            s21 = x.fma(q, s21);
            x = FloatVector.broadcast(S, a[a3 + k]);
            s30 = x.fma(p, s30);
            s31 = x.fma(q, s31);
        }
        s00.max(lower).intoArray(c, cAt);
        s01.max(lower).intoArray(c, cAt + LANES);
        s10.max(lower).intoArray(c, cAt + cStride);
        s11.max(lower).intoArray(c, cAt + cStride + LANES);
        s20.max(lower).intoArray(c, cAt + 2 * cStride);
        s21.max(lower).intoArray(c, cAt + 2 * cStride + LANES);
        s30.max(lower).intoArray(c, cAt + 3 * cStride);
        s31.max(lower).intoArray(c, cAt + 3 * cStride + LANES);
    }

    private static void narrow4(
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
        FloatVector s10 = s00;
        FloatVector s20 = s00;
        FloatVector s30 = s00;
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
        }
        s00.max(lower).intoArray(c, cAt);
        s10.max(lower).intoArray(c, cAt + cStride);
        s20.max(lower).intoArray(c, cAt + 2 * cStride);
        s30.max(lower).intoArray(c, cAt + 3 * cStride);
    }

    private static void tile1(
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
        for (int k = 0; k < inner; k++) {
            FloatVector p = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector q = FloatVector.fromArray(S, b, bAt + k * PANEL + LANES);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            s00 = x.fma(p, s00);
            s01 = x.fma(q, s01);
        }
        s00.max(lower).intoArray(c, cAt);
        s01.max(lower).intoArray(c, cAt + LANES);
    }

    private static void narrow1(
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
        for (int k = 0; k < inner; k++) {
            FloatVector p = FloatVector.fromArray(S, b, bAt + k * PANEL);
            FloatVector x = FloatVector.broadcast(S, a[a0 + k]);
            s00 = x.fma(p, s00);
        }
        s00.max(lower).intoArray(c, cAt);
    }
}
