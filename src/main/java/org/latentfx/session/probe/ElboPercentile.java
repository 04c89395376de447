package org.latentfx.session.probe;

import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ElboRank;
import org.latentfx.analysis.image.ProbedImage;
import org.latentfx.data.ImageSet;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.train.History;
import org.latentfx.train.MemoryNeed;

/**
 * How unusual images are to a model. Held-out images are measured in the background, newest weights only and with long
 * rests so that training keeps its speed; an image is then judged by the very weights that were measured. FX thread
 * only.
 */
final class ElboPercentile {
    /** How many held-out images are measured, at most. */
    static final int COMPARED = 1_000;

    private static final float[] NO_NOISE = {};
    /** Of a core, while training. */
    private static final double SHARE = 0.01;

    private static final int ROUND_MILLIS = 4_000;

    private record Request(FrozenModel model, ImageSet images, long run) {
        boolean suits(Request other) {
            return images == other.images && run == other.run;
        }
    }

    private record Measured(ElboRank rank, ProbedImage probed) {}

    private final LatestTask<Request, Measured> measurement;
    private final ObservableValue<Boolean> training;
    private @Nullable ImageSet images;
    private @Nullable FrozenModel model;
    private History history = History.EMPTY;
    /** Counts the runs followed: what was measured on a former one says nothing of this one. */
    private long run;

    private @Nullable Measured measured;

    /** @param changed told on the FX thread when images are judged anew */
    ElboPercentile(Background background, Runnable changed) {
        training = background.training();
        training.addListener((property, before, now) -> ask());
        var paced = background.throttle(SHARE, ROUND_MILLIS).paced(background.executor());
        measurement = background
                .on(paced)
                .latest((running, newer) -> !running.suits(newer), this::measure, (request, found) -> {
                    measured = found;
                    changed.run();
                });
    }

    void choose(ImageSet heldOut) {
        images = heldOut.first(COMPARED);
        measured = null;
        ask();
    }

    /** @param led the curves that led to the model: another run's do not go on from those before */
    void follow(FrozenModel newer, History led) {
        boolean untrained = led.train().size() == 0 && model != null && newer.weights() != model.weights();
        if (!newer.sameStructure(model) || untrained || !led.extendsLinesOf(history)) {
            measured = null;
            run++;
        }
        model = newer;
        history = led;
        ask();
    }

    /**
     * Percentage of held-out images whose −ELBO, decoded at μ, is below that of {@code pixels}: 0..100; NaN until
     * known. {@code label}: as {@link ProbedImage#breakdown} takes it.
     */
    double percentile(float[] pixels, int label) {
        if (measured == null) return Double.NaN;
        return measured.rank.percentile(
                measured.probed.breakdown(pixels, label, NO_NOISE).total());
    }

    /** A former one of large models is not held for this while they change. */
    private void ask() {
        boolean large = model != null
                && MemoryNeed.large(model.configuration(), Runtime.getRuntime().maxMemory());
        if (large && training.getValue()) {
            measurement.cancel();
            measured = null;
        } else if (model != null
                && images != null
                && model.can(Capability.SCORES_IMAGES)
                && images.format().equals(model.configuration().format()))
            measurement.request(new Request(model, images, run));
        else measurement.cancel();
    }

    private Measured measure(Request request, Token<Measured> token) {
        var rank = ElboRank.of(request.model, request.images, token.progress(0, 1));
        return new Measured(rank, new ProbedImage(request.model));
    }
}
