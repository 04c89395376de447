package org.latentfx.model;

import org.latentfx.math.Kernel;

/** A frozen encoder with its own scratch: q(z|x). One thread at a time; make one per thread (the weights are shared). */
public final class Encoder {
    public Encoder(Weights weights, Kernel kernel, int largestBatch) {}

    /** μ and log σ² (each rows × latents, row-major) of {@code rows} images starting at image {@code first} of {@code pixels}. */
    public void encode(byte[] pixels, int first, int rows, float[] mu, float[] logVar) {}

    /** As above, from pixels in 0..1. */
    public void encode(float[] pixels, int rows, float[] mu, float[] logVar) {}
}
