package org.latentfx.model.gan;

import java.util.Arrays;

/**
 * What the two players of a GAN lose, row by row while it is made, and the means over a batch. Rows are summed in their
 * order, so the means are the same for any number of threads. Nats per picture.
 */
public final class AdversarialLosses {
    private final double[] real;
    private final double[] fake;
    private final double[] missed;
    private final double[] realOpinion;
    private final double[] fakeOpinion;

    /**
     * L_D = E softplus(−D(x)) + E softplus(D(G(z))), 2 ln 2 where the discriminator cannot tell; L_G = E
     * softplus(−D(G(z))); the mean of sigmoid(D(x)), and that of sigmoid(D(G(z))), each from 0 to 1: in the order of
     * the kind's losses.
     */
    public final double[] means = new double[4];

    public AdversarialLosses(int largestBatch) {
        real = new double[largestBatch];
        fake = new double[largestBatch];
        missed = new double[largestBatch];
        realOpinion = new double[largestBatch];
        fakeOpinion = new double[largestBatch];
    }

    public void discriminator(double onReal, double onFake, int row) {
        real[row] = softplus(-onReal);
        fake[row] = softplus(onFake);
        realOpinion[row] = sigmoid(onReal);
        fakeOpinion[row] = sigmoid(onFake);
    }

    public void generator(double onFake, int row) {
        missed[row] = softplus(-onFake);
    }

    public void average(int batch) {
        Arrays.fill(means, 0);
        for (int r = 0; r < batch; r++) {
            means[0] += (real[r] + fake[r]) / batch;
            means[1] += missed[r] / batch;
            means[2] += realOpinion[r] / batch;
            means[3] += fakeOpinion[r] / batch;
        }
    }

    /** Whether a loss is no number, or infinite. */
    public boolean diverged() {
        return !Double.isFinite(means[0] + means[1]);
    }

    public static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    public static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
