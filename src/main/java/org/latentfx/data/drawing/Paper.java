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

    /** Strokes of a pen are narrower than this part of a picture. */
    private static final int STROKES = 10;

    /** Where there is this many times as much ink on one side of the paper's grey, it is the ink's side. */
    private static final double CLEARLY = 4;

    /** So many pixels on the bright side of a sharp shadow count as its edge. */
    private static final int EDGE = 3;

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
        double strokes = clean ? 0 : strokes();
        light = strokes == 0 ? side <= 0 : strokes > 0;
    }

    /** Above 0 if there are many more dark strokes than bright ones, below 0 if fewer, or 0: no shadow is a stroke. */
    private double strokes() {
        float[] negative = new float[grey.length];
        for (int i = 0; i < grey.length; i++) negative[i] = -grey[i];
        double dark = filled(grey);
        double bright = filled(negative);
        return Math.max(dark, bright) < CLEARLY * Math.min(dark, bright) ? 0 : dark - bright;
    }

    /** How much a closing fills up of what is as narrow as a stroke. */
    private double filled(float[] values) {
        float[] closed = closed(values, Math.max(1, Math.max(columns, rows) / (2 * STROKES)), 0);
        double sum = 0;
        for (int i = 0; i < closed.length; i++) sum += Math.pow(Math.max(0, closed[i] - values[i]), 2);
        return sum;
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
        below(withoutInk(ink), ink);
        // a shadow's sharp edge is nowhere in that surface: there the light as it falls tells better
        float[] asSeen = new float[grey.length];
        for (int i = 0; i < asSeen.length; i++) asSeen[i] = light ? grey[i] : 1 - grey[i];
        below(closed(asSeen, (2 * REACH + 1) * size() / 2, EDGE), asSeen);
        for (int i = 0; i < ink.length; i++) ink[i] = Math.min(ink[i], asSeen[i]);
        return ink;
    }

    /** Replaces values by how far they lie below the paper's level there. */
    private void below(float[] paper, float[] values) {
        for (int i = 0; i < values.length; i++)
            values[i] = (paper[i] - values[i]) / (light ? Math.max(DARKEST, paper[i]) : 1);
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        float bias = sorted[sorted.length / 2]; // of the brightest part of noise
        for (int i = 0; i < values.length; i++) values[i] -= bias;
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

    /** Pixels along a tile. */
    private int size() {
        return (Math.max(columns, rows) + TILES - 1) / TILES;
    }

    /** The light paper's level at each pixel: the closing of the tiles' bright levels. */
    private float[] withoutInk(float[] values) {
        int size = size();
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

    /**
     * The same as the closing of the pixels themselves, little smoothed: it keeps a shadow's sharp edge where it is,
     * or rather a little to the bright side, where nothing is taken for ink.
     */
    private float[] closed(float[] values, int reach, int edge) {
        float[] smooth = new float[values.length];
        for (int i = 0; i < values.length; i++) smooth[i] = aroundMean(values, i % columns, i / columns);
        // squares may reach over the picture's end, as the shadow would go on there
        int across = columns + 2 * reach;
        int down = rows + 2 * reach;
        float[] dark = extreme(extreme(smooth, columns, rows, -2 * reach, 0, 1), rows, across, -2 * reach, 0, 1);
        float[] bright = extreme(dark, across, down, -edge, 2 * reach + edge, -1);
        return extreme(bright, down, columns, -edge, 2 * reach + edge, -1);
    }

    private float aroundMean(float[] values, int x, int y) {
        float sum = 0;
        int n = 0;
        for (int row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row++)
            for (int column = Math.max(0, x - 1); column <= Math.min(columns - 1, x + 1); column++, n++)
                sum += values[row * columns + column];
        return sum / n;
    }

    /**
     * The largest value (sign 1) or the smallest (−1) of those from {@code low} to {@code high} columns away, for
     * {@code columns − low − high} columns; turned, so that rows are columns. The queue holds the places
     * that may yet be extreme, their values falling (Lemire 2006).
     */
    private static float[] extreme(float[] from, int columns, int rows, int low, int high, int sign) {
        int count = columns - low - high;
        float[] to = new float[count * rows];
        int[] queue = new int[columns];
        for (int y = 0; y < rows; y++) {
            int head = 0;
            int tail = 0;
            int next = 0;
            for (int at = 0; at < count; at++) {
                for (; next <= Math.min(columns - 1, at + high); next++) {
                    float value = sign * from[y * columns + next];
                    while (tail > head && sign * from[y * columns + queue[tail - 1]] <= value) tail--;
                    queue[tail++] = next;
                }
                while (queue[head] < at + low) head++;
                to[at * rows + y] = from[y * columns + queue[head]];
            }
        }
        return to;
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
