package org.latentfx.model;

import java.util.Locale;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;
import org.latentfx.model.likelihood.Categorical;
import org.latentfx.model.likelihood.ContinuousBernoulli;
import org.latentfx.model.likelihood.LogitRows;

/** What the decoder's outputs parameterise: log p(x|z). Values without state; any thread may use them. */
public enum Likelihood {
    /** Bernoulli from logits; on grey pixels a cross-entropy, not a likelihood (shown so). */
    BERNOULLI {
        @Override
        public double loss(LogitRows logits, int row, float[] x, int xOffset, double variance, float scale) {
            float[] values = logits.values();
            return logits.kernel().bernoulli(values, logits.at(row), x, xOffset, logits.width(), scale, values);
        }

        @Override
        public double term(double logit, double x, double variance) {
            return Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - x * logit;
        }
    },
    /** Gaussian around sigmoid(logits) with one fixed variance σ² for every pixel ("MSE" with its σ² stated). */
    GAUSSIAN {
        @Override
        public double loss(LogitRows logits, int row, float[] x, int xOffset, double variance, float scale) {
            float[] values = logits.values();
            int offset = logits.at(row);
            int n = logits.width();
            logits.kernel().sigmoid(values, values, offset, n);
            double squares = 0;
            float factor = (float) (scale / variance);
            for (int i = 0; i < n; i++) {
                float mean = values[offset + i];
                float difference = mean - x[xOffset + i];
                squares += (double) difference * difference;
                values[offset + i] = factor * difference * mean * (1 - mean);
            }
            return squares / (2 * variance) + n * 0.5 * Math.log(2 * Math.PI * variance);
        }

        @Override
        public double term(double logit, double x, double variance) {
            double difference = x - 1 / (1 + Math.exp(-logit));
            return difference * difference / (2 * variance) + 0.5 * Math.log(2 * Math.PI * variance);
        }

        @Override
        public boolean density() {
            return true;
        }

        @Override
        void drawOne(float[] means, int i, double variance, long key, long index) {
            means[i] = (float) (means[i] + Math.sqrt(variance) * RandomStream.gaussian(key, index));
        }
    },
    /** The same with the σ² that is best for all images together, the mean squared error (Rybkin et al. 2021). */
    OPTIMAL_GAUSSIAN {
        @Override
        public double loss(LogitRows logits, int row, float[] x, int xOffset, double variance, float scale) {
            return GAUSSIAN.loss(logits, row, x, xOffset, variance, scale);
        }

        @Override
        public double term(double logit, double x, double variance) {
            return GAUSSIAN.term(logit, x, variance);
        }

        @Override
        public boolean density() {
            return true;
        }

        @Override
        public boolean learnsVariance() {
            return true;
        }

        @Override
        void drawOne(float[] means, int i, double variance, long key, long index) {
            GAUSSIAN.drawOne(means, i, variance, key, index);
        }
    },
    /** Grey values as what they are, between 0 and 1: the Bernoulli's cross-entropy with what makes it a density. */
    CONTINUOUS_BERNOULLI {
        @Override
        public double loss(LogitRows logits, int row, float[] x, int xOffset, double variance, float scale) {
            return ContinuousBernoulli.loss(logits, row, x, xOffset, scale);
        }

        @Override
        public double term(double logit, double x, double variance) {
            return ContinuousBernoulli.term(logit, x);
        }

        @Override
        public boolean density() {
            return true;
        }

        @Override
        public void means(Kernel kernel, float[] logits, int offset, int n) {
            for (int i = offset; i < offset + n; i++) logits[i] = (float) ContinuousBernoulli.mean(logits[i]);
        }

        @Override
        public double mean(double logit) {
            return ContinuousBernoulli.mean(logit);
        }

        @Override
        public double logit(double mean) {
            return ContinuousBernoulli.logit(mean);
        }

        @Override
        float slope(float logit, float mean) {
            return (float) ContinuousBernoulli.variance(logit);
        }

        @Override
        public void draw(Kernel kernel, float[] logits, int offset, int n, double variance, long key, long index) {
            for (int i = 0; i < n; i++)
                logits[offset + i] = (float) ContinuousBernoulli.draw(logits[offset + i], key, index + i);
        }
    },
    /** Words alone: at each place one of the letters, or the end. */
    CATEGORICAL {
        @Override
        public double loss(LogitRows logits, int row, float[] x, int xOffset, double variance, float scale) {
            return Categorical.loss(logits, row, x, xOffset, scale);
        }

        @Override
        public double term(double logit, double x, double variance) {
            return x == 0 ? 0 : -x * logit;
        }

        @Override
        public void normalise(float[] logits, int offset, int n) {
            Categorical.normalise(logits, offset, n);
        }

        @Override
        public boolean ofWords() {
            return true;
        }

        @Override
        public void means(Kernel kernel, float[] logits, int offset, int n) {
            Categorical.means(logits, offset, n);
        }

        @Override
        public double mean(double logit) {
            return Math.exp(logit);
        }

        @Override
        public double logit(double mean) {
            return Math.log(mean);
        }

        @Override
        public void tangent(float[] logits, float[] means, int from, float[] changes, int offset, int n) {
            Categorical.tangent(means, from, changes, offset, n);
        }

        @Override
        public void draw(Kernel kernel, float[] logits, int offset, int n, double variance, long key, long index) {
            Categorical.draw(logits, offset, n, key, index);
        }
    };

    /**
     * −log p(x|z) in nats of one image, which begins at {@code xOffset} in {@code x}, given the logits of a row; scale
     * × its derivative by the logits is written over them.
     */
    public abstract double loss(LogitRows logits, int row, float[] x, int xOffset, double variance, float scale);

    /** −log p(x|z) of one pixel in nats, its logit {@link #normalise}d: the parts that {@link #loss} is the sum of. */
    public abstract double term(double logit, double x, double variance);

    /** Brings {@code n} logits into the form in which each says by itself what its pixel costs. */
    public void normalise(float[] logits, int offset, int n) {}

    /** Whether it describes the letters of words, and no pictures. */
    public boolean ofWords() {
        return false;
    }

    /** Whether x is a grey value with a density, which may exceed 1, rather than a pixel that is 0 or 1. */
    public boolean density() {
        return false;
    }

    /** Whether σ² is learnt with the weights rather than stated. */
    public boolean learnsVariance() {
        return false;
    }

    /** Turns {@code n} logits into the means of p(x|z), in 0..1. */
    public void means(Kernel kernel, float[] logits, int offset, int n) {
        kernel.sigmoid(logits, logits, offset, n);
    }

    /** The mean of one value with a {@link #normalise}d logit. */
    public double mean(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    /** The logit whose mean is {@code mean}, between 0 and 1. */
    public double logit(double mean) {
        return Math.log(mean / (1 - mean));
    }

    /** The derivative of a value's mean by its logit, where it hangs on no other. */
    float slope(float logit, float mean) {
        return mean * (1 - mean);
    }

    /**
     * Turns {@code n} changes of logits into those of means, or derivatives by means into those by logits: the matrix
     * between them is symmetric.
     *
     * @param from where those logits and means begin
     * @param changes from {@code offset} on. Modified.
     */
    public void tangent(float[] logits, float[] means, int from, float[] changes, int offset, int n) {
        for (int i = 0; i < n; i++) changes[offset + i] *= slope(logits[from + i], means[from + i]);
    }

    /** Turns {@code n} logits into values drawn from p(x|z): those of {@code key} from {@code index} on. */
    public void draw(Kernel kernel, float[] logits, int offset, int n, double variance, long key, long index) {
        means(kernel, logits, offset, n);
        for (int i = 0; i < n; i++) drawOne(logits, offset + i, variance, key, index + i);
    }

    /** The mean {@code means[i]} gives way to a draw. */
    void drawOne(float[] means, int i, double variance, long key, long index) {
        means[i] = RandomStream.uniform(key, index) < means[i] ? 1 : 0;
    }

    /** The name in files, and in the keys of texts about it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
