package org.latentfx.view.map.paint;

import java.util.function.IntPredicate;

/**
 * Finds the point nearest to a place. The points are sorted into a uniform grid once, in linear time. Points that are
 * not finite are left out. Immutable; any thread may use it.
 */
public final class PointGrid {
    private static final int POINTS_PER_CELL = 3;

    private final float[] xs;
    private final float[] ys;
    private final int columns;
    private final int rows;
    private final float minX;
    private final float minY;
    private final double cellWidth;
    private final double cellHeight;
    /** Where each cell begins in {@link #order}; one more at the end. */
    private final int[] begins;
    /** Point indices, cell by cell. */
    private final int[] order;

    /** {@code at}: x and y of each point, one after the other. Not modified. */
    public PointGrid(float[] at) {
        int n = at.length / 2;
        xs = new float[n];
        ys = new float[n];
        for (int i = 0; i < n; i++) {
            xs[i] = at[2 * i];
            ys[i] = at[2 * i + 1];
        }
        float lowX = Float.MAX_VALUE;
        float lowY = Float.MAX_VALUE;
        float highX = -Float.MAX_VALUE;
        float highY = -Float.MAX_VALUE;
        for (int i = 0; i < n; i++) {
            if (!Float.isFinite(xs[i]) || !Float.isFinite(ys[i])) continue;
            lowX = Math.min(lowX, xs[i]);
            highX = Math.max(highX, xs[i]);
            lowY = Math.min(lowY, ys[i]);
            highY = Math.max(highY, ys[i]);
        }
        minX = lowX;
        minY = lowY;
        columns = Math.max(1, (int) Math.sqrt((double) n / POINTS_PER_CELL));
        rows = columns;
        cellWidth = Math.max(((double) highX - lowX) / columns, 1e-9);
        cellHeight = Math.max(((double) highY - lowY) / rows, 1e-9);
        begins = new int[columns * rows + 1];
        int[] cells = new int[n];
        for (int i = 0; i < n; i++) {
            boolean finite = Float.isFinite(xs[i]) && Float.isFinite(ys[i]);
            cells[i] = finite ? row(ys[i]) * columns + column(xs[i]) : -1;
            if (finite) begins[cells[i] + 1]++;
        }
        for (int c = 0; c < columns * rows; c++) begins[c + 1] += begins[c];
        order = new int[begins[columns * rows]];
        int[] next = begins.clone();
        for (int i = 0; i < n; i++) if (cells[i] >= 0) order[next[cells[i]]++] = i;
    }

    /**
     * The nearest point within {@code radius} of (x, y) that is {@code wanted}, or −1. Of equally near ones the first.
     */
    public int nearest(double x, double y, double radius, IntPredicate wanted) {
        double best = radius * radius;
        int found = -1;
        for (int row = row(y - radius); row <= row(y + radius); row++) {
            int from = begins[row * columns + column(x - radius)];
            int to = begins[row * columns + column(x + radius) + 1];
            for (int k = from; k < to; k++) {
                int i = order[k];
                double distance = (xs[i] - x) * (xs[i] - x) + (ys[i] - y) * (ys[i] - y);
                boolean nearer = distance < best || distance == best && (found < 0 || i < found);
                if (nearer && wanted.test(i)) {
                    best = distance;
                    found = i;
                }
            }
        }
        return found;
    }

    private int column(double x) {
        return (int) Math.max(0, Math.min(columns - 1, (x - minX) / cellWidth));
    }

    private int row(double y) {
        return (int) Math.max(0, Math.min(rows - 1, (y - minY) / cellHeight));
    }
}
