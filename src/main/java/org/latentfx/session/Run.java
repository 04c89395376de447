package org.latentfx.session;

import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;

/**
 * One training run as the window sees it: counters, curves and the commands of the transport bar. FX thread only; the
 * work is done on the run's own training thread.
 */
public final class Run {
    /** What the run is doing. */
    public enum Status {
        /** Loading data or preparing. */
        PREPARING,
        PAUSED,
        TRAINING,
        /** The epoch budget is used up. */
        FINISHED,
        /** Stopped by itself because of a fault; see the message. */
        STOPPED
    }

    final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.PREPARING);
    final ReadOnlyLongWrapper step = new ReadOnlyLongWrapper();
    final ReadOnlyIntegerWrapper epoch = new ReadOnlyIntegerWrapper();
    final ReadOnlyDoubleWrapper imagesPerSecond = new ReadOnlyDoubleWrapper();
    final ReadOnlyLongWrapper historyVersion = new ReadOnlyLongWrapper();
    final ReadOnlyObjectWrapper<double[]> klPerLatent = new ReadOnlyObjectWrapper<>(new double[0]);
    final ReadOnlyObjectWrapper<Hyperparameters> hyperparameters;
    final ReadOnlyObjectWrapper<String> dataName = new ReadOnlyObjectWrapper<>("mnist");
    final ReadOnlyObjectWrapper<History> history = new ReadOnlyObjectWrapper<>(new History());

    public Run(Hyperparameters initial) {
        hyperparameters = new ReadOnlyObjectWrapper<>(initial);
    }

    // ---- properties ----

    public ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** Optimisation steps done. */
    public ReadOnlyLongProperty stepProperty() {
        return step.getReadOnlyProperty();
    }

    /** Whole passes over the training images done. */
    public ReadOnlyIntegerProperty epochProperty() {
        return epoch.getReadOnlyProperty();
    }

    /** Training speed over about the last second; 0 when not training. */
    public ReadOnlyDoubleProperty imagesPerSecondProperty() {
        return imagesPerSecond.getReadOnlyProperty();
    }

    /** The curves; replaced by another object when a new run begins, else growing in place (see the version). */
    public ReadOnlyObjectProperty<History> historyProperty() {
        return history.getReadOnlyProperty();
    }

    /** Changes whenever the history grew. */
    public ReadOnlyLongProperty historyVersionProperty() {
        return historyVersion.getReadOnlyProperty();
    }

    /** KL per latent of the newest measured batch, nats averaged over images. */
    public ReadOnlyObjectProperty<double[]> klPerLatentProperty() {
        return klPerLatent.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Hyperparameters> hyperparametersProperty() {
        return hyperparameters.getReadOnlyProperty();
    }

    /** Name of the data set in use. */
    public ReadOnlyObjectProperty<String> dataNameProperty() {
        return dataName.getReadOnlyProperty();
    }
}
