package org.latentfx.math;

import static org.latentfx.math.SimdTiles.LANES;
import static org.latentfx.math.SimdTiles.PANEL;

/**
 * The matrix product to which all three products of a layer are brought: C = max(init + A·B, lower) with B in panels of
 * {@link SimdTiles#PANEL} columns. It cuts C into tiles; each element is the same chain of operations whatever tile it
 * falls into, so that no result depends on how rows are shared out. Any thread may use it.
 */
final class SimdProducts {
    /** Wide tiles need 16 sums in registers, which 256-bit machines (16 registers) cannot hold. */
    private static final boolean WIDE = LANES >= 16;

    /** A panel of zeros, from which sums without a bias start. */
    private static final float[] ZEROS = new float[PANEL];

    private SimdProducts() {}

    /**
     * Rows of A, {@code aStride} apart, times panels. Column j starts from {@code init[initAt + j]}, read in whole panels.
     */
    static void multiply(
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
            int columns) {
        SimdScratch edge = SimdScratch.mine(3).room(8 * PANEL);
        for (int j = 0; j < columns; j += PANEL) {
            int b = panels.start + j * inner;
            int start = initAt + j * initStep;
            int width = Math.min(PANEL, columns - j);
            int i = 0;
            if (width == PANEL && WIDE) {
                for (; i + 4 <= rows; i += 4)
                    SimdTiles.rows4(
                            a,
                            aAt + i * aStride,
                            aStride,
                            inner,
                            panels.array,
                            b,
                            init,
                            start,
                            lower,
                            c,
                            cAt + i * cStride + j,
                            cStride);
            } else {
                for (; i + 8 <= rows; i += 8) {
                    int v = 0;
                    for (; v + LANES <= width; v += LANES)
                        SimdTiles.rows8(
                                a,
                                aAt + i * aStride,
                                aStride,
                                inner,
                                panels.array,
                                b + v,
                                init,
                                start + v,
                                lower,
                                c,
                                cAt + i * cStride + j + v,
                                cStride);
                    if (v == width) continue;
                    SimdTiles.rows8(
                            a,
                            aAt + i * aStride,
                            aStride,
                            inner,
                            panels.array,
                            b + v,
                            init,
                            start + v,
                            lower,
                            edge.array,
                            edge.start,
                            PANEL);
                    copy(edge, 8, width - v, c, cAt + i * cStride + j + v, cStride);
                }
            }
            for (; i < rows; i++) {
                SimdTiles.row(a, aAt + i * aStride, inner, panels.array, b, init, start, lower, edge.array, edge.start);
                copy(edge, 1, width, c, cAt + i * cStride + j, cStride);
            }
        }
    }

    /** C = Aᵀ·B, rows {@code from..to} of C, B in panels. A: inner × any. */
    static void multiplyTransposed(
            float[] a, int aStride, int from, int to, int inner, SimdScratch panels, float[] c, int cStride) {
        SimdScratch strip = SimdScratch.mine(1).room(inner * LANES);
        for (int i = from; i < to; i += LANES) {
            int height = Math.min(LANES, to - i);
            SimdPanels.strip(a, i, aStride, inner, height, strip);
            for (int j = 0; j < cStride; j += PANEL)
                stripTimesPanel(
                        strip,
                        height,
                        inner,
                        panels,
                        panels.start + j * inner,
                        c,
                        i * cStride + j,
                        cStride,
                        Math.min(PANEL, cStride - j));
        }
    }

    private static void stripTimesPanel(
            SimdScratch strip,
            int rows,
            int inner,
            SimdScratch panels,
            int b,
            float[] c,
            int cAt,
            int cStride,
            int width) {
        SimdScratch edge = SimdScratch.mine(3).room(8 * PANEL);
        float lower = Float.NEGATIVE_INFINITY;
        boolean wide = WIDE && width == PANEL;
        int step = wide ? 4 : 8;
        for (int i = 0; i < rows; i += step) {
            int at = strip.start + i;
            int to = cAt + i * cStride;
            int height = Math.min(step, rows - i);
            if (wide) {
                if (height == 4)
                    SimdTiles.columns4(strip.array, at, inner, panels.array, b, ZEROS, 0, lower, c, to, cStride);
                else {
                    SimdTiles.columns4(
                            strip.array, at, inner, panels.array, b, ZEROS, 0, lower, edge.array, edge.start, PANEL);
                    copy(edge, height, width, c, to, cStride);
                }
                continue;
            }
            for (int v = 0; v < width; v += LANES) {
                if (height == 8 && v + LANES <= width)
                    SimdTiles.columns8(
                            strip.array, at, inner, panels.array, b + v, ZEROS, 0, lower, c, to + v, cStride);
                else {
                    SimdTiles.columns8(
                            strip.array,
                            at,
                            inner,
                            panels.array,
                            b + v,
                            ZEROS,
                            0,
                            lower,
                            edge.array,
                            edge.start,
                            PANEL);
                    copy(edge, height, Math.min(LANES, width - v), c, to + v, cStride);
                }
            }
        }
    }

    /** The part of a tile that lies within C. */
    private static void copy(SimdScratch edge, int rows, int columns, float[] c, int cAt, int cStride) {
        for (int r = 0; r < rows; r++)
            System.arraycopy(edge.array, edge.start + r * PANEL, c, cAt + r * cStride, columns);
    }
}
