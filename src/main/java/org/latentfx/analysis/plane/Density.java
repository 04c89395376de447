package org.latentfx.analysis.plane;

import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.model.prior.PosteriorMixture;
import org.latentfx.model.prior.Prior;
import org.latentfx.model.prior.StandardNormal;

/**
 * The aggregate posterior q(z) = mean over the images of N(μ, σ²), seen on a plane beside the prior: both as densities
 * of where a point <em>projects</em> (marginals, not slices), so each would sum to 1 over the whole plane. Where the
 * prior has mass but q has next to none lie holes: points drawn there decode to nothing the model was taught (Tomczak &
 * Welling 2018; Rosca et al. 2018). Immutable by convention; computed on the calling thread.
 *
 * @param posterior q per unit of area, one a cell
 * @param prior p(z) per unit of area, one a cell
 * @param normal whether that is the standard normal
 */
public record Density(Grid grid, float[] posterior, float[] prior, boolean normal) {
    /** Holes are looked for where the prior has 98.9 % of its mass. */
    public static final double HOLE_RADIUS = 3;

    /** Kernels end where they have fallen to e⁻⁸ of their height. */
    private static final double REACH = 4;

    /**
     * Each image's normal is widened by half a cell, so that none falls between the cell centres; masses stay within
     * about 1.5 %. Cost grows with the cells under all kernels: some 10 ms for 10,000 images on 128 × 128 cells.
     */
    public static Density of(LatentPoints points, Plane plane, Grid grid, Progress progress) {
        return of(points, new StandardNormal(points.latents()), plane, grid, progress);
    }

    /** The same beside {@code prior}. */
    public static Density of(LatentPoints points, Prior prior, Plane plane, Grid grid, Progress progress) {
        float[] posterior = mean(points.mu(), points.logVar(), plane, grid, progress);
        if (prior instanceof PosteriorMixture mixture)
            return new Density(
                    grid, posterior, mean(mixture.mu(), mixture.logVar(), plane, grid, Progress.NONE), false);
        float[] normal = new float[grid.cells()];
        for (int row = 0; row < grid.rows(); row++)
            for (int column = 0; column < grid.columns(); column++)
                normal[row * grid.columns() + column] =
                        (float) (Normal.density(grid.a(column)) * Normal.density(grid.b(row)));
        return new Density(grid, posterior, normal, true);
    }

    /** The mean of normals, given as rows of μ and log σ². */
    private static float[] mean(float[] mu, float[] logVar, Plane plane, Grid grid, Progress progress) {
        double[] sums = new double[grid.cells()];
        double spareA = 0.25 * grid.cellWidth() * grid.cellWidth();
        double spareB = 0.25 * grid.cellHeight() * grid.cellHeight();
        int d = plane.latents();
        int size = mu.length / d;
        for (int i = 0; i < size; i++) {
            if (i % 256 == 0) progress.at(i, size);
            double aa = spareA;
            double ab = 0;
            double bb = spareB;
            for (int j = 0; j < d; j++) {
                double variance = Math.exp(logVar[i * d + j]);
                aa += plane.u()[j] * plane.u()[j] * variance;
                ab += plane.u()[j] * plane.v()[j] * variance;
                bb += plane.v()[j] * plane.v()[j] * variance;
            }
            splat(grid, (float) plane.a(mu, i * d), (float) plane.b(mu, i * d), aa, ab, bb, sums);
        }
        float[] mean = new float[sums.length];
        for (int cell = 0; cell < mean.length; cell++) mean[cell] = (float) (sums[cell] / Math.max(1, size));
        return mean;
    }

    /** Adds the normal at (a, b) with covariance (aa, ab; ab, bb) to every cell within its reach. */
    private static void splat(Grid grid, double a, double b, double aa, double ab, double bb, double[] sums) {
        double determinant = aa * bb - ab * ab;
        double height = 1 / (2 * Math.PI * Math.sqrt(determinant));
        double paa = bb / determinant;
        double pab = -ab / determinant;
        double pbb = aa / determinant;
        double h = grid.cellWidth();
        double reachA = REACH / Math.sqrt(paa);
        double reachB = REACH * Math.sqrt(bb);
        int first = Math.max(0, (int) Math.ceil((grid.top() - b - reachB) / grid.cellHeight() - 0.5));
        int last = Math.min(grid.rows(), (int) Math.ceil((grid.top() - b + reachB) / grid.cellHeight() - 0.5));
        // along a row exp(−½(…)) changes by a factor that itself changes by a constant factor: no exp in the loop
        double bend = Math.exp(-paa * h * h);
        for (int row = first; row < last; row++) {
            double y = grid.b(row) - b;
            double middle = a - pab / paa * y - grid.left();
            int from = Math.max(0, (int) Math.ceil((middle - reachA) / h - 0.5));
            int to = Math.min(grid.columns(), (int) Math.ceil((middle + reachA) / h - 0.5));
            double x = grid.a(from) - a;
            double value = height * Math.exp(-0.5 * (paa * x * x + 2 * pab * x * y + pbb * y * y));
            double factor = Math.exp(-paa * h * (x + 0.5 * h) - pab * h * y);
            int cell = row * grid.columns();
            for (int column = from; column < to; column++) {
                sums[cell + column] += value;
                value *= factor;
                factor *= bend;
            }
        }
    }

    /**
     * Which cells are holes: within {@link #HOLE_RADIUS}, or where a learnt prior is at least as high beside its
     * highest cell as N(0, I) is there, and with q below {@code threshold} × prior.
     */
    public boolean[] holes(double threshold) {
        boolean[] holes = new boolean[grid.cells()];
        float most = 0;
        for (float one : prior) most = Math.max(most, one);
        double least = most * Math.exp(-0.5 * HOLE_RADIUS * HOLE_RADIUS);
        for (int row = 0; row < grid.rows(); row++) {
            for (int column = 0; column < grid.columns(); column++) {
                int cell = row * grid.columns() + column;
                boolean mass = normal ? Math.hypot(grid.a(column), grid.b(row)) <= HOLE_RADIUS : prior[cell] >= least;
                holes[cell] = mass && posterior[cell] < threshold * prior[cell];
            }
        }
        return holes;
    }

    /** The prior's mass in the holes, 0..1 of all its mass: the share of prior draws that land in one. */
    public double holeMass(double threshold) {
        boolean[] holes = holes(threshold);
        double sum = 0;
        for (int cell = 0; cell < holes.length; cell++) if (holes[cell]) sum += prior[cell];
        return sum * grid.cellWidth() * grid.cellHeight();
    }
}
