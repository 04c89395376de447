package org.latentfx.model.prior;

import org.latentfx.math.Kernel;

/** The distribution p(z) that codes are held to and pictures are sampled from. Immutable; any thread. */
public interface Prior {
    /** log p(z) in nats of the point that begins at {@code z[at]}. */
    double logDensity(float[] z, int at);

    /** Adds {@code weight} · ∂(−log p(z))/∂z of the point that begins at {@code z[at]} to {@code gradient[at…]}. */
    void addGradient(float[] z, int at, float weight, float[] gradient);

    /**
     * Draws {@code count} points into {@code z} (count × latents), which hang on the normal draws of {@code key} from
     * number {@code position} on, and on what they are numbered.
     */
    void draw(Kernel kernel, long key, long position, int count, float[] z);

    /** The marginal density of latent {@code j} at {@code z}, per unit. */
    double marginal(int j, double z);
}
