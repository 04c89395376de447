package org.latentfx.analysis.plane;

import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.model.prior.Prior;
import org.latentfx.model.prior.StandardNormal;

/**
 * The aggregate posterior q(z) = mean over the images of N(μ, σ²) of a model with one latent, beside the prior: both
 * per unit of z, at the middles of equal cells from {@code left} to {@code right}. Immutable by convention; computed
 * on the calling thread.
 *
 * @param posterior q, one a cell
 * @param prior p(z), one a cell
 * @param normal whether that is the standard normal
 */
public record LineDensity(double left, double right, float[] posterior, float[] prior, boolean normal) {
    /** Normals end where they have fallen to e⁻⁸ of their height. */
    private static final double REACH = 4;

    /** Each image's normal is widened by half a cell, so that none falls between two middles. */
    public static LineDensity of(LatentPoints points, double left, double right, int cells, Progress progress) {
        return of(points, new StandardNormal(points.latents()), left, right, cells, progress);
    }

    /** The same beside {@code prior}. */
    public static LineDensity of(
            LatentPoints points, Prior prior, double left, double right, int cells, Progress progress) {
        if (points.latents() != 1)
            throw new IllegalArgumentException("line: found " + points.latents() + " latents, expected 1");
        double step = (right - left) / cells;
        double[] sums = new double[cells];
        for (int i = 0; i < points.size(); i++) {
            if (i % 256 == 0) progress.at(i, points.size());
            double variance = Math.exp(points.logVar()[i]) + 0.25 * step * step;
            double reach = REACH * Math.sqrt(variance);
            double height = 1 / Math.sqrt(2 * Math.PI * variance);
            double mean = points.mu(i, 0);
            int from = (int) Math.max(0, Math.ceil((mean - reach - left) / step - 0.5));
            int to = (int) Math.min(cells, Math.ceil((mean + reach - left) / step - 0.5));
            for (int k = from; k < to; k++) {
                double off = left + (k + 0.5) * step - mean;
                sums[k] += height * Math.exp(-0.5 * off * off / variance);
            }
        }
        float[] posterior = new float[cells];
        float[] expected = new float[cells];
        for (int k = 0; k < cells; k++) {
            posterior[k] = (float) (sums[k] / Math.max(1, points.size()));
            expected[k] = (float) prior.marginal(0, left + (k + 0.5) * step);
        }
        return new LineDensity(left, right, posterior, expected, prior instanceof StandardNormal);
    }

    /** The middle of cell {@code k}. */
    public double z(int k) {
        return left + (k + 0.5) * (right - left) / posterior.length;
    }

    /** Whether the prior has mass in cell {@code k} but next to no image is there. */
    public boolean hole(int k, double threshold) {
        float most = 0;
        for (float one : prior) most = Math.max(most, one);
        double least = most * Math.exp(-0.5 * Density.HOLE_RADIUS * Density.HOLE_RADIUS);
        boolean mass = normal ? Math.abs(z(k)) <= Density.HOLE_RADIUS : prior[k] >= least;
        return mass && posterior[k] < threshold * prior[k];
    }
}
