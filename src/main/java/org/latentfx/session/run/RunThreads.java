package org.latentfx.session.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.CoreLease;
import org.latentfx.math.Kernel;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Weights;
import org.latentfx.session.concurrent.Conflator;
import org.latentfx.train.MemoryNeed;
import org.latentfx.train.timeline.SnapshotBudget;
import org.latentfx.train.timeline.Timeline;

/** What all runs side by side share, and from which each gets its {@link TrainingThread}. Any thread. */
public final class RunThreads {
    private final Kernel kernel;
    private final CoreLease cores;
    private final Executor fx;
    private final Runnable spare;
    private final LongSupplier nanoTime;
    private final SnapshotBudget snapshots = new SnapshotBudget();
    private volatile Function<Weights, FrozenModel> freeze;
    private volatile Executor looking = Runnable::run;

    /**
     * @param threads compute threads of a training step
     * @param fx where properties change
     * @param spare lets go of what can be spared when there is no memory left for a model
     * @param nanoTime counts nanoseconds from anywhere
     */
    public RunThreads(Kernel kernel, int threads, Executor fx, Runnable spare, LongSupplier nanoTime) {
        this.kernel = kernel;
        cores = new CoreLease(threads);
        this.fx = fx;
        this.spare = spare;
        this.nanoTime = nanoTime;
        freeze = weights -> new FrozenModel(weights, kernel);
    }

    /** How runs make the models to look at from now on; {@code freeze} is called on their threads. */
    public void freezeBy(Function<Weights, FrozenModel> freeze) {
        this.freeze = freeze;
    }

    Kernel kernel() {
        return kernel;
    }

    /** {@code looking}: where what is shown of a model is computed, one thing after the other. */
    public void lookedAtBy(Executor looking) {
        this.looking = looking;
    }

    /**
     * Runs {@code then} as soon as another model can be made to look at: at once, or for a large one when what was
     * asked of the former has been computed, so that there are never many of them.
     */
    void whenLookedAt(@Nullable FrozenModel model, Runnable then) {
        boolean large = model != null
                && MemoryNeed.large(model.configuration(), Runtime.getRuntime().maxMemory());
        if (large) looking.execute(then);
        else then.run();
    }

    /** What the moments of all runs share. */
    public SnapshotBudget snapshots() {
        return snapshots;
    }

    /** One more that takes turns with the cores, for something else that trains; to be closed by whoever asked. */
    public CoreLease.Turn turn() {
        return cores.join();
    }

    /** A thread for one trainer, which is still to begin. */
    TrainingThread thread(Run.Start start, Following following, Timeline timeline) {
        return new TrainingThread(
                start,
                following,
                timeline,
                kernel,
                cores.join(),
                weights -> freeze.apply(weights),
                nanoTime,
                this::freeMemory);
    }

    /** Brings what a training thread tells to where properties change: the newest, with no fault lost. */
    Consumer<StatusUpdate> bringTo(Consumer<StatusUpdate> receiver) {
        return new Conflator<StatusUpdate>(fx, StatusUpdate::merge, receiver)::offer;
    }

    /** On a training thread: waits until what can be spared is let go. */
    private void freeMemory() {
        CompletableFuture.runAsync(spare, fx).join();
    }
}
