package org.latentfx.train.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.latentfx.math.RandomStream;

class HistogramTest {
    @Test
    void normal_numbers_have_the_normal_density() {
        var counter = new Histogram.Counter();
        int n = 200_000;
        for (int i = 0; i < n; i++) counter.add((float) RandomStream.gaussian(3, i));
        var found = counter.histogram();
        assertEquals(0, found.mean(), 0.01);
        assertEquals(1, found.deviation(), 0.01);
        assertEquals(8, found.reach(), "the least power of two above the largest of so many");
        for (double x : new double[] {-2, -0.5, 0.03, 1})
            assertEquals(Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI), found.density(x), 0.03);
        assertEquals(0, found.density(9));
    }

    @Test
    void zeros_and_what_is_no_number_lie_in_no_bin() {
        var counter = new Histogram.Counter();
        counter.add(new float[] {0, 0, 0, 3, Float.NaN, Float.POSITIVE_INFINITY}, 0, 6);
        var found = counter.histogram();
        assertEquals(0.75, found.zeros());
        assertEquals(4, found.reach());
        double sum = 0;
        for (float share : found.share()) sum += share;
        assertEquals(0.25, sum, 1e-6);
        assertTrue(found.density(3) > 0);
    }
}
