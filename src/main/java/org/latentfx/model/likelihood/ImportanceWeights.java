package org.latentfx.model.likelihood;

/**
 * The log weights of k samples an image, log w = log p(x|z) + β (log p(z) − log q(z|x)), what they make of a bound,
 * L_k = log (1/k) Σ w, and the share w̃ = w / Σ w with which each takes part in its gradient (Burda et al. 2016). Owned
 * by one model; members of a team may write different rows at once.
 */
public final class ImportanceWeights {
    private final int k;
    /** images × k. */
    private final double[] logWeights;

    private final float[] shares;
    private final double[] reconstructions;
    /** −L_k of each image, nats. */
    private final double[] losses;

    private double loss;

    /** Of up to {@code images} images with {@code k} samples each. */
    public ImportanceWeights(int images, int k) {
        this.k = k;
        logWeights = new double[images * k];
        shares = new float[images * k];
        reconstructions = new double[images * k];
        losses = new double[images];
    }

    /**
     * What sample {@code i} of all is worth. @param reconstruction −log p(x|z) @param ratio log p(z) − log q(z|x), nats
     */
    public void put(int i, double reconstruction, double ratio, double beta) {
        reconstructions[i] = reconstruction;
        logWeights[i] = beta * ratio - reconstruction;
    }

    /** Makes shares and bounds of images {@code from..to}; {@code mean} gets their mean −log p(x|z). */
    public void normalise(int from, int to, double[] mean) {
        for (int image = from; image < to; image++) {
            int first = image * k;
            double most = Double.NEGATIVE_INFINITY;
            double sum = 0;
            for (int i = first; i < first + k; i++) {
                most = Math.max(most, logWeights[i]);
                sum += reconstructions[i];
            }
            mean[image] = sum / k;
            double total = 0;
            for (int i = first; i < first + k; i++) total += Math.exp(logWeights[i] - most);
            for (int i = first; i < first + k; i++) shares[i] = (float) (Math.exp(logWeights[i] - most) / total);
            losses[image] = Math.log(k) - most - Math.log(total);
        }
    }

    /** w̃ of sample {@code i} of all. */
    public float share(int i) {
        return shares[i];
    }

    /** −L_k of an image, nats. */
    public double loss(int image) {
        return losses[image];
    }

    /** Makes the mean over the first {@code images}. */
    public void average(int images) {
        double sum = 0;
        for (int image = 0; image < images; image++) sum += losses[image];
        loss = sum / images;
    }

    /** The mean −L_k of those, nats an image. */
    public double loss() {
        return loss;
    }
}
