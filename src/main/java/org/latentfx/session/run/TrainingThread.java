package org.latentfx.session.run;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.math.CoreLease;
import org.latentfx.math.Kernel;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Cadence;
import org.latentfx.train.Divergence;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;
import org.latentfx.train.TrainingUpdate;
import org.latentfx.train.UpdateRecorder;
import org.latentfx.train.timeline.Recorder;
import org.latentfx.train.timeline.Timeline;

/**
 * One trainer on one daemon thread, from its start until it is ended. Commands may come from any thread at any time:
 * they go into a queue, return at once, and act in their order before the next step. What the thread tells is
 * immutable.
 */
final class TrainingThread {
    /** Each update is a frame to draw, so everything comes at once; more of them nobody could read. */
    private static final long UPDATE_NANOS = 100_000_000L;

    /** As often as this where the run is not looked at: a model for each costs the other runs their cores. */
    private static final long SELDOM_NANOS = 500_000_000L;

    /** What can be asked of a running training. */
    sealed interface Command {
        /** Steps until told otherwise or the epoch budget is used up. */
        record Play() implements Command {}

        record Pause() implements Command {}

        /** Exactly one step, then pause. */
        record Step() implements Command {}

        /** Other live hyper-parameters. */
        record Change(Hyperparameters next) implements Command {}

        /** Tells the state at that moment. */
        record Snapshot(CompletableFuture<RunState> to) implements Command {}

        /** The state and out. */
        record End() implements Command {}
    }

    private final DataSplit data;
    private final Hyperparameters initial;
    private final Following following;
    private final Timeline timeline;
    private final Kernel kernel;
    private final CoreLease.Turn turn;
    private final Function<Weights, FrozenModel> freeze;
    private final LongSupplier nanoTime;
    private final Runnable freeMemory;
    private final BlockingQueue<Command> commands = new LinkedBlockingQueue<>();
    private final CompletableFuture<RunState> ended = new CompletableFuture<>();
    private final Cadence seldom;
    private volatile boolean lookedAt = true;

    // the training thread's own
    private CompletableFuture<@Nullable RunState> from;
    private Consumer<StatusUpdate> listener = update -> {};
    private Status status = Status.PREPARING;
    private @Nullable String fault;
    private boolean playing;
    private boolean untold;
    private boolean spared;

    /** Whether the window has taken the model told last: until then another one would only fill memory. */
    private volatile boolean taken = true;

    /**
     * @param following what it takes over from another run
     * @param timeline where moments of the run are kept
     * @param turn has the cores whenever this thread computes; the thread closes it when it ends
     * @param freeze the model to show of some weights; called on the training thread
     * @param freeMemory called when there is none left for the model, which then is tried once more; it may wait
     */
    TrainingThread(
            Run.Start start,
            Following following,
            Timeline timeline,
            Kernel kernel,
            CoreLease.Turn turn,
            Function<Weights, FrozenModel> freeze,
            LongSupplier nanoTime,
            Runnable freeMemory) {
        data = start.data();
        initial = start.hyperparameters();
        from = start.from();
        this.following = following;
        this.timeline = timeline;
        this.kernel = kernel;
        this.turn = turn;
        this.freeze = freeze;
        this.nanoTime = nanoTime;
        this.freeMemory = freeMemory;
        seldom = new Cadence(SELDOM_NANOS, nanoTime);
    }

    /** Whether its models are looked at one by one. Any thread. */
    void lookedAt(boolean now) {
        lookedAt = now;
    }

    /** Its share of the cores while other runs train too: so many times that of one whose weight is 1. Any thread. */
    void weigh(double weight) {
        turn.weigh(weight);
    }

    /** Starts the thread; {@code told} is called on it. */
    void begin(Consumer<StatusUpdate> told) {
        listener = told;
        var thread = new Thread(this::run, "training");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY); // after the window's thread, where the system heeds it
        thread.start();
    }

    /** What was told last has arrived. Any thread. */
    void taken() {
        taken = true;
    }

    /** Puts a command behind those that wait already. */
    void ask(Command command) {
        commands.add(command);
    }

    /** The state once the commands before have acted: a copy; where the thread ends first, the state where it ended. */
    CompletableFuture<RunState> state() {
        var state = new CompletableFuture<RunState>();
        ask(new Command.Snapshot(state));
        if (ended.isDone()) answer();
        return state;
    }

    /** Those who still ask for the state get the last one. To be called once that is known. */
    private void answer() {
        for (Command left = commands.poll(); left != null; left = commands.poll()) {
            if (!(left instanceof Command.Snapshot asked)) continue;
            ended.whenComplete((last, failure) -> {
                if (failure == null) asked.to.complete(last);
                else asked.to.completeExceptionally(failure);
            });
        }
    }

    /** Ends the thread when the commands before have acted; completed with the state where it ended. */
    CompletableFuture<RunState> end() {
        ask(new Command.End());
        return ended;
    }

    // ---- the training thread ----

    private void run() {
        try (turn) {
            Trainer trainer = begun();
            var past = new Recorder(timeline, trainer, nanoTime);
            train(trainer, past);
            ended.complete(past.end());
        } catch (InterruptedException interrupted) {
            ended.cancel(false);
        } catch (RuntimeException | Error failure) {
            UserMessages.log(failure);
            ended.completeExceptionally(failure);
            listener.accept(new StatusUpdate(null, null, Status.STOPPED, UserMessages.sentence(failure)));
        }
        answer();
    }

    private Trainer begun() throws InterruptedException {
        RunState state = from.join(); // without the cores: a former run may have to end first
        from = CompletableFuture.completedFuture(null); // not held for as long as the run lives
        turn.begin();
        return trainer(state);
    }

    private Trainer trainer(@Nullable RunState from) {
        try {
            return newTrainer(from);
        } catch (OutOfMemoryError full) {
            freeMemory.run();
            return newTrainer(from);
        }
    }

    private Trainer newTrainer(@Nullable RunState from) {
        var trainer = new Trainer(data, initial, kernel, turn.workers());
        if (from != null) trainer.restore(from);
        else following.changeDue(trainer);
        return trainer;
    }

    private void train(Trainer trainer, Recorder past) throws InterruptedException {
        var recorder = new UpdateRecorder(trainer, new Cadence(UPDATE_NANOS, nanoTime), nanoTime);
        status = Status.PAUSED;
        tell(recorder.now());
        boolean going = true;
        while (going) going = goOn(trainer, recorder, past);
    }

    /** Does what comes next, and holds on to nothing of it. Returns whether there will be more. */
    private boolean goOn(Trainer trainer, UpdateRecorder recorder, Recorder past) throws InterruptedException {
        Command command = next(recorder, past);
        if (command instanceof Command.End) return false;
        try {
            if (command == null) step(trainer, recorder, past);
            else obey(command, trainer, recorder, past);
        } catch (OutOfMemoryError full) {
            outOfMemory(full);
        }
        return true;
    }

    /** Lets go of what can be spared and goes on; where that was not enough, stops with the weights as they are. */
    private void outOfMemory(OutOfMemoryError full) {
        if (spare()) return;
        UserMessages.log(full);
        pause(Status.STOPPED);
        untold = false; // there is no memory for a model to show
        listener.accept(new StatusUpdate(null, null, Status.STOPPED, UserMessages.sentence(full)));
    }

    /** Lets go of what can be spared. Returns whether there was hope: not a second time before it was of any use. */
    private boolean spare() {
        if (spared) return false;
        spared = true;
        freeMemory.run();
        return true;
    }

    /** Where there is no memory for a state, whoever asked is told, and the run goes on. */
    private void give(CompletableFuture<RunState> to, Trainer trainer) {
        try {
            to.complete(trainer.state());
        } catch (OutOfMemoryError full) {
            if (spare()) give(to, trainer);
            else to.completeExceptionally(full);
        }
    }

    /** What to do next; null if that is another step. Waits while there is nothing to do. */
    private @Nullable Command next(UpdateRecorder recorder, Recorder past) throws InterruptedException {
        Command command = commands.poll();
        if (command != null || playing) {
            turn.pass();
            return command;
        }
        if (untold) tell(recorder.now());
        turn.end();
        command = commands.take();
        turn.begin();
        recorder.resumed();
        past.resumed();
        return command;
    }

    private void obey(Command command, Trainer trainer, UpdateRecorder recorder, Recorder past) {
        if (command instanceof Command.Play) {
            playing = true;
            status = Status.TRAINING;
        } else if (command instanceof Command.Pause) {
            pause(status == Status.TRAINING ? Status.PAUSED : status);
        } else if (command instanceof Command.Step) {
            pause(Status.PAUSED);
            step(trainer, recorder, past);
        } else if (command instanceof Command.Change change) {
            if (commands.peek() instanceof Command.Change) return; // of changes in a row only the last one acts
            trainer.change(change.next());
            untold = true;
        } else if (command instanceof Command.Snapshot snapshot) {
            give(snapshot.to, trainer);
        }
    }

    private void step(Trainer trainer, UpdateRecorder recorder, Recorder past) {
        untold = true;
        try {
            trainer.step();
            following.changeDue(trainer);
            past.stepped();
        } catch (Divergence divergence) {
            fault = divergence.getMessage();
            pause(Status.STOPPED);
            past.rolledBack();
            recorder.resumed();
            return;
        }
        boolean budgetUsedUp = trainer.finished() && trainer.epochProgress() == 0;
        if (budgetUsedUp) {
            pause(Status.FINISHED);
        } else {
            tellIfDue(recorder);
        }
    }

    private void pause(Status now) {
        playing = false;
        status = now;
        untold = true;
    }

    /** Where there is no memory for a model to look at, the former one is looked at a while longer. */
    private void tellIfDue(UpdateRecorder recorder) {
        if (!taken || !lookedAt && !seldom.due()) return;
        try {
            TrainingUpdate update = recorder.due();
            if (update != null) tell(update);
        } catch (OutOfMemoryError full) {
            spare();
        }
    }

    private void tell(TrainingUpdate update) {
        FrozenModel model = freeze.apply(update.weights()).packed();
        taken = false;
        listener.accept(new StatusUpdate(update, model, status, fault));
        fault = null;
        untold = false;
        spared = false;
    }
}
