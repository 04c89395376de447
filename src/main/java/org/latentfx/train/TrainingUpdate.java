package org.latentfx.train;

import org.latentfx.model.Weights;

/**
 * How a run stands: what leaves the training thread for the window. Immutable by convention: nobody writes to its
 * arrays. Any thread may read it.
 *
 * @param step steps done
 * @param epoch epochs finished
 * @param epochsDone the same with the fraction of the running one
 * @param history the curves up to here
 * @param imagesLeft images to learn from until training stops by itself
 * @param imagesPerSecond images learnt from in a second of training, smoothed over about half a second
 * @param weights the frozen model
 * @param klPerLatent nats per image, averaged over held-out images (over the last batch before they were measured)
 */
public record TrainingUpdate(
        long step,
        int epoch,
        double epochsDone,
        History history,
        long imagesLeft,
        double imagesPerSecond,
        Weights weights,
        double[] klPerLatent) {}
