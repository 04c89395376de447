package org.latentfx.analysis.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Rounds the parts of a sum so that what is shown adds up to the last digit. Pure. */
public final class Rounding {
    private Rounding() {}

    /**
     * Each part in units of 10^−{@code decimals}, at most one unit from its exact value, together exactly the rounded
     * sum: all are rounded down, and the units left over go to the largest remainders (Hamilton's method).
     */
    public static long[] parts(double[] parts, int decimals) {
        double unit = Math.pow(10, decimals);
        long[] rounded = new long[parts.length];
        double[] remainders = new double[parts.length];
        double exact = 0;
        long sum = 0;
        for (int i = 0; i < parts.length; i++) {
            double scaled = parts[i] * unit;
            rounded[i] = (long) Math.floor(scaled);
            remainders[i] = scaled - rounded[i];
            exact += scaled;
            sum += rounded[i];
        }
        long missing = Math.round(exact) - sum;
        int[] order = IntStream.range(0, parts.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -remainders[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int i = 0; i < missing; i++) rounded[order[i]]++;
        return rounded;
    }
}
