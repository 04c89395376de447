package org.latentfx.session.run;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.Run.Status;
import org.latentfx.session.run.TrainingThread.Command;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Recipe;
import org.latentfx.train.RunState;
import org.latentfx.train.TrainingUpdate;
import org.latentfx.train.timeline.Timeline;

/**
 * One training run of those that live side by side: its name, counters, curves and newest weights, looked at or not.
 * FX thread only; the work is done by a {@link TrainingThread} on its own thread.
 */
public final class RunLine extends RunFigures {
    /**
     * Where a run branched off.
     *
     * @param step steps done by then
     */
    public record Branch(RunLine from, long step) {}

    /** How much more of the cores the run gets that is looked at. */
    private static final double LOOKED_AT = 1.1;

    private final ReadOnlyStringWrapper name;
    private final BooleanProperty shipped = new SimpleBooleanProperty();
    private final int colour;
    private final @Nullable Branch branch;
    private final Following following;
    private final RunThreads threads;
    private final BiConsumer<RunLine, String> faults;
    private boolean lookedAt;
    private boolean playing;
    private @Nullable TrainingThread training;

    /**
     * @param colour tells it from other runs: 0 for the first colour, and so on
     * @param branch where it branched off another run; null if it began by itself
     * @param following what it takes over from another run
     * @param faults told the sentence when training stops by itself
     */
    RunLine(
            String name,
            int colour,
            @Nullable Branch branch,
            Following following,
            Hyperparameters initial,
            RunThreads threads,
            BiConsumer<RunLine, String> faults) {
        super(initial);
        this.name = new ReadOnlyStringWrapper(name);
        this.colour = colour;
        this.branch = branch;
        this.following = following;
        this.threads = threads;
        this.faults = faults;
    }

    /** Which colour tells it from other runs: 0 for the first, and so on. */
    public int colour() {
        return colour;
    }

    /** Where it branched off another run; null if it began by itself. */
    public @Nullable Branch branch() {
        return branch;
    }

    /** The changes that it takes over from another run, each at its step; null if it goes its own way. */
    public @Nullable Recipe follows() {
        return following.left();
    }

    /** Whether it is looked at: then it gets somewhat more of the cores than the others. */
    void lookedAt(boolean now) {
        lookedAt = now;
        if (training != null) look(training);
    }

    private void look(TrainingThread at) {
        at.weigh(lookedAt ? LOOKED_AT : 1);
        at.lookedAt(lookedAt);
    }

    void rename(String next) {
        name.set(next);
    }

    // ---- properties ----

    public ReadOnlyStringProperty nameProperty() {
        return name.getReadOnlyProperty();
    }

    /** Whether this is the run that came with the program, and nothing was trained since. */
    public BooleanProperty shippedProperty() {
        return shipped;
    }

    /** Calls {@code changed} whenever its name, settings or curves are others, until that is given up. */
    Subscription watch(Runnable changed) {
        return Subscription.combine(
                name.subscribe((before, now) -> changed.run()),
                history.subscribe((before, now) -> changed.run()),
                hyperparameters.subscribe((before, now) -> changed.run()),
                shipped.subscribe((before, now) -> changed.run()));
    }

    // ---- commands ----

    /** Shows the figures and curves of {@code state} until a run is begun. */
    public void show(RunState state) {
        hyperparameters.set(state.hyperparameters());
        step.set(state.position().step());
        epoch.set(state.position().epoch());
        history.set(state.history());
    }

    /** Shows the figures, curves and weights of {@code other} until a run is begun. */
    void show(RunLine other) {
        step.set(other.step.get());
        epoch.set(other.epoch.get());
        history.set(other.history.get());
        klPerLatent.set(other.klPerLatent.get());
        model.set(other.model.get());
    }

    /** Ends what is running; what is needed to go on from there, null if there was nothing. */
    @Nullable
    Start rest() {
        TrainingThread former = training;
        DataSplit with = data.get();
        playing = false;
        training = null; // which would keep the state where it ended
        if (former == null || with == null) return null;
        Timeline past = timeline.get();
        if (past != null) past.retire(true);
        return new Start(with, hyperparameters.get(), former.end().thenApply(state -> state), past);
    }

    /**
     * Ends what is running and starts anew from {@code start}, paused. Returns what is needed to go back to where the
     * former run was; null if there was none.
     */
    public @Nullable Start replace(Start start) {
        Start back = rest();
        status.set(Status.PREPARING);
        imagesPerSecond.set(0);
        secondsLeft.set(Double.NaN);
        hyperparameters.set(start.hyperparameters());
        data.set(start.data());
        Timeline past = start.past() == null ? threads.snapshots().timeline() : start.past();
        past.retire(false);
        timeline.set(past);
        var next = threads.thread(start, following, past);
        look(next);
        training = next;
        next.begin(threads.bringTo(update -> accept(next, update)));
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
        following.chosen(hyperparameters.get(), next);
        hyperparameters.set(next);
        ask(new Command.Change(next));
    }

    /** What the run begins with when it is to have {@code next}: without what it takes over on the way. */
    Hyperparameters beginning(Hyperparameters next) {
        following.chosen(hyperparameters.get(), next);
        return following.at(-1, next);
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

    private void accept(TrainingThread from, StatusUpdate news) {
        if (from != training) return;
        TrainingUpdate update = news.update();
        if (update != null) {
            history.set(update.history());
            step.set(update.step());
            hyperparameters.set(following.at(update.step(), hyperparameters.get()));
            epoch.set(update.epoch());
            epochsDone.set(update.epochsDone());
            boolean has = update.weights().configuration().klPerLatent();
            if (update.klPerLatent().length > 0 || !has) klPerLatent.set(update.klPerLatent());
            model.set(news.model());
        }
        double speed = update != null && news.status() == Status.TRAINING ? update.imagesPerSecond() : 0;
        imagesPerSecond.set(speed);
        secondsLeft.set(update != null && speed > 0 ? update.imagesLeft() / speed : Double.NaN);
        if (news.status() == Status.FINISHED || news.status() == Status.STOPPED) playing = false;
        status.set(news.status());
        if (news.fault() != null) faults.accept(this, news.fault());
        threads.whenLookedAt(news.model(), from::taken);
    }
}
