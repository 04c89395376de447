package org.latentfx.analysis;

import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.Encoder;
import org.latentfx.model.Weights;

/**
 * Where an encoder puts a set of images: posterior means μ and log σ² (each size × latents, row-major). Immutable by
 * convention.
 */
public record LatentPoints(ImageSet images, int latents, float[] mu, float[] logVar) {
    private static final int ROWS = 256;

    /** Encodes all {@code images} on the calling thread. */
    public static LatentPoints of(Weights weights, Kernel kernel, ImageSet images) {
        int latents = weights.configuration().latents();
        float[] mu = new float[images.size() * latents];
        float[] logVar = new float[mu.length];
        float[] someMu = new float[ROWS * latents];
        float[] someLogVar = new float[ROWS * latents];
        var encoder = new Encoder(weights, kernel, ROWS);
        for (int first = 0; first < images.size(); first += ROWS) {
            int rows = Math.min(ROWS, images.size() - first);
            encoder.encode(images.pixels(), first, rows, someMu, someLogVar);
            System.arraycopy(someMu, 0, mu, first * latents, rows * latents);
            System.arraycopy(someLogVar, 0, logVar, first * latents, rows * latents);
        }
        return new LatentPoints(images, latents, mu, logVar);
    }

    public int size() {
        return mu.length / latents;
    }

    /** μ of latent {@code j} for image {@code i}. */
    public float mu(int i, int j) {
        return mu[i * latents + j];
    }
}
