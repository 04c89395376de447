package org.latentfx.session.compare;

import org.jspecify.annotations.Nullable;
import org.latentfx.math.Kernel;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.timeline.Past;
import org.latentfx.text.Refusal;
import org.latentfx.train.RunState;
import org.latentfx.train.timeline.PastMoment;

/**
 * The moment of one run that its column is of: the newest one, or one of the past, which is fetched or computed once
 * more in the background. It never changes the run. FX thread only.
 */
final class LineMoment {
    private static final long LIVE = -1;

    private record Request(Past past, long step) {}

    private final RunLine run;
    private final Kernel kernel;
    private final LatestTask<Request, ShownModel> fetching;
    private final Runnable changed;
    private long asked = LIVE;
    private @Nullable ShownModel then;

    /**
     * @param kernel of the run, so that replayed steps are the same bit for bit
     * @param changed told that the moment is another
     */
    LineMoment(RunLine run, Kernel kernel, Background background, Runnable changed) {
        this.run = run;
        this.kernel = kernel;
        this.changed = changed;
        fetching = background.latest((running, newer) -> true, this::fetch, (request, found) -> become(found));
    }

    /** The moment of the past; null for the newest one. */
    @Nullable
    ShownModel then() {
        return then;
    }

    /** The newest moment from now on. */
    void live() {
        fetching.cancel();
        asked = LIVE;
        become(null);
    }

    /** A moment that is known already. */
    void show(ShownModel past) {
        fetching.cancel();
        asked = past.step();
        become(past);
    }

    /** The moment after {@code step} steps; the newest one where that has not come yet or nothing is remembered. */
    void look(long step) {
        Past past = Past.of(run);
        if (past == null || step >= run.stepProperty().get()) {
            live();
            return;
        }
        if (step == asked) return;
        asked = step;
        fetching.request(new Request(past, step));
    }

    private void become(@Nullable ShownModel next) {
        if (next == then) return;
        then = next;
        changed.run();
    }

    // ---- the background thread ----

    /** First the nearest snapshot before, then the very moment. */
    private @Nullable ShownModel fetch(Request request, Token<ShownModel> token) {
        PastMoment near = request.past.before(request.step, trouble -> {}); // whoever looks at this run is told
        if (near == null) return null;
        if (near.step() < request.step) token.show(model(near));
        try {
            return model(request.past.replayed(
                    request.step,
                    near,
                    kernel,
                    token::cancelled,
                    token.progress(0, 1).done()));
        } catch (Refusal rolledBack) {
            return null; // no replay crosses that: the snapshot stays, and its step is said
        }
    }

    private ShownModel model(PastMoment moment) {
        RunState state = moment.state();
        return new ShownModel(
                new FrozenModel(state.weights(), kernel).packed(),
                state.position().step(),
                state.position().epoch(),
                state.history(),
                moment.klPerLatent(),
                state);
    }
}
