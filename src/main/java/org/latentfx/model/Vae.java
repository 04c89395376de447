package org.latentfx.model;

import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;

/**
 * A VAE in training: weights, gradients, Adam's moments and scratch, allocated once. Owned by one thread (which may
 * share the work of a step with {@link Workers}).
 */
public final class Vae {
    public Vae(VaeConfiguration configuration, int largestBatch, Kernel kernel, Workers workers) {}

    /** Fresh weights: He for ReLU, Glorot uniform for tanh and heads, biases 0, output bias = logit(mean pixel). */
    public void initialize(long seed, ImageSet trainingImages) {}

    /**
     * One optimisation step on images {@code order[from .. from+batch)} of {@code images}.
     *
     * @param seed root seed of the run's streams (ε, binarisation)
     * @param drawn images drawn so far in the whole run: the position in those streams
     * @param binarise whether pixels are drawn as 0/1 with their grey value as probability
     * @param beta weight of the KL term
     * @param t Adam's step number, from 1
     * @param learningRate Adam's rate
     */
    public void step(
            ImageSet images,
            int[] order,
            int from,
            int batch,
            long seed,
            long drawn,
            boolean binarise,
            double beta,
            long t,
            double learningRate) {}

    /**
     * The forward pass alone on images {@code from .. from+batch} of {@code images}, with z sampled: leaves {@link
     * #reconstruction}, {@link #kl} and {@link #klPerLatent} as a step would, and no weight or moment changed. ε (and the
     * drawn pixels, if {@code binarise}) come from {@link org.latentfx.math.RandomStream#EVALUATION} under {@code seed}
     * and depend on an image's index alone, so two measurements differ by the weights only.
     */
    public void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise) {}

    /** Reconstruction term of the last step: nats per image, summed over pixels, averaged over the batch. */
    public double reconstruction() {
        return 0;
    }

    /** KL term of the last step (without β): nats per image, summed over latents, averaged over the batch. */
    public double kl() {
        return 0;
    }

    /** KL per latent of the last step, nats averaged over the batch. Reused by the next step. */
    public double[] klPerLatent() {
        return new double[0];
    }

    /** A frozen copy of the weights. */
    public Weights weights() {
        throw new IllegalStateException("to come");
    }

    /** Copies of Adam's first and second moments, laid out as the weights. */
    public float[] firstMoments() {
        return new float[0];
    }

    public float[] secondMoments() {
        return new float[0];
    }

    /** Takes over weights and moments exactly. */
    public void restore(float[] values, float[] firstMoments, float[] secondMoments) {}

    /** Name of the first tensor holding a value that is not finite, or an empty string. */
    public String firstNonFinite() {
        return "";
    }
}
