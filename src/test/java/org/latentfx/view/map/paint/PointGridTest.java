package org.latentfx.view.map.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.view.map.MapSample;

class PointGridTest {
    private static float[] places(LatentPoints points, int x, int y) {
        return Plane.latents(x, y, points.latents()).project(points);
    }

    private static int bruteForce(float[] places, double[] at, IntPredicate wanted) {
        int found = -1;
        double best = at[2] * at[2];
        for (int i = 0; 2 * i < places.length; i++) {
            double dx = places[2 * i] - at[0];
            double dy = places[2 * i + 1] - at[1];
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
                float[] places = latents == 5 ? places(points, 3, 2) : places(points, 0, latents == 1 ? 0 : 1);
                var grid = new PointGrid(places);
                for (int k = 0; k < 200; k++) {
                    double[] at = {4 * random.nextGaussian(), 2 * random.nextGaussian(), random.nextDouble() * (k % 4)};
                    IntPredicate wanted = k % 2 == 0 ? i -> true : i -> i % 3 == 1;
                    assertEquals(
                            bruteForce(places, at, wanted),
                            grid.nearest(at[0], at[1], at[2], wanted),
                            size + " points, " + latents + " latents, query " + k);
                }
            }
        }
    }

    @Test
    void pointsThatAreNotFiniteAreNeverFound() {
        float[] places = {Float.NaN, 0, 1, 1, 0, Float.POSITIVE_INFINITY};
        assertEquals(1, new PointGrid(places).nearest(0, 0, 100, i -> true));
    }

    @Test
    void pointsAllInOnePlaceAndNoPointsAtAllAreNoTrouble() {
        assertEquals(0, new PointGrid(new float[] {2, 2, 2, 2, 2, 2}).nearest(2.5, 2, 1, i -> true));
        assertEquals(-1, new PointGrid(new float[0]).nearest(0, 0, 1, i -> true));
    }
}
