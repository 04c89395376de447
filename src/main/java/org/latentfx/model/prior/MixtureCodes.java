package org.latentfx.model.prior;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Kernel;

/**
 * From the encoder's last outputs h (in each row μ and then s = log σ²) to codes z = μ + e^{s/2} ε and what they cost
 * under a prior whose components come out of other rows of h, forward and backward side by side. Members of a team may
 * take different rows at once; nothing is allocated in a step.
 */
public final class MixtureCodes {
    private final int latents;
    private final int components;
    private final float[] h;
    private final float[] dh;
    private final float[] epsilon;
    private final PosteriorMixture prior;
    /** batch × components: which takes what part in p(z). */
    private final float[] shares;
    /** σ, batch × latents. */
    private final float[] deviation;

    /** batch × latents. */
    public final FMatrixRMaj z;

    /** The loss's derivative by {@link #z}: that of the decoder before {@link #backward}. */
    public final FMatrixRMaj zGradient;

    /** log q(z|x) − log p(z) of each row, nats. */
    private final double[] kl;
    /** How many values of s of a row are out of bounds. */
    private final int[] clamped;

    /**
     * @param h rows × (2 · latents), as its derivative {@code dh}
     * @param epsilon rows × latents
     * @param kl one a row, as {@code clamped}; written to
     */
    public MixtureCodes(
            FMatrixRMaj h, FMatrixRMaj dh, float[] epsilon, int components, Kernel kernel, double[] kl, int[] clamped) {
        latents = h.numCols / 2;
        this.components = components;
        this.h = h.data;
        this.dh = dh.data;
        this.epsilon = epsilon;
        this.kl = kl;
        this.clamped = clamped;
        int rows = kl.length;
        prior = new PosteriorMixture(components, latents, kernel);
        shares = new float[rows * components];
        deviation = new float[rows * latents];
        z = new FMatrixRMaj(rows, latents);
        zGradient = new FMatrixRMaj(rows, latents);
    }

    /** Makes row {@code row} of h component {@code k}. */
    public void component(int k, int row) {
        prior.set(k, h, 2 * row * latents, h, (2 * row + 1) * latents);
    }

    /** Once all components are there: z of row {@code r}, and its log q(z|x) − log p(z). */
    public void forward(int r) {
        int outside = 0;
        double own = latents * Math.log(2 * Math.PI);
        for (int j = 0; j < latents; j++) {
            int i = r * latents + j;
            float free = h[(2 * r + 1) * latents + j];
            float s = Posterior.clamp(free);
            if (Posterior.clamped(free)) outside++;
            deviation[i] = (float) Math.exp(0.5 * s);
            z.data[i] = h[2 * r * latents + j] + deviation[i] * epsilon[i];
            own += s + (double) epsilon[i] * epsilon[i];
        }
        clamped[r] = outside;
        kl[r] = -0.5 * own - prior.logDensity(z.data, r * latents, shares, r * components);
    }

    /** From z = μ + e^{s/2} ε and KL = −½ Σ (s + ε²) − log p(z), weighted: the derivatives by μ and s of row r. */
    public void backward(int r, float weight) {
        int at = r * latents;
        prior.addGradient(z.data, at, shares, r * components, weight, zGradient.data, at);
        for (int j = 0; j < latents; j++) {
            int mu = 2 * at + j;
            int s = mu + latents;
            float dz = zGradient.data[at + j];
            dh[mu] = dz;
            dh[s] = Posterior.clamped(h[s]) ? 0 : 0.5f * (dz * epsilon[at + j] * deviation[at + j] - weight);
        }
    }

    /** The derivatives by μ and s of component {@code k}, which is row {@code row} of h, over {@code batch} codes. */
    public void componentBackward(int k, int row, int batch, float weight) {
        prior.componentGradient(k, z.data, latents, batch, shares, weight, dh, 2 * row * latents);
    }
}
