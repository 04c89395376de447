package org.latentfx.model.prior;

import java.util.stream.IntStream;

/**
 * The mathematics of q(z|x) = N(μ, diag eˢ), s = log σ², on rows of plain arrays: the clamp of s, the sample z, the KL
 * term and their derivatives, forward and backward side by side. Holds no state; any thread may use it.
 */
public final class Posterior {
    /** s is held within ±LIMIT; outside, its gradient is zero. */
    public static final float LIMIT = 10;

    /** 1/n. */
    private static final double[] INVERSE =
            IntStream.rangeClosed(0, 10).mapToDouble(n -> 1.0 / n).toArray();

    private Posterior() {}

    /** s held within its bounds. */
    public static float clamp(float s) {
        return Math.max(-LIMIT, Math.min(LIMIT, s));
    }

    /** Whether that changes it, or takes its gradient. */
    public static boolean clamped(float s) {
        return !(s > -LIMIT && s < LIMIT);
    }

    /** KL(N(μ, eˢ) ‖ N(0, 1)) = ½(μ² + eˢ − 1 − s) in nats, precise near 0 (Kingma & Welling 2014, appendix B). */
    public static double kl(double mu, double s) {
        return kl(mu, s, Math.exp(s));
    }

    /** As above, eˢ being known. */
    public static double kl(double mu, double s, double variance) {
        return 0.5 * (mu * mu + excess(s, variance));
    }

    /** eˢ − 1 − s without cancellation. */
    private static double excess(double s, double variance) {
        if (Math.abs(s) > 0.25) return variance - 1 - s;
        // Taylor's series in Horner's form, s²/2 + s³/6 + …; the next term is below 1e-13 of the sum
        double sum = 0;
        for (int n = 10; n >= 2; n--) sum = s * INVERSE[n] * (1 + sum);
        return s * sum;
    }

    /** z = μ + e^{s/2} ε. */
    public static float sample(float mu, float s, float epsilon) {
        return mu + (float) Math.exp(0.5f * s) * epsilon;
    }

    /** From z = μ + e^{s/2} ε and KL = ½(μ² + eˢ − 1 − s): the derivative by μ, given dz and the weight of the KL. */
    public static float muGradient(float mu, float dz, float klWeight) {
        return dz + klWeight * mu;
    }

    /**
     * From z = μ + e^{s/2} ε and KL = ½(μ² + eˢ − 1 − s): the derivative by s, given e^{s/2}; 0 where s is clamped.
     */
    public static float logVarGradient(float s, float deviation, float epsilon, float dz, float klWeight) {
        if (clamped(s)) return 0;
        double excess = excess(s, (double) deviation * deviation);
        return (float) (0.5 * (dz * epsilon * deviation + klWeight * (excess + s)));
    }
}
