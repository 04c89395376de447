package org.latentfx.train;

import java.util.Arrays;

/**
 * A look at held-out images after a step: z sampled, with the same images and noise each time, so that two of them
 * differ by the weights alone. Immutable by convention: nobody writes to its array. Any thread may read it.
 *
 * @param step steps done by then
 * @param drawn training images drawn by then
 * @param images how many images were looked at
 * @param loss nats per image
 * @param klPerLatent nats per image
 * @param clampFraction share of the values of log σ² that lay outside their bounds and were held there, 0..1
 * @param outputVariance variance of the outputs (0..1) over some of the images, averaged over pixels
 * @param baseline what the mean training image reaches on the same images
 */
public record Measurement(
        long step,
        long drawn,
        int images,
        Loss loss,
        double[] klPerLatent,
        double clampFraction,
        double outputVariance,
        Baseline baseline) {
    /** Nats that a reconstruction is better by than the mean image. */
    public double gain() {
        return baseline.loss() - loss.reconstruction();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Measurement m
                && step == m.step
                && drawn == m.drawn
                && images == m.images
                && loss.equals(m.loss)
                && Arrays.equals(klPerLatent, m.klPerLatent)
                && Double.compare(clampFraction, m.clampFraction) == 0
                && Double.compare(outputVariance, m.outputVariance) == 0
                && baseline.equals(m.baseline);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(step) + Arrays.hashCode(klPerLatent);
    }
}
