package org.latentfx.analysis.check;

import org.latentfx.data.ImageSet;

/** The entropy of grey pixels taken as probabilities: the least that a cross-entropy with them can be. */
final class PixelEntropy {
    private PixelEntropy() {}

    /** −Σ x log x + (1 − x) log(1 − x), summed over the values of an image, averaged over images; nats. */
    static double of(ImageSet images) {
        long[] levels = new long[256];
        for (byte pixel : images.pixels()) levels[pixel & 0xff]++;
        double sum = 0;
        for (int level = 1; level < 255; level++) {
            double x = level / 255.0;
            sum -= levels[level] * (x * Math.log(x) + (1 - x) * Math.log(1 - x));
        }
        return sum / Math.max(1, images.size());
    }
}
