package org.latentfx.view.map.paint;

import java.util.Arrays;

/**
 * A closed line drawn around points, in the map's pixels, and which points lie inside. Corners that are too close
 * together are left out. FX thread only.
 */
public final class Outline {
    private static final double CLOSEST = 3;

    private double[] corners = new double[64];
    private int used;

    /** The box between two opposite corners. */
    public static Outline box(double x1, double y1, double x2, double y2) {
        var box = new Outline();
        box.corners = new double[] {x1, y1, x2, y1, x2, y2, x1, y2};
        box.used = 8;
        return box;
    }

    /** The whole height of a map that high, as far to the left and right as this outline. */
    public Outline column(double mapHeight) {
        double low = Double.MAX_VALUE;
        double high = -Double.MAX_VALUE;
        for (int k = 0; k < used; k += 2) {
            low = Math.min(low, corners[k]);
            high = Math.max(high, corners[k]);
        }
        return box(low, 0, high, mapHeight);
    }

    /** A line through these corners: x and y, one after the other. */
    public static Outline through(double... corners) {
        var outline = new Outline();
        outline.corners = corners.clone();
        outline.used = corners.length;
        return outline;
    }

    public void add(double x, double y) {
        if (used > 0 && Math.hypot(x - corners[used - 2], y - corners[used - 1]) < CLOSEST) return;
        if (used == corners.length) corners = Arrays.copyOf(corners, 2 * used);
        corners[used++] = x;
        corners[used++] = y;
    }

    /** x and y of each corner, one after the other; a new array. */
    public double[] corners() {
        return Arrays.copyOf(corners, used);
    }

    /** The larger of its width and height. */
    public double extent() {
        double[] low = {Double.MAX_VALUE, Double.MAX_VALUE};
        double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE};
        for (int k = 0; k < used; k++) {
            low[k % 2] = Math.min(low[k % 2], corners[k]);
            high[k % 2] = Math.max(high[k % 2], corners[k]);
        }
        return Math.max(0, Math.max(high[0] - low[0], high[1] - low[1]));
    }

    /** Whether a line from (x, y) to far away crosses it an odd number of times. */
    public boolean contains(double x, double y) {
        boolean inside = false;
        for (int k = 0, last = used - 2; k < used; last = k, k += 2) {
            double y1 = corners[last + 1];
            double y2 = corners[k + 1];
            if (y1 > y == y2 > y) continue;
            double crossing = corners[last] + (y - y1) / (y2 - y1) * (corners[k] - corners[last]);
            if (x < crossing) inside = !inside;
        }
        return inside;
    }
}
