package org.latentfx.session.sweep;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.analysis.plane.Thumbnail;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Weights;
import org.latentfx.train.Loss;
import org.latentfx.train.Measurement;

/**
 * A small view of a model: where some held-out images lie in its two most used latents, and what it decodes there.
 * Immutable by convention; any thread.
 *
 * @param step steps done
 * @param epochs epochs done, with the share of the running one
 * @param measured the last look at some held-out images, nats per image; null before the first
 * @param across the latent to the right, up the one upwards; the same for a model with one
 * @param thumbnail over those two
 */
public record Look(long step, double epochs, @Nullable Loss measured, int across, int up, Thumbnail thumbnail) {
    private static final int IMAGES = 600;
    private static final int SIDE = 7;

    /** Looks at {@code weights}; some ten milliseconds on the calling thread. */
    static Look of(
            Weights weights,
            Kernel kernel,
            ImageSet heldOut,
            long step,
            double epochs,
            @Nullable Measurement measured) {
        var model = new FrozenModel(weights, kernel);
        int latents = weights.configuration().latents();
        var points = LatentPoints.of(model, heldOut.first(Math.min(IMAGES, heldOut.size())));
        double[] use = points.use(model.configuration(), points.size());
        int[] used = IntStream.range(0, latents)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -use[j]))
                .limit(2)
                .sorted()
                .mapToInt(j -> j)
                .toArray();
        int across = used[0];
        int up = used[used.length - 1];
        float[] places = new float[2 * points.size()];
        for (int i = 0; i < points.size(); i++) {
            places[2 * i] = points.mu(i, across);
            places[2 * i + 1] = latents == 1 ? 0 : points.mu(i, up);
        }
        return new Look(
                step,
                epochs,
                measured == null ? null : measured.loss(),
                across,
                up,
                new Thumbnail(places, points.images().labels(), manifold(model, latents, across, up)));
    }

    /** A model with one latent has a single row. */
    private static Manifold manifold(FrozenModel model, int latents, int across, int up) {
        if (latents > 1) return Manifold.of(model, SIDE, new float[latents], across, up);
        var line = Plane.latents(0, 0, 1);
        return Manifold.of(model, line, new float[1], Normal.quantiles(SIDE), new float[] {0}, Progress.NONE);
    }
}
