package org.latentfx.model;

/**
 * The mathematics of q(z|x) = N(μ, diag eˢ), s = log σ², on rows of plain arrays: the clamp of s, the sample z, the KL
 * term and their derivatives, forward and backward side by side. Holds no state; any thread may use it.
 */
public final class Posterior {
    /** s is held within ±LIMIT; outside, its gradient is zero. */
    public static final float LIMIT = 10;

    private Posterior() {}

    static float clamp(float s) {
        return Math.max(-LIMIT, Math.min(LIMIT, s));
    }

    static boolean clamped(float s) {
        return !(s > -LIMIT && s < LIMIT);
    }

    /** KL(N(μ, eˢ) ‖ N(0, 1)) = ½(μ² + eˢ − 1 − s) in nats, precise near 0 (Kingma & Welling 2014, appendix B). */
    public static double kl(double mu, double s) {
        return 0.5 * (mu * mu + excess(s));
    }

    /** eˢ − 1 − s without cancellation. */
    private static double excess(double s) {
        if (Math.abs(s) > 0.25) return Math.exp(s) - 1 - s;
        // Taylor's series; the next term is below 1e-13 of the sum
        return s
                * s
                * (1 / 2.0
                        + s
                                * (1 / 6.0
                                        + s
                                                * (1 / 24.0
                                                        + s
                                                                * (1 / 120.0
                                                                        + s
                                                                                * (1 / 720.0
                                                                                        + s
                                                                                                * (1 / 5040.0
                                                                                                        + s
                                                                                                                * (1
                                                                                                                                / 40320.0
                                                                                                                        + s
                                                                                                                                * (1
                                                                                                                                                / 362880.0
                                                                                                                                        + s
                                                                                                                                                / 3628800.0))))))));
    }

    /** z = μ + e^{s/2} ε. */
    public static float sample(float mu, float s, float epsilon) {
        return mu + (float) Math.exp(0.5f * s) * epsilon;
    }

    /** From z = μ + e^{s/2} ε and KL = ½(μ² + eˢ − 1 − s): the derivative by μ, given dz and the weight of the KL. */
    static float muGradient(float mu, float dz, float klWeight) {
        return dz + klWeight * mu;
    }

    /** From z = μ + e^{s/2} ε and KL = ½(μ² + eˢ − 1 − s): the derivative by s, 0 where s is clamped. */
    static float logVarGradient(float s, float epsilon, float dz, float klWeight) {
        if (clamped(s)) return 0;
        double deviation = Math.exp(0.5f * s);
        return (float) (dz * epsilon * 0.5 * deviation + klWeight * 0.5 * (excess(s) + s));
    }
}
