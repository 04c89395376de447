package org.latentfx.session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.LatentPoints;
import org.latentfx.analysis.Reconstructions;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.Weights;

/**
 * What the newest frozen model makes of the held-out images: their latent points and the reconstruction grid. Computed on
 * the background thread, newest weights only, resting between rounds so that training keeps its speed; published on the
 * FX thread, null until first known.
 */
public final class Atlas {
    private static final int FIRST_POINTS = 2_000;
    private static final int RECONSTRUCTIONS = 60;

    /** After a round of work the background thread rests for this many times as long. */
    private static final int REST = 5;

    /** What a round is computed from. */
    private record Request(Weights weights, ImageSet images, int[] shown, boolean first) {}

    /** What is shown of one model at first, computed before there is a window to show it in. */
    record View(Weights weights, ImageSet images, LatentPoints points, Reconstructions reconstructions) {
        static View of(Weights weights, Kernel kernel, ImageSet images) {
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
    private volatile long restUntil;

    public Atlas(Kernel kernel, Executor background, Executor fx) {
        this.kernel = kernel;
        this.fx = fx;
        requests = new Conflator<>(task -> afterRest(background, task), (older, newer) -> newer, this::compute);
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
    void show(View view) {
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
        if (images != null) requests.offer(new Request(weights, images, shown, points.get() == null));
    }

    private void clear() {
        points.set(null);
        reconstructions.set(null);
    }

    private void afterRest(Executor background, Runnable task) {
        long wait = restUntil - System.nanoTime();
        if (wait > 0)
            CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS, background)
                    .execute(task);
        else background.execute(task);
    }

    private void compute(Request request) {
        long begin = System.nanoTime();
        Weights weights = request.weights;
        publish(request, reconstructions, Reconstructions.of(weights, kernel, request.images, request.shown));
        if (request.first && request.images.size() > FIRST_POINTS)
            publish(request, points, LatentPoints.of(weights, kernel, request.images.first(FIRST_POINTS)));
        publish(request, points, LatentPoints.of(weights, kernel, request.images));
        fx.execute(() -> complete.set(newest == weights));
        long end = System.nanoTime();
        restUntil = request.first ? end : end + REST * (end - begin);
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
