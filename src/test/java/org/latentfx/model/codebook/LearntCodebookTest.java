package org.latentfx.model.codebook;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.math.Kernels;

/** One row of two slots, each one number, and two codes: 0 and 10. */
@Tag("engine")
class LearntCodebookTest {
    private static final float[] H = {1, 3};

    private final LearntCodebook codebook = new LearntCodebook(new CodebookShape(2, 1), 2, 1);
    private final float[] codes = codebook.parameters().get(0).value().data;
    private final float[] counts = codebook.parameters().get(1).value().data;
    private final float[] sums = codebook.parameters().get(2).value().data;
    private final float[] z = new float[2];

    @BeforeEach
    void begin() {
        codes[1] = 10;
        counts[0] = 1;
        counts[1] = 1;
        sums[1] = 10;
    }

    private void round() {
        codebook.begin(0.25, 1);
        codebook.forward(0, H, 0, z, 0);
        codebook.average(1);
    }

    @Test
    void each_slot_becomes_the_nearest_code_and_costs_its_squared_distance() {
        round();
        assertArrayEquals(new float[] {0, 0}, z);
        assertEquals(10, codebook.commitment());
        assertEquals(1, codebook.perplexity());
        codebook.forward(0, new float[] {1, 8}, 0, z, 0);
        codebook.average(1);
        assertArrayEquals(new float[] {0, 10}, z);
        assertEquals(5, codebook.commitment());
        assertEquals(2, codebook.perplexity(), 1e-12);
    }

    @Test
    void the_gradient_goes_past_the_rounding_and_holds_the_slot_to_its_code() {
        round();
        float[] dh = new float[2];
        codebook.backward(0, H, 0, new float[] {0.5f, -1}, 0, dh);
        assertArrayEquals(new float[] {0.5f + 2 * 0.25f * 1, -1 + 2 * 0.25f * 3}, dh);
    }

    @Test
    void a_code_moves_to_the_moving_average_of_what_takes_it_and_one_that_nothing_takes_stays() {
        round();
        codebook.learn(H, 1, false, 1, 0);
        double smoothed = (1.01 + 1e-5) / (2 + 2e-5) * 2; // N = 0.99 · 1 + 0.01 · 2, of 2 in all
        assertEquals(1.01, counts[0], 1e-6);
        assertEquals(0.04, sums[0], 1e-7);
        assertEquals(0.04 / smoothed, codes[0], 1e-7);
        assertEquals(0.99, counts[1], 1e-6);
        assertEquals(9.9, sums[1], 1e-5);
        assertEquals(10, codes[1]);
    }

    @Test
    void a_dead_code_is_put_where_a_slot_lies_if_that_is_wanted() {
        counts[0] = 16;
        counts[1] = 0.01f;
        assertEquals(1, codebook.dead());
        round();
        codebook.learn(H, 1, false, 1, 0);
        assertEquals(10, codes[1]);
        round();
        codebook.learn(H, 1, true, 1, 0);
        assertTrue(codes[1] == 1 || codes[1] == 3, "at " + codes[1]);
        assertEquals(codes[1], sums[1] / counts[1], 1e-6);
        assertEquals(0, codebook.dead());
    }

    @Test
    void random_codes_are_those_in_use_each_slot_by_itself() {
        float[] weights = {5, 6, 7, 3, 1, 0};
        var prior = new CodePrior(new Codebook(new CodebookShape(3, 1), weights, 0, 3), 2);
        float[] drawn = new float[2 * 4000];
        prior.draw(Kernels.named("ejml"), 7, 0, 4000, drawn);
        int[] found = new int[3];
        for (float value : drawn) found[(int) value - 5]++;
        assertEquals(0.75, found[0] / 8000.0, 0.02);
        assertEquals(0, found[2]);
        assertEquals(Math.log(0.75 * 0.25), prior.logDensity(new float[] {5.1f, 6.4f}, 0), 1e-6);
        float[] tail = new float[2];
        prior.draw(Kernels.named("ejml"), 7, 2, 1, tail);
        assertArrayEquals(new float[] {drawn[2], drawn[3]}, tail);
    }
}
