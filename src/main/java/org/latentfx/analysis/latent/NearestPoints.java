package org.latentfx.analysis.latent;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.analysis.Progress;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;

/**
 * The nearest points of each of many, by Euclidean distance between posterior means: all at once as products of
 * matrices, which takes a fraction of looking at each pair. Immutable by convention; the same for any number of
 * workers.
 *
 * @param k how many an image, nearest first
 * @param indices queries × k, which of the references
 */
public record NearestPoints(int k, int[] indices) {
    private static final int QUERIES = 64;
    private static final int REFERENCES = 2048;

    /** The {@code k} nearest {@code references} of each of {@code queries}. */
    public static NearestPoints of(
            LatentPoints references, LatentPoints queries, int k, Kernel kernel, Workers workers, Progress progress) {
        if (references.latents() != queries.latents() || k < 1 || k > references.size())
            throw new IllegalArgumentException("nearest points: found " + k + " of " + references.size() + " points of "
                    + references.latents() + " latents for queries of " + queries.latents());
        int blocks = (references.size() + REFERENCES - 1) / REFERENCES;
        var sides = new Side[blocks];
        for (int b = 0; b < blocks; b++) sides[b] = side(references, b * REFERENCES, kernel);
        int[] indices = new int[queries.size() * k];
        workers.run((member, members) -> {
            var search = new Search(queries, sides, k, kernel);
            for (int first = member * QUERIES; first < queries.size(); first += members * QUERIES) {
                if (member == 0) progress.at(first, queries.size());
                int count = Math.min(QUERIES, queries.size() - first);
                search.find(first, count);
                System.arraycopy(search.nearest, 0, indices, first * k, count * k);
            }
        });
        return new NearestPoints(k, indices);
    }

    /** The {@code k} nearest others of each of {@code points} (fewer where there are no more). */
    public static NearestPoints among(LatentPoints points, int k, Kernel kernel, Workers workers, Progress progress) {
        int others = Math.min(k, points.size() - 1);
        if (others < 1) return new NearestPoints(0, new int[0]);
        var all = of(points, points, others + 1, kernel, workers, progress);
        int[] indices = new int[points.size() * others];
        for (int i = 0; i < points.size(); i++) {
            int to = 0;
            // of equal points another may stand where it would be itself
            for (int n = 0; n <= others && to < others; n++) {
                int index = all.indices[i * (others + 1) + n];
                if (index != i) indices[i * others + to++] = index;
            }
        }
        return new NearestPoints(others, indices);
    }

    /** Those of point {@code i}, nearest first; a new array. */
    public int[] of(int i) {
        return Arrays.copyOfRange(indices, i * k, (i + 1) * k);
    }

    /** A block of references as a layer: x·W + b = q·r − ½|r|², which grows as the distance from q to r falls. */
    private record Side(int first, Kernel.PackedWeights weights, float[] bias) {}

    private static Side side(LatentPoints references, int first, Kernel kernel) {
        int d = references.latents();
        int count = Math.min(REFERENCES, references.size() - first);
        var columns = new FMatrixRMaj(d, count);
        float[] bias = new float[count];
        for (int i = 0; i < count; i++) {
            double square = 0;
            for (int j = 0; j < d; j++) {
                float mu = references.mu(first + i, j);
                columns.data[j * count + i] = mu;
                square += (double) mu * mu;
            }
            bias[i] = (float) (-0.5 * square);
        }
        return new Side(first, kernel.packWeights(columns), bias);
    }

    /** One member's scratch: the nearest so far of each query of a block, nearest first. */
    private static final class Search {
        private final LatentPoints queries;
        private final Side[] sides;
        private final int k;
        private final Kernel kernel;
        private final FMatrixRMaj q;
        private final FMatrixRMaj nearness;
        private final float[] best;
        private final int[] nearest;

        Search(LatentPoints queries, Side[] sides, int k, Kernel kernel) {
            this.queries = queries;
            this.sides = sides;
            this.k = k;
            this.kernel = kernel;
            q = new FMatrixRMaj(QUERIES, queries.latents());
            nearness = new FMatrixRMaj(QUERIES, REFERENCES);
            best = new float[QUERIES * k];
            nearest = new int[QUERIES * k];
        }

        /** Of {@code count} queries from query {@code first} on. */
        void find(int first, int count) {
            System.arraycopy(queries.mu(), first * q.numCols, q.data, 0, count * q.numCols);
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            for (Side side : sides) {
                nearness.reshape(QUERIES, side.bias.length);
                kernel.forward(q, side.weights, side.bias, Activation.IDENTITY, nearness, 0, count);
                for (int r = 0; r < count; r++) scan(r, side.first, side.bias.length);
            }
        }

        private void scan(int row, int first, int count) {
            float[] values = nearness.data;
            int last = row * k + k - 1;
            float bar = best[last];
            for (int i = 0; i < count; i++) {
                float value = values[row * count + i];
                if (value <= bar) continue;
                int at = last;
                for (; at > row * k && best[at - 1] < value; at--) {
                    best[at] = best[at - 1];
                    nearest[at] = nearest[at - 1];
                }
                best[at] = value;
                nearest[at] = first + i;
                bar = best[last];
            }
        }
    }
}
