package org.latentfx.model;

import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.RandomStream;
import org.latentfx.model.codebook.LearntCodebook;
import org.latentfx.model.layer.Tensor;
import org.latentfx.model.layer.TensorLayout;
import org.latentfx.model.likelihood.MeanImage;
import org.latentfx.model.prior.PseudoInputs;
import org.latentfx.nn.Parameter;

/**
 * Weights before the first step: uniform with He's variance (He et al. 2015) before a ReLU or SiLU, with Glorot's
 * (Glorot & Bengio 2010) before tanh, in the heads and at the output; biases 0, but the output's the logit of each
 * pixel's mean, or of each channel's; pseudo-inputs begin as training images. A pure function
 * of structure, seed and images; the same on every kernel.
 */
final class InitialWeights {
    /** The log σ² head starts this much smaller than Glorot's rule, so that q(z|x) starts near the prior. */
    private static final double LOG_VAR_SCALE = 0.1;

    private InitialWeights() {}

    static float[] of(ModelConfiguration configuration, long seed, ImageSet images) {
        float[] values = new float[configuration.parameterCount()];
        long key = RandomStream.INITIAL_WEIGHTS.key(seed);
        int left = 0; // what a VAE draws for log σ²: but for it an autoencoder of the same seed begins alike
        for (var tensor : configuration.tensors()) {
            if (tensor.bias()) continue;
            if (tensor.name().startsWith("prior.")) {
                PseudoInputs.initial(images, tensor.rows(), seed, values, tensor.offset());
                continue;
            }
            if (tensor.name().startsWith("codebook.")) continue; // all at once, below
            double bound = bound(configuration, tensor);
            int place = tensor.offset() + left;
            for (int i = 0; i < tensor.size(); i++)
                values[tensor.offset() + i] = (float) (bound * (2 * RandomStream.uniform(key, place + i) - 1));
            if (tensor.name().startsWith("code")) left = tensor.size() + configuration.latents();
        }
        if (configuration.codebook().there())
            LearntCodebook.initial(configuration.codebook(), seed, values, configuration.firstCode());
        boolean variance = configuration.learnsVariance();
        var tensors = configuration.tensors();
        var output = tensors.get(
                configuration.firstOfDecoder() + 2 * configuration.hidden().size() + 1);
        float[] bias = meanLogits(images, configuration.likelihood(), output.columns());
        System.arraycopy(bias, 0, values, output.offset(), bias.length);
        if (variance) values[values.length - 1] = (float) Math.log(MeanImage.variance(images));
        return values;
    }

    /** Half the width of the uniform distribution of {@code tensor}'s weights. */
    static double bound(ModelConfiguration configuration, Tensor tensor) {
        boolean hidden = tensor.name().contains("coder.") || tensor.name().startsWith("hidden.");
        boolean he = hidden && configuration.activation() != Activation.TANH;
        TensorLayout layout = tensor.layout();
        if (he) return Math.sqrt(6.0 / layout.fanIn());
        double glorot = Math.sqrt(6.0 / (layout.fanIn() + layout.fanOut()));
        return tensor.name().startsWith("log_var") ? LOG_VAR_SCALE * glorot : glorot;
    }

    /** The same for a player of a GAN: He's rule in hidden layers, Glorot's at the output. */
    static double bound(Parameter weight) {
        double in = weight.value().numRows;
        return Math.sqrt(6 / (weight.name().contains(".out.") ? in + weight.value().numCols : in));
    }

    /**
     * The logit of the mean of each pixel over all images, the mean held within 0.001..0.999; where there are fewer
     * biases than values, of each channel over all pixels.
     */
    static float[] meanLogits(ImageSet images, Likelihood likelihood, int count) {
        double[] mean = images.meanPixels();
        double[] sums = new double[count];
        for (int i = 0; i < mean.length; i++) sums[i % count] += mean[i];
        float[] logits = new float[count];
        for (int i = 0; i < count; i++) {
            double p = MeanImage.held(sums[i] / (mean.length / count));
            logits[i] = (float) likelihood.logit(p);
        }
        return logits;
    }
}
