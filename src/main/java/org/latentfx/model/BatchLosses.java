package org.latentfx.model;

import java.util.Arrays;

/**
 * The losses of a batch, row by row while they are made, and their means. Rows are summed in their order, so the means
 * are the same for any number of threads. Nats per image.
 */
final class BatchLosses {
    /** Nats per image; a loss that grew this far, or is no number, does not come back to anything useful. */
    static final double BEYOND_BOUNDS = 1e12;

    final double[] reconstructionOfRow;
    /** batch × latents. */
    final double[] klOfRow;

    /** How many of a row's values of log σ² lay outside their bounds. */
    final int[] clampedOfRow;

    final double[] klPerLatent;

    /** The derivative of the batch's loss by the KL of a row, by latent. */
    final float[] klWeights;

    double reconstruction;
    double kl;
    double clampFraction;

    /** @param latents those that have a KL */
    BatchLosses(int largestBatch, int latents) {
        reconstructionOfRow = new double[largestBatch];
        klOfRow = new double[largestBatch * latents];
        clampedOfRow = new int[largestBatch];
        klPerLatent = new double[latents];
        klWeights = new float[latents];
    }

    /** Makes the means out of the first {@code batch} rows. */
    void average(int batch) {
        int latents = klPerLatent.length;
        double loss = 0;
        long outside = 0;
        Arrays.fill(klPerLatent, 0);
        for (int r = 0; r < batch; r++) {
            loss += reconstructionOfRow[r];
            outside += clampedOfRow[r];
            for (int j = 0; j < latents; j++) klPerLatent[j] += klOfRow[r * latents + j];
        }
        reconstruction = loss / batch;
        clampFraction = latents == 0 ? 0 : (double) outside / ((long) batch * latents);
        kl = 0;
        for (int j = 0; j < latents; j++) {
            klPerLatent[j] /= batch;
            kl += klPerLatent[j];
        }
    }

    /** Whether their sum is no number or beyond all bounds. */
    boolean diverged() {
        return !(Math.abs(reconstruction + kl) < BEYOND_BOUNDS);
    }

    /** Makes the weights, of which some are known only after {@link #average}. */
    void weigh(KlTerm term, int batch) {
        for (int j = 0; j < klWeights.length; j++) klWeights[j] = (float) (term.slope(klPerLatent[j], kl) / batch);
    }
}
