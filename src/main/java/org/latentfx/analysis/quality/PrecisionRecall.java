package org.latentfx.analysis.quality;

import java.util.Arrays;

/**
 * How many samples lie among the real images, and how many real images among the samples, in feature space
 * (Kynkäänniemi et al. 2019): each vector of a cloud has a ball that reaches to its k-th neighbour in its own cloud;
 * the share of the other cloud inside any ball counts.
 *
 * @param precision share of the samples among the real ones, 0..1: how real they look
 * @param recall share of the real ones among the samples, 0..1: how much of the variety there is
 */
public record PrecisionRecall(double precision, double recall) {
    /** Neighbours, as in the paper. */
    public static final int NEIGHBOURS = 3;

    /** @param real, generated row-major vectors of {@code dimensions} numbers */
    public static PrecisionRecall of(float[] real, float[] generated, int dimensions) {
        return new PrecisionRecall(share(generated, real, dimensions), share(real, generated, dimensions));
    }

    /** Share of {@code asked} inside the balls of {@code cloud}. */
    private static double share(float[] asked, float[] cloud, int d) {
        double[] radii = radii(cloud, d);
        int n = asked.length / d;
        int inside = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < radii.length; j++)
                if (squared(asked, i, cloud, j, d, radii[j]) <= radii[j]) {
                    inside++;
                    break;
                }
        return (double) inside / n;
    }

    /** Squared distance of each vector to its k-th neighbour, itself not counted. */
    private static double[] radii(float[] cloud, int d) {
        int n = cloud.length / d;
        if (n <= NEIGHBOURS)
            throw new IllegalArgumentException("vectors: found " + n + ", expected more than " + NEIGHBOURS);
        double[] radii = new double[n];
        double[] nearest = new double[NEIGHBOURS];
        for (int i = 0; i < n; i++) {
            Arrays.fill(nearest, Double.POSITIVE_INFINITY);
            for (int j = 0; j < n; j++) {
                if (j == i) continue;
                double distance = squared(cloud, i, cloud, j, d, nearest[NEIGHBOURS - 1]);
                for (int k = 0; k < NEIGHBOURS && distance < Double.POSITIVE_INFINITY; k++)
                    if (distance < nearest[k]) {
                        double pushed = nearest[k];
                        nearest[k] = distance;
                        distance = pushed;
                    }
            }
            radii[i] = nearest[NEIGHBOURS - 1];
        }
        return radii;
    }

    /** The squared distance, or anything above {@code limit} where it is above. */
    private static double squared(float[] a, int i, float[] b, int j, int d, double limit) {
        double sum = 0;
        for (int k = 0; k < d; k++) {
            double difference = (double) a[i * d + k] - b[j * d + k];
            sum += difference * difference;
            if ((k & 15) == 15 && sum > limit) return sum;
        }
        return sum;
    }
}
