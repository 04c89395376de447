package org.latentfx.session.compare;

import java.util.Arrays;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Plane;

/**
 * The part of a plane where nearly all codes of a model lie, in latent units: what is to be seen of one whose codes no
 * prior holds near 0. Its edges are round numbers, so that it stays while the codes move a little. Immutable; any
 * thread.
 */
public record CodeBox(double minX, double maxX, double minY, double maxY) {
    /** So many of the codes may lie beyond each edge. */
    private static final double BEYOND = 0.005;

    /** Edges are multiples of a power of two near this share of the longer side. */
    private static final double ROUND = 1.0 / 8;

    private static final double LEAST_SIDE = 1e-3;

    /** Of {@code points}; with a single latent as high as it is wide, around 0. */
    static CodeBox of(Plane plane, LatentPoints points) {
        float[] at = plane.project(points);
        double[] x = edges(at, 0);
        double[] y = edges(at, 1);
        double side = Math.max(LEAST_SIDE, Math.max(x[1] - x[0], y[1] - y[0]));
        double round = Math.pow(2, Math.round(Math.log(ROUND * side) / Math.log(2)));
        double left = round * Math.floor(x[0] / round);
        double right = round * Math.max(Math.floor(x[0] / round) + 1, Math.ceil(x[1] / round));
        if (plane.latents() == 1) return new CodeBox(left, right, (left - right) / 2, (right - left) / 2);
        double low = round * Math.floor(y[0] / round);
        return new CodeBox(left, right, low, round * Math.max(low / round + 1, Math.ceil(y[1] / round)));
    }

    private static double[] edges(float[] at, int axis) {
        int n = at.length / 2;
        float[] all = new float[n];
        for (int i = 0; i < n; i++) all[i] = at[2 * i + axis];
        Arrays.sort(all);
        int beyond = (int) (BEYOND * n);
        return n == 0 ? new double[2] : new double[] {all[beyond], all[n - 1 - beyond]};
    }

    /** Middles of about {@code most} equal tiles along the longer side, here to the right. */
    float[] across(int most) {
        return tiles(minX, maxX, most);
    }

    /** As above, upwards. */
    float[] up(int most) {
        return tiles(minY, maxY, most);
    }

    private float[] tiles(double from, double to, int most) {
        double step = Math.max(maxX - minX, maxY - minY) / most;
        int n = (int) Math.max(1, Math.round((to - from) / step));
        float[] at = new float[n];
        for (int i = 0; i < n; i++) at[i] = (float) (from + (i + 0.5) * (to - from) / n);
        return at;
    }
}
