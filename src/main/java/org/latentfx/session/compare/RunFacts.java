package org.latentfx.session.compare;

import org.latentfx.train.Hyperparameters;

/**
 * What is known of a run before anything is computed. Immutable; any thread.
 *
 * @param colour index into the palette
 * @param training whether it learns right now
 * @param past whether the moment is one of the past; steps and epochs are those of the moment
 * @param step optimisation steps done
 * @param epoch whole passes over the training images done
 * @param data name of the data set or path to the pictures; empty while there is none
 * @param trainingImages how many there are; 0 while there are none
 */
public record RunFacts(
        String name,
        int colour,
        boolean training,
        boolean past,
        long step,
        int epoch,
        Hyperparameters hyperparameters,
        String data,
        int trainingImages) {
    /** Whether both learn from the same images. */
    boolean sameData(RunFacts other) {
        return data.equals(other.data) && trainingImages == other.trainingImages;
    }
}
