package org.latentfx.view.map.paint;

import org.latentfx.analysis.latent.LatentPoints;

/**
 * Where the codes of a model with one latent stand on the map: each class has a row of its own under the line, in
 * pixels of the map, and points of one row are spread over its height, so that they do not hide each other. Immutable
 * by convention; any thread.
 *
 * @param rowOf each class's row
 * @param rows how many rows there are
 * @param top where the first row begins
 * @param height of each row
 */
public record StackedRows(int[] rowOf, int rows, double top, double height) {
    /** The line with its pictures lies here, as a share of the map's height from the top. */
    public static final double LINE = 0.42;

    /** Room for the pictures below the line, and above it. */
    public static final double STRIP = 34;

    private static final double BELOW = 26;
    private static final double SPREAD = 0.7;

    /** Classes that do not occur get no row. {@code counts}: images of each class. */
    public static StackedRows of(int[] counts, double mapHeight) {
        int[] rowOf = new int[counts.length];
        int rows = 0;
        for (int c = 0; c < counts.length; c++) {
            rowOf[c] = rows;
            if (counts[c] > 0) rows++;
        }
        double top = LINE * mapHeight + STRIP;
        double height = Math.max(1, mapHeight - BELOW - top) / Math.max(1, rows);
        return new StackedRows(rowOf, rows, top, height);
    }

    /** The middle of a class's row. */
    public double middle(int label) {
        return top + (rowOf[label] + 0.5) * height;
    }

    /** (a, b) of each point, one after the other: a is its code, b puts it in its row as the axes are now. */
    public float[] places(LatentPoints points, Axes2D axes) {
        float[] at = new float[2 * points.size()];
        byte[] labels = points.images().labels();
        for (int i = 0; i < points.size(); i++) {
            at[2 * i] = points.mu(i, 0);
            at[2 * i + 1] = (float) axes.y(middle(labels[i] & 0xff) + SPREAD * height * jitter(i));
        }
        return at;
    }

    /** −½ … ½, the same for the same image each time. */
    private static double jitter(int i) {
        return (i * 0x9E3779B9 >>> 8) / (double) (1 << 24) - 0.5;
    }
}
