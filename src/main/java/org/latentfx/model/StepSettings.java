package org.latentfx.model;

import org.latentfx.model.batch.Corruption;
import org.latentfx.model.codebook.Quantisation;

/**
 * With what a step is taken, whatever the images.
 *
 * @param seed root seed of the run's streams (ε, binarisation)
 * @param drawn images drawn so far in the whole run: the position in those streams
 * @param binarise whether pixels are drawn as 0/1 with their grey value as probability
 * @param klTerm what is minimised of the KL, in models that have one
 * @param t Adam's step number, from 1
 * @param learningRate Adam's rate; of the generator, where there are two players
 * @param discriminatorRate that of the discriminator, in models that have one
 * @param corruption what an encoder reads in place of the image, in models that have one
 * @param corruptionRate how much of that
 * @param dropout the probability of a hidden unit to be left out, in models with an encoder
 * @param quantisation how codes are rounded, in models that do so
 */
public record StepSettings(
        long seed,
        long drawn,
        boolean binarise,
        KlTerm klTerm,
        long t,
        double learningRate,
        double discriminatorRate,
        Corruption corruption,
        double corruptionRate,
        double dropout,
        Quantisation quantisation) {
    /** With the usual rounding. */
    public StepSettings(
            long seed,
            long drawn,
            boolean binarise,
            KlTerm klTerm,
            long t,
            double learningRate,
            double discriminatorRate,
            Corruption corruption,
            double corruptionRate,
            double dropout) {
        this(
                seed,
                drawn,
                binarise,
                klTerm,
                t,
                learningRate,
                discriminatorRate,
                corruption,
                corruptionRate,
                dropout,
                Quantisation.USUAL);
    }

    /** On inputs as they are, with all units. */
    public StepSettings(
            long seed,
            long drawn,
            boolean binarise,
            KlTerm klTerm,
            long t,
            double learningRate,
            double discriminatorRate) {
        this(seed, drawn, binarise, klTerm, t, learningRate, discriminatorRate, Corruption.NONE, 0, 0);
    }

    /** With one rate for all. */
    public StepSettings(long seed, long drawn, boolean binarise, KlTerm klTerm, long t, double learningRate) {
        this(seed, drawn, binarise, klTerm, t, learningRate, learningRate);
    }
}
