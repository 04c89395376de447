package org.latentfx.analysis.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.AggregatePosterior;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.Neighbours;
import org.latentfx.analysis.latent.Vectors;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;

/**
 * A way through the latent space as a strip of frames with facts, from end to end. Immutable by convention; computed on
 * the calling thread.
 *
 * @param converged whether the way is what its kind promises; false: the search ended early and this is its best
 * @param rounds how long was searched; 0 for ways by formula
 * @param length Σ pixel distances between frames: Euclidean over mean pixels in 0..1
 */
public record LatentPath(PathKind kind, List<Frame> frames, boolean converged, int rounds, double length) {
    private static final int NEIGHBOURS = 5;
    private static final Neighbours.Vote NO_VOTE = new Neighbours.Vote(-1, 0);

    /**
     * @param z the point; not to be written to
     * @param pixels mean pixels in 0..1 decoded there; not to be written to
     * @param pixelDistance Euclidean distance to the frame before, over pixels in 0..1; 0 for the first
     * @param logPrior log p(z) in nats; not a number where no prior holds codes
     * @param logAggregate log q(z) in nats; not a number where codes are no distributions
     * @param within how many images' means lie within the radius asked for; −1 where images have no places
     * @param vote class by the 5 nearest means; class −1 then
     */
    public record Frame(
            float[] z,
            float[] pixels,
            double pixelDistance,
            double logPrior,
            double logAggregate,
            int within,
            Neighbours.Vote vote) {}

    /**
     * A way of {@code count} frames (2 or more) among the images {@code points}; the searching kinds start from the
     * straight line.
     *
     * @param points null where the model has no encoder
     * @param kind one of {@link PathKind#of those} that the model has
     * @param radius of the neighbourhoods that are counted, in latent units
     */
    public static LatentPath of(
            FrozenModel model,
            @Nullable LatentPoints points,
            PathKind kind,
            float[] from,
            float[] to,
            int count,
            double radius,
            Progress progress) {
        if (count < 2) throw new IllegalArgumentException("path: found " + count + " frames, expected 2 or more");
        boolean spread = model.configuration().kind().variational();
        var q = points != null && spread ? new AggregatePosterior(points) : null;
        float[][] z = new float[count][];
        for (int i = 0; i < count; i++) {
            double t = (double) i / (count - 1);
            z[i] = kind == PathKind.SLERP ? Interpolation.slerp(from, to, t) : Interpolation.straight(from, to, t);
        }
        return described(model, points, q, kind, search(model, q, kind, z, progress), radius);
    }

    /** Where the search of a kind ended; a way by formula has been found at once. */
    private static DensityPath.Found search(
            FrozenModel model, @Nullable AggregatePosterior q, PathKind kind, float[][] start, Progress progress) {
        return switch (kind) {
            case DENSITY -> DensityPath.from(start, Objects.requireNonNull(q, "density"), progress);
            case GEODESIC -> {
                var found = new Geodesic(model, start.length).from(join(start), progress);
                yield new DensityPath.Found(split(found.z(), start.length), found.converged(), found.rounds());
            }
            case STRAIGHT, SLERP -> new DensityPath.Found(start, true, 0);
        };
    }

    private static LatentPath described(
            FrozenModel model,
            @Nullable LatentPoints points,
            @Nullable AggregatePosterior q,
            PathKind kind,
            DensityPath.Found found,
            double radius) {
        boolean prior = model.configuration().kind().sampledFromPrior();
        var decoder = new Decoder(model, 1);
        var frames = new ArrayList<Frame>();
        double length = 0;
        float[] before = null;
        for (float[] point : found.z()) {
            float[] pixels = new float[model.configuration().values()];
            decoder.decode(point, 1, pixels);
            double step = before == null ? 0 : Vectors.distance(before, pixels);
            length += step;
            frames.add(new Frame(
                    point,
                    pixels,
                    step,
                    prior ? model.prior().logDensity(point, 0) : Double.NaN,
                    q == null ? Double.NaN : q.logDensity(point),
                    points == null ? -1 : Neighbours.within(points, point, radius),
                    points == null
                            ? NO_VOTE
                            : Neighbours.ofLatent(points, point, NEIGHBOURS).vote(points.images())));
            before = pixels;
        }
        return new LatentPath(kind, List.copyOf(frames), found.converged(), found.rounds(), length);
    }

    private static float[] join(float[][] z) {
        int d = z[0].length;
        float[] all = new float[z.length * d];
        for (int i = 0; i < z.length; i++) System.arraycopy(z[i], 0, all, i * d, d);
        return all;
    }

    private static float[][] split(float[] all, int count) {
        int d = all.length / count;
        float[][] z = new float[count][];
        for (int i = 0; i < count; i++) z[i] = java.util.Arrays.copyOfRange(all, i * d, (i + 1) * d);
        return z;
    }
}
