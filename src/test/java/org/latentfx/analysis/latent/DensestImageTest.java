package org.latentfx.analysis.latent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latentfx.data.ImageSet;

class DensestImageTest {
    private static LatentPoints points(float... mu) {
        int n = mu.length / 2;
        var images = new ImageSet(1, 1, new byte[n], new byte[n], List.of("all"));
        return new LatentPoints(images, 2, mu, new float[mu.length]);
    }

    private static int[] all(LatentPoints points) {
        return IntStream.range(0, points.size()).toArray();
    }

    @Test
    void between_two_lumps_it_lies_in_the_denser_one_and_not_in_the_middle() {
        var random = new Random(3);
        float[] mu = new float[2 * 1001];
        for (int i = 0; i < 1000; i++) {
            double spread = i < 500 ? 0.3 : 0.6;
            mu[2 * i] = (float) ((i < 500 ? -2 : 2) + spread * random.nextGaussian());
            mu[2 * i + 1] = (float) (1 + spread * random.nextGaussian());
        }
        mu[2001] = 1; // one in the middle, where the mean is
        var points = points(mu);
        float[] mean = Direction.mean(points, all(points));
        assertEquals(0, mean[0], 0.1);
        float[] typical = points.mean(DensestImage.of(points, all(points)));
        assertEquals(-2, typical[0], 0.3);
        assertEquals(1, typical[1], 0.3);
    }

    @Test
    void it_is_the_one_whose_kth_nearest_is_nearest() {
        // k = 2 of 4: the second nearest is 2 away from images 0 and 2, but 1 from image 1
        var points = points(0, 0, 1, 0, 2, 0, 9, 9);
        assertEquals(1, DensestImage.of(points, all(points)));
        assertEquals(2, DensestImage.of(points, new int[] {2}), "one alone");
        assertEquals(0, DensestImage.of(points, new int[] {0, 3}), "of equals the first");
    }

    @Test
    void only_the_images_asked_about_count() {
        var points = points(0, 0, 5, 5, 0.1f, 0, 5.1f, 5, 0.2f, 0, 5.2f, 5);
        int found = DensestImage.of(points, new int[] {1, 3, 5});
        assertTrue(found % 2 == 1);
        assertThrows(IllegalArgumentException.class, () -> DensestImage.of(points, new int[0]));
    }
}
