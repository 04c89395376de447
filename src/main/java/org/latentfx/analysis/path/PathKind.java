package org.latentfx.analysis.path;

/** The ways from one point of the latent space to another. */
public enum PathKind {
    /** The straight line, in equal steps. */
    STRAIGHT,
    /** Along the arc around z = 0, where a Gaussian of many latents has its mass. */
    SLERP,
    /** Where the images lie: uphill in the aggregate posterior, ends fixed. */
    DENSITY,
    /** The shortest way by pixels: geodesic in the metric that the decoder pulls back. */
    GEODESIC
}
