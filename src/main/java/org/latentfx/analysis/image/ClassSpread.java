package org.latentfx.analysis.image;

import org.latentfx.analysis.latent.LatentPoints;

/** Mean and variance of each latent's μ in each class. */
final class ClassSpread {
    /** A latent in which a class does not vary tells nothing of its members. */
    private static final double LEAST_VARIANCE = 1e-12;

    private final LatentPoints points;
    private final int[] members = new int[256];
    private final double[][] mean;
    private final double[][] variance;

    ClassSpread(LatentPoints points) {
        this.points = points;
        int d = points.latents();
        mean = new double[256][];
        variance = new double[256][];
        for (int i = 0; i < points.size(); i++) {
            int c = label(i);
            if (members[c]++ == 0) {
                mean[c] = new double[d];
                variance[c] = new double[d];
            }
            for (int j = 0; j < d; j++) mean[c][j] += points.mu(i, j);
        }
        for (int c = 0; c < 256; c++) for (int j = 0; members[c] > 0 && j < d; j++) mean[c][j] /= members[c];
        for (int i = 0; i < points.size(); i++) {
            int c = label(i);
            for (int j = 0; j < d; j++) {
                double off = points.mu(i, j) - mean[c][j];
                variance[c][j] += off * off / members[c];
            }
        }
    }

    private int label(int i) {
        return points.images().labels()[i] & 0xff;
    }

    /** How far each point is from its class's mean, in its standard deviations: root mean square over the latents. */
    double[] distances() {
        int d = points.latents();
        double[] distances = new double[points.size()];
        for (int i = 0; i < distances.length; i++) {
            int c = label(i);
            double sum = 0;
            for (int j = 0; j < d; j++) {
                double off = points.mu(i, j) - mean[c][j];
                if (variance[c][j] > LEAST_VARIANCE) sum += off * off / variance[c][j];
            }
            distances[i] = Math.sqrt(sum / d);
        }
        return distances;
    }
}
