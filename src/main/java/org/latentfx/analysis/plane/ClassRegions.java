package org.latentfx.analysis.plane;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.Nearest;
import org.latentfx.analysis.latent.Neighbours;

/**
 * Which class the nearest images say at every cell of a plane, how surely, and how near the nearest is, so that a view
 * can fade what no image stands for. Immutable by convention; computed on the calling thread.
 *
 * @param labels class index a cell
 * @param confidence share of the neighbours of that class, 0..1
 * @param distance to the nearest image's mean, in latent units
 */
public record ClassRegions(Grid grid, byte[] labels, float[] confidence, float[] distance) {
    /**
     * By the {@code k} nearest posterior means in all latents, the rest of z as {@code held} has it. On a plane the
     * squared distance to an image is the planar one plus a constant of that image, so many latents cost no more than
     * two.
     */
    public static ClassRegions of(LatentPoints points, Plane plane, float[] held, Grid grid, int k, Progress progress) {
        int n = points.size();
        float[] across = plane.distances(points, held);
        float[] at = plane.project(points);
        // nearest to the plane first: the rest can be left out as soon as they are too far from it already
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> across[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        float[] a = new float[n];
        float[] b = new float[n];
        float[] rest = new float[n];
        for (int i = 0; i < n; i++) {
            a[i] = at[2 * order[i]];
            b[i] = at[2 * order[i] + 1];
            rest[i] = across[order[i]] * across[order[i]];
        }
        byte[] labels = new byte[grid.cells()];
        float[] confidence = new float[grid.cells()];
        float[] distance = new float[grid.cells()];
        var nearest = new Nearest(k);
        for (int row = 0; row < grid.rows(); row++) {
            progress.at(row, grid.rows());
            for (int column = 0; column < grid.columns(); column++) {
                int cell = row * grid.columns() + column;
                find((float) grid.a(column), (float) grid.b(row), a, b, rest, nearest);
                int[] found = nearest.indices();
                for (int i = 0; i < found.length; i++) found[i] = order[found[i]];
                var vote = Neighbours.Vote.of(points.images().labels(), found);
                labels[cell] = (byte) vote.label();
                confidence[cell] = vote.confidence();
                distance[cell] =
                        found.length == 0 ? Float.POSITIVE_INFINITY : (float) Math.sqrt(nearest.distances()[0]);
            }
        }
        return new ClassRegions(grid, labels, confidence, distance);
    }

    private static void find(float x, float y, float[] a, float[] b, float[] rest, Nearest nearest) {
        nearest.clear();
        float worst = Float.POSITIVE_INFINITY;
        for (int i = 0; i < a.length && rest[i] < worst; i++) {
            float da = a[i] - x;
            float db = b[i] - y;
            float squared = da * da + db * db + rest[i];
            if (squared < worst) {
                nearest.offer(i, squared);
                worst = (float) nearest.worst();
            }
        }
    }
}
