package org.latentfx.analysis.quality;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * The distance of two clouds of feature vectors taken as Gaussians: |μ₁ − μ₂|² + tr(Σ₁ + Σ₂ − 2(√Σ₁ Σ₂ √Σ₁)^½) (Fréchet
 * 1957; Heusel et al. 2017 for samples). Biased upwards by small clouds, so only distances of clouds of the same sizes
 * compare. Unit: squared feature units. Pure, in double precision.
 */
public final class FrechetDistance {
    private FrechetDistance() {}

    /** A cloud's mean and covariance (unbiased, divided by n − 1). */
    public record Gaussian(double[] mean, DMatrixRMaj covariance) {
        /** Of {@code count} vectors of {@code dimensions} numbers, row-major. */
        public static Gaussian of(float[] vectors, int count, int dimensions) {
            if (count < 2) throw new IllegalArgumentException("vectors: found " + count + ", expected 2 or more");
            double[] mean = new double[dimensions];
            for (int i = 0; i < count; i++) for (int j = 0; j < dimensions; j++) mean[j] += vectors[i * dimensions + j];
            for (int j = 0; j < dimensions; j++) mean[j] /= count;
            var covariance = new DMatrixRMaj(dimensions, dimensions);
            double[] off = new double[dimensions];
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < dimensions; j++) off[j] = vectors[i * dimensions + j] - mean[j];
                for (int j = 0; j < dimensions; j++)
                    for (int k = 0; k <= j; k++) covariance.data[j * dimensions + k] += off[j] * off[k];
            }
            for (int j = 0; j < dimensions; j++)
                for (int k = 0; k <= j; k++) {
                    double value = covariance.data[j * dimensions + k] / (count - 1);
                    covariance.set(j, k, value);
                    covariance.set(k, j, value);
                }
            return new Gaussian(mean, covariance);
        }
    }

    public static double of(Gaussian a, Gaussian b) {
        double distance = CommonOps_DDRM.trace(a.covariance) + CommonOps_DDRM.trace(b.covariance);
        for (int j = 0; j < a.mean.length; j++) distance += (a.mean[j] - b.mean[j]) * (a.mean[j] - b.mean[j]);
        int n = a.mean.length;
        DMatrixRMaj root = root(a.covariance);
        var half = new DMatrixRMaj(n, n);
        var inner = new DMatrixRMaj(n, n);
        CommonOps_DDRM.mult(root, b.covariance, half);
        CommonOps_DDRM.mult(half, root, inner);
        for (double value : eigen(inner).values) distance -= 2 * Math.sqrt(Math.max(0, value));
        return Math.max(0, distance);
    }

    private record Eigen(double[] values, DMatrixRMaj vectors) {}

    /** Of a symmetric matrix; vectors are columns. */
    private static Eigen eigen(DMatrixRMaj matrix) {
        int n = matrix.numRows;
        var symmetric = matrix.copy();
        CommonOps_DDRM.symmLowerToFull(symmetric);
        var decomposition = DecompositionFactory_DDRM.eig(n, true, true);
        if (!decomposition.decompose(symmetric))
            throw new ArithmeticException("a covariance of " + n + " features has no eigenvalues");
        double[] values = new double[n];
        var vectors = new DMatrixRMaj(n, n);
        for (int i = 0; i < n; i++) {
            values[i] = decomposition.getEigenvalue(i).getReal();
            CommonOps_DDRM.insert(decomposition.getEigenVector(i), vectors, 0, i);
        }
        return new Eigen(values, vectors);
    }

    private static DMatrixRMaj root(DMatrixRMaj matrix) {
        Eigen eigen = eigen(matrix);
        int n = matrix.numRows;
        var scaled = eigen.vectors.copy();
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) scaled.data[i * n + j] *= Math.sqrt(Math.max(0, eigen.values[j]));
        var root = new DMatrixRMaj(n, n);
        CommonOps_DDRM.multTransB(scaled, eigen.vectors, root);
        return root;
    }
}
