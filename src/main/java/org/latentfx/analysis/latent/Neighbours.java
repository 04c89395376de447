package org.latentfx.analysis.latent;

import org.latentfx.data.ImageSet;

/**
 * The images nearest to a point, nearest first, by looking at each of them: about a millisecond for 10,000 images.
 * Immutable by convention; any thread.
 *
 * @param indices which images of the set
 * @param distances Euclidean, in latent units
 */
public record Neighbours(int[] indices, float[] distances) {
    /** The {@code k} images whose posterior means are nearest to {@code z} (fewer if there are fewer). */
    public static Neighbours ofLatent(LatentPoints points, float[] z, int k) {
        int d = points.latents();
        float[] mu = points.mu();
        var nearest = new Nearest(k);
        double worst = nearest.worst();
        for (int i = 0; i < points.size(); i++) {
            float sum = 0;
            for (int j = 0; j < d; j++) {
                float difference = mu[i * d + j] - z[j];
                sum += difference * difference;
            }
            if (sum < worst) {
                nearest.offer(i, sum);
                worst = nearest.worst();
            }
        }
        return of(nearest);
    }

    private static Neighbours of(Nearest nearest) {
        double[] squares = nearest.distances();
        float[] distances = new float[squares.length];
        for (int i = 0; i < squares.length; i++) distances[i] = (float) Math.sqrt(squares[i]);
        return new Neighbours(nearest.indices(), distances);
    }

    /** A class and the share of the neighbours that belong to it, 0..1; class −1 if there are none. */
    public record Vote(int label, float confidence) {
        /** The commonest class among the images {@code indices}, nearest first; of equals the one met first. */
        public static Vote of(byte[] labels, int[] indices) {
            int best = -1;
            int bestCount = 0;
            for (int index : indices) {
                int count = 0;
                for (int other : indices) if (labels[other] == labels[index]) count++;
                if (count > bestCount) {
                    bestCount = count;
                    best = labels[index] & 0xFF;
                }
            }
            return new Vote(best, indices.length == 0 ? 0 : (float) bestCount / indices.length);
        }
    }

    /** Which class these neighbours say (Cover & Hart 1967). */
    public Vote vote(ImageSet images) {
        return Vote.of(images.labels(), indices);
    }

    /** How many posterior means lie within {@code radius} of {@code z}. */
    public static int within(LatentPoints points, float[] z, double radius) {
        int d = points.latents();
        int count = 0;
        for (int i = 0; i < points.size(); i++) {
            if (Vectors.squaredDistance(points.mu(), i * d, z, 0, d) <= radius * radius) count++;
        }
        return count;
    }
}
