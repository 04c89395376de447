package org.latentfx.analysis.latent;

/**
 * q(z) = mean over the images of N(μ, diag σ²) in all latents: its logarithm anywhere, and the way uphill. Keeps its
 * own copy of the precisions (as much memory as the points). Immutable; any thread.
 */
public final class AggregatePosterior {
    private final LatentPoints points;
    private final float[] precision;
    private final double[] logHeight;

    public AggregatePosterior(LatentPoints points) {
        if (points.size() == 0) throw new IllegalArgumentException("aggregate posterior: found no points");
        this.points = points;
        int d = points.latents();
        precision = new float[points.size() * d];
        logHeight = new double[points.size()];
        for (int i = 0; i < logHeight.length; i++) {
            double sum = d * Math.log(2 * Math.PI);
            for (int j = 0; j < d; j++) {
                float s = points.logVar()[i * d + j];
                precision[i * d + j] = (float) Math.exp(-s);
                sum += s;
            }
            logHeight[i] = -0.5 * sum - Math.log(logHeight.length);
        }
    }

    /** log q(z) in nats. */
    public double logDensity(float[] z) {
        double[] logs = new double[logHeight.length];
        double highest = logs(z, logs);
        double sum = 0;
        for (double log : logs) sum += Math.exp(log - highest);
        return highest + Math.log(sum);
    }

    /** The logarithm of each image's share of q(z), and the largest of them. */
    private double logs(float[] z, double[] logs) {
        int d = z.length;
        float[] mu = points.mu();
        double highest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logs.length; i++) {
            float sum = 0;
            for (int j = 0; j < d; j++) {
                float difference = z[j] - mu[i * d + j];
                sum += difference * difference * precision[i * d + j];
            }
            logs[i] = logHeight[i] - 0.5 * sum;
            highest = Math.max(highest, logs[i]);
        }
        return highest;
    }

    /**
     * A point with q at least as high: the means weighted by what each image contributes at z (the mean-shift step of
     * an expectation–maximisation, Carreira-Perpiñán 2007).
     */
    public float[] climb(float[] z) {
        int d = z.length;
        double[] logs = new double[logHeight.length];
        double highest = logs(z, logs);
        double[] above = new double[d];
        double[] below = new double[d];
        for (int i = 0; i < logs.length; i++) {
            double weight = Math.exp(logs[i] - highest);
            if (weight < 1e-9) continue;
            for (int j = 0; j < d; j++) {
                double share = weight * precision[i * d + j];
                above[j] += share * points.mu()[i * d + j];
                below[j] += share;
            }
        }
        float[] higher = new float[d];
        for (int j = 0; j < d; j++) higher[j] = (float) (above[j] / below[j]);
        return higher;
    }
}
