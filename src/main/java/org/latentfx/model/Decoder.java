package org.latentfx.model;

import org.latentfx.math.Kernel;

/** A frozen decoder with its own scratch: the mean of p(x|z). One thread at a time; make one per thread. Allocates nothing per call. */
public final class Decoder {
    public Decoder(Weights weights, Kernel kernel, int largestBatch) {}

    /** Mean pixels in 0..1 (rows × pixels) of {@code rows} points z (rows × latents). */
    public void decode(float[] z, int rows, float[] pixels) {}

    /** Logits (rows × pixels) of {@code rows} points z (rows × latents). */
    public void logits(float[] z, int rows, float[] logits) {}
}
