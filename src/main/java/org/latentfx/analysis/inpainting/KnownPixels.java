package org.latentfx.analysis.inpainting;

import org.latentfx.math.Kernel;
import org.latentfx.model.ModelConfiguration;

/**
 * −log p of some pixels of one picture under a model's likelihood, and their gradient. One thread: it keeps scratch.
 */
final class KnownPixels {
    private final ModelConfiguration configuration;
    private final Kernel kernel;
    private final int[] pixels;
    private final float[] targets;
    private final float[] gathered;

    /** {@code pixels}: which pixels of {@code picture} count. */
    KnownPixels(ModelConfiguration configuration, Kernel kernel, float[] picture, int[] pixels) {
        this.configuration = configuration;
        this.kernel = kernel;
        this.pixels = pixels;
        targets = new float[pixels.length];
        gathered = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) targets[i] = picture[pixels[i]];
    }

    /**
     * In nats, for the picture whose logits begin at {@code offset}; the gradient is written from there too, known
     * pixels only.
     */
    double of(float[] logits, int offset, float[] gradient) {
        for (int i = 0; i < pixels.length; i++) gathered[i] = logits[offset + pixels[i]];
        double loss = configuration
                .likelihood()
                .loss(kernel, gathered, 0, targets, 0, pixels.length, configuration.variance(), 1, gathered);
        for (int i = 0; i < pixels.length; i++) gradient[offset + pixels[i]] = gathered[i];
        return loss;
    }
}
