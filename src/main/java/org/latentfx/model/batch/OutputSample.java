package org.latentfx.model.batch;

import java.util.function.DoubleUnaryOperator;

/**
 * Outputs of a few images spread over a set, kept while the set is evaluated piece by piece, so that one can tell
 * whether the decoder still answers differently to different images. Members may take different rows at once.
 */
public final class OutputSample {
    private static final int IMAGES = 64;

    private final int pixels;
    private final DoubleUnaryOperator mean;
    private final float[] logits;
    private int stride = 1;
    private int images;
    private int first;

    /** @param mean of a value from its logit */
    public OutputSample(int pixels, DoubleUnaryOperator mean) {
        this.mean = mean;
        this.pixels = pixels;
        logits = new float[IMAGES * pixels];
    }

    /** Before row 0 is image {@code from} of a set of {@code size}. */
    public void begin(int size, int from) {
        stride = Math.max(1, size / IMAGES);
        images = Math.min(IMAGES, size);
        first = from;
    }

    /** Keeps what is wanted of rows {@code from .. to} of {@code outputs} (rows × pixels). */
    public void take(float[] outputs, int from, int to) {
        for (int r = from; r < to; r++) takeOne(outputs, r * pixels, r);
    }

    /** The output of one image of the piece, which stands at {@code at}. */
    public void takeOne(float[] outputs, int at, int image) {
        int slot = (first + image) / stride;
        if ((first + image) % stride == 0 && slot < images)
            System.arraycopy(outputs, at, logits, slot * pixels, pixels);
    }

    /** Variance of the mean of each value over the images, averaged over pixels. */
    public double variance() {
        double sum = 0;
        for (int p = 0; p < pixels; p++) {
            double middle = 0;
            double squares = 0;
            for (int i = 0; i < images; i++) {
                double value = mean.applyAsDouble(logits[i * pixels + p]);
                double off = value - middle; // Welford 1962: no cancellation where all are nearly equal
                middle += off / (i + 1);
                squares += off * (value - middle);
            }
            sum += squares / images;
        }
        return sum / pixels;
    }
}
