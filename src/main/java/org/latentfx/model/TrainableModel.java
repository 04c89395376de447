package org.latentfx.model;

import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.nn.FlatParameters;
import org.latentfx.nn.Parameter;

/**
 * A model in training, of any kind: weights, Adam's moments and scratch, allocated once. Owned by one thread, which may
 * share the work of a step with {@link Workers}; the result is the same for any number of them. What it hands out is a
 * copy unless it says otherwise.
 */
public interface TrainableModel {
    /** One of {@code configuration}'s kind for steps of up to {@code largestBatch} images; its weights are zero. */
    static TrainableModel of(ModelConfiguration configuration, int largestBatch, Kernel kernel, Workers workers) {
        return of(configuration, largestBatch, kernel, workers, 1);
    }

    /** The same, which learns from so many images: of interest to one that estimates what q(z) of all of them is. */
    static TrainableModel of(
            ModelConfiguration configuration, int largestBatch, Kernel kernel, Workers workers, int images) {
        return switch (configuration.kind()) {
            case VAE, AE, CVAE ->
                configuration.pseudoInputs() > 0
                        ? new VampPriorVae(configuration, largestBatch, kernel, workers)
                        : new Autoencoder(configuration, largestBatch, kernel, workers);
            case VQVAE -> new Autoencoder(configuration, largestBatch, kernel, workers);
            case TCVAE -> new Autoencoder(configuration, largestBatch, kernel, workers).learningFrom(images);
            case IWAE -> new ImportanceWeighted(configuration, largestBatch, kernel, workers);
            case GAN -> new Gan(configuration, largestBatch, kernel, workers);
            case MADE -> new Made(configuration, largestBatch, kernel, workers);
        };
    }

    ModelConfiguration configuration();

    /** Fresh weights as {@link InitialWeights} has them: a function of structure, seed and images. */
    default void initialize(long seed, ImageSet trainingImages) {
        int count = configuration().parameterCount();
        restore(InitialWeights.of(configuration(), seed, trainingImages), new float[count], new float[count]);
    }

    /**
     * One optimisation step on images {@code order[from .. from+batch)} of {@code images}. Throws {@link
     * IllegalArgumentException} if the batch or the images do not fit.
     */
    void step(ImageSet images, int[] order, int from, int batch, StepSettings settings);

    /**
     * The forward pass alone on images {@code from .. from+batch} of {@code images}: leaves the losses as a step would,
     * and no weight or moment changed. What is drawn comes from {@link org.latentfx.math.RandomStream#EVALUATION} under
     * {@code seed} and depends on an image's index alone, so two measurements differ by the weights only.
     */
    void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise);

    /** Whether the last step's loss was no number or beyond all bounds: then no weight and no moment was changed. */
    boolean diverged();

    /**
     * The first thing that is no finite number, in the order in which a step meets them: weights, moments, what the
     * layers put out in the last step, its loss. Null if all is well. Takes a look at every number.
     */
    @Nullable
    NonFinite nonFinite();

    /**
     * What {@code step} computes, which has to be one {@link #step} of this model. The model is afterwards as it was
     * before.
     */
    StepTrace trace(Runnable step);

    /** The last step's {@link ModelKind#losses()}, in their order; the means of the batch. Reused by the next step. */
    double[] losses();

    /** KL per latent of the last step, nats averaged over the batch; empty without one. Reused by the next step. */
    double[] klPerLatent();

    /** Share of the last step's log σ² that lay outside [−10, 10] and were held there, 0..1; 0 where there are none. */
    double clampFraction();

    /** Variance over some of the images last evaluated of each pixel's output (0..1), averaged over pixels. */
    double outputVariance();

    /** The parameters themselves, in the order of {@link ModelConfiguration#tensors()}. */
    FlatParameters parameters();

    /** Must be called after parameters were written to from outside. */
    void changed();

    /** A frozen copy of the weights. */
    default Weights weights() {
        return new Weights(configuration(), parameters().flat(Parameter::value));
    }

    /** β₁ of its Adam: how much of the first moments a step keeps. */
    default double beta1() {
        return Kernel.AdamStep.at(1, 0).beta1();
    }

    /** Adam's first moments, laid out as the weights; 0 of what is not trained. */
    default float[] firstMoments() {
        return parameters().flat(Parameter::m);
    }

    /** Adam's second moments, laid out as the weights; 0 of what is not trained. */
    default float[] secondMoments() {
        return parameters().flat(Parameter::v);
    }

    /** Takes over weights and moments exactly. */
    default void restore(float[] values, float[] firstMoments, float[] secondMoments) {
        parameters().read(values, Parameter::value);
        parameters().read(firstMoments, Parameter::m);
        parameters().read(secondMoments, Parameter::v);
        changed();
    }
}
