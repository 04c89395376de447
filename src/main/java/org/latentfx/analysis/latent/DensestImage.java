package org.latentfx.analysis.latent;

import java.util.Arrays;

/**
 * The most typical of some images: the one whose posterior mean μ lies where the μ of the others are densest. The mean
 * of all of them may lie where there are none, between two lumps. Density is estimated by nearest neighbours
 * (Loftsgaarden & Quesenberry 1965): it is highest where the k-th nearest of n points is nearest, with k = √n rounded
 * up. Pure; any thread.
 */
public final class DensestImage {
    /** Of more images than this, as many evenly spread ones stand for all, so that it takes a few milliseconds. */
    static final int MOST = 300;

    private DensestImage() {}

    /** Which of the images {@code members}, of which there must be one at least; of equals the first. */
    public static int of(LatentPoints points, int[] members) {
        if (members.length == 0) throw new IllegalArgumentException("typical: found no images, expected 1 or more");
        int n = Math.min(MOST, members.length);
        int[] looked = new int[n];
        for (int a = 0; a < n; a++) looked[a] = members[(int) ((long) a * members.length / n)];
        int k = Math.min(n - 1, (int) Math.ceil(Math.sqrt(n)));
        int d = points.latents();
        float[] mu = points.mu();
        double[] squares = new double[n];
        double nearest = Double.POSITIVE_INFINITY;
        int found = looked[0];
        for (int i : looked) {
            for (int b = 0; b < n; b++) squares[b] = Vectors.squaredDistance(mu, i * d, mu, looked[b] * d, d);
            Arrays.sort(squares); // the first is i itself
            if (squares[k] < nearest) {
                nearest = squares[k];
                found = i;
            }
        }
        return found;
    }
}
