package org.latentfx.model;

/** What the decoder's outputs parameterise: log p(x|z). */
public enum Likelihood {
    /** Bernoulli from logits; on grey pixels a cross-entropy, not a likelihood (shown so). */
    BERNOULLI,
    /** Gaussian around sigmoid(logits) with one fixed variance σ² for every pixel ("MSE" with its σ² stated). */
    GAUSSIAN
}
