package org.latentfx.analysis.linear;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;

/**
 * The directions of largest variance of a set of images, by subspace iteration (Halko, Martinsson & Tropp 2011): a few
 * more directions than are wanted are multiplied by the covariance and made orthonormal again until no variance changes
 * any more. The covariance itself, numbers × numbers, is never held.
 *
 * @param axes orthonormal, numbers of an image × count, row-major; a column's largest number is positive
 * @param variances along them, falling
 */
record LeadingAxes(float[] axes, double[] variances) {
    /** Directions carried along beside those wanted, so that these are found sooner. */
    private static final int MORE = 8;

    private static final int MOST_ROUNDS = 60;

    /** Relative change of every variance below which it is done; the products are in single precision. */
    private static final double STILL = 1e-6;

    private static final int ROWS = 256;

    static LeadingAxes of(ImageSet images, double[] mean, int count, Kernel kernel, Progress progress) {
        int values = mean.length;
        int carried = Math.min(values, count + MORE);
        DMatrixRMaj basis = orthonormal(start(values, carried, kernel));
        double[] before = new double[count];
        for (int round = 0; ; round++) {
            progress.at(round, MOST_ROUNDS);
            DMatrixRMaj turned = timesCovariance(images, mean, basis, kernel);
            var small = new DMatrixRMaj(carried, carried);
            CommonOps_DDRM.multTransA(basis, turned, small);
            var eigen = DecompositionFactory_DDRM.eig(carried, true, true);
            symmetric(small);
            if (!eigen.decompose(small)) throw new ArithmeticException("the covariance of the images is not finite");
            int[] order = IntStream.range(0, carried)
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer j) -> -eigen.getEigenvalue(j).real))
                    .limit(count)
                    .mapToInt(j -> j)
                    .toArray();
            double[] now = Arrays.stream(order)
                    .mapToDouble(j -> Math.max(0, eigen.getEigenvalue(j).real))
                    .toArray();
            if (round + 1 >= MOST_ROUNDS || still(before, now)) {
                var inside = new DMatrixRMaj(carried, count);
                for (int j = 0; j < count; j++)
                    for (int i = 0; i < carried; i++)
                        inside.set(i, j, eigen.getEigenVector(order[j]).get(i));
                var axes = new DMatrixRMaj(values, count);
                CommonOps_DDRM.mult(basis, inside, axes);
                return new LeadingAxes(turnedUp(axes), now);
            }
            before = now;
            basis = orthonormal(turned);
        }
    }

    private static DMatrixRMaj start(int values, int carried, Kernel kernel) {
        float[] noise = new float[values * carried];
        kernel.gaussian(RandomStream.INTERFACE.key(values), 0, noise, 0, noise.length);
        return doubles(noise, values, carried);
    }

    /** Rounding leaves it a little askew. */
    private static void symmetric(DMatrixRMaj matrix) {
        for (int i = 0; i < matrix.numRows; i++)
            for (int j = 0; j < i; j++) {
                double mean = (matrix.get(i, j) + matrix.get(j, i)) / 2;
                matrix.set(i, j, mean);
                matrix.set(j, i, mean);
            }
    }

    private static boolean still(double[] before, double[] now) {
        for (int j = 0; j < now.length; j++) if (Math.abs(now[j] - before[j]) > STILL * now[0]) return false;
        return true;
    }

    /** Σ (x − mean)(x − mean)ᵀ basis / n: as Σ x (x − mean)ᵀ basis, since what is projected sums to nothing. */
    private static DMatrixRMaj timesCovariance(ImageSet images, double[] mean, DMatrixRMaj basis, Kernel kernel) {
        int values = basis.numRows;
        int carried = basis.numCols;
        var projection = new Projection(mean, floats(basis), kernel);
        float[] some = new float[ROWS * values];
        float[] along = new float[ROWS * carried];
        float[] product = new float[values * carried];
        var sum = new DMatrixRMaj(values, carried);
        for (int first = 0; first < images.size(); first += ROWS) {
            int rows = Math.min(ROWS, images.size() - first);
            images.read(kernel, first, rows, some, 0);
            projection.of(some, rows, along);
            Arrays.fill(product, 0);
            kernel.addWeightGradient(some, 0, values, along, 0, carried, rows, product, 0);
            for (int k = 0; k < product.length; k++) sum.data[k] += product[k];
        }
        CommonOps_DDRM.scale(1.0 / images.size(), sum);
        return sum;
    }

    private static DMatrixRMaj orthonormal(DMatrixRMaj columns) {
        var qr = DecompositionFactory_DDRM.qr(columns.numRows, columns.numCols);
        if (!qr.decompose(columns.copy())) throw new ArithmeticException("the covariance of the images is not finite");
        return qr.getQ(null, true);
    }

    private static float[] turnedUp(DMatrixRMaj axes) {
        for (int j = 0; j < axes.numCols; j++) {
            int largest = 0;
            for (int i = 1; i < axes.numRows; i++)
                if (Math.abs(axes.get(i, j)) > Math.abs(axes.get(largest, j))) largest = i;
            if (axes.get(largest, j) < 0) for (int i = 0; i < axes.numRows; i++) axes.set(i, j, -axes.get(i, j));
        }
        return floats(axes);
    }

    private static float[] floats(DMatrixRMaj matrix) {
        float[] floats = new float[matrix.getNumElements()];
        for (int k = 0; k < floats.length; k++) floats[k] = (float) matrix.data[k];
        return floats;
    }

    private static DMatrixRMaj doubles(float[] floats, int rows, int columns) {
        var matrix = new DMatrixRMaj(rows, columns);
        for (int k = 0; k < floats.length; k++) matrix.data[k] = floats[k];
        return matrix;
    }
}
