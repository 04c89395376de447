package org.latentfx.analysis.latent;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * The principal axes of a set of posterior means (Pearson 1901): their mean, and orthonormal directions by falling
 * variance. A direction's sign is fixed by its largest component, which is positive, so that a map does not flip from
 * one computation to the next. Immutable by convention; computed on the calling thread.
 *
 * @param mean latents values
 * @param axes the directions, latents of them with latents values each
 * @param variances along each axis, falling, in squared latent units
 */
public record PrincipalAxes(double[] mean, double[][] axes, double[] variances) {
    /** Points whose products are summed at a time. */
    private static final int CHUNK = 1024;

    /** The axes of all {@code points}; with no or one point the variances are 0. */
    public static PrincipalAxes of(LatentPoints points) {
        return of(points.mu(), points.latents());
    }

    /** The same of points of {@code d} numbers, one behind the other. */
    public static PrincipalAxes of(float[] points, int d) {
        int n = points.length / d;
        double[] mean = new double[d];
        for (int i = 0; i < n; i++) for (int j = 0; j < d; j++) mean[j] += points[i * d + j] / n;
        return of(mean, covariance(points, mean));
    }

    /** Σ (μ − mean)(μ − mean)ᵀ / n, latents × latents. */
    private static DMatrixRMaj covariance(float[] points, double[] mean) {
        int d = mean.length;
        int n = points.length / d;
        var covariance = new DMatrixRMaj(d, d);
        var centred = new DMatrixRMaj(Math.min(CHUNK, n), d);
        for (int first = 0; first < n; first += CHUNK) {
            centred.reshape(Math.min(CHUNK, n - first), d);
            for (int i = 0; i < centred.numRows; i++)
                for (int j = 0; j < d; j++) centred.data[i * d + j] = points[(first + i) * d + j] - mean[j];
            CommonOps_DDRM.multAddTransA(centred, centred, covariance);
        }
        CommonOps_DDRM.scale(1.0 / Math.max(1, n), covariance);
        return covariance;
    }

    private static PrincipalAxes of(double[] mean, DMatrixRMaj covariance) {
        int d = mean.length;
        var eigen = DecompositionFactory_DDRM.eig(d, true, true);
        if (!eigen.decompose(covariance))
            throw new ArithmeticException("the covariance of the latent points has no eigenvectors: not finite");
        var order = java.util.stream.IntStream.range(0, d)
                .boxed()
                .sorted((i, j) -> Double.compare(eigen.getEigenvalue(j).real, eigen.getEigenvalue(i).real))
                .toList();
        double[][] axes = new double[d][d];
        double[] variances = new double[d];
        for (int i = 0; i < d; i++) {
            double[] axis = eigen.getEigenVector(order.get(i)).data;
            int largest = 0;
            for (int j = 1; j < d; j++) if (Math.abs(axis[j]) > Math.abs(axis[largest])) largest = j;
            for (int j = 0; j < d; j++) axes[i][j] = axis[largest] < 0 ? -axis[j] : axis[j];
            variances[i] = Math.max(0, eigen.getEigenvalue(order.get(i)).real);
        }
        return new PrincipalAxes(mean, axes, variances);
    }

    /** The share of the whole variance that lies along the first {@code count} axes, 0..1. */
    public double share(int count) {
        double all = 0;
        double first = 0;
        for (int i = 0; i < variances.length; i++) {
            all += variances[i];
            if (i < count) first += variances[i];
        }
        return all > 0 ? first / all : 0;
    }
}
