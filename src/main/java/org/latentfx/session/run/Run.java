package org.latentfx.session.run;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.session.concurrent.UndoStack.Held;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.RunState;
import org.latentfx.train.timeline.Timeline;

/**
 * The training run that the window looks at: counters, curves, the newest weights, and the commands of the transport
 * bar. Which of {@link Runs} that is changes; then all properties are those of the other one. FX thread only.
 */
public final class Run extends RunFigures {
    /** What the run is doing. */
    public enum Status {
        /** Loading data or building the model. */
        PREPARING,
        PAUSED,
        TRAINING,
        /** The epoch budget is used up. */
        FINISHED,
        /** Stopped by itself because of a fault; the session's message says which. */
        STOPPED
    }

    /**
     * Where a run starts: data, hyper-parameters, the state to go on from (completed with null for random weights), and
     * its moments up to there where it goes on with those.
     */
    public record Start(
            DataSplit data,
            Hyperparameters hyperparameters,
            CompletableFuture<@Nullable RunState> from,
            @Nullable Timeline past) {
        /** With no past that is known. */
        public Start(DataSplit data, Hyperparameters hyperparameters, CompletableFuture<@Nullable RunState> from) {
            this(data, hyperparameters, from, null);
        }

        /** From random weights. */
        public static Start fresh(DataSplit data, Hyperparameters hyperparameters) {
            return new Start(data, hyperparameters, CompletableFuture.completedFuture(null));
        }

        /**
         * What this keeps in memory while a run on {@code open} is open: the state, whose configuration tells the most
         * that it takes even before it is there, and data that are no longer in use.
         */
        public List<Held> holds(DataSplit open) {
            ImageSet train = data.train();
            var held = new ArrayList<>(holds(from, RunState.bytes(hyperparameters.model(train.format()))));
            if (data != open) held.add(new Held(data, bytes(train) + bytes(data.test())));
            return held;
        }

        /**
         * What {@code state} keeps in memory, each moment {@code bytes} of them: itself and what it would go back to,
         * which others may share. As long as it is not there, it counts for the most that it can be.
         */
        static List<Held> holds(CompletableFuture<@Nullable RunState> state, long bytes) {
            if (!state.isDone()) return List.of(new Held(state, 2 * bytes));
            RunState there = state.isCompletedExceptionally() ? null : state.join();
            if (there == null) return List.of();
            RunState.Good good = there.good();
            return good == null
                    ? List.of(new Held(state, bytes))
                    : List.of(new Held(state, bytes), new Held(good, bytes));
        }

        private static long bytes(ImageSet images) {
            return images.store().bytes() + images.labels().length;
        }
    }

    private final ReadOnlyBooleanWrapper shipped = new ReadOnlyBooleanWrapper();
    private final Runs runs;

    /** The façade of whichever of {@code runs} is shown. */
    public Run(Runs runs) {
        super(runs.shown().hyperparametersProperty().get());
        this.runs = runs;
        runs.shownProperty().subscribe(this::look);
    }

    /** Everything that a model is shown with changes before the model does, and the status last. */
    private void look(RunLine line) {
        shipped.bind(line.shippedProperty());
        hyperparameters.bind(line.hyperparametersProperty());
        timeline.bind(line.timelineProperty());
        data.bind(line.dataProperty());
        history.bind(line.historyProperty());
        step.bind(line.stepProperty());
        epoch.bind(line.epochProperty());
        epochsDone.bind(line.epochsDoneProperty());
        klPerLatent.bind(line.klPerLatentProperty());
        model.bind(line.modelProperty());
        imagesPerSecond.bind(line.imagesPerSecondProperty());
        secondsLeft.bind(line.secondsLeftProperty());
        status.bind(line.statusProperty());
    }

    /** All runs, of which one is looked at. */
    public Runs runs() {
        return runs;
    }

    /** The run that is looked at. */
    public RunLine line() {
        return runs.shown();
    }

    // ---- properties ----

    /** Whether this is the run that came with the program, and nothing was trained since. */
    public ReadOnlyBooleanProperty shippedProperty() {
        return shipped.getReadOnlyProperty();
    }

    // ---- commands: those of the run looked at ----

    /** As {@link RunLine#show(RunState)}. */
    public void show(RunState state) {
        line().show(state);
    }

    /** As {@link RunLine#replace}. */
    public @Nullable Start replace(Start start) {
        return line().replace(start);
    }

    /** As {@link RunLine#playing}. */
    public boolean playing() {
        return line().playing();
    }

    /** As {@link RunLine#play}. */
    public void play() {
        line().play();
    }

    public void pause() {
        line().pause();
    }

    /** Exactly one optimisation step, then pause. */
    public void stepOnce() {
        line().stepOnce();
    }

    /** As {@link RunLine#change}. */
    public void change(Hyperparameters next) {
        line().change(next);
    }

    /** As {@link RunLine#state}. */
    public CompletableFuture<@Nullable RunState> state() {
        return line().state();
    }

    /** As {@link RunLine#end}. */
    public CompletableFuture<@Nullable RunState> end() {
        return line().end();
    }
}
