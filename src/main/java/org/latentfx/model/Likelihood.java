package org.latentfx.model;

import org.latentfx.math.Kernel;

/** What the decoder's outputs parameterise: log p(x|z). Values without state; any thread may use them. */
public enum Likelihood {
    /** Bernoulli from logits; on grey pixels a cross-entropy, not a likelihood (shown so). */
    BERNOULLI {
        @Override
        public double loss(
                Kernel kernel,
                float[] logits,
                int offset,
                float[] x,
                int xOffset,
                int n,
                double variance,
                float scale,
                float[] gradient) {
            return kernel.bernoulli(logits, offset, x, xOffset, n, scale, gradient);
        }

        @Override
        public double term(double logit, double x, double variance) {
            return Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - x * logit;
        }
    },
    /** Gaussian around sigmoid(logits) with one fixed variance σ² for every pixel ("MSE" with its σ² stated). */
    GAUSSIAN {
        @Override
        public double loss(
                Kernel kernel,
                float[] logits,
                int offset,
                float[] x,
                int xOffset,
                int n,
                double variance,
                float scale,
                float[] gradient) {
            if (gradient != logits) System.arraycopy(logits, offset, gradient, offset, n);
            kernel.sigmoid(gradient, gradient, offset, n);
            double squares = 0;
            float factor = (float) (scale / variance);
            for (int i = 0; i < n; i++) {
                float mean = gradient[offset + i];
                float difference = mean - x[xOffset + i];
                squares += (double) difference * difference;
                gradient[offset + i] = factor * difference * mean * (1 - mean);
            }
            return squares / (2 * variance) + n * 0.5 * Math.log(2 * Math.PI * variance);
        }

        @Override
        public double term(double logit, double x, double variance) {
            double difference = x - 1 / (1 + Math.exp(-logit));
            return difference * difference / (2 * variance) + 0.5 * Math.log(2 * Math.PI * variance);
        }
    };

    /**
     * −log p(x|z) of one image of {@code n} pixels, in nats; scale × its derivative by the logits goes to {@code
     * gradient} at the logits' offset (it may be the logits' own array).
     */
    public abstract double loss(
            Kernel kernel,
            float[] logits,
            int offset,
            float[] x,
            int xOffset,
            int n,
            double variance,
            float scale,
            float[] gradient);

    /** −log p(x|z) of one pixel in nats: the parts that {@link #loss} is the sum of. */
    public abstract double term(double logit, double x, double variance);
}
