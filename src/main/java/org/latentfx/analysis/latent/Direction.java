package org.latentfx.analysis.latent;

import org.latentfx.text.Refusal;

/**
 * A direction in the latent space: the step from the mean of one group of images to the mean of another (an attribute
 * vector, Larsen et al. 2016). Also sums of points. Immutable by convention; any thread.
 *
 * @param step latents values; strength 1 is the whole way from mean to mean
 */
public record Direction(float[] step) {
    /** From the mean of the images {@code from} to that of {@code to}. {@link Refusal} if a group is empty. */
    public static Direction between(LatentPoints points, int[] from, int[] to) {
        if (from.length == 0 || to.length == 0) throw new Refusal("analysis.direction.empty");
        return new Direction(minus(mean(points, to), mean(points, from)));
    }

    /** z + strength · step. */
    public float[] apply(float[] z, double strength) {
        float[] moved = new float[z.length];
        for (int j = 0; j < z.length; j++) moved[j] = (float) (z[j] + strength * step[j]);
        return moved;
    }

    /** Mean of the posterior means of the images {@code members}. */
    public static float[] mean(LatentPoints points, int[] members) {
        double[] sum = new double[points.latents()];
        for (int i : members) for (int j = 0; j < sum.length; j++) sum[j] += points.mu(i, j);
        float[] mean = new float[sum.length];
        for (int j = 0; j < sum.length; j++) mean[j] = (float) (sum[j] / members.length);
        return mean;
    }

    /** The images of class {@code label}, in order. */
    public static int[] members(LatentPoints points, int label) {
        byte[] labels = points.images().labels();
        return java.util.stream.IntStream.range(0, points.size())
                .filter(i -> (labels[i] & 0xFF) == label)
                .toArray();
    }

    /** Analogy: what is to {@code c} as {@code a} is to {@code b}: a − b + c. */
    public static float[] analogy(float[] a, float[] b, float[] c) {
        float[] z = minus(a, b);
        for (int j = 0; j < z.length; j++) z[j] += c[j];
        return z;
    }

    private static float[] minus(float[] a, float[] b) {
        float[] difference = new float[a.length];
        for (int j = 0; j < a.length; j++) difference[j] = a[j] - b[j];
        return difference;
    }
}
