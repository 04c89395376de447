package org.latentfx.session.map;

import java.lang.ref.WeakReference;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Clock;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.concurrent.Throttle;
import org.latentfx.train.Cadence;

/**
 * What the newest frozen model makes of the held-out images: their latent points and the reconstruction grid. Computed
 * on the background thread by the newest weights; published on the FX thread, null until first known. While training
 * goes on a round renews some of the points and leaves the others as they were, so that the map moves several times a
 * second and training keeps its speed; once the model stands still, all are renewed by the same weights.
 */
public final class HeldOutEncodings {
    private static final int FIRST_POINTS = 1_000;
    private static final int RECONSTRUCTIONS = 60;

    /**
     * Points renewed at a time, again and again for so long in a round while training: to rest often rather than long.
     */
    private static final int BATCH = 256;

    private static final long ROUND_NANOS = 10_000_000L;

    /** Of a core, while training. */
    private static final double SHARE = 0.045;

    /** Between two rounds, and between two reconstructions of the same images. */
    private static final int ROUND_MILLIS = 200;

    private static final long RECONSTRUCTION_NANOS = 400_000_000L;

    /** What a round is computed from. */
    private record Request(FrozenModel model, ImageSet images, int[] shown, boolean first) {
        /** Whether what is computed from this may be shown beside what is computed from {@code other}. */
        boolean suits(Request other) {
            return images == other.images && model.sameStructure(other.model);
        }
    }

    /**
     * The points as they are being renewed: where to go on, and how many are by the newest weights. A former model is
     * only compared, so it is held weakly: it may be large.
     */
    private record Renewal(
            ImageSet images, WeakReference<FrozenModel> by, LatentPoints points, int next, int renewed) {}

    /** What is shown of one model at first, computed before there is a window to show it in; null: no encoder. */
    public record View(
            FrozenModel model,
            ImageSet images,
            @Nullable LatentPoints points,
            @Nullable Reconstructions reconstructions) {
        public static View of(FrozenModel model, ImageSet images) {
            if (!model.can(Capability.ENCODES)) return new View(model, images, null, null);
            int[] shown = Reconstructions.spread(images, RECONSTRUCTIONS);
            return new View(
                    model,
                    images,
                    LatentPoints.of(model, images.first(FIRST_POINTS)),
                    Reconstructions.of(model, images, shown));
        }
    }

    private final Clock clock;
    private final Throttle throttle;
    private final Cadence pictures;
    private final LatestTask<Request, Runnable> rounds;
    private final ReadOnlyObjectWrapper<@Nullable LatentPoints> points = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Reconstructions> reconstructions = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyBooleanWrapper complete = new ReadOnlyBooleanWrapper();
    private @Nullable ImageSet images;
    private @Nullable Request latest;
    private int[] shown = new int[0];

    /** The background thread's. */
    private @Nullable Renewal renewal;

    private WeakReference<FrozenModel> pictured = new WeakReference<>(null);

    public HeldOutEncodings(Background background) {
        clock = background.clock();
        throttle = background.throttle(SHARE, ROUND_MILLIS);
        pictures = new Cadence(RECONSTRUCTION_NANOS, clock.nanoTime());
        rounds = background
                .on(throttle.paced(background.executor()))
                .latest((running, newer) -> !running.suits(newer), this::round, (request, show) -> show.run());
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
        rounds.cancel();
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
        if (latest != null && !next.sameStructure(latest.model)) forget();
    }

    /** Forgets what is known, as where a run begins anew: its points would lie over another model's pictures. */
    public void forget() {
        rounds.cancel();
        clear();
    }

    /** Asks for everything anew from {@code model}; of one without an encoder there is nothing to know. */
    public void follow(FrozenModel model) {
        clearUnlessOf(model);
        complete.set(!model.can(Capability.ENCODES));
        if (complete.get()) {
            latest = null;
            return;
        }
        if (images != null) request(new Request(model, images, shown, points.get() == null));
    }

    private void request(Request request) {
        latest = request;
        rounds.request(request);
    }

    /** A round is over; another follows until all points are by the newest weights. */
    private void ended(Request request, boolean all) {
        if (request != latest) return;
        if (all) complete.set(true);
        else request(new Request(request.model, request.images, request.shown, false));
    }

    private void clear() {
        points.set(null);
        reconstructions.set(null);
    }

    // ---- the background thread ----

    private Runnable round(Request request, Token<Runnable> token) {
        Renewal before = renewal;
        boolean known = before != null
                && !request.first
                && before.images == request.images
                && before.points.latents() == request.model.configuration().latents();
        pictures(request, !known || !throttle.training(), token);
        Renewal now = before != null && known ? renewed(before, request) : begun(request, token);
        renewal = now;
        token.show(() -> points.set(now.points));
        boolean all = now.renewed == now.points.size();
        if (all) pictures(request, true, token);
        return () -> ended(request, all);
    }

    private void pictures(Request request, boolean now, Token<Runnable> token) {
        if (pictured.refersTo(request.model) && !request.first || !now && !pictures.due()) return;
        token.check();
        var decoded = Reconstructions.of(request.model, request.images, request.shown);
        pictured = new WeakReference<>(request.model);
        token.show(() -> reconstructions.set(decoded));
    }

    /** All points of other images or in another latent space, at first of some images only. */
    private Renewal begun(Request request, Token<Runnable> token) {
        FrozenModel model = request.model;
        ImageSet images = request.images;
        if (request.first && images.size() > FIRST_POINTS) {
            var some = LatentPoints.of(model, images.first(FIRST_POINTS));
            token.show(() -> points.set(some));
            token.check();
        }
        return new Renewal(images, new WeakReference<>(model), LatentPoints.of(model, images), 0, images.size());
    }

    private Renewal renewed(Renewal before, Request request) {
        LatentPoints points = before.points;
        int size = points.size();
        int next = before.next;
        int done = before.by.refersTo(request.model) && !request.first ? before.renewed : 0;
        long end = clock.now() + ROUND_NANOS;
        do {
            int count = Math.min(throttle.training() ? BATCH : size, size - done);
            points = points.renewed(request.model, next, count);
            next = size == 0 ? 0 : (next + count) % size;
            done += count;
        } while (done < size && clock.now() < end);
        return new Renewal(request.images, new WeakReference<>(request.model), points, next, done);
    }
}
