package org.latentfx.session.probe;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.ElboRank;
import org.latentfx.analysis.image.ProbedImage;
import org.latentfx.data.ImageSet;
import org.latentfx.model.FrozenModel;
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

    private record Request(FrozenModel model, ImageSet images) {}

    private record Measured(ElboRank rank, ProbedImage probed) {}

    private final Executor fx;
    private final Runnable changed;
    private final Conflator<Request> requests;
    private @Nullable ImageSet images;
    private @Nullable FrozenModel model;
    private @Nullable Measured measured;
    private final Throttle throttle = new Throttle(SHARE, ROUND_MILLIS);

    /** @param changed told on the FX thread when images are judged anew */
    ElboPercentile(Executor background, Executor fx, Runnable changed) {
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

    void follow(FrozenModel newer) {
        boolean same = model != null && model.configuration().equals(newer.configuration());
        model = newer;
        if (!same) measured = null;
        ask();
    }

    /** Percentage of held-out images whose −ELBO, decoded at μ, is below that of {@code pixels}: 0..100; NaN until known. */
    double percentile(float[] pixels) {
        if (measured == null) return Double.NaN;
        return measured.rank.percentile(measured.probed.ledger(pixels, NO_NOISE).total());
    }

    private void ask() {
        if (model != null
                && images != null
                && images.pixelsPerImage() == model.configuration().pixels())
            requests.offer(new Request(model, images));
    }

    /** Whether the model is changing right now. */
    void training(boolean now) {
        throttle.training(now);
    }

    private void measure(Request request) {
        var rank = ElboRank.of(request.model, request.images, Progress.NONE);
        var probed = new ProbedImage(request.model);
        fx.execute(() -> {
            boolean current = request.images == images
                    && model != null
                    && model.configuration().equals(request.model.configuration());
            if (!current) return;
            measured = new Measured(rank, probed);
            changed.run();
        });
    }
}
