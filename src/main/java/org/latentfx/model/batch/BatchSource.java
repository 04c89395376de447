package org.latentfx.model.batch;

/**
 * Where a batch's pixels and noise come from. Called by several members of a team at once, each for rows of its own.
 */
public interface BatchSource {
    /**
     * Fills rows {@code from..to} of {@code x} (batch × inputs: pixels in 0..1, then the class) and of {@code epsilon}
     * (batch × latents).
     */
    void fill(int from, int to, float[] x, float[] epsilon);

    /**
     * Given pixels, batch × {@code pixels}, and noise, batch × {@code latents}.
     *
     * @param labels of the images, which are joined to them where there are {@code classes}
     */
    static BatchSource of(float[] values, byte[] labels, float[] noise, int pixels, int classes, int latents) {
        return (from, to, x, epsilon) -> {
            for (int r = from; r < to; r++) {
                int row = r * (pixels + classes);
                System.arraycopy(values, r * pixels, x, row, pixels);
                if (classes > 0) OneHot.write(labels[r], x, row + pixels, classes);
            }
            if (epsilon.length > 0)
                System.arraycopy(noise, from * latents, epsilon, from * latents, (to - from) * latents);
        };
    }
}
