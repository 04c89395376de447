package org.latentfx.data.drawing;

import java.util.Arrays;

/**
 * A grey picture from outside, of any size, as ink on an empty square: paper is told from ink by the picture's edge,
 * and what is nearly paper is paper. Immutable by convention; any thread may use it.
 *
 * @param side width and height
 * @param ink 0..1, row by row
 */
public record Scan(int side, float[] ink) {
    /** Larger pictures are shrunk to at most this many pixels a side. */
    private static final int LARGEST = 512;

    /** On paper that is not all of one grey, less ink than this share of the most is paper. */
    private static final float FAINT = 0.12f;

    /** Paper is of one grey where most of the edge lies within two levels. */
    private static final float CLEAN = 2f / 255;

    /** @param grey 0 (black) to 1 (white), row by row; not modified */
    public static Scan of(float[] grey, int width, int height) {
        if (width < 1 || height < 1 || grey.length != (long) width * height)
            throw new IllegalArgumentException(grey.length + " pixels, expected " + width + " × " + height);
        int step = (Math.max(width, height) + LARGEST - 1) / LARGEST;
        int columns = (width + step - 1) / step;
        int rows = (height + step - 1) / step;
        float[] small = step == 1 ? grey.clone() : shrunk(grey, width, height, step, columns, rows);
        lift(small, columns, rows);
        int side = Math.max(columns, rows);
        float[] ink = new float[side * side];
        int left = (side - columns) / 2;
        int top = (side - rows) / 2;
        for (int y = 0; y < rows; y++) System.arraycopy(small, y * columns, ink, (y + top) * side + left, columns);
        return new Scan(side, ink);
    }

    /** Means of squares of {@code step × step} pixels, those at the far edges smaller. */
    private static float[] shrunk(float[] grey, int width, int height, int step, int columns, int rows) {
        float[] small = new float[columns * rows];
        for (int i = 0; i < small.length; i++) {
            int x0 = i % columns * step;
            int y0 = i / columns * step;
            int x1 = Math.min(width, x0 + step);
            int y1 = Math.min(height, y0 + step);
            double sum = 0;
            for (int y = y0; y < y1; y++) for (int x = x0; x < x1; x++) sum += grey[y * width + x];
            small[i] = (float) (sum / ((x1 - x0) * (y1 - y0)));
        }
        return small;
    }

    /** Turns grey into ink in place: a dark picture on light paper is turned over, and the paper taken away. */
    private static void lift(float[] values, int columns, int rows) {
        float[] edge = edge(values, columns, rows);
        float paper = edge[edge.length / 2];
        float faint = edge[edge.length * 9 / 10] - edge[edge.length / 10] > CLEAN ? FAINT : 0;
        boolean light = paper > 0.5f;
        float most = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, light ? paper - values[i] : values[i] - paper);
            most = Math.max(most, values[i]);
        }
        if (most <= 0) return;
        for (int i = 0; i < values.length; i++) values[i] = values[i] < faint * most ? 0 : values[i] / most;
    }

    /** The picture's outermost pixels, rising. */
    private static float[] edge(float[] values, int columns, int rows) {
        float[] edge = new float[2 * (columns + rows)];
        int n = 0;
        for (int x = 0; x < columns; x++) {
            edge[n++] = values[x];
            edge[n++] = values[(rows - 1) * columns + x];
        }
        for (int y = 0; y < rows; y++) {
            edge[n++] = values[y * columns];
            edge[n++] = values[y * columns + columns - 1];
        }
        Arrays.sort(edge);
        return edge;
    }
}
