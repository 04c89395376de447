package org.latentfx.analysis.inpainting;

import org.latentfx.data.ImageSet;

/**
 * Hidden pixels filled in by a model, and how well. {@link GibbsSampler} makes them. Immutable by convention.
 *
 * @param picture known pixels as they were, hidden ones by their mean over all chains after the warm-up, in 0..1
 * @param z the last state of the first chain
 * @param acceptRate share of proposals accepted after the warm-up, 0..1; 1 for pseudo-Gibbs, which takes every one
 * @param error root mean square over the hidden pixels against the true ones, in grey values 0..1
 * @param baselineError the same for the mean image
 */
public record Inpainting(float[] picture, float[] z, double acceptRate, double error, double baselineError) {
    /** The mean of all images, pixels in 0..1. */
    public static float[] meanImage(ImageSet images) {
        double[] exact = images.meanPixels();
        float[] mean = new float[exact.length];
        for (int p = 0; p < mean.length; p++) mean[p] = (float) exact[p];
        return mean;
    }

    /** Which pixels are not {@code known}. */
    public static boolean[] others(boolean[] known) {
        boolean[] others = new boolean[known.length];
        for (int i = 0; i < known.length; i++) others[i] = !known[i];
        return others;
    }

    /** Root mean square difference over the pixels that are not {@code known}; 0 if all are. */
    public static double error(float[] guess, float[] truth, boolean[] known) {
        double squares = 0;
        int hidden = 0;
        for (int i = 0; i < truth.length; i++) {
            if (known[i]) continue;
            squares += ((double) guess[i] - truth[i]) * ((double) guess[i] - truth[i]);
            hidden++;
        }
        return hidden == 0 ? 0 : Math.sqrt(squares / hidden);
    }
}
