package org.latentfx.session.quality;

import java.util.Objects;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.quality.SampleQuality;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Kernel;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Clock;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.ShownModel;
import org.latentfx.session.run.Run;
import org.latentfx.train.History;

/**
 * How good the samples of the model shown are, as {@code evaluate --quality} says it: measured in the background when
 * it is asked for, and gone when another run begins. Beside it what the samples of the newest model look like to the
 * same classifier, while somebody looks. FX thread only.
 */
public final class QualityFigures {
    /** Of a set; fewer where there are fewer held-out images. */
    public static final int SAMPLES = 10_000;

    private static final double LEARNT = 0.4;

    /**
     * What was measured.
     *
     * @param step of the model it is of
     * @param seconds it took
     */
    public record Found(SampleQuality value, DataSplit data, long step, double seconds) {}

    private record Request(ShownModel shown, DataSplit data, long seed) {}

    private final Run run;
    private final Explorer explorer;
    private final Judges judges;
    private final SampledClasses classes;
    private final LatestTask<Request, Found> task;
    private final ReadOnlyObjectWrapper<@Nullable Found> found = new ReadOnlyObjectWrapper<>();
    private History led = History.EMPTY;

    /**
     * @param following where what follows the model is computed
     * @param slow where some seconds keep nobody waiting
     */
    public QualityFigures(Run run, Explorer explorer, Kernel kernel, Background following, Background slow) {
        this.run = run;
        this.explorer = explorer;
        judges = new Judges(run, kernel, slow);
        classes = new SampledClasses(explorer, judges, following);
        task = slow.latest(
                (running, newer) -> true,
                (request, token) -> measured(request, token, slow.clock()),
                (request, value) -> {
                    judges.look();
                    found.set(value);
                });
        explorer.historyProperty().addListener((property, before, now) -> {
            if (!now.extendsLinesOf(led)) forget();
        });
        run.dataProperty().addListener((property, before, now) -> forget());
    }

    /** What was measured last; null before, and after another run has begun. */
    public ReadOnlyObjectProperty<@Nullable Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** How far the measurement is, 0..1; NaN while there is none. */
    public ReadOnlyDoubleProperty progressProperty() {
        return task.progressProperty();
    }

    /** The classifiers by which it is measured. */
    public Judges judges() {
        return judges;
    }

    /** Into which classes samples of the model shown fall. */
    public SampledClasses classes() {
        return classes;
    }

    /** Whether there is a model, and images by which to judge it. */
    public boolean ready() {
        DataSplit data = run.dataProperty().get();
        FrozenModel model = explorer.model();
        return data != null
                && model != null
                && judges.missingProperty().get().isEmpty()
                && model.configuration().format().equals(data.test().format());
    }

    /** Measures the model shown now; nothing happens while there is none. */
    public void measure() {
        if (!ready()) return;
        ShownModel shown = Objects.requireNonNull(explorer.shownProperty().getValue());
        led = shown.history();
        var data = Objects.requireNonNull(run.dataProperty().get());
        long seed = run.hyperparametersProperty().get().seed();
        task.request(new Request(shown, data, seed));
    }

    public void cancel() {
        task.cancel();
    }

    private void forget() {
        task.cancel();
        found.set(null);
        led = History.EMPTY;
    }

    private Found measured(Request request, Token<Found> token, Clock clock) {
        long from = clock.now();
        var judge = judges.of(request.data, token.progress(0, LEARNT));
        var value = SampleQuality.of(
                request.shown.model(),
                judge.classifier().another(),
                request.data,
                SAMPLES,
                request.seed,
                token.progress(LEARNT, 1));
        return new Found(value, request.data, request.shown.step(), (clock.now() - from) * 1e-9);
    }
}
