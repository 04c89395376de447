package org.latentfx.session.evaluation;

import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.check.SelfCheck;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.analysis.latent.LabelAccuracy;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Clock;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.run.Run;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;

/**
 * What the command line's {@code evaluate} tells, of the model shown: measured in the background over all held-out
 * images when it is asked for, and gone when another run begins. FX thread only.
 */
public final class HeldOutFigures {
    /** Nearest training images that vote for a label. */
    public static final int NEIGHBOURS = 5;

    private static final double ENCODED = 0.5;
    private static final double COMPARED = 0.7;
    private static final double VOTED = 0.9;

    /**
     * What was measured.
     *
     * @param step of the model it is of
     * @param accuracy share of held-out images whose label most of the nearest training images (by μ) have
     * @param latents of the model
     * @param seconds it took
     * @param checks what such figures can never break
     */
    public record Figures(
            Evaluation evaluation, int latents, double accuracy, long step, double seconds, List<SelfCheck> checks) {}

    private record Request(ShownModel shown, DataSplit data, Hyperparameters run) {}

    private final Run run;
    private final Explorer explorer;
    private final LatestTask<Request, Figures> task;
    private final ReadOnlyObjectWrapper<@Nullable Figures> figures = new ReadOnlyObjectWrapper<>();
    private final HeldOutLikelihood likelihood;
    private final LinearFigures linear;
    private final HeldOutExact exact;
    private History led = History.EMPTY;

    /**
     * @param threads that may compute while nothing is trained
     * @param slow where some seconds keep nobody waiting
     */
    public HeldOutFigures(Run run, Explorer explorer, int threads, Background slow) {
        this.run = run;
        this.explorer = explorer;
        likelihood = new HeldOutLikelihood(run, explorer, this::ready, threads, slow);
        linear = new LinearFigures(run, explorer, slow);
        exact = new HeldOutExact(run, explorer, slow);
        task = slow.latest(
                (running, newer) -> true,
                (request, token) -> measured(request, token, slow.clock()),
                (request, found) -> figures.set(found));
        explorer.historyProperty().addListener((property, before, now) -> {
            if (!now.extendsLinesOf(led)) forget();
            if (!now.extendsLinesOf(likelihood.led())) likelihood.forget();
        });
        run.dataProperty().addListener((property, before, now) -> {
            forget();
            likelihood.forget();
        });
    }

    /** What was measured last; null before, and after another run has begun. */
    public ReadOnlyObjectProperty<@Nullable Figures> figuresProperty() {
        return figures.getReadOnlyProperty();
    }

    /** The estimate of log p(x), which takes longer and is asked for by itself. */
    public HeldOutLikelihood likelihood() {
        return likelihood;
    }

    /** log p(x) where the model shown knows it exactly. */
    public HeldOutExact exact() {
        return exact;
    }

    /** What a linear model makes of the same images. */
    public LinearFigures linear() {
        return linear;
    }

    /** How far the measurement is, 0..1; NaN while there is none. */
    public ReadOnlyDoubleProperty progressProperty() {
        return task.progressProperty();
    }

    /** The model shown, which says what there is to measure. */
    public ObservableValue<@Nullable FrozenModel> modelProperty() {
        return explorer.modelProperty();
    }

    /** Whether there is a model that draws images again, and its data. */
    public boolean ready() {
        DataSplit data = run.dataProperty().get();
        FrozenModel model = explorer.model();
        return data != null
                && model != null
                && model.can(Capability.RECONSTRUCTS)
                && model.configuration().format().equals(data.test().format());
    }

    /** Measures the model shown now; nothing happens while there is none. */
    public void measure() {
        if (!ready()) return;
        ShownModel shown = Objects.requireNonNull(explorer.shownProperty().getValue());
        led = shown.history();
        var data = Objects.requireNonNull(run.dataProperty().get());
        task.request(new Request(shown, data, run.hyperparametersProperty().get()));
    }

    public void cancel() {
        task.cancel();
    }

    private void forget() {
        task.cancel();
        figures.set(null);
        led = History.EMPTY;
    }

    private static Figures measured(Request request, Token<Figures> token, Clock clock) {
        long from = clock.now();
        FrozenModel model = request.shown.model();
        DataSplit data = request.data;
        Hyperparameters run = request.run;
        try (var workers = new Workers(1)) {
            var found = Evaluation.of(
                    model, data.test(), workers, 1, run.binarise(), run.seed(), token.progress(0, ENCODED));
            var references = LatentPoints.of(model, data.train(), workers, token.progress(ENCODED, COMPARED));
            double accuracy = LabelAccuracy.of(
                    references,
                    LatentPoints.of(model, data.test(), workers),
                    Math.min(NEIGHBOURS, data.train().size()),
                    model.kernel(),
                    workers,
                    token.progress(COMPARED, VOTED));
            var checks = SelfCheck.of(
                    found,
                    data.test(),
                    model.configuration().likelihood(),
                    run.binarise(),
                    model.kernel(),
                    token.progress(VOTED, 1));
            double seconds = (clock.now() - from) * 1e-9;
            return new Figures(found, model.latents(), accuracy, request.shown.step(), seconds, checks);
        }
    }
}
