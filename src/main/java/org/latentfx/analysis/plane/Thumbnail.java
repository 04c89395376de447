package org.latentfx.analysis.plane;

/**
 * A small view of a latent space: where some images lie in two of its latents, and what is decoded there. Immutable by
 * convention.
 *
 * @param places two numbers an image
 * @param labels one class an image
 * @param manifold pictures at equal shares of the prior's mass
 */
public record Thumbnail(float[] places, byte[] labels, Manifold manifold) {}
