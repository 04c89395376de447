package org.latentfx.session.evaluation;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.linear.LinearReference;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.data.DataSplit;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.run.Run;

/**
 * The linear model of the data of the run looked at, with as many latents as the model shown: fitted in the background
 * while somebody looks, once for a data set and a number of latents. FX thread only.
 */
public final class LinearFigures {
    private static final int SIDE = 7;

    /**
     * What was found.
     *
     * @param manifold what it decodes over its first two latents
     */
    public record Found(DataSplit data, int latents, LinearReference reference, Manifold manifold) {}

    private record Request(DataSplit data, FrozenModel model) {
        boolean sameAs(Request other) {
            return data == other.data && model.latents() == other.model.latents();
        }
    }

    private final Run run;
    private final Explorer explorer;
    private final LatestTask<Request, Found> task;
    private final ReadOnlyObjectWrapper<@Nullable Found> found = new ReadOnlyObjectWrapper<>();
    private boolean watched;

    /** @param slow where some seconds keep nobody waiting */
    LinearFigures(Run run, Explorer explorer, Background slow) {
        this.run = run;
        this.explorer = explorer;
        task = slow.latest(
                (running, newer) -> !running.sameAs(newer),
                (request, token) -> {
                    int latents = request.model.latents();
                    var reference =
                            LinearReference.of(request.data, latents, request.model.kernel(), token.progress(0, 1));
                    return new Found(
                            request.data, latents, reference, reference.model().manifold(SIDE));
                },
                (request, value) -> found.set(value));
        run.dataProperty().addListener((property, before, now) -> ask());
        explorer.modelProperty().addListener((property, before, now) -> {
            if (now == null || before == null || now.latents() != before.latents()) ask();
        });
    }

    /** Null until it is known, and while there is none. */
    public ReadOnlyObjectProperty<@Nullable Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** How far the fit is, 0..1; NaN while there is none. */
    public ReadOnlyDoubleProperty progressProperty() {
        return task.progressProperty();
    }

    /** Whether somebody looks. */
    public void watch(boolean now) {
        if (now == watched) return;
        watched = now;
        ask();
    }

    private void ask() {
        DataSplit data = run.dataProperty().get();
        FrozenModel model = explorer.model();
        Found known = found.get();
        if (data == null || model == null || model.latents() >= data.train().valuesPerImage()) {
            task.cancel();
            found.set(null);
            return;
        }
        if (known != null && known.data == data && known.latents == model.latents()) return;
        found.set(null);
        if (watched) task.request(new Request(data, model));
        else task.cancel();
    }
}
