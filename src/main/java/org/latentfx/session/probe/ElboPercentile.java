package org.latentfx.session.probe;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.ElboRank;
import org.latentfx.analysis.image.ProbedImage;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.Conflator;
import org.latentfx.session.concurrent.Throttle;

/**
 * How unusual images are to a model. Held-out images are measured in the background, newest weights only and with long
 * rests so that training keeps its speed; an image is then judged by the very weights that were measured. FX thread only.
 */
final class ElboPercentile {
    /** How many held-out images are measured, at most. */
    static final int COMPARED = 1_000;

    private static final float[] NO_NOISE = {};
    /** Of a core, while training. */
    private static final double SHARE = 0.01;

    private static final int ROUND_MILLIS = 4_000;

    private record Request(Weights weights, ImageSet images) {}

    private record Measured(ElboRank unusualness, ProbedImage model) {}

    private final Kernel kernel;
    private final Executor fx;
    private final Runnable changed;
    private final Conflator<Request> requests;
    private @Nullable ImageSet images;
    private @Nullable Weights weights;
    private @Nullable Measured measured;
    private final Throttle throttle = new Throttle(SHARE, ROUND_MILLIS);

    /** @param changed told on the FX thread when images are judged anew */
    ElboPercentile(Kernel kernel, Executor background, Executor fx, Runnable changed) {
        this.kernel = kernel;
        this.fx = fx;
        this.changed = changed;
        requests = new Conflator<>(
                task -> throttle.execute(background, task),
                (older, newer) -> newer,
                request -> throttle.round(() -> measure(request)));
    }

    void choose(ImageSet heldOut) {
        images = heldOut.first(COMPARED);
        measured = null;
        ask();
    }

    void follow(Weights newer) {
        boolean same = weights != null && weights.configuration().equals(newer.configuration());
        weights = newer;
        if (!same) measured = null;
        ask();
    }

    /** Percentage of held-out images whose −ELBO, decoded at μ, is below that of {@code pixels}: 0..100; NaN until known. */
    double percentile(float[] pixels) {
        if (measured == null) return Double.NaN;
        return measured.unusualness.percentile(
                measured.model.ledger(pixels, NO_NOISE).total());
    }

    private void ask() {
        if (weights != null
                && images != null
                && images.pixelsPerImage() == weights.configuration().pixels())
            requests.offer(new Request(weights, images));
    }

    /** Whether the model is changing right now. */
    void training(boolean now) {
        throttle.training(now);
    }

    private void measure(Request request) {
        var unusualness = ElboRank.of(request.weights, kernel, request.images, Progress.NONE);
        var model = new ProbedImage(request.weights, kernel);
        fx.execute(() -> {
            boolean current = request.images == images
                    && weights != null
                    && weights.configuration().equals(request.weights.configuration());
            if (!current) return;
            measured = new Measured(unusualness, model);
            changed.run();
        });
    }
}
