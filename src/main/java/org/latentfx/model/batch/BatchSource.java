package org.latentfx.model.batch;

/**
 * Where a batch's pixels and noise come from. Called by several members of a team at once, each for rows of its own.
 */
public interface BatchSource {
    /** Fills rows {@code from..to} of {@code x} (batch × pixels, 0..1) and of {@code epsilon} (batch × latents). */
    void fill(int from, int to, float[] x, float[] epsilon);
}
