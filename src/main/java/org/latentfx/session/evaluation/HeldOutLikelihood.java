package org.latentfx.session.evaluation;

import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.MarginalLikelihood;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Workers;
import org.latentfx.model.Likelihood;
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
 * The estimate of log p(x) of the model shown, over all held-out images, as {@code evaluate --importance} makes it:
 * some minutes in the background, and gone when another run begins. FX thread only.
 */
public final class HeldOutLikelihood {
    /** Samples an image that may be chosen; the last is what publications use. */
    public static final List<Integer> SAMPLES = List.of(50, 500, 5000);

    /**
     * What was found.
     *
     * @param crossEntropy whether the pixels were grey, which makes it a cross-entropy and no likelihood
     * @param step of the model it is of
     * @param seconds it took
     */
    public record Found(MarginalLikelihood value, boolean crossEntropy, long step, double seconds) {}

    private record Request(ShownModel shown, DataSplit data, Hyperparameters run, int k, int threads) {}

    private final Run run;
    private final Explorer explorer;
    private final BooleanSupplier ready;
    private final int threads;
    private final Clock clock;
    private final LatestTask<Request, Found> task;
    private final ReadOnlyObjectWrapper<@Nullable Found> found = new ReadOnlyObjectWrapper<>();
    private History led = History.EMPTY;
    private long began;

    HeldOutLikelihood(Run run, Explorer explorer, BooleanSupplier ready, int threads, Background slow) {
        this.run = run;
        this.explorer = explorer;
        this.ready = ready;
        this.threads = threads;
        clock = slow.clock();
        task = slow.latest(
                (running, newer) -> true,
                (request, token) -> estimated(request, token, clock),
                (request, value) -> found.set(value));
    }

    /** What was found last; null before, and after another run has begun. */
    public ReadOnlyObjectProperty<@Nullable Found> foundProperty() {
        return found.getReadOnlyProperty();
    }

    /** How far the estimate is, 0..1; NaN while there is none. */
    public ReadOnlyDoubleProperty progressProperty() {
        return task.progressProperty();
    }

    /** How long it still takes if it goes on like this, in seconds; NaN while that is not known. */
    public double secondsLeft() {
        double done = task.progressProperty().get();
        return done > 0 ? (clock.now() - began) * 1e-9 * (1 - done) / done : Double.NaN;
    }

    /** Estimates with {@code k} samples an image; nothing happens while there is no model. */
    public void estimate(int k) {
        if (!ready.getAsBoolean()) return;
        ShownModel shown = Objects.requireNonNull(explorer.shownProperty().getValue());
        led = shown.history();
        began = clock.now();
        int members = run.statusProperty().get() == Run.Status.TRAINING ? 1 : threads;
        var data = Objects.requireNonNull(run.dataProperty().get());
        task.request(new Request(shown, data, run.hyperparametersProperty().get(), k, members));
    }

    public void cancel() {
        task.cancel();
    }

    /** The history of the model measured. */
    History led() {
        return led;
    }

    void forget() {
        task.cancel();
        found.set(null);
        led = History.EMPTY;
    }

    private static Found estimated(Request request, Token<Found> token, Clock clock) {
        long from = clock.now();
        Hyperparameters run = request.run;
        var model = request.shown.model();
        try (var workers = new Workers(request.threads)) {
            var value = MarginalLikelihood.of(
                    model, request.data.test(), workers, request.k, run.binarise(), run.seed(), token.progress(0, 1));
            boolean grey = !run.binarise() && model.configuration().likelihood() == Likelihood.BERNOULLI;
            return new Found(value, grey, request.shown.step(), (clock.now() - from) * 1e-9);
        }
    }
}
