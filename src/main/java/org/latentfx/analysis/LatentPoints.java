package org.latentfx.analysis;

import org.latentfx.data.ImageSet;

/**
 * Where an encoder puts a set of images: posterior means μ (size × latents) and log σ², row-major. Immutable by
 * convention.
 */
public record LatentPoints(ImageSet images, int latents, float[] mu, float[] logVar) {
    public int size() {
        return mu.length / latents;
    }

    /** μ of latent {@code j} for image {@code i}. */
    public float mu(int i, int j) {
        return mu[i * latents + j];
    }
}
