package org.latentfx.analysis.inpainting;

import org.latentfx.data.ImageSet;

/**
 * Hidden pixels filled in by a model, and how well. {@link GibbsSampler} makes them. Immutable by convention.
 *
 * @param picture known pixels as they were, hidden ones by their mean over all chains after the warm-up, in 0..1
 * @param sample one draw of the whole picture: the last state of the first chain
 * @param z its point
 * @param acceptRate share of proposals accepted after the warm-up, 0..1; 1 for pseudo-Gibbs, which takes every one
 * @param error root mean square over the hidden pixels against the true ones, in grey values 0..1
 * @param baselineError the same for the mean image
 */
public record Inpainting(
        float[] picture, float[] sample, float[] z, double acceptRate, double error, double baselineError) {
    /** The mean of all images, pixels in 0..1. */
    public static float[] meanImage(ImageSet images) {
        int n = images.pixelsPerImage();
        long[] sums = new long[n];
        byte[] pixels = images.pixels();
        for (int i = 0; i < images.size(); i++) for (int p = 0; p < n; p++) sums[p] += pixels[i * n + p] & 0xFF;
        float[] mean = new float[n];
        for (int p = 0; p < n; p++) mean[p] = (float) (sums[p] / 255.0 / Math.max(1, images.size()));
        return mean;
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
