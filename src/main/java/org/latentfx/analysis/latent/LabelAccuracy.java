package org.latentfx.analysis.latent;

import org.latentfx.analysis.Progress;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;

/**
 * How well labels can be read off a latent space by the nearest neighbours of each point. A pure function over latent
 * points; the same for any number of workers.
 */
public final class LabelAccuracy {
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
        var nearest = NearestPoints.of(references, queries, k, kernel, workers, progress);
        int right = 0;
        for (int i = 0; i < queries.size(); i++) {
            int label = Neighbours.Vote.of(references.images().labels(), nearest.of(i))
                    .label();
            if (label == (queries.images().labels()[i] & 0xFF)) right++;
        }
        return (double) right / queries.size();
    }
}
