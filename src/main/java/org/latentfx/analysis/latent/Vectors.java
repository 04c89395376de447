package org.latentfx.analysis.latent;

/** Products and Euclidean distances of points, summed in double. Pure; any thread. */
public final class Vectors {
    private Vectors() {}

    /** a·b of two points with as many values. */
    public static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) sum += (double) a[j] * b[j];
        return sum;
    }

    /** a·b of two points with as many values. */
    public static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) sum += a[j] * b[j];
        return sum;
    }

    /** |a − b| of two points with as many values. */
    public static double distance(float[] a, float[] b) {
        return Math.sqrt(squaredDistance(a, 0, b, 0, a.length));
    }

    /** |a − b|² over {@code n} values, those of a from {@code aAt} and those of b from {@code bAt} on. */
    public static double squaredDistance(float[] a, int aAt, float[] b, int bAt, int n) {
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double difference = (double) a[aAt + j] - b[bAt + j];
            sum += difference * difference;
        }
        return sum;
    }
}
