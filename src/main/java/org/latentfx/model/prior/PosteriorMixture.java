package org.latentfx.model.prior;

import java.util.Arrays;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;

/**
 * p(z) = 1/K Σ N(z; μ_k, diag e^{s_k}), the mean of the q(z|u_k) of K pseudo-inputs: a VampPrior (Tomczak & Welling
 * 2018). Its density and the derivatives of −log p(z) by z and by the components, side by side. With r_k the share that
 * component k has in p(z): ∂(−log p)/∂z = Σ r_k (z − μ_k) e^{−s_k}, by μ_k it is −r_k (z − μ_k) e^{−s_k}, and by s_k it
 * is ½ r_k (1 − (z − μ_k)² e^{−s_k}).
 *
 * <p>Components are {@link #set} by whoever trains them, different ones by different threads, and then no longer while
 * points are looked at; looking allocates nothing where scratch is given. Once all are set for good any thread may use
 * it as a {@link Prior}.
 */
public final class PosteriorMixture implements Prior {
    /** Components with less than this share in a density are left out of its derivatives. */
    private static final float LEAST = 1e-12f;

    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private final int components;
    private final int latents;
    private final Kernel kernel;
    /** components × latents: μ, log σ² and 1/σ². */
    private final float[] mu;

    private final float[] logVar;
    private final float[] precision;
    /** The same as latents × components: a density is a loop over components without sums. */
    private final float[] muAcross;

    private final float[] precisionAcross;
    /** The logarithm of each component's density at its mean. */
    private final float[] height;

    public PosteriorMixture(int components, int latents, Kernel kernel) {
        this.components = components;
        this.latents = latents;
        this.kernel = kernel;
        mu = new float[components * latents];
        logVar = new float[components * latents];
        precision = new float[components * latents];
        muAcross = new float[components * latents];
        precisionAcross = new float[components * latents];
        height = new float[components];
    }

    /** Makes component {@code k} the normal with the means at {@code from[muAt…]} and the s at {@code [sAt…]}. */
    public void set(int k, float[] from, int muAt, float[] s, int sAt) {
        int first = k * latents;
        double sum = latents * LOG_TWO_PI;
        for (int j = 0; j < latents; j++) {
            float held = Posterior.clamp(s[sAt + j]);
            mu[first + j] = from[muAt + j];
            logVar[first + j] = held;
            precision[first + j] = -held;
            sum += held;
        }
        kernel.exp(precision, precision, first, latents);
        height[k] = (float) (-0.5 * sum);
        for (int j = 0; j < latents; j++) {
            muAcross[j * components + k] = mu[first + j];
            precisionAcross[j * components + k] = precision[first + j];
        }
    }

    public int latents() {
        return latents;
    }

    public int components() {
        return components;
    }

    /** μ of all components, components × latents; not to be written to. */
    public float[] mu() {
        return mu;
    }

    /** log σ² laid out alike; not to be written to. */
    public float[] logVar() {
        return logVar;
    }

    /** μ of latent {@code j} of component {@code k}. */
    public float mu(int k, int j) {
        return mu[k * latents + j];
    }

    /** log σ² of latent {@code j} of component {@code k}. */
    public float logVar(int k, int j) {
        return logVar[k * latents + j];
    }

    /**
     * log p(z) in nats of the point that begins at {@code z[at]}; leaves the components' shares in it, whose sum is 1,
     * at {@code shares[sharesAt…]}.
     */
    public double logDensity(float[] z, int at, float[] shares, int sharesAt) {
        System.arraycopy(height, 0, shares, sharesAt, components);
        for (int j = 0; j < latents; j++) add(j * components, z[at + j], shares, sharesAt);
        float most = Float.NEGATIVE_INFINITY;
        for (int k = sharesAt; k < sharesAt + components; k++) most = Math.max(most, shares[k]);
        for (int k = sharesAt; k < sharesAt + components; k++) shares[k] -= most;
        kernel.exp(shares, shares, sharesAt, components);
        double sum = 0;
        for (int k = sharesAt; k < sharesAt + components; k++) sum += shares[k];
        float scale = (float) (1 / sum);
        for (int k = sharesAt; k < sharesAt + components; k++) shares[k] *= scale;
        return most + Math.log(sum / components);
    }

    /** What one latent adds to the logarithm of every component's density. */
    private void add(int first, float z, float[] logs, int at) {
        for (int k = 0; k < components; k++) {
            float off = z - muAcross[first + k];
            logs[at + k] -= 0.5f * off * off * precisionAcross[first + k];
        }
    }

    /** Adds {@code weight} · ∂(−log p(z))/∂z to {@code gradient[gradientAt…]}, given the shares in p(z). */
    public void addGradient(
            float[] z, int at, float[] shares, int sharesAt, float weight, float[] gradient, int gradientAt) {
        for (int k = 0; k < components; k++) {
            float share = weight * shares[sharesAt + k];
            if (shares[sharesAt + k] < LEAST) continue;
            int first = k * latents;
            for (int j = 0; j < latents; j++)
                gradient[gradientAt + j] += share * (z[at + j] - mu[first + j]) * precision[first + j];
        }
    }

    /**
     * {@code weight} · ∂ Σ (−log p(z))/∂(μ_k, s_k) over {@code rows} points z, into {@code gradient[at…]}: latents
     * values of μ, then as many of s, which are 0 where s is clamped.
     *
     * @param z rows × stride, the latents first in each row
     * @param shares rows × components
     */
    public void componentGradient(
            int k, float[] z, int stride, int rows, float[] shares, float weight, float[] gradient, int at) {
        Arrays.fill(gradient, at, at + 2 * latents, 0);
        int first = k * latents;
        int s = at + latents;
        for (int r = 0; r < rows; r++) {
            float share = shares[r * components + k];
            if (share < LEAST) continue;
            share *= weight;
            for (int j = 0; j < latents; j++) {
                float off = z[r * stride + j] - mu[first + j];
                float pull = share * off * precision[first + j];
                gradient[at + j] -= pull;
                gradient[s + j] += 0.5f * (share - pull * off);
            }
        }
        for (int j = 0; j < latents; j++) if (Posterior.clamped(logVar[first + j])) gradient[s + j] = 0;
    }

    @Override
    public double logDensity(float[] z, int at) {
        return logDensity(z, at, new float[components], 0);
    }

    @Override
    public void addGradient(float[] z, int at, float weight, float[] gradient) {
        float[] shares = new float[components];
        logDensity(z, at, shares, 0);
        addGradient(z, at, shares, 0, weight, gradient, at);
    }

    /** A component by chance, and a point of its normal. */
    @Override
    public void draw(Kernel kernel, long key, long position, int count, float[] z) {
        kernel.gaussian(key, position, z, 0, count * latents);
        long choice = RandomStream.bits(key, Long.MAX_VALUE);
        for (int i = 0; i < count; i++) {
            int k = (int) (RandomStream.uniform(choice, position + (long) i * latents) * components);
            for (int j = 0; j < latents; j++)
                z[i * latents + j] = Posterior.sample(mu(k, j), logVar(k, j), z[i * latents + j]);
        }
    }

    @Override
    public double marginal(int j, double z) {
        double sum = 0;
        for (int k = 0; k < components; k++) {
            double off = z - mu(k, j);
            double p = precision[k * latents + j];
            sum += Math.sqrt(p) * Math.exp(-0.5 * off * off * p);
        }
        return sum / components / Math.sqrt(2 * Math.PI);
    }
}
