package org.latentfx.session.run;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.concurrent.Task;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.run.Run.Status;
import org.latentfx.train.Cadence;
import org.latentfx.train.Divergence;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;
import org.latentfx.train.TrainingUpdate;
import org.latentfx.train.Updates;

/**
 * One trainer on one daemon thread, from its start until it is ended: plays, pauses, steps, takes live changes, and
 * offers immutable updates. Commands may come from any thread and return at once; they act before the next step.
 */
final class Training extends Task<RunState> {
    /** Each update is a frame to draw, so everything comes at once; more of them nobody could read. */
    private static final long UPDATE_NANOS = 100_000_000L;

    /** An update, and how the run stood when it was made. */
    record News(
            TrainingUpdate update, Status status, @Nullable String fault) {
        static News merge(News older, News newer) {
            return new News(TrainingUpdate.merge(older.update, newer.update), newer.status, newer.fault);
        }
    }

    private final Run.Start start;
    private final Kernel kernel;
    private final int threads;
    private final CompletableFuture<RunState> ended = new CompletableFuture<>();
    private Consumer<News> listener = news -> {};
    private Runnable failed = () -> {};

    // commands, guarded by this
    private boolean playing;
    private boolean ending;
    private int steps;
    private @Nullable Hyperparameters wanted;

    private volatile Status status = Status.PREPARING;
    private volatile @Nullable String fault;

    Training(Run.Start start, Kernel kernel, int threads) {
        this.start = start;
        this.kernel = kernel;
        this.threads = threads;
    }

    /** Where updates go, and what is called when the thread dies of a fault. Call before {@link #begin}. */
    void listen(Consumer<News> listener, Runnable failed) {
        this.listener = listener;
        this.failed = failed;
    }

    void begin() {
        var thread = new Thread(this, "training");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY); // after the window's thread, where the system heeds it
        thread.start();
    }

    // ---- commands ----

    synchronized void play() {
        playing = true;
        notifyAll();
    }

    synchronized void pause() {
        playing = false;
        steps = 0;
    }

    synchronized void stepOnce() {
        playing = false;
        steps++;
        notifyAll();
    }

    synchronized void change(Hyperparameters next) {
        wanted = next;
        notifyAll();
    }

    /** Ends the thread after the step in progress; completed with the state where it ended. */
    synchronized CompletableFuture<RunState> end() {
        ending = true;
        notifyAll();
        return ended;
    }

    // ---- seen by the run ----

    Status status() {
        return status;
    }

    /** The sentence that says why training stopped by itself; null while all is well. */
    @Nullable
    String fault() {
        return fault;
    }

    // ---- the training thread ----

    private void tell(TrainingUpdate update) {
        listener.accept(new News(update, status, fault));
    }

    @Override
    protected RunState call() {
        try (var workers = new Workers(threads)) {
            RunState from = start.from().join();
            var trainer = new Trainer(start.data(), start.hyperparameters(), kernel, workers);
            if (from != null) trainer.restore(from);
            train(trainer);
            RunState state = trainer.state();
            ended.complete(state);
            return state;
        } catch (RuntimeException | Error failure) {
            UserMessages.log(failure);
            fault = UserMessages.sentence(failure);
            status = Status.STOPPED;
            ended.completeExceptionally(failure);
            failed.run();
            throw failure;
        }
    }

    private void train(Trainer trainer) {
        Updates updates = updates(trainer);
        status = Status.PAUSED;
        tell(updates.now());
        while (await(trainer, updates)) {
            try {
                trainer.step();
            } catch (Divergence divergence) {
                fault = divergence.getMessage();
                status = Status.STOPPED;
                pause();
                updates = updates(trainer);
                tell(updates.now());
                continue;
            }
            boolean budgetUsedUp = trainer.finished() && trainer.epochProgress() == 0;
            if (budgetUsedUp) {
                pause();
                status = Status.FINISHED;
                tell(updates.now());
            } else {
                TrainingUpdate update = updates.due();
                if (update != null) tell(update);
            }
        }
    }

    private static Updates updates(Trainer trainer) {
        return new Updates(trainer, new Cadence(UPDATE_NANOS, System::nanoTime), System::nanoTime);
    }

    /** Waits while paused; true when a step is to be done, false when the run is to end. */
    private synchronized boolean await(Trainer trainer, Updates updates) {
        boolean waited = false;
        while (!ending) {
            if (wanted != null) {
                trainer.change(wanted);
                wanted = null;
                waited = false;
            }
            if (playing || steps > 0) {
                if (steps > 0) steps--;
                if (waited) updates.resumed();
                fault = null;
                status = playing ? Status.TRAINING : Status.PAUSED;
                return true;
            }
            if (!waited) {
                waited = true;
                if (status == Status.TRAINING) status = Status.PAUSED;
                tell(updates.now());
            }
            try {
                wait();
            } catch (InterruptedException interrupted) {
                return false;
            }
        }
        return false;
    }
}
