package org.latentfx.analysis.factor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.Factors;
import org.latentfx.data.Factors.Factor;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Sprites;
import org.latentfx.math.RandomStream;

@Tag("engine")
class FactorScoreTest {
    private static final int[] VALUES = {3, 10, 4, 2};
    private static final int IMAGES = 3 * 10 * 4 * 2;

    /** Every combination of values once. */
    private static Factors grid() {
        var all = new ArrayList<Factor>();
        int below = 1;
        for (int values : VALUES) {
            int[] of = new int[IMAGES];
            for (int i = 0; i < IMAGES; i++) of[i] = i / below % values;
            below *= values;
            all.add(new Factor(
                    "f" + values,
                    IntStream.range(0, values).mapToObj(String::valueOf).toList(),
                    of));
        }
        return new Factors(all);
    }

    private static LatentPoints points(float[] mu, int latents, float logVar) {
        float[] logVars = new float[mu.length];
        Arrays.fill(logVars, logVar);
        var images = new ImageSet(1, 1, new byte[mu.length / latents], new byte[mu.length / latents], List.of("a"));
        return new LatentPoints(images, latents, mu, logVars);
    }

    private static double standard(Factor factor, int i) {
        int values = factor.values().size();
        return (factor.of()[i] - (values - 1) / 2.0) / Math.sqrt((values * values - 1) / 12.0);
    }

    @Test
    void a_latent_for_each_factor_has_a_gap_of_one() {
        var factors = grid();
        float[] mu = new float[IMAGES * 5];
        for (int i = 0; i < IMAGES; i++) {
            for (int f = 0; f < 4; f++)
                mu[i * 5 + (f + 2) % 5] = (float) standard(factors.all().get(f), i);
        }
        var score = FactorScore.of(points(mu, 5, Float.NEGATIVE_INFINITY), factors, 3, Progress.NONE);
        assertEquals(1, score.mig(), 1e-9);
        for (int f = 0; f < 4; f++) {
            assertEquals(Math.log(VALUES[f]), score.entropy()[f], 1e-12);
            assertEquals((f + 2) % 5, score.carriers(f)[0]);
            assertEquals(1, score.share(f, (f + 2) % 5), 1e-9);
            assertEquals(f, score.carried((f + 2) % 5)[0]);
        }
        // the mean of the latent over the factor's values is the latent itself
        double[] means = score.means()[0][2];
        assertArrayEquals(new double[] {-Math.sqrt(1.5), 0, Math.sqrt(1.5)}, means, 1e-6);
        assertArrayEquals(new double[3], score.deviations()[0][2], 1e-3);
        assertArrayEquals(new double[4], new double[] {score.gap(0) - 1, score.gap(1) - 1, score.gap(2) - 1, 0}, 1e-9);
        assertTrue(score.standardError() < 0.03, "images drawn again have the same gap: " + score.standardError());
    }

    /**
     * All four factors turned into one another by a matrix whose entries are ±½: every latent tells as much of each.
     */
    @Test
    void factors_turned_into_one_another_have_next_to_no_gap() {
        var factors = grid();
        int[][] signs = {{1, 1, 1, 1}, {1, -1, 1, -1}, {1, 1, -1, -1}, {1, -1, -1, 1}};
        float[] mu = new float[IMAGES * 4];
        for (int i = 0; i < IMAGES; i++)
            for (int j = 0; j < 4; j++)
                for (int f = 0; f < 4; f++)
                    mu[i * 4 + j] +=
                            (float) (0.5 * signs[j][f] * standard(factors.all().get(f), i));
        var score = FactorScore.of(points(mu, 4, Float.NEGATIVE_INFINITY), factors, 3, Progress.NONE);
        assertTrue(score.mig() < 0.1, "MIG " + score.mig());
    }

    @Test
    void noise_tells_nothing_but_what_counting_adds() {
        var sprites = Sprites.test();
        var factors = Factors.of(sprites.images().first(2000));
        assertNotNull(factors);
        float[] mu = new float[2000 * 2];
        for (int i = 0; i < 2000; i++) mu[2 * i] = sprites.factors()[i * Sprites.FACTORS + 2];
        var score = FactorScore.of(points(mu, 2, 0), factors, 3, Progress.NONE);
        // z₀ is the place along x with a deviation of 1 pixel in 12, z₁ a standard normal that nothing causes
        double bias = (FactorScore.BINS - 1) * 9 / (2 * 2000.0);
        assertEquals(bias, score.information()[2][1], 0.4 * bias);
        assertTrue(score.share(2, 0) > 0.4, "share " + score.share(2, 0));
        assertEquals(Math.log(10), score.entropy()[2], 0.01);
        assertTrue(score.standardError() > 1e-4 && score.standardError() < 0.02, "" + score.standardError());
    }

    @Test
    void causes_are_known_of_sprites_alone() {
        var sprites = Sprites.test().images();
        var factors = Factors.of(sprites);
        assertNotNull(factors);
        assertEquals(5, factors.all().size());
        assertArrayEquals(
                IntStream.range(0, 4000).map(i -> sprites.labels()[i]).toArray(),
                factors.all().get(0).of());
        for (Factor factor : factors.all()) {
            int fewest = Arrays.stream(factor.counts()).min().orElse(0);
            assertTrue(fewest > 4000 / factor.values().size() * 0.8, factor.name() + " " + fewest);
        }
        var some = Factors.of(sprites.pick(new int[] {3, 40, 3999}));
        assertNotNull(some);
        for (int f = 0; f < 5; f++) {
            int[] all = factors.all().get(f).of();
            assertArrayEquals(
                    new int[] {all[3], all[40], all[3999]}, some.all().get(f).of());
        }
        byte[] noise = new byte[784 * 5];
        for (int i = 0; i < noise.length; i++) noise[i] = (byte) RandomStream.bits(1, i);
        assertNull(Factors.of(new ImageSet(28, 28, noise, new byte[5], List.of("a"))));
    }
}
