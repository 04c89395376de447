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
 * @param scale latent units that stand for one standard deviation of a prior: 1 where codes are held to one
 * @param thumbnail over those two
 */
public record Look(
        long step, double epochs, @Nullable Loss measured, int across, int up, double scale, Thumbnail thumbnail) {
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
        boolean held = weights.configuration().kind().sampledFromPrior();
        double[] use = points.use(model.configuration(), points.size());
        double scale = held ? 1 : Math.max(1, points.reach() / LatentPoints.REACH);
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
            places[2 * i] = (float) (points.mu(i, across) / scale);
            places[2 * i + 1] = latents == 1 ? 0 : (float) (points.mu(i, up) / scale);
        }
        return new Look(
                step,
                epochs,
                measured == null ? null : measured.loss(),
                across,
                up,
                scale,
                new Thumbnail(places, points.images().labels(), manifold(model, across, up, held ? 0 : scale)));
    }

    /** A model with one latent has a single row. @param scale of codes that no prior holds; 0 of others */
    private static Manifold manifold(FrozenModel model, int across, int up, double scale) {
        int latents = model.latents();
        float[] at = scale > 0 ? Manifold.uniform(SIDE, LatentPoints.REACH * scale) : Normal.quantiles(SIDE);
        var plane = Plane.latents(across, up, latents);
        float[] rows = latents > 1 ? at : new float[] {0};
        return Manifold.of(model, plane, new float[latents], at, rows, Progress.NONE);
    }
}
