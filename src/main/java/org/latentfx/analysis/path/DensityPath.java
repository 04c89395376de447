package org.latentfx.analysis.path;

import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.AggregatePosterior;
import org.latentfx.analysis.latent.Vectors;

/**
 * A way that follows the images: the string method (E, Ren & Vanden-Eijnden 2002). All points but the ends climb the
 * aggregate posterior together and are spread evenly again after each step; kept is the round with the highest mean log
 * q. Pure; computed on the calling thread.
 */
final class DensityPath {
    private static final int ROUNDS = 60;
    private static final double STEP = 0.5;

    /** Below this movement in a round, as a share of the distance between points, the path rests. */
    private static final double REST = 0.01;

    private DensityPath() {}

    record Found(float[][] z, boolean converged, int rounds) {}

    /** From the path {@code start} (count × latents), whose ends stay. */
    static Found from(float[][] start, AggregatePosterior q, Progress progress) {
        float[][] z = start;
        float[][] best = z;
        double highest = meanLogDensity(z, q);
        for (int round = 1; round <= ROUNDS; round++) {
            progress.at(round - 1, ROUNDS);
            float[][] climbed = z.clone();
            for (int i = 1; i < z.length - 1; i++) climbed[i] = Interpolation.straight(z[i], q.climb(z[i]), STEP);
            float[][] next = evenly(climbed);
            double moved = 0;
            for (int i = 0; i < z.length; i++) moved = Math.max(moved, Vectors.distance(z[i], next[i]));
            z = next;
            double mean = meanLogDensity(z, q);
            if (mean > highest) {
                highest = mean;
                best = z;
            }
            if (moved <= REST * Vectors.distance(z[0], z[1])) return new Found(best, true, round);
        }
        return new Found(best, false, ROUNDS);
    }

    static double meanLogDensity(float[][] z, AggregatePosterior q) {
        double sum = 0;
        for (float[] point : z) sum += q.logDensity(point);
        return sum / z.length;
    }

    /** As many points at equal distances along the broken line through {@code z}. */
    private static float[][] evenly(float[][] z) {
        int n = z.length;
        double[] along = new double[n];
        for (int i = 1; i < n; i++) along[i] = along[i - 1] + Vectors.distance(z[i - 1], z[i]);
        if (along[n - 1] == 0) return z;
        float[][] even = z.clone();
        int segment = 1;
        for (int i = 1; i < n - 1; i++) {
            double wanted = along[n - 1] * i / (n - 1);
            while (along[segment] < wanted) segment++;
            double t = (wanted - along[segment - 1]) / (along[segment] - along[segment - 1]);
            even[i] = Interpolation.straight(z[segment - 1], z[segment], t);
        }
        return even;
    }
}
