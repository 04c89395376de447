package org.latentfx.analysis.latent;

import java.util.Arrays;
import java.util.Random;
import org.latentfx.analysis.Progress;
import org.latentfx.text.Refusal;
import tagbio.umap.ProgressState;
import tagbio.umap.Umap;
import tagbio.umap.UmapProgress;

/**
 * Latent points laid out in two dimensions by UMAP (McInnes, Healy & Melville 2018): who is near whom is kept as far as
 * it can be, distances between groups are not, and no place of it is a point z. Immutable by convention.
 *
 * @param points what was laid out
 * @param images which of them, rising
 * @param at x and y of each of these, one after the other
 */
public record UmapLayout(LatentPoints points, int[] images, float[] at) {
    private static final int NEIGHBOURS = 15;
    private static final int FEWEST = 3;

    /** The random draws between two looks at whether anybody still wants the result. */
    private static final int DRAWS = 1 << 14;

    /**
     * Lays out at most {@code most} of the points, evenly chosen, on the calling thread: some seconds for thousands.
     * The same seed gives the same layout.
     */
    public static UmapLayout of(LatentPoints points, int most, long seed, Progress progress) {
        int n = Math.min(most, points.size());
        if (n < FEWEST) throw new Refusal("analysis.umap.few", n, FEWEST);
        int[] images = new int[n];
        float[][] mu = new float[n][];
        for (int k = 0; k < n; k++) {
            images[k] = (int) ((long) k * points.size() / n);
            mu[k] = points.mean(images[k]);
        }
        float[][] places = run(mu, new Watched(seed, progress));
        float[] at = new float[2 * n];
        for (int k = 0; k < n; k++) {
            at[2 * k] = places[k][0];
            at[2 * k + 1] = places[k][1];
        }
        return new UmapLayout(points, images, at);
    }

    /** One at a time: the library counts its steps in one place. */
    private static synchronized float[][] run(float[][] mu, Random random) {
        return new Umap()
                .setNumberComponents(2)
                .setNumberNearestNeighbours(Math.min(NEIGHBOURS, mu.length - 1))
                .setThreads(1)
                .setRandom(random)
                .fitTransform(mu);
    }

    /** x and y of {@code size} images, not a number for those that were not laid out. */
    public float[] places(int size) {
        float[] places = new float[2 * size];
        Arrays.fill(places, Float.NaN);
        for (int k = 0; k < images.length && images[k] < size; k++)
            System.arraycopy(at, 2 * k, places, 2 * images[k], 2);
        return places;
    }

    /** The library draws from this all the time, which lets it be stopped and tells how far it is. */
    private static final class Watched extends Random {
        private static final long serialVersionUID = 1;

        private final transient Progress progress;
        private int draws;

        Watched(long seed, Progress progress) {
            super(seed);
            this.progress = progress;
        }

        @Override
        protected int next(int bits) {
            if (++draws % DRAWS == 0) {
                ProgressState state = UmapProgress.getProgress();
                progress.at(Math.min(state.getCount(), state.getTotal()), Math.max(1, state.getTotal()));
            }
            return super.next(bits);
        }
    }
}
