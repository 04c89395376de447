package org.latentfx.session.compare;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.samples.SampledPictures;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;

/**
 * What one run makes of draws from the prior that all columns have in common: the same seed, and so the same z where
 * they have as many latents. Followed while the run learns. FX thread only.
 */
final class DrawnSamples {
    /** Of a core while training, and the least time between two rounds. */
    private static final double SHARE = 0.01;

    private static final int ROUND_MILLIS = 250;

    private record Request(FrozenModel model, long seed) {
        boolean same(@Nullable Request other) {
            return other != null && seed == other.seed && model == other.model;
        }
    }

    private final LatestTask<Request, SampledPictures> task;
    private @Nullable Request asked;
    private @Nullable SampledPictures drawn;

    /** @param changed told that there are others */
    DrawnSamples(Background background, Runnable changed) {
        task = background
                .on(background.throttle(SHARE, ROUND_MILLIS).paced(background.executor()))
                .latest(
                        (running, newer) -> running.seed != newer.seed || !running.model.sameStructure(newer.model),
                        (request, token) -> SampledPictures.ofPrior(
                                request.model, request.seed, Sheet.SAMPLES, false, token.progress(0, 1)),
                        (request, found) -> {
                            drawn = found;
                            changed.run();
                        });
    }

    /** Has those of {@code model} drawn, unless they are already. */
    void ask(FrozenModel model, long seed) {
        var wanted = new Request(model, seed);
        Request before = asked;
        if (wanted.same(before)) return;
        if (before != null && !before.model.sameStructure(model)) drawn = null;
        asked = wanted;
        task.request(wanted);
    }

    /** Nobody looks any more. */
    void cancel() {
        task.cancel();
        asked = null;
    }

    /** The newest; null until there are any. */
    @Nullable
    SampledPictures drawn() {
        return drawn;
    }
}
