package org.latentfx.analysis.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.data.ImageSet;
import org.latentfx.text.Refusal;

class UmapLayoutTest {
    /** Three groups in five dimensions, their centres ten apart in different directions, turn by turn. */
    private static LatentPoints groups(int n) {
        var random = new Random(n);
        float[] mu = new float[5 * n];
        byte[] labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 3);
            for (int j = 0; j < 5; j++) mu[5 * i + j] = (float) (random.nextGaussian() + (j == i % 3 ? 10 : 0));
        }
        return new LatentPoints(
                new ImageSet(1, 1, new byte[n], labels, List.of("a", "b", "c")), 5, mu, new float[5 * n]);
    }

    @Test
    void the_nearest_places_of_the_layout_are_of_the_same_group() {
        var layout = UmapLayout.of(groups(240), 240, 1, Progress.NONE);
        int same = 0;
        for (int i = 0; i < 240; i++) {
            int nearest = -1;
            double best = Double.MAX_VALUE;
            for (int k = 0; k < 240; k++) {
                double distance = Math.hypot(
                        layout.at()[2 * i] - layout.at()[2 * k], layout.at()[2 * i + 1] - layout.at()[2 * k + 1]);
                if (k != i && distance < best) {
                    best = distance;
                    nearest = k;
                }
            }
            if (nearest % 3 == i % 3) same++;
        }
        assertEquals(240, same);
    }

    @Test
    void at_most_so_many_evenly_chosen_images_are_laid_out() {
        var layout = UmapLayout.of(groups(90), 30, 1, Progress.NONE);
        assertEquals(30, layout.images().length);
        assertEquals(0, layout.images()[0]);
        assertEquals(87, layout.images()[29]);
        float[] places = layout.places(90);
        assertEquals(layout.at()[2], places[6]);
        assertEquals(layout.at()[3], places[7]);
        assertTrue(Float.isNaN(places[2]), "image 1 has no place");
        for (float value : layout.at()) assertTrue(Float.isFinite(value));
    }

    @Test
    void the_same_seed_gives_the_same_layout() {
        float[] first = UmapLayout.of(groups(60), 60, 4, Progress.NONE).at();
        assertArrayEquals(first, UmapLayout.of(groups(60), 60, 4, Progress.NONE).at());
        assertTrue(!Arrays.equals(
                first, UmapLayout.of(groups(60), 60, 5, Progress.NONE).at()));
    }

    @Test
    void it_says_how_far_it_is_and_stops_when_nobody_wants_it_any_more() {
        var shares = new ArrayList<Double>();
        UmapLayout.of(groups(240), 240, 1, new Progress(() -> false, shares::add));
        assertTrue(shares.size() > 20, shares.size() + " reports");
        for (int k = 1; k < shares.size(); k++) assertTrue(shares.get(k) >= shares.get(k - 1));
        assertTrue(shares.get(shares.size() - 1) > 0.9 && shares.get(shares.size() - 1) <= 1);
        var few = new ArrayList<Double>();
        var watcher = new Progress(() -> few.size() >= 3, few::add);
        assertThrows(CancellationException.class, () -> UmapLayout.of(groups(240), 240, 1, watcher));
        assertEquals(3, few.size());
    }

    @Test
    void a_handful_of_images_can_be_laid_out_but_not_two() {
        assertEquals(8, UmapLayout.of(groups(4), 4, 1, Progress.NONE).at().length);
        assertThrows(Refusal.class, () -> UmapLayout.of(groups(2), 100, 1, Progress.NONE));
    }
}
