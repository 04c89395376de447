package org.latentfx.math.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What one core can do at most: twelve independent chains of fused multiply-adds, no memory. The yardstick of the
 * benchmarks; it needs the vector module, and works on the calling thread.
 */
public final class PeakFlops {
    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int TURNS = 2_000_000;

    private PeakFlops() {}

    /** GFLOP/s of the best of some rounds after warming up. */
    public static double measure() {
        float[] factors = new float[2 * S.length()];
        Arrays.fill(factors, 0.5f);
        double best = 0;
        float kept = 0;
        for (int round = 0; round < 20; round++) {
            long begin = System.nanoTime();
            kept += chains(factors);
            best = Math.max(best, 2.0 * 12 * S.length() * TURNS / (System.nanoTime() - begin));
        }
        if (!(kept > 0)) throw new IllegalStateException("the chains ended at " + kept);
        return best;
    }

    private static float chains(float[] factors) {
        FloatVector x = FloatVector.fromArray(S, factors, 0);
        FloatVector y = FloatVector.fromArray(S, factors, S.length());
        FloatVector a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x;
        FloatVector i = x, j = x, k = x, l = x;
        for (int turn = 0; turn < TURNS; turn++) {
            a = a.fma(y, x);
            b = b.fma(y, x);
            c = c.fma(y, x);
            d = d.fma(y, x);
            e = e.fma(y, x);
            f = f.fma(y, x);
            g = g.fma(y, x);
            h = h.fma(y, x);
            i = i.fma(y, x);
            j = j.fma(y, x);
            k = k.fma(y, x);
            l = l.fma(y, x);
        }
        FloatVector all = a.add(b).add(c).add(d).add(e).add(f).add(g).add(h);
        all = all.add(i).add(j).add(k).add(l);
        return all.reduceLanes(VectorOperators.ADD);
    }
}
