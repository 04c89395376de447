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
import org.latentfx.model.FrozenModel;
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
    private record Request(FrozenModel model, ImageSet images, int[] shown, boolean first, long ticket) {}

    /** The points as they are being renewed: where to go on, and how many are by the newest weights. */
    private record Renewal(Request request, LatentPoints points, int next, int renewed) {}

    /** What is shown of one model at first, computed before there is a window to show it in. */
    public record View(FrozenModel model, ImageSet images, LatentPoints points, Reconstructions reconstructions) {
        public static View of(FrozenModel model, ImageSet images) {
            int[] shown = Reconstructions.spread(images, RECONSTRUCTIONS);
            return new View(
                    model,
                    images,
                    LatentPoints.of(model, images.first(FIRST_POINTS)),
                    Reconstructions.of(model, images, shown));
        }
    }

    private final Executor fx;
    private final Conflator<Request> requests;
    private final ReadOnlyObjectWrapper<@Nullable LatentPoints> points = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Reconstructions> reconstructions = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper complete = new ReadOnlyBooleanWrapper();
    private @Nullable ImageSet images;
    private @Nullable FrozenModel newest;
    private int[] shown = new int[0];
    private long tickets;
    private final Throttle throttle = new Throttle(SHARE, ROUND_MILLIS);
    private final Cadence pictures = new Cadence(RECONSTRUCTION_NANOS, System::nanoTime);

    /** The background thread's. */
    private @Nullable Renewal renewal;

    private @Nullable FrozenModel pictured;

    public HeldOutEncodings(Executor background, Executor fx) {
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
        follow(view.model);
    }

    /** Forgets what is known of a model of another structure; to be called before {@code next} is seen anywhere. */
    public void clearUnlessOf(FrozenModel next) {
        if (!next.sameStructure(newest)) clear();
    }

    /** Asks for everything anew from {@code model}. */
    public void follow(FrozenModel model) {
        clearUnlessOf(model);
        newest = model;
        complete.set(false);
        if (images != null) requests.offer(new Request(model, images, shown, points.get() == null, ++tickets));
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
                && before.points.latents() == request.model.configuration().latents();
        pictures(request, !known || !throttle.training());
        Renewal now = before != null && known ? renewed(before, request) : begun(request);
        renewal = now;
        publish(request, points, now.points);
        if (now.renewed < now.points.size()) return;
        pictures(request, true);
        fx.execute(() -> complete.set(newest == request.model));
    }

    private void pictures(Request request, boolean now) {
        if (pictured == request.model && !request.first || !now && !pictures.due()) return;
        pictured = request.model;
        publish(request, reconstructions, Reconstructions.of(request.model, request.images, request.shown));
    }

    /** All points of other images or in another latent space, at first of some images only. */
    private Renewal begun(Request request) {
        FrozenModel model = request.model;
        ImageSet images = request.images;
        if (request.first && images.size() > FIRST_POINTS)
            publish(request, points, LatentPoints.of(model, images.first(FIRST_POINTS)));
        return new Renewal(request, LatentPoints.of(model, images), 0, images.size());
    }

    private Renewal renewed(Renewal before, Request request) {
        LatentPoints points = before.points;
        int size = points.size();
        int next = before.next;
        int done = before.request.model == request.model && !request.first ? before.renewed : 0;
        long end = System.nanoTime() + ROUND_NANOS;
        do {
            int count = Math.min(throttle.training() ? TOGETHER : size, size - done);
            points = points.renewed(request.model, next, count);
            next = size == 0 ? 0 : (next + count) % size;
            done += count;
        } while (done < size && System.nanoTime() < end);
        return new Renewal(request, points, next, done);
    }

    private <T> void publish(Request request, ReadOnlyObjectWrapper<@Nullable T> property, T value) {
        fx.execute(() -> {
            boolean current = request.images == images
                    && newest != null
                    && newest.configuration().equals(request.model.configuration());
            if (current) property.set(value);
        });
    }
}
