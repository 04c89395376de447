package org.latentfx.session.evaluation;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.Likelihood;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.run.Run;
import org.latentfx.train.Hyperparameters;

/**
 * What no reconstruction of the held-out images of the run looked at can get below, computed once for a data set while
 * somebody looks. FX thread only, but for the computing.
 */
public final class HeldOutBound {
    /** @param variance of the Gaussian likelihood; 0 for others, which have none */
    private record Question(ImageSet images, Likelihood likelihood, double variance, Hyperparameters run) {
        boolean same(@Nullable Question other) {
            return other != null
                    && images == other.images
                    && likelihood == other.likelihood
                    && variance == other.variance;
        }
    }

    private final Run run;
    private final LatestTask<Question, ReconstructionBound> task;
    private final ReadOnlyObjectWrapper<@Nullable ReconstructionBound> bound = new ReadOnlyObjectWrapper<>();
    private @Nullable Question asked;
    private boolean watched;

    /** @param slow where some seconds keep nobody waiting */
    public HeldOutBound(Run run, Kernel kernel, Background slow) {
        this.run = run;
        task = slow.latest(
                (running, newer) -> true,
                (question, token) ->
                        ReconstructionBound.of(question.images, question.run, kernel, token.progress(0, 1)),
                (question, found) -> bound.set(found));
        run.dataProperty().addListener((property, before, now) -> ask());
        run.hyperparametersProperty().addListener((property, before, now) -> ask());
    }

    /** Null where there is none, or before it is known. */
    public ReadOnlyObjectProperty<@Nullable ReconstructionBound> boundProperty() {
        return bound.getReadOnlyProperty();
    }

    /** How far it is, 0..1; NaN while it is not being computed. */
    public ReadOnlyDoubleProperty progressProperty() {
        return task.progressProperty();
    }

    /** Whether somebody looks. */
    public void watch(boolean now) {
        watched = now;
        if (now) ask();
    }

    private void ask() {
        if (!watched) return;
        Question now = question();
        if (now == null ? asked == null : now.same(asked)) return;
        asked = now;
        bound.set(null);
        if (now == null) task.cancel();
        else task.request(now);
    }

    /** Null where no such bound is known. */
    private @Nullable Question question() {
        DataSplit data = run.dataProperty().get();
        Hyperparameters now = run.hyperparametersProperty().get();
        if (data == null || data.test().size() == 0 || !ReconstructionBound.known(now)) return null;
        double variance = now.likelihood() == Likelihood.GAUSSIAN ? now.variance() : 0;
        return new Question(data.test(), now.likelihood(), variance, now);
    }
}
