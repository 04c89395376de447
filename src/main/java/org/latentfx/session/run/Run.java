package org.latentfx.session.run;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.Conflator;
import org.latentfx.session.concurrent.UndoStack.Held;
import org.latentfx.session.run.TrainingThread.Command;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.RunState;
import org.latentfx.train.TrainingUpdate;

/**
 * One training run as the window sees it: counters, curves, the newest weights, and the commands of the transport bar.
 * Several can live side by side. FX thread only; the work is done by a {@link TrainingThread} on its own thread.
 */
public final class Run {
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
     * Where a run starts: data, hyper-parameters, and the state to go on from (completed with null for random weights).
     */
    public record Start(DataSplit data, Hyperparameters hyperparameters, CompletableFuture<@Nullable RunState> from) {
        /** From random weights. */
        public static Start fresh(DataSplit data, Hyperparameters hyperparameters) {
            return new Start(data, hyperparameters, CompletableFuture.completedFuture(null));
        }

        /**
         * What this keeps in memory while a run on {@code open} is open: the state, known from its configuration even
         * before it is there, and data that are no longer in use.
         */
        public List<Held> holds(DataSplit open) {
            ImageSet train = data.train();
            var state = new Held(from, RunState.bytes(hyperparameters.model(train.format())));
            return data == open ? List.of(state) : List.of(state, new Held(data, bytes(train) + bytes(data.test())));
        }

        private static long bytes(ImageSet images) {
            return (long) images.pixels().length + images.labels().length;
        }
    }

    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.PREPARING);
    private final ReadOnlyLongWrapper step = new ReadOnlyLongWrapper();
    private final ReadOnlyIntegerWrapper epoch = new ReadOnlyIntegerWrapper();
    private final ReadOnlyDoubleWrapper imagesPerSecond = new ReadOnlyDoubleWrapper();
    private final ReadOnlyDoubleWrapper secondsLeft = new ReadOnlyDoubleWrapper(Double.NaN);
    private final ReadOnlyObjectWrapper<double[]> klPerLatent = new ReadOnlyObjectWrapper<>(new double[0]);
    private final ReadOnlyObjectWrapper<Hyperparameters> hyperparameters;
    private final ReadOnlyObjectWrapper<History> history = new ReadOnlyObjectWrapper<>(History.EMPTY);
    private final ReadOnlyObjectWrapper<@Nullable FrozenModel> model = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable DataSplit> data = new ReadOnlyObjectWrapper<>();

    private final Kernel kernel;
    private final int threads;
    private final Executor fx;
    private final Consumer<String> faults;
    private final Runnable spare;
    private final LongSupplier nanoTime;
    private Function<Weights, FrozenModel> freeze;
    private boolean playing;
    private @Nullable TrainingThread training;

    /**
     * @param threads compute threads of a training step
     * @param fx where properties change
     * @param faults told the sentence when training stops by itself
     */
    public Run(Kernel kernel, int threads, Executor fx, Hyperparameters initial, Consumer<String> faults) {
        this(kernel, threads, fx, initial, faults, () -> {}, System::nanoTime);
    }

    /**
     * @param spare lets go of what can be spared when there is no memory left for a model
     * @param nanoTime counts nanoseconds from anywhere
     */
    public Run(
            Kernel kernel,
            int threads,
            Executor fx,
            Hyperparameters initial,
            Consumer<String> faults,
            Runnable spare,
            LongSupplier nanoTime) {
        this.kernel = kernel;
        this.threads = threads;
        this.fx = fx;
        this.faults = faults;
        this.spare = spare;
        this.freeze = weights -> new FrozenModel(weights, kernel);
        this.nanoTime = nanoTime;
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

    // ---- commands ----

    /** How runs begun from now on make the models to look at; {@code freeze} is called on their threads. */
    public void freezeBy(Function<Weights, FrozenModel> freeze) {
        this.freeze = freeze;
    }

    /** Shows the figures and curves of {@code state} until a run is begun. */
    public void show(RunState state) {
        hyperparameters.set(state.hyperparameters());
        step.set(state.position().step());
        epoch.set(state.position().epoch());
        history.set(state.history());
    }

    /**
     * Ends what is running and starts anew from {@code start}, paused. Returns what is needed to go back to where the
     * former run was; null if there was none.
     */
    public @Nullable Start replace(Start start) {
        TrainingThread former = training;
        DataSplit formerData = data.get();
        Start back = former == null || formerData == null
                ? null
                : new Start(formerData, hyperparameters.get(), former.end().thenApply(state -> state));
        playing = false;
        status.set(Status.PREPARING);
        imagesPerSecond.set(0);
        secondsLeft.set(Double.NaN);
        hyperparameters.set(start.hyperparameters());
        data.set(start.data());
        var next = new TrainingThread(start, kernel, threads, freeze, nanoTime, this::freeMemory);
        training = next;
        next.begin(new Conflator<StatusUpdate>(fx, StatusUpdate::merge, update -> accept(next, update))::offer);
        return back;
    }

    /** Whether it was told to train, be it that the first step is still to come, and nothing has stopped it since. */
    public boolean playing() {
        return playing;
    }

    /** Starts or goes on; like every command it acts in its turn, and without a run not at all. */
    public void play() {
        playing = training != null;
        ask(new Command.Play());
    }

    public void pause() {
        playing = false;
        ask(new Command.Pause());
    }

    /** Exactly one optimisation step, then pause. */
    public void stepOnce() {
        playing = false;
        ask(new Command.Step());
    }

    /** Changes live hyper-parameters of the running model; the marks on the curve come from the trainer. */
    public void change(Hyperparameters next) {
        hyperparameters.set(next);
        ask(new Command.Change(next));
    }

    /** The run as it is when its turn comes, which goes on; null without a run. */
    public CompletableFuture<@Nullable RunState> state() {
        return training == null
                ? CompletableFuture.completedFuture(null)
                : training.state().thenApply(state -> state);
    }

    /** Ends the run; the state where it ended. */
    public CompletableFuture<@Nullable RunState> end() {
        return training == null
                ? CompletableFuture.completedFuture(null)
                : training.end().thenApply(state -> state);
    }

    private void ask(Command command) {
        if (training != null) training.ask(command);
    }

    /** On a training thread: waits until what can be spared is let go. */
    private void freeMemory() {
        CompletableFuture.runAsync(spare, fx).join();
    }

    private void accept(TrainingThread from, StatusUpdate news) {
        if (from != training) return;
        TrainingUpdate update = news.update();
        if (update != null) {
            history.set(update.history());
            step.set(update.step());
            epoch.set(update.epoch());
            if (update.klPerLatent().length > 0) klPerLatent.set(update.klPerLatent());
            model.set(news.model());
        }
        double speed = update != null && news.status() == Status.TRAINING ? update.imagesPerSecond() : 0;
        imagesPerSecond.set(speed);
        secondsLeft.set(update != null && speed > 0 ? update.imagesLeft() / speed : Double.NaN);
        if (news.status() == Status.FINISHED || news.status() == Status.STOPPED) playing = false;
        status.set(news.status());
        if (news.fault() != null) faults.accept(news.fault());
    }
}
