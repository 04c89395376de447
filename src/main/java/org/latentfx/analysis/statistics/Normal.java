package org.latentfx.analysis.statistics;

/** The standard normal distribution in double precision: density, distribution function and quantiles. Pure. */
public final class Normal {
    private static final double ROOT_TWO_PI = Math.sqrt(2 * Math.PI);

    private Normal() {}

    /** φ(x). */
    public static double density(double x) {
        return Math.exp(-0.5 * x * x) / ROOT_TWO_PI;
    }

    /**
     * Φ(x), to about 1e-15 relative in the lower tail: the power series ½ + φ(x)(x + x³/3 + x⁵/15 + …) near the centre
     * (Marsaglia 2004) and Laplace's continued fraction for the tail (Abramowitz & Stegun 26.2.14).
     */
    public static double cumulative(double x) {
        if (x > 0) return 1 - cumulative(-x);
        double t = -x;
        if (t < 2.5) {
            double term = t;
            double sum = t;
            for (int i = 3; term > 1e-18 * sum; i += 2) {
                term *= t * t / i;
                sum += term;
            }
            return 0.5 - density(t) * sum;
        }
        double fraction = 0;
        for (int i = 200; i >= 1; i--) fraction = i / (t + fraction);
        return density(t) / (t + fraction);
    }

    /**
     * Φ⁻¹(p) to 1e-12: a rational first guess (Abramowitz & Stegun 26.2.23), then Halley's iteration on Φ.
     *
     * @throws IllegalArgumentException if p is not strictly between 0 and 1
     */
    public static double quantile(double p) {
        if (!(p > 0 && p < 1)) throw new IllegalArgumentException("p: found " + p + ", expected a value in (0, 1)");
        if (p > 0.5) return -quantile(1 - p);
        double t = Math.sqrt(-2 * Math.log(p));
        double x =
                (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t;
        for (int i = 0; i < 4; i++) {
            double step = (cumulative(x) - p) / density(x);
            x -= step / (1 + 0.5 * x * step);
        }
        return x;
    }

    /** The {@code n} values Φ⁻¹((i + ½)/n): equal shares of the prior's mass. */
    public static float[] quantiles(int n) {
        float[] z = new float[n];
        for (int i = 0; i < n; i++) z[i] = (float) quantile((i + 0.5) / n);
        return z;
    }
}
