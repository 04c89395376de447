package org.latentfx.session.map;

import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.Conflator;
import org.latentfx.session.concurrent.Throttle;
import org.latentfx.train.Cadence;

/**
 * What the newest frozen model makes of the held-out images: their latent points and the reconstruction grid. Computed on
 * the background thread by the newest weights; published on the FX thread, null until first known. While training goes on
 * a round renews some of the points and leaves the others as they were, so that the map moves several times a second and
 * training keeps its speed; once the model stands still, all are renewed by the same weights.
 */
public final class HeldOutEncodings {
    private static final int FIRST_POINTS = 1_000;
    private static final int RECONSTRUCTIONS = 60;

    /** Points renewed at a time, again and again for so long in a round while training: to rest often rather than long. */
    private static final int TOGETHER = 256;

    private static final long ROUND_NANOS = 10_000_000L;

    /** Of a core, while training. */
    private static final double SHARE = 0.045;

    /** Between two rounds, and between two reconstructions of the same images. */
    private static final int ROUND_MILLIS = 200;

    private static final long RECONSTRUCTION_NANOS = 400_000_000L;

    /** What a round is computed from; the higher ticket is the newer. */
    private record Request(Weights weights, ImageSet images, int[] shown, boolean first, long ticket) {}

    /** The points as they are being renewed: where to go on, and how many are by the newest weights. */
    private record Renewal(Request request, LatentPoints points, int next, int renewed) {}

    /** What is shown of one model at first, computed before there is a window to show it in. */
    public record View(Weights weights, ImageSet images, LatentPoints points, Reconstructions reconstructions) {
        public static View of(Weights weights, Kernel kernel, ImageSet images) {
            int[] shown = Reconstructions.spread(images, RECONSTRUCTIONS);
            return new View(
                    weights,
                    images,
                    LatentPoints.of(weights, kernel, images.first(FIRST_POINTS)),
                    Reconstructions.of(weights, kernel, images, shown));
        }
    }

    private final Kernel kernel;
    private final Executor fx;
    private final Conflator<Request> requests;
    private final ReadOnlyObjectWrapper<@Nullable LatentPoints> points = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Reconstructions> reconstructions = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper complete = new ReadOnlyBooleanWrapper();
    private @Nullable ImageSet images;
    private @Nullable Weights newest;
    private int[] shown = new int[0];
    private long tickets;
    private final Throttle throttle = new Throttle(SHARE, ROUND_MILLIS);
    private final Cadence pictures = new Cadence(RECONSTRUCTION_NANOS, System::nanoTime);

    /** The background thread's. */
    private @Nullable Renewal renewal;

    private @Nullable Weights pictured;

    public HeldOutEncodings(Kernel kernel, Executor background, Executor fx) {
        this.kernel = kernel;
        this.fx = fx;
        requests = new Conflator<>(
                task -> throttle.execute(background, task),
                (older, newer) -> older.ticket > newer.ticket ? older : newer,
                this::follow);
    }

    // ---- properties ----

    public ReadOnlyObjectProperty<@Nullable LatentPoints> pointsProperty() {
        return points.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Reconstructions> reconstructionsProperty() {
        return reconstructions.getReadOnlyProperty();
    }

    /** Whether everything shown comes from the newest weights given. */
    public ReadOnlyBooleanProperty completeProperty() {
        return complete.getReadOnlyProperty();
    }

    // ---- commands ----

    /** From now on the held-out images are these. */
    public void choose(ImageSet heldOut) {
        images = heldOut;
        shown = Reconstructions.spread(heldOut, RECONSTRUCTIONS);
        clear();
    }

    /** Shows what was computed beforehand, then computes the rest; {@link #choose} must have been given its images. */
    public void show(View view) {
        points.set(view.points);
        reconstructions.set(view.reconstructions);
        follow(view.weights);
    }

    /** Asks for everything anew from {@code weights}. */
    public void follow(Weights weights) {
        LatentPoints known = points.get();
        newest = weights;
        complete.set(false);
        if (known != null && known.latents() != weights.configuration().latents()) clear();
        if (images != null) requests.offer(new Request(weights, images, shown, points.get() == null, ++tickets));
    }

    /** Whether the model is changing right now. */
    public void training(boolean now) {
        throttle.training(now);
    }

    private void clear() {
        points.set(null);
        reconstructions.set(null);
    }

    // ---- the background thread ----

    private void follow(Request request) {
        throttle.round(() -> compute(request));
        Renewal now = renewal;
        if (now != null && now.renewed < now.points.size()) requests.offer(request);
    }

    private void compute(Request request) {
        Renewal before = renewal;
        boolean known = before != null
                && before.request.images == request.images
                && before.points.latents() == request.weights.configuration().latents();
        pictures(request, !known || !throttle.training());
        Renewal now = before != null && known ? renewed(before, request) : begun(request);
        renewal = now;
        publish(request, points, now.points);
        if (now.renewed < now.points.size()) return;
        pictures(request, true);
        fx.execute(() -> complete.set(newest == request.weights));
    }

    private void pictures(Request request, boolean now) {
        if (pictured == request.weights && !request.first || !now && !pictures.due()) return;
        pictured = request.weights;
        publish(request, reconstructions, Reconstructions.of(request.weights, kernel, request.images, request.shown));
    }

    /** All points of other images or in another latent space, at first of some images only. */
    private Renewal begun(Request request) {
        Weights weights = request.weights;
        ImageSet images = request.images;
        if (request.first && images.size() > FIRST_POINTS)
            publish(request, points, LatentPoints.of(weights, kernel, images.first(FIRST_POINTS)));
        return new Renewal(request, LatentPoints.of(weights, kernel, images), 0, images.size());
    }

    private Renewal renewed(Renewal before, Request request) {
        LatentPoints points = before.points;
        int size = points.size();
        int next = before.next;
        int done = before.request.weights == request.weights && !request.first ? before.renewed : 0;
        long end = System.nanoTime() + ROUND_NANOS;
        do {
            int count = Math.min(throttle.training() ? TOGETHER : size, size - done);
            points = points.renewed(request.weights, kernel, next, count);
            next = size == 0 ? 0 : (next + count) % size;
            done += count;
        } while (done < size && System.nanoTime() < end);
        return new Renewal(request, points, next, done);
    }

    private <T> void publish(Request request, ReadOnlyObjectWrapper<@Nullable T> property, T value) {
        fx.execute(() -> {
            boolean current = request.images == images
                    && newest != null
                    && newest.configuration().equals(request.weights.configuration());
            if (current) property.set(value);
        });
    }
}
