package org.latentfx.analysis.latent;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.analysis.Progress;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;

/**
 * How well labels can be read off a latent space by the nearest neighbours of each point. A pure function over latent
 * points; the same for any number of workers.
 */
public final class LabelAccuracy {
    private static final int QUERIES = 64;
    private static final int REFERENCES = 2048;

    private LabelAccuracy() {}

    /**
     * The share of {@code queries} (held-out images) whose label is the most frequent one among the {@code k} nearest
     * points of {@code references} (training images), by Euclidean distance between posterior means; of labels that are
     * equally frequent, the one with the nearest point counts.
     */
    public static double of(LatentPoints references, LatentPoints queries, int k, Kernel kernel, Workers workers) {
        return of(references, queries, k, kernel, workers, Progress.NONE);
    }

    /** The same, watched. */
    public static double of(
            LatentPoints references, LatentPoints queries, int k, Kernel kernel, Workers workers, Progress progress) {
        if (references.latents() != queries.latents() || k < 1 || k > references.size())
            throw new IllegalArgumentException("label accuracy: found " + k + " of " + references.size() + " points of "
                    + references.latents() + " latents for queries of " + queries.latents());
        int blocks = (references.size() + REFERENCES - 1) / REFERENCES;
        var sides = new Side[blocks];
        for (int b = 0; b < blocks; b++) sides[b] = side(references, b * REFERENCES, kernel);
        int[] right = new int[workers.threads()];
        workers.run((member, members) -> {
            var search = new Search(references, queries, sides, k, kernel);
            for (int first = member * QUERIES; first < queries.size(); first += members * QUERIES) {
                if (member == 0) progress.at(first, queries.size());
                right[member] += search.right(first, Math.min(QUERIES, queries.size() - first));
            }
        });
        int sum = 0;
        for (int r : right) sum += r;
        return (double) sum / queries.size();
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
        private final LatentPoints references;
        private final LatentPoints queries;
        private final Side[] sides;
        private final int k;
        private final Kernel kernel;
        private final FMatrixRMaj q;
        private final FMatrixRMaj nearness;
        private final float[] best;
        private final int[] nearest;
        private final int[] voters;

        Search(LatentPoints references, LatentPoints queries, Side[] sides, int k, Kernel kernel) {
            this.references = references;
            this.queries = queries;
            this.sides = sides;
            this.k = k;
            this.kernel = kernel;
            q = new FMatrixRMaj(QUERIES, queries.latents());
            nearness = new FMatrixRMaj(QUERIES, REFERENCES);
            best = new float[QUERIES * k];
            nearest = new int[QUERIES * k];
            voters = new int[k];
        }

        int right(int first, int count) {
            System.arraycopy(queries.mu(), first * q.numCols, q.data, 0, count * q.numCols);
            Arrays.fill(best, Float.NEGATIVE_INFINITY);
            for (Side side : sides) {
                nearness.reshape(QUERIES, side.bias.length);
                kernel.forward(q, side.weights, side.bias, Activation.IDENTITY, nearness, 0, count);
                for (int r = 0; r < count; r++) scan(r, side.first, side.bias.length);
            }
            int right = 0;
            for (int r = 0; r < count; r++) {
                System.arraycopy(nearest, r * k, voters, 0, k);
                int label =
                        Neighbours.Vote.of(references.images().labels(), voters).label();
                if (label == (queries.images().labels()[first + r] & 0xFF)) right++;
            }
            return right;
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
