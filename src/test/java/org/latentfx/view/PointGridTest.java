package org.latentfx.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.LatentPoints;

class PointGridTest {
    private static int bruteForce(LatentPoints points, int x, int y, double[] at, IntPredicate wanted) {
        int found = -1;
        double best = at[2] * at[2];
        for (int i = 0; i < points.size(); i++) {
            double dx = MapState.mu(points, i, x) - at[0];
            double dy = MapState.mu(points, i, y) - at[1];
            double distance = dx * dx + dy * dy;
            if (wanted.test(i) && (distance < best || found < 0 && distance == best)) {
                best = distance;
                found = i;
            }
        }
        return found;
    }

    @Test
    void theGridFindsWhatLookingAtEveryPointFinds() {
        var random = new Random(5);
        for (int size : new int[] {1, 2, 7, 100, 3000}) {
            for (int latents : new int[] {1, 2, 5}) {
                LatentPoints points = MapSample.cloud(size, latents, 10);
                int x = latents == 5 ? 3 : 0;
                int y = latents == 5 ? 2 : 1;
                var grid = new PointGrid(points, x, y);
                for (int k = 0; k < 200; k++) {
                    double[] at = {4 * random.nextGaussian(), 2 * random.nextGaussian(), random.nextDouble() * (k % 4)};
                    IntPredicate wanted = k % 2 == 0 ? i -> true : i -> i % 3 == 1;
                    assertEquals(
                            bruteForce(points, x, y, at, wanted),
                            grid.nearest(at[0], at[1], at[2], wanted),
                            size + " points, " + latents + " latents, query " + k);
                }
            }
        }
    }

    @Test
    void pointsThatAreNotFiniteAreNeverFound() {
        LatentPoints points = MapSample.at(2, Float.NaN, 0, 1, 1, 0, Float.POSITIVE_INFINITY);
        assertEquals(1, new PointGrid(points, 0, 1).nearest(0, 0, 100, i -> true));
    }

    @Test
    void pointsAllInOnePlaceAndNoPointsAtAllAreNoTrouble() {
        assertEquals(0, new PointGrid(MapSample.at(1, 2, 2, 2, 2, 2, 2), 0, 1).nearest(2.5, 2, 1, i -> true));
        assertEquals(-1, new PointGrid(MapSample.at(1), 0, 1).nearest(0, 0, 1, i -> true));
    }
}
