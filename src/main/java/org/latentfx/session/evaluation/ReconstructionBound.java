package org.latentfx.session.evaluation;

import org.latentfx.analysis.Progress;
import org.latentfx.analysis.sweep.RateDistortionBound;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.Likelihood;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Trainer;

/**
 * How low no model's reconstruction can get at a KL on the images that a run is measured on, in nats per image. It
 * follows from the bound on squared errors: the Gaussian likelihood is one, and the cross-entropy of a grey pixel x
 * with a mean m is at least its own entropy plus 2 (x − m)² (Pinsker's inequality; Cover & Thomas 2006, lemma 11.6.1).
 * Immutable; any thread.
 *
 * @param least the reconstruction where every picture is drawn without error
 * @param perError nats for a squared error of 1 per value
 */
public record ReconstructionBound(RateDistortionBound errors, double least, double perError) {
    /**
     * Whether there is one for a run with those settings: not where pixels are drawn anew each time, which have noise
     * of their own, nor for a density other than the Gaussian of a stated σ², nor for letters.
     */
    public static boolean known(Hyperparameters run) {
        boolean stated = run.likelihood() == Likelihood.GAUSSIAN;
        boolean odds = !run.likelihood().density() && !run.likelihood().ofWords();
        return !run.binarise() && (stated || odds);
    }

    /** Of a run with those settings, for which it has to be {@link #known}. */
    public static ReconstructionBound of(ImageSet heldOut, Hyperparameters run, Kernel kernel, Progress progress) {
        ImageSet images = heldOut.evenly(Trainer.HELD_OUT_IMAGES);
        var errors = RateDistortionBound.of(images, kernel, progress);
        int values = images.valuesPerImage();
        if (run.likelihood() == Likelihood.GAUSSIAN) {
            double least = values / 2.0 * Math.log(2 * Math.PI * run.variance());
            return new ReconstructionBound(errors, least, values / (2 * run.variance()));
        }
        return new ReconstructionBound(errors, entropy(images), 2.0 * values);
    }

    /** Of all pixels as probabilities, nats summed over an image, averaged over images. */
    private static double entropy(ImageSet images) {
        double[] of = new double[256];
        for (int level = 1; level < 255; level++) {
            double p = level / 255.0;
            of[level] = -p * Math.log(p) - (1 - p) * Math.log(1 - p);
        }
        double sum = 0;
        for (byte pixel : images.pixels()) sum += of[pixel & 0xff];
        return sum / Math.max(1, images.size());
    }

    /** The lowest reconstruction that a KL of {@code rate} nats may reach. */
    public double at(double rate) {
        return least + perError * errors.mse(rate);
    }
}
