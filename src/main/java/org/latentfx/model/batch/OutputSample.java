package org.latentfx.model.batch;

/**
 * Outputs of a few images spread over a set, kept while the set is evaluated piece by piece, so that one can tell
 * whether the decoder still answers differently to different images. Members may take different rows at once.
 */
public final class OutputSample {
    private static final int IMAGES = 64;

    private final int pixels;
    private final float[] logits;
    private int stride = 1;
    private int images;
    private int first;

    public OutputSample(int pixels) {
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
        for (int r = from; r < to; r++) {
            int slot = (first + r) / stride;
            if ((first + r) % stride == 0 && slot < images)
                System.arraycopy(outputs, r * pixels, logits, slot * pixels, pixels);
        }
    }

    /** Variance of sigmoid(output) over the images, averaged over pixels. */
    public double variance() {
        double sum = 0;
        for (int p = 0; p < pixels; p++) {
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < images; i++) {
                double value = 1 / (1 + Math.exp(-logits[i * pixels + p]));
                double off = value - mean; // Welford 1962: no cancellation where all are nearly equal
                mean += off / (i + 1);
                squares += off * (value - mean);
            }
            sum += squares / images;
        }
        return sum / pixels;
    }
}
