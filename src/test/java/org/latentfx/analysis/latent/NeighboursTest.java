package org.latentfx.analysis.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Cloud;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.plane.ClassRegions;
import org.latentfx.analysis.plane.Grid;
import org.latentfx.analysis.plane.Plane;

class NeighboursTest {
    private static double distance(LatentPoints points, int i, float[] z) {
        double sum = 0;
        for (int j = 0; j < z.length; j++) sum += Math.pow(points.mu(i, j) - z[j], 2);
        return Math.sqrt(sum);
    }

    private static int[] sorted(LatentPoints points, float[] z, int k) {
        return IntStream.range(0, points.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> distance(points, i, z)))
                .limit(k)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Test
    void the_nearest_are_those_that_sorting_all_of_them_finds() {
        for (int d : new int[] {1, 2, 9, 50}) {
            var points = Cloud.at(d, 1, Cloud.normal(400 * d, d));
            float[] z = Cloud.normal(d, 99);
            var found = Neighbours.ofLatent(points, z, 7);
            assertArrayEquals(sorted(points, z, 7), found.indices());
            for (int i = 0; i < 7; i++)
                assertEquals(distance(points, found.indices()[i], z), found.distances()[i], 1e-5);
            assertEquals(7, Neighbours.within(points, z, found.distances()[6] * 1.000001));
        }
    }

    @Test
    void asking_for_more_than_there_are_gives_all() {
        var points = Cloud.at(2, 1, new float[] {0, 0, 5, 5, 1, 1});
        assertArrayEquals(
                new int[] {0, 2, 1},
                Neighbours.ofLatent(points, new float[2], 10).indices());
    }

    @Test
    void the_commonest_class_wins_and_of_equals_the_nearest() {
        var points = Cloud.at(1, 1, new float[] {1, 2, 3, 4, 5}, 2, 1, 1, 2, 0);
        var vote = Neighbours.ofLatent(points, new float[1], 5).vote(points.images());
        assertEquals(new Neighbours.Vote(2, 0.4f), vote);
        assertEquals(
                new Neighbours.Vote(1, 2 / 3f),
                Neighbours.ofLatent(points, new float[1], 3).vote(points.images()));
    }

    @Test
    void class_regions_say_what_the_neighbours_of_each_lifted_cell_say() {
        int d = 7;
        int n = 300;
        var points = Cloud.at(
                d,
                1,
                Cloud.normal(n * d, 1),
                IntStream.range(0, n).map(i -> i % 3).toArray());
        var plane = Plane.through(Cloud.normal(d, 2), Cloud.normal(d, 3), Cloud.normal(d, 4));
        float[] held = Cloud.normal(d, 5);
        var grid = new Grid(-3, 3, -2, 4, 13, 11);
        var regions = ClassRegions.of(points, plane, held, grid, 5, Progress.NONE);
        for (int cell = 0; cell < grid.cells(); cell++) {
            float[] z = plane.lift(grid.a(cell % 13), grid.b(cell / 13), held);
            var neighbours = Neighbours.ofLatent(points, z, 5);
            assertEquals(neighbours.vote(points.images()).label(), regions.labels()[cell], "cell " + cell);
            assertEquals(neighbours.vote(points.images()).confidence(), regions.confidence()[cell]);
            assertEquals(neighbours.distances()[0], regions.distance()[cell], 1e-4);
        }
    }
}
