package org.latentfx.train.signal;

import java.util.ArrayList;
import java.util.List;
import org.latentfx.train.History;
import org.latentfx.train.Series;

/**
 * How much more held-out images cost than those that a run learns from, by the same estimator: z sampled, the training
 * loss just before an image is learnt from. Nats per image. Immutable; any thread.
 *
 * @param step of the held-out measurement
 * @param nats its loss less the mean training loss of the steps around it
 * @param error standard error of that difference: of the mean, and of which images are held out
 * @param steps how many training steps the mean is of
 */
public record Gap(long step, double nats, double error, int steps) {
    /** Training images that a mean is of, at least, on either side. */
    private static final int IMAGES = 5000;

    private static final int LEAST_STEPS = 25;
    private static final int MOST_STEPS = 250;

    /** Of a mean of fewer steps nothing is told. */
    private static final int FEWEST = 20;

    /**
     * At each measurement of {@code history}, in order.
     *
     * @param batch images of a training step
     * @param images held-out images of a measurement
     */
    public static List<Gap> of(History history, int batch, int images) {
        Series train = history.train();
        Series heldOut = history.heldOut();
        double[] sums = new double[train.size() + 1];
        double[] squares = new double[train.size() + 1];
        for (int i = 0; i < train.size(); i++) {
            double loss = train.total(i);
            sums[i + 1] = sums[i] + loss;
            squares[i + 1] = squares[i] + loss * loss;
        }
        int half = Math.max(LEAST_STEPS, Math.min(MOST_STEPS, IMAGES / batch));
        var gaps = new ArrayList<Gap>();
        for (int k = 0; k < heldOut.size(); k++) {
            int at = train.countUpTo(heldOut.step(k));
            int from = Math.max(0, at - half);
            int n = Math.min(train.size(), at + half) - from;
            if (n < FEWEST) continue;
            double mean = (sums[from + n] - sums[from]) / n;
            double variance = Math.max(0, (squares[from + n] - squares[from]) / n - mean * mean);
            // an image's loss varies as a batch's mean does, times its size
            double error = Math.sqrt(variance / n + variance * batch / images);
            double gap = heldOut.total(k) - mean;
            if (Double.isFinite(gap)) gaps.add(new Gap(heldOut.step(k), gap, error, n));
        }
        return gaps;
    }
}
