package org.latentfx.analysis.image;

/**
 * What the logarithms of some importance weights say together, however large or small they are. Refilled for one image
 * after another without allocating. One thread at a time.
 */
final class WeightSummary {
    /** log (1/k) Σ w. */
    double bound;

    /** The mean of log w, never above the bound (Jensen). */
    double mean;

    /** (Σ w)²/Σ w², 1..k. */
    double effective;

    /** The largest log w, and the sum of all w over the largest. */
    double highest;

    double sum;

    void read(double[] logW) {
        highest = Double.NEGATIVE_INFINITY;
        mean = 0;
        for (double log : logW) {
            highest = Math.max(highest, log);
            mean += log / logW.length;
        }
        sum = 0;
        double squares = 0;
        for (double log : logW) {
            double relative = Math.exp(log - highest);
            sum += relative;
            squares += relative * relative;
        }
        bound = highest + Math.log(sum / logW.length);
        effective = sum * sum / squares;
    }
}
