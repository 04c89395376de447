package org.latentfx.analysis.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Cloud;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.text.Refusal;

class DirectionTest {
    private static final int D = 10;

    /** 200 normal points whose second half is moved by {@code shift} along the first latent. */
    private static LatentPoints twoGroups(float shift) {
        float[] mu = Cloud.normal(200 * D, 1);
        for (int i = 100; i < 200; i++) mu[i * D] += shift;
        return Cloud.at(D, 1, mu, IntStream.range(0, 200).map(i -> i / 100).toArray());
    }

    @Test
    void a_direction_leads_from_one_mean_to_the_other() {
        var points = Cloud.at(2, 1, new float[] {0, 0, 2, 0, 5, 1, 7, 3}, 0, 0, 1, 1);
        var direction = Direction.between(points, Direction.members(points, 0), Direction.members(points, 1));
        assertArrayEquals(new float[] {5, 2}, direction.step());
        assertArrayEquals(new float[] {-1.5f, 0}, direction.apply(new float[] {1, 1}, -0.5));
        assertArrayEquals(new float[] {6, 2}, Direction.mean(points, new int[] {2, 3}));
    }

    @Test
    void an_analogy_is_a_minus_b_plus_c() {
        float[] found = Direction.analogy(new float[] {5, 1}, new float[] {2, 0}, new float[] {1, 1});
        assertArrayEquals(new float[] {4, 2}, found);
    }

    @Test
    void an_empty_group_is_refused() {
        var points = twoGroups(1);
        assertThrows(Refusal.class, () -> Direction.between(points, new int[0], new int[] {1}));
        assertThrows(
                Refusal.class,
                () -> DirectionScore.of(points, new int[] {1, 2, 3}, new int[] {4, 5, 6, 7}, 1, Progress.NONE));
    }

    @Test
    void a_real_difference_scores_beyond_chance() {
        var points = twoGroups(3);
        var score =
                DirectionScore.of(points, Direction.members(points, 0), Direction.members(points, 1), 5, Progress.NONE);
        assertTrue(score.beyondChance(), score.toString());
        assertTrue(score.agreement() > 0.9, score.toString());
        // two normals 3σ apart overlap as Φ(3/√2)
        assertEquals(Normal.cumulative(3 / Math.sqrt(2)), score.separation(), 0.02);
    }

    @Test
    void groups_dealt_at_random_do_not() {
        var points = twoGroups(0);
        int beyond = 0;
        for (int key = 0; key < 20; key++) {
            int first = key;
            int[] a = IntStream.range(0, 60).map(i -> (first + 3 * i) % 200).toArray();
            int[] b = IntStream.range(0, 60).map(i -> (first + 3 * i + 1) % 200).toArray();
            var score = DirectionScore.of(points, a, b, key, Progress.NONE);
            assertEquals(0.5, score.separation(), 0.15);
            if (score.beyondChance()) beyond++;
        }
        assertEquals(0, beyond, "of 20");
    }

    @Test
    void a_difference_must_beat_its_random_twins_by_three_standard_errors() {
        assertTrue(new DirectionScore(0.9, 0.5, 0.874, 0.80, 0.012, 0.5, 0.02).beyondChance());
        var near = new DirectionScore(0.999, 0.5, 0.874, 0.873, 0.012, 0.5, 0.02);
        assertTrue(near.differ());
        assertFalse(near.beyondChance(), "a random direction does as well");
        assertFalse(new DirectionScore(0.9, 0.5, 0.7, 0.5, 0.04, 0.5, 0.06).differ(), "within three standard errors");
    }

    @Test
    void a_handful_of_images_never_really_differs() {
        var points = twoGroups(3);
        int[] a = Arrays.copyOf(Direction.members(points, 0), 4);
        int[] b = Arrays.copyOf(Direction.members(points, 1), 4);
        assertFalse(DirectionScore.of(points, a, b, 1, Progress.NONE).differ());
    }

    @Test
    void the_same_key_gives_the_same_score() {
        var points = twoGroups(0.5f);
        int[] a = Direction.members(points, 0);
        int[] b = Direction.members(points, 1);
        var score = DirectionScore.of(points, a, b, 5, Progress.NONE);
        assertEquals(score, DirectionScore.of(points, a, b, 5, Progress.NONE));
        assertFalse(score.equals(DirectionScore.of(points, a, b, 6, Progress.NONE)));
    }

    @Test
    void separation_is_the_share_of_ordered_pairs_with_ties_counted_half() {
        var points = Cloud.at(1, 1, new float[] {1, 2, 3, 2, 3, 4});
        assertEquals(
                (3 + 2.5 + 1.5) / 9,
                DirectionScore.separation(points, new float[] {1}, new int[] {0, 1, 2}, new int[] {3, 4, 5}),
                1e-12);
    }
}
