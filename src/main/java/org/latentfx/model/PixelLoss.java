package org.latentfx.model;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.model.likelihood.LogitRows;

/**
 * −log p(x|z) of the rows of a batch, forward and backward: the gradient is written over the logits. Members of a team
 * may take different rows at once; nothing is allocated.
 */
interface PixelLoss {
    /** What all forms read and write. */
    record Rows(ModelConfiguration configuration, LogitRows logits, BatchLosses losses) {
        /** The losses of rows {@code from..to} with a variance σ², and their gradients times {@code scale}. */
        void score(FMatrixRMaj x, int from, int to, double variance, float scale) {
            var likelihood = configuration.likelihood();
            for (int r = from; r < to; r++)
                losses.reconstructionOfRow[r] = likelihood.loss(logits, r, x.data, r * x.numCols, variance, scale);
        }
    }

    static PixelLoss of(Rows rows) {
        return rows.configuration.learnsVariance() ? new Shared(rows) : new Stated(rows);
    }

    /**
     * In training: the losses of rows {@code from..to}, and as much of the gradient as can be known.
     *
     * @param x what is to be drawn: batch × inputs, the pixels first in each row
     */
    void forward(FMatrixRMaj x, int from, int to, int batch);

    /** As in training, but with the variance as it has been learnt so far. */
    void evaluate(FMatrixRMaj x, int from, int to, int batch);

    /** Whether the gradient hangs on every row: then come {@link #average} and {@link #backward}. */
    boolean waits();

    /** Once {@code losses} are averaged. */
    void average(int batch);

    /** The rest of the gradient of rows {@code from..to}. */
    void backward(int from, int to);

    /** Behind a step. */
    void learn();

    /** log σ² as it has been learnt so far; 0 where it is not. */
    float logVariance();

    void restore(float logVariance);

    /** Each pixel's loss is known by itself. */
    record Stated(Rows rows) implements PixelLoss {
        @Override
        public void forward(FMatrixRMaj x, int from, int to, int batch) {
            rows.score(x, from, to, rows.configuration.variance(), 1f / batch);
        }

        @Override
        public void evaluate(FMatrixRMaj x, int from, int to, int batch) {
            forward(x, from, to, batch);
        }

        @Override
        public boolean waits() {
            return false;
        }

        @Override
        public void average(int batch) {}

        @Override
        public void backward(int from, int to) {}

        @Override
        public void learn() {}

        @Override
        public float logVariance() {
            return 0;
        }

        @Override
        public void restore(float logVariance) {}
    }

    /**
     * A Gaussian with one σ² for all pixels, the best there is for a batch: its mean squared error m, with which the
     * loss is D/2 (log 2πm + 1) for D pixels (Rybkin et al. 2021). Because it is the best, the gradient is that with
     * σ² held. Away from training the σ² is a running mean over the last steps, in logarithms.
     */
    final class Shared implements PixelLoss {
        /** How much of the mean a step keeps: that of some twenty steps. */
        private static final float KEPT = 0.9f;

        private static final double LEAST = 1e-6;

        private final Rows rows;
        private float logVariance;
        /** That of the batch. */
        private double best = 1;

        Shared(Rows rows) {
            this.rows = rows;
        }

        @Override
        public void forward(FMatrixRMaj x, int from, int to, int batch) {
            rows.score(x, from, to, 1, 1f / batch);
        }

        @Override
        public void evaluate(FMatrixRMaj x, int from, int to, int batch) {
            rows.score(x, from, to, Math.exp(logVariance), 1f / batch);
        }

        @Override
        public boolean waits() {
            return true;
        }

        @Override
        public void average(int batch) {
            int n = rows.configuration.values();
            double constant = n * 0.5 * Math.log(2 * Math.PI);
            var losses = rows.losses;
            best = Math.max(LEAST, 2 * (losses.reconstruction - constant) / n);
            double more = constant + n * 0.5 * Math.log(best);
            losses.reconstruction = (losses.reconstruction - constant) / best + more;
            for (int r = 0; r < batch; r++)
                losses.reconstructionOfRow[r] = (losses.reconstructionOfRow[r] - constant) / best + more;
        }

        @Override
        public void backward(int from, int to) {
            float[] gradient = rows.logits.values();
            float factor = (float) (1 / best);
            for (int i = rows.logits.at(from), end = rows.logits.at(to); i < end; i++) gradient[i] *= factor;
        }

        @Override
        public void learn() {
            logVariance = KEPT * logVariance + (1 - KEPT) * (float) Math.log(best);
        }

        @Override
        public float logVariance() {
            return logVariance;
        }

        @Override
        public void restore(float logVariance) {
            this.logVariance = logVariance;
        }
    }
}
