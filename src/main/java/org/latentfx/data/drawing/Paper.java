package org.latentfx.data.drawing;

import java.util.Arrays;

/**
 * The paper of a grey picture: on which side of its grey the ink lies, and its level at every pixel. It is known by the
 * picture's edge, which ink seldom reaches, and where light falls unevenly by its brightest part around each place.
 * Confined to one thread.
 */
final class Paper {
    /** Paper is of one grey where most of the edge lies within two levels. */
    private static final float CLEAN = 2f / 255;

    /** Or where this share of it is of one level, the rest being ink that reaches the edge. */
    private static final double MOSTLY = 0.6;

    private static final float SAME = 0.6f / 255;

    /** Tiles along the longest side: each is taken for as bright as its brightest fifth. */
    private static final int TILES = 16;

    private static final double BRIGHT = 0.8;

    /** Dark parts of less than 2 · REACH + 1 tiles are ink, and the paper goes on beneath them. */
    private static final int REACH = 2;

    /** Darker paper than this counts as that dark. */
    private static final float DARKEST = 0.05f;

    private static final int TERMS = 6;

    private final float[] grey;
    private final int columns;
    private final int rows;
    private final boolean clean;
    private final boolean light;
    /** A surface through the edge of a paper that is not clean. */
    private final double[] edge;
    /** The grey of a clean paper. */
    private final float level;

    /** Looks at {@code columns × rows} values 0 (black) to 1 (white); they are not modified. */
    Paper(float[] grey, int columns, int rows) {
        this.grey = grey;
        this.columns = columns;
        this.rows = rows;
        float[] rising = new float[2 * (columns + rows)];
        for (int i = 0; i < rising.length; i++) rising[i] = grey[edgePixel(i)];
        Arrays.sort(rising);
        level = rising[rising.length / 2];
        int same = 0;
        for (float value : rising) if (Math.abs(value - level) < SAME) same++;
        clean = same > MOSTLY * rising.length || rising[rising.length * 9 / 10] - rising[rising.length / 10] <= CLEAN;
        edge = clean ? new double[TERMS] : fit();
        double side = 0;
        for (int i = 0; i < grey.length; i++) {
            double beyond = grey[i] - (clean ? level : value(edge, i));
            side += beyond * Math.abs(beyond);
        }
        light = side <= 0;
    }

    /** Whether the edge is of one grey. */
    boolean clean() {
        return clean;
    }

    /** How far each pixel lies from the paper on the ink's side; below 0 on the other one. A new array. */
    float[] ink() {
        float[] ink = new float[grey.length];
        if (clean) {
            for (int i = 0; i < ink.length; i++) ink[i] = light ? level - grey[i] : grey[i] - level;
            return ink;
        }
        // light that changes evenly is taken out first; dark ink swallows a share of what falls on it
        for (int i = 0; i < ink.length; i++) {
            double surface = value(edge, i);
            ink[i] = (float) (light ? grey[i] / Math.max(DARKEST, surface) : 1 - grey[i] + surface);
        }
        float[] local = withoutInk(ink);
        for (int i = 0; i < ink.length; i++) ink[i] = (local[i] - ink[i]) / (light ? Math.max(DARKEST, local[i]) : 1);
        float[] sorted = ink.clone();
        Arrays.sort(sorted);
        float bias = sorted[sorted.length / 2]; // of the brightest fifth
        for (int i = 0; i < ink.length; i++) ink[i] -= bias;
        return ink;
    }

    // ---- the edge ----

    private int edgePixel(int i) {
        if (i < columns) return i;
        if (i < 2 * columns) return (rows - 1) * columns + i - columns;
        int row = (i - 2 * columns) / 2;
        return i % 2 == 0 ? row * columns : row * columns + columns - 1;
    }

    /** A surface of second degree through the edge by least squares, once more without what lies far from it. */
    private double[] fit() {
        double[] all = fit(new double[TERMS], Double.POSITIVE_INFINITY);
        double[] away = new double[2 * (columns + rows)];
        for (int i = 0; i < away.length; i++) away[i] = Math.abs(grey[edgePixel(i)] - value(all, edgePixel(i)));
        Arrays.sort(away);
        return fit(all, 3 * away[away.length / 2] + CLEAN);
    }

    private double[] fit(double[] former, double within) {
        double[][] sums = new double[TERMS][TERMS + 1];
        for (int i = 0; i < 2 * (columns + rows); i++) {
            int at = edgePixel(i);
            if (Math.abs(grey[at] - value(former, at)) > within) continue;
            double[] terms = terms(at);
            for (int r = 0; r < TERMS; r++) {
                for (int c = 0; c < TERMS; c++) sums[r][c] += terms[r] * terms[c];
                sums[r][TERMS] += terms[r] * grey[at];
            }
        }
        return solved(sums);
    }

    /** Gaussian elimination; a term that the pixels cannot tell (such as in a picture of one row) stays 0. */
    private static double[] solved(double[][] sums) {
        for (int k = 0; k < TERMS; k++) sums[k][k] += 1e-6 * (1 + sums[0][0]);
        for (int k = 0; k < TERMS; k++)
            for (int r = 0; r < TERMS; r++) {
                if (r == k) continue;
                double factor = sums[r][k] / sums[k][k];
                for (int c = k; c <= TERMS; c++) sums[r][c] -= factor * sums[k][c];
            }
        double[] solution = new double[TERMS];
        for (int k = 0; k < TERMS; k++) solution[k] = sums[k][TERMS] / sums[k][k];
        return solution;
    }

    private double value(double[] surface, int at) {
        double[] terms = terms(at);
        double sum = 0;
        for (int k = 0; k < TERMS; k++) sum += surface[k] * terms[k];
        return sum;
    }

    private double[] terms(int at) {
        double x = 2.0 * (at % columns) / columns - 1;
        double y = 2.0 * (at / columns) / rows - 1;
        return new double[] {1, x, y, x * x, x * y, y * y};
    }

    // ---- uneven light ----

    /** The light paper's level at each pixel: the closing of the tiles' bright levels. */
    private float[] withoutInk(float[] values) {
        int size = (Math.max(columns, rows) + TILES - 1) / TILES;
        int across = (columns + size - 1) / size;
        int down = (rows + size - 1) / size;
        float[] levels = new float[across * down];
        for (int t = 0; t < levels.length; t++) levels[t] = bright(values, t % across * size, t / across * size, size);
        float[] closed = widened(widened(levels, across, down, 1), across, down, -1);
        float[] local = new float[values.length];
        for (int i = 0; i < local.length; i++)
            local[i] = between(closed, across, down, (i % columns + 0.5) / size, (i / columns + 0.5) / size);
        return local;
    }

    private float bright(float[] values, int left, int top, int size) {
        int right = Math.min(columns, left + size);
        int bottom = Math.min(rows, top + size);
        float[] tile = new float[(right - left) * (bottom - top)];
        int n = 0;
        for (int y = top; y < bottom; y++) for (int x = left; x < right; x++) tile[n++] = values[y * columns + x];
        Arrays.sort(tile);
        return tile[(int) (BRIGHT * (n - 1))];
    }

    /** The largest value (sign 1) or the smallest (−1) within REACH tiles of each. */
    private static float[] widened(float[] levels, int across, int down, int sign) {
        float[] widened = new float[levels.length];
        for (int t = 0; t < levels.length; t++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int y = Math.max(0, t / across - REACH); y <= Math.min(down - 1, t / across + REACH); y++)
                for (int x = Math.max(0, t % across - REACH); x <= Math.min(across - 1, t % across + REACH); x++)
                    most = Math.max(most, sign * levels[y * across + x]);
            widened[t] = sign * most;
        }
        return widened;
    }

    /** Between the middles of the four tiles around (x, y), in tiles. */
    private static float between(float[] levels, int across, int down, double x, double y) {
        double column = Math.max(0, Math.min(across - 1, x - 0.5));
        double row = Math.max(0, Math.min(down - 1, y - 0.5));
        int left = (int) column;
        int top = (int) row;
        int right = Math.min(across - 1, left + 1);
        int bottom = Math.min(down - 1, top + 1);
        double above =
                levels[top * across + left] * (1 - column + left) + levels[top * across + right] * (column - left);
        double below = levels[bottom * across + left] * (1 - column + left)
                + levels[bottom * across + right] * (column - left);
        return (float) (above * (1 - row + top) + below * (row - top));
    }
}
