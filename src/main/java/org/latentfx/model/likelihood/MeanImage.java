package org.latentfx.model.likelihood;

import org.latentfx.data.ImageSet;

/** What the mean of images, drawn for every one of them, is worth. Pure functions. */
public final class MeanImage {
    /** The mean is held off 0 and 1 by this: one odd pixel would cost infinitely many nats. */
    private static final double MARGIN = 0.001;

    /** Images that are all alike have no less. */
    private static final double LEAST = 1e-6;

    private MeanImage() {}

    /** A mean pixel (0..1) as it is drawn. */
    public static double held(double mean) {
        return Math.max(MARGIN, Math.min(1 - MARGIN, mean));
    }

    /** Its mean squared error over the images that it is of: over pixels, 0..1, and images. */
    public static double variance(ImageSet images) {
        double[] mean = images.meanPixels();
        long[] squares = images.store().squares();
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            double drawn = held(mean[i]);
            sum += squares[i] / (255.0 * 255.0 * Math.max(1, images.size())) + drawn * (drawn - 2 * mean[i]);
        }
        return Math.max(LEAST, sum / mean.length);
    }
}
