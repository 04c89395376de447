package org.latentfx.session.run;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.model.FrozenModel;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Wording;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.timeline.Timeline;

/** What can be read of a run: counters, settings, curves and the newest weights. FX thread only. */
public abstract sealed class RunFigures permits Run, RunLine {
    final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.PREPARING);
    final ReadOnlyLongWrapper step = new ReadOnlyLongWrapper();
    final ReadOnlyIntegerWrapper epoch = new ReadOnlyIntegerWrapper();
    final ReadOnlyDoubleWrapper epochsDone = new ReadOnlyDoubleWrapper();
    final ReadOnlyDoubleWrapper imagesPerSecond = new ReadOnlyDoubleWrapper();
    final ReadOnlyDoubleWrapper secondsLeft = new ReadOnlyDoubleWrapper(Double.NaN);
    final ReadOnlyObjectWrapper<double[]> klPerLatent = new ReadOnlyObjectWrapper<>(new double[0]);
    final ReadOnlyObjectWrapper<Hyperparameters> hyperparameters;
    final ReadOnlyObjectWrapper<History> history = new ReadOnlyObjectWrapper<>(History.EMPTY);
    final ReadOnlyObjectWrapper<@Nullable FrozenModel> model = new ReadOnlyObjectWrapper<>();
    final ReadOnlyObjectWrapper<@Nullable DataSplit> data = new ReadOnlyObjectWrapper<>();
    final ReadOnlyObjectWrapper<@Nullable Timeline> timeline = new ReadOnlyObjectWrapper<>();

    RunFigures(Hyperparameters initial) {
        hyperparameters = new ReadOnlyObjectWrapper<>(initial);
    }

    public ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** What its data are called. */
    public ObservableValue<Wording> wordingProperty() {
        return hyperparameters.map(Hyperparameters::wording);
    }

    /** Optimisation steps done. */
    public ReadOnlyLongProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** Whole passes over the training images done. */
    public ReadOnlyIntegerProperty epochProperty() {
        return epoch.getReadOnlyProperty();
    }

    /** Passes over the training images done, with the fraction of the running one. */
    public ReadOnlyDoubleProperty epochsDoneProperty() {
        return epochsDone.getReadOnlyProperty();
    }

    /** Training speed over about the last second; 0 when not training. */
    public ReadOnlyDoubleProperty imagesPerSecondProperty() {
        return imagesPerSecond.getReadOnlyProperty();
    }

    /** Seconds until training stops by itself if its speed stays as it is; NaN when not training. */
    public ReadOnlyDoubleProperty secondsLeftProperty() {
        return secondsLeft.getReadOnlyProperty();
    }

    /** The curves up to the step shown; another value at each update. */
    public ReadOnlyObjectProperty<History> historyProperty() {
        return history.getReadOnlyProperty();
    }

    /** KL per latent of the newest measured batch, nats averaged over images. */
    public ReadOnlyObjectProperty<double[]> klPerLatentProperty() {
        return klPerLatent.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Hyperparameters> hyperparametersProperty() {
        return hyperparameters.getReadOnlyProperty();
    }

    /**
     * The newest weights as a model to look at, ready to decode; another some ten times a second while training; null
     * before there are any.
     */
    public ReadOnlyObjectProperty<@Nullable FrozenModel> modelProperty() {
        return model.getReadOnlyProperty();
    }

    /** The data set in use; null before it is loaded. */
    public ReadOnlyObjectProperty<@Nullable DataSplit> dataProperty() {
        return data.getReadOnlyProperty();
    }

    /** Its moments so far; another one for each beginning; null before there is a run. */
    public ReadOnlyObjectProperty<@Nullable Timeline> timelineProperty() {
        return timeline.getReadOnlyProperty();
    }
}
