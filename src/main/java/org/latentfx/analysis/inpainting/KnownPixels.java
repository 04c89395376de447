package org.latentfx.analysis.inpainting;

import java.util.Arrays;
import org.latentfx.data.Letters;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.likelihood.LogitRows;

/**
 * −log p of some pixels of one picture under a model's likelihood, and their gradient; of a model that gives images
 * none, the sum of squared differences. One thread: it keeps scratch.
 */
final class KnownPixels {
    /** Of which −log p of a Gaussian is the sum of squares, but for its constant. */
    private static final double HALF = 0.5;

    private final Likelihood likelihood;
    private final double variance;
    private final double constant;
    private final int[] pixels;
    private final float[] targets;
    private final LogitRows gathered;

    /** {@code pixels}: which pixels of {@code picture} count. */
    KnownPixels(FrozenModel model, float[] picture, int[] pixels) {
        ModelConfiguration configuration = model.configuration();
        boolean scores = configuration.kind().can(Capability.SCORES_IMAGES);
        likelihood = scores ? configuration.likelihood() : Likelihood.GAUSSIAN;
        variance = scores ? model.variance() : HALF;
        constant = scores ? 0 : HALF * pixels.length * Math.log(2 * Math.PI * HALF);
        this.pixels = pixels = likelihood.ofWords() ? wholePlaces(pixels) : pixels;
        targets = new float[pixels.length];
        gathered = new LogitRows(model.kernel(), new float[pixels.length], pixels.length);
        for (int i = 0; i < pixels.length; i++) targets[i] = picture[pixels[i]];
    }

    /** Those of places of a word of which all letters' values are known: only then is it known which stands there. */
    private static int[] wholePlaces(int[] pixels) {
        int[] known = new int[1 + Arrays.stream(pixels).max().orElse(0) / Letters.SYMBOLS];
        for (int pixel : pixels) known[pixel / Letters.SYMBOLS]++;
        return Arrays.stream(pixels)
                .filter(pixel -> known[pixel / Letters.SYMBOLS] == Letters.SYMBOLS)
                .toArray();
    }

    /**
     * In nats, or squared grey values, for the picture whose logits begin at {@code offset}; the gradient is written
     * from there too, known pixels only.
     */
    double of(float[] logits, int offset, float[] gradient) {
        for (int i = 0; i < pixels.length; i++) gathered.values()[i] = logits[offset + pixels[i]];
        double loss = likelihood.loss(gathered, 0, targets, 0, variance, 1) - constant;
        for (int i = 0; i < pixels.length; i++) gradient[offset + pixels[i]] = gathered.values()[i];
        return loss;
    }
}
