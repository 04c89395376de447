package org.latentfx.analysis.sweep;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;

/**
 * The mean over images of exp(−s‖x − y‖²) as a function of the picture y, and steps that take y to where it is higher.
 * Several y are worked on at once, so that distances and means are products of matrices. Confined to one thread.
 */
final class ImageDensity {
    private static final int BLOCK = 500;

    private final ImageSet images;
    private final Kernel kernel;
    private final int values;
    private final double[] squares;
    private final FMatrixRMaj block;

    ImageDensity(ImageSet images, Kernel kernel) {
        this.images = images;
        this.kernel = kernel;
        values = images.valuesPerImage();
        block = new FMatrixRMaj(BLOCK, values);
        squares = new double[images.size()];
        for (int from = 0; from < squares.length; from += BLOCK) {
            int rows = read(from);
            for (int r = 0; r < rows; r++) squares[from + r] = square(block.data, r * values);
        }
    }

    private double square(float[] data, int offset) {
        double sum = 0;
        for (int i = 0; i < values; i++) sum += (double) data[offset + i] * data[offset + i];
        return sum;
    }

    /** Reads the images from {@code from} on into the block; how many. */
    private int read(int from) {
        int rows = Math.min(BLOCK, images.size() - from);
        images.read(kernel, from, rows, block.data, 0);
        return rows;
    }

    /** A place to begin: the mean image, or one of {@code of} images spread evenly. */
    float[] start(int k, int of) {
        float[] point = new float[values];
        if (k > 0) {
            int image = (int) ((long) k * images.size() / of);
            images.read(kernel, image, 1, point, 0);
            return point;
        }
        double[] mean = images.meanPixels();
        for (int i = 0; i < values; i++) point[i] = (float) mean[i];
        return point;
    }

    /** −s‖xᵢ − y‖² for each image and each of {@code points}: images × points. */
    private double[] exponents(float[][] points, double s) {
        int k = points.length;
        var weights = new FMatrixRMaj(values, k);
        double[] own = new double[k];
        for (int j = 0; j < k; j++) {
            own[j] = square(points[j], 0);
            for (int i = 0; i < values; i++) weights.data[i * k + j] = points[j][i];
        }
        var packed = kernel.packWeights(weights);
        var products = new FMatrixRMaj(BLOCK, k);
        double[] exponents = new double[images.size() * k];
        for (int from = 0; from < images.size(); from += BLOCK) {
            int rows = read(from);
            kernel.forward(block, packed, new float[k], Activation.IDENTITY, products, 0, rows);
            for (int r = 0; r < rows; r++)
                for (int j = 0; j < k; j++) {
                    double distance = squares[from + r] + own[j] - 2 * products.data[r * k + j];
                    exponents[(from + r) * k + j] = -s * Math.max(0, distance);
                }
        }
        return exponents;
    }

    /** The largest exponent of each point, by which sums of exponentials stay in range. */
    private static double[] largest(double[] exponents, int k) {
        double[] largest = new double[k];
        Arrays.fill(largest, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < exponents.length; i++) largest[i % k] = Math.max(largest[i % k], exponents[i]);
        return largest;
    }

    /** The logarithm of the mean at each of {@code points}. */
    private double[] logMeans(float[][] points, double s) {
        int k = points.length;
        double[] exponents = exponents(points, s);
        double[] largest = largest(exponents, k);
        double[] sums = new double[k];
        for (int i = 0; i < exponents.length; i++) sums[i % k] += Math.exp(exponents[i] - largest[i % k]);
        for (int j = 0; j < k; j++) sums[j] = largest[j] + Math.log(sums[j] / images.size());
        return sums;
    }

    /** The highest of the logarithms of the mean at {@code points}. */
    double highest(float[][] points, double s) {
        return Arrays.stream(logMeans(points, s)).max().orElseThrow();
    }

    /** Those {@code most} of {@code points} where the mean is highest. */
    float[][] highestOf(float[][] points, int most, double s) {
        double[] heights = logMeans(points, s);
        return IntStream.range(0, points.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -heights[j]))
                .limit(most)
                .map(j -> points[j])
                .toArray(float[][]::new);
    }

    /** Each of {@code points} one step of mean shift further: the mean of the images, weighted by the exponentials. */
    float[][] shifted(float[][] points, double s) {
        int k = points.length;
        double[] exponents = exponents(points, s);
        double[] largest = largest(exponents, k);
        double[] totals = new double[k];
        var weights = new FMatrixRMaj(BLOCK, k);
        var part = new FMatrixRMaj(values, k);
        float[][] sums = new float[k][values];
        for (int from = 0; from < images.size(); from += BLOCK) {
            int rows = read(from);
            for (int i = 0; i < rows * k; i++) {
                double weight = Math.exp(exponents[from * k + i] - largest[i % k]);
                weights.data[i] = (float) weight;
                totals[i % k] += weight;
            }
            kernel.weightGradient(block, weights, rows, part, 0, values);
            for (int i = 0; i < values; i++) for (int j = 0; j < k; j++) sums[j][i] += part.data[i * k + j];
        }
        for (int j = 0; j < k; j++) for (int i = 0; i < values; i++) sums[j][i] /= (float) totals[j];
        return sums;
    }
}
