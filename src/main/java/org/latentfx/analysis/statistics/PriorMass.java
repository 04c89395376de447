package org.latentfx.analysis.statistics;

/** How much of the standard normal prior lies where, in any number of dimensions. Pure. */
public final class PriorMass {
    private PriorMass() {}

    /**
     * The share of the prior N(0, I) in {@code dimensions} dimensions that lies farther from the centre than
     * {@code radius}: the survival function of χ² at radius² (Abramowitz & Stegun 26.4.4 and 26.4.5, closed sums for
     * odd and even numbers of degrees of freedom).
     *
     * @throws IllegalArgumentException if there is no dimension or the radius is negative
     */
    public static double beyond(double radius, int dimensions) {
        if (dimensions < 1 || !(radius >= 0))
            throw new IllegalArgumentException("found radius " + radius + " in " + dimensions + " dimensions");
        double half = radius * radius / 2;
        boolean odd = dimensions % 2 == 1;
        double sum = odd ? 2 * Normal.cumulative(-radius) : Math.exp(-half);
        double term = odd ? 2 * radius * Normal.density(radius) : half * Math.exp(-half);
        for (int k = odd ? 3 : 4; k <= dimensions; k += 2) {
            sum += term;
            term *= radius * radius / k;
        }
        return Math.min(1, sum);
    }

    /** The share of the prior of one latent that lies between {@code low} and {@code high}. */
    public static double between(double low, double high) {
        return Normal.cumulative(high) - Normal.cumulative(low);
    }
}
