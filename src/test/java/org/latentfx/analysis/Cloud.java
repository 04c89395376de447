package org.latentfx.analysis;

import java.util.List;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.math.RandomStream;

/** Latent points made up for tests, with images of one pixel each. */
public final class Cloud {
    private Cloud() {}

    /** Points at {@code mu}, all with the same σ², all of class 0 or of {@code labels}. */
    public static LatentPoints at(int latents, double variance, float[] mu, int... labels) {
        int n = mu.length / latents;
        float[] logVar = new float[mu.length];
        java.util.Arrays.fill(logVar, (float) Math.log(variance));
        byte[] classes = new byte[n];
        for (int i = 0; i < labels.length; i++) classes[i] = (byte) labels[i];
        var images = new ImageSet(1, 1, new byte[n], classes, List.of("a", "b", "c"));
        return new LatentPoints(images, latents, mu, logVar);
    }

    /** {@code n} standard normal numbers. */
    public static float[] normal(int n, long key) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) x[i] = RandomStream.gaussian(key, i);
        return x;
    }
}
