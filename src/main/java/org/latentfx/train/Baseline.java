package org.latentfx.train;

import org.latentfx.data.ImageSet;
import org.latentfx.model.Likelihood;
import org.latentfx.model.likelihood.MeanImage;

/**
 * What the mean training image alone reaches on held-out images: the loss that a model must beat to have learnt
 * anything, and how much the images differ from it. Immutable; any thread may use it.
 *
 * @param loss −log p of the images given the mean image, nats per image
 * @param variance squared deviation of the grey images (0..1) from their own mean, averaged over pixels
 */
public record Baseline(double loss, double variance) {
    /**
     * Costs one look at every pixel.
     *
     * @param stated σ² of a Gaussian likelihood; where that is learnt, it is the best for the mean image
     * @param binarise whether pixels are drawn as 0 or 1; the loss is then the expected one
     */
    public static Baseline of(
            ImageSet train, ImageSet heldOut, Likelihood likelihood, double stated, boolean binarise) {
        double sigma2 = likelihood.learnsVariance() ? MeanImage.variance(train) : stated;
        double[] mean = train.meanPixels();
        double[] first = heldOut.meanPixels();
        double[] second = meanSquares(heldOut);
        double loss = 0;
        double variance = 0;
        for (int i = 0; i < mean.length; i++) {
            double p = MeanImage.held(mean[i]);
            double grey = second[i] - first[i] * first[i];
            variance += grey;
            double spread = binarise ? first[i] * (1 - first[i]) : grey;
            loss += expected(likelihood, likelihood.logit(p), first[i], spread, sigma2);
        }
        return new Baseline(loss, variance / mean.length);
    }

    /** E f(x) = f(mean) + ½ f″ variance, exact since every likelihood's term is at most quadratic in x. */
    private static double expected(Likelihood likelihood, double logit, double mean, double variance, double sigma2) {
        double curvature = 4
                * (likelihood.term(logit, 0, sigma2)
                        - 2 * likelihood.term(logit, 0.5, sigma2)
                        + likelihood.term(logit, 1, sigma2));
        return likelihood.term(logit, mean, sigma2) + curvature * variance / 2;
    }

    private static double[] meanSquares(ImageSet images) {
        int n = images.valuesPerImage();
        long[] sums = images.store().squares();
        double[] mean = new double[n];
        for (int i = 0; i < n; i++) mean[i] = sums[i] / (255.0 * 255.0 * Math.max(1, images.size()));
        return mean;
    }
}
