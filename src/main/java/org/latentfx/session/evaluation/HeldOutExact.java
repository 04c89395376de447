package org.latentfx.session.evaluation;

import java.util.Objects;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ExactNll;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.run.Run;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;

/**
 * −log p(x) of all held-out images by the model shown, where it knows that exactly: measured in the background when it
 * is asked for, and gone when another run begins. FX thread only.
 */
public final class HeldOutExact {
    /**
     * What was found.
     *
     * @param crossEntropy whether the pixels were grey, which makes it a cross-entropy and no likelihood
     * @param step of the model it is of
     */
    public record Found(ExactNll value, boolean crossEntropy, long step) {}

    private record Request(ShownModel shown, DataSplit data, Hyperparameters run) {}

    private final Run run;
    private final Explorer explorer;
    private final LatestTask<Request, Found> task;
    private final ReadOnlyObjectWrapper<@Nullable Found> found = new ReadOnlyObjectWrapper<>();
    private History led = History.EMPTY;

    HeldOutExact(Run run, Explorer explorer, Background slow) {
        this.run = run;
        this.explorer = explorer;
        task = slow.latest(
                (running, newer) -> true,
                (request, token) -> {
                    var of = request.run;
                    try (var alone = new Workers(1)) {
                        var model = request.shown.model();
                        var value = ExactNll.of(
                                model, request.data.test(), alone, of.binarise(), of.seed(), token.progress(0, 1));
                        return new Found(value, !of.binarise(), request.shown.step());
                    }
                },
                (request, value) -> found.set(value));
        explorer.historyProperty().addListener((property, before, now) -> {
            if (!now.extendsLinesOf(led)) forget();
        });
        run.dataProperty().addListener((property, before, now) -> forget());
    }

    /** What was found last; null before, and after another run has begun. */
    public ReadOnlyObjectProperty<@Nullable Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** How far the measurement is, 0..1; NaN while there is none. */
    public ReadOnlyDoubleProperty progressProperty() {
        return task.progressProperty();
    }

    /** Measures the model shown now; nothing happens while there is none that knows it. */
    public void measure() {
        DataSplit data = run.dataProperty().get();
        FrozenModel model = explorer.model();
        if (data == null || model == null || !model.can(Capability.AUTOREGRESSIVE)) return;
        if (!model.configuration().format().equals(data.test().format())) return;
        ShownModel shown = Objects.requireNonNull(explorer.shownProperty().getValue());
        led = shown.history();
        task.request(new Request(shown, data, run.hyperparametersProperty().get()));
    }

    public void cancel() {
        task.cancel();
    }

    private void forget() {
        task.cancel();
        found.set(null);
        led = History.EMPTY;
    }
}
