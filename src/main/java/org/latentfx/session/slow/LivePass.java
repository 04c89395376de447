package org.latentfx.session.slow;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.StepTrace;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.probe.ImageProbe.Input;

/**
 * What the model shown makes of the image probed, layer by layer, while somebody looks. FX thread only, but for the
 * computing.
 */
public final class LivePass {
    /** Of a core, for following the model while it is trained. */
    private static final double SHARE = 0.01;

    private static final int ROUND_MILLIS = 100;

    /** @param name such as "held-out image 62" */
    public record Passed(StepTrace trace, String name) {}

    private record Request(FrozenModel model, Input input) {}

    private final Explorer explorer;
    private final ImageProbe probe;
    private final LatestTask<Request, Passed> task;
    private final ReadOnlyObjectWrapper<@Nullable Passed> passed = new ReadOnlyObjectWrapper<>();
    private boolean watched;

    public LivePass(Explorer explorer, ImageProbe probe, Background background) {
        this.explorer = explorer;
        this.probe = probe;
        task = background
                .on(background.throttle(SHARE, ROUND_MILLIS).paced(background.executor()))
                .latest(
                        (running, newer) -> false,
                        (request, token) -> new Passed(
                                StepTrace.forward(request.input.told(request.model), request.input.pixels()),
                                request.input.name()),
                        (request, now) -> passed.set(now));
        explorer.modelProperty().addListener((property, before, now) -> request());
        probe.inputProperty().addListener((property, before, now) -> request());
    }

    /** The newest; null until there is one, and perhaps of a former model until the next is there. */
    public ReadOnlyObjectProperty<@Nullable Passed> passedProperty() {
        return passed.getReadOnlyProperty();
    }

    /** Whether somebody looks; nothing is computed otherwise. */
    public void watch(boolean now) {
        if (now == watched) return;
        watched = now;
        request();
    }

    private void request() {
        FrozenModel model = explorer.modelProperty().getValue();
        Input input = probe.inputProperty().get();
        boolean possible = watched
                && model != null
                && input != null
                && model.configuration().kind().can(Capability.ENCODES)
                && input.format().equals(model.configuration().format());
        if (possible) task.request(new Request(model, input));
        else task.cancel();
    }
}
