package org.latentfx.session.concurrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;

/**
 * The one form of work in the background: an input becomes a result on another thread, and the newest request wins. At
 * most one request waits; a newer one takes its place. One that runs already is cancelled when the newer one makes it
 * pointless, and finished first otherwise, so that what follows a steady stream of inputs gets somewhere. Results come
 * back through at most one queued delivery. A failure, of the work or of whoever is given the result, is logged once
 * and told; the next request works as ever. What was cancelled is silent. FX thread only, but for the work and its
 * token.
 */
public final class LatestTask<I, O> {
    /** What is done in the background; null if all there is to show has been shown. */
    @FunctionalInterface
    public interface Work<I, O> {
        @Nullable
        O compute(I input, Token<O> token);
    }

    /** A computation's way to learn that nobody wants it any more, and to tell how far it is. Any thread. */
    public static final class Token<O> {
        private final Queue<O> results = new ConcurrentLinkedQueue<>();
        private final Runnable changed;
        private volatile double share;
        private volatile boolean cancelled;

        private Token(Runnable changed) {
            this.changed = changed;
        }

        public boolean cancelled() {
            return cancelled;
        }

        /** Ends the computation if nobody wants it any more. */
        public void check() {
            if (cancelled) throw new CancellationException("no longer wanted");
        }

        /** Delivers something before the end. */
        public void show(O result) {
            results.add(result);
            changed.run();
        }

        /** Watches a part of the work that takes it from one share of the whole to another, 0..1. */
        public Progress progress(double from, double to) {
            return new Progress(this::cancelled, done -> {
                share = from + done * (to - from);
                changed.run();
            });
        }
    }

    /** A request on its way. */
    private final class Job {
        final I input;
        final Token<O> token = new Token<>(() -> deliveries.offer(this));
        volatile @Nullable Throwable failure;
        volatile boolean ended;

        Job(I input) {
            this.input = input;
        }
    }

    private final Executor background;
    private final BiPredicate<I, I> pointless;
    private final Work<I, O> work;
    private final BiConsumer<I, O> receiver;
    private final Consumer<Throwable> failed;
    private final Conflator<Job> deliveries;
    private final AtomicReference<@Nullable Job> waiting = new AtomicReference<>();
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(Double.NaN);

    /** Those whose end has not been delivered and that somebody wants, oldest first. */
    private final List<Job> wanted = new ArrayList<>();

    /**
     * @param fx where results are delivered and everything else happens
     * @param pointless whether a running computation of the first input is to be cancelled once the second is requested
     * @param receiver given the input and its result
     * @param failed told what went wrong after that has been logged
     */
    public LatestTask(
            Executor background,
            Executor fx,
            BiPredicate<I, I> pointless,
            Work<I, O> work,
            BiConsumer<I, O> receiver,
            Consumer<Throwable> failed) {
        this.background = background;
        this.pointless = pointless;
        this.work = work;
        this.receiver = receiver;
        this.failed = failed;
        deliveries = new Conflator<>(fx, (older, newer) -> newer, newest -> deliver());
    }

    /** The share done of the newest request, 0..1; NaN while there is none. */
    public ReadOnlyDoubleProperty progressProperty() {
        return progress.getReadOnlyProperty();
    }

    /** Has the result computed that belongs to {@code input}. */
    public void request(I input) {
        var job = new Job(input);
        Job before = waiting.getAndSet(job);
        drop(open -> open == before || pointless.test(open.input, input));
        wanted.add(job);
        showProgress();
        if (before != null) return;
        try {
            background.execute(this::run);
        } catch (RejectedExecutionException closed) {
            waiting.set(null);
            end(job, closed);
        }
    }

    /** Gives up all that was requested so far. */
    public void cancel() {
        drop(open -> true);
        showProgress();
    }

    private void drop(Predicate<Job> which) {
        List<Job> dropped = wanted.stream().filter(which).toList();
        dropped.forEach(job -> job.token.cancelled = true);
        wanted.removeAll(dropped);
    }

    private void showProgress() {
        progress.set(wanted.isEmpty() ? Double.NaN : wanted.get(wanted.size() - 1).token.share);
    }

    private void run() {
        Job job = waiting.getAndSet(null);
        if (job == null || job.token.cancelled) return;
        try {
            O result = work.compute(job.input, job.token);
            if (result != null) job.token.results.add(result);
            end(job, null);
        } catch (CancellationException stopped) {
            end(job, null); // whoever stopped it knows
        } catch (RuntimeException | Error failure) {
            end(job, failure);
        }
    }

    private void end(Job job, @Nullable Throwable failure) {
        if (failure != null) UserMessages.log(failure);
        job.failure = failure;
        job.ended = true;
        deliveries.offer(job);
    }

    private void deliver() {
        for (Job job : List.copyOf(wanted)) {
            boolean ended = job.ended; // asked before the results, so that none comes in between
            if (ended) retire(job);
            showProgress();
            deliver(job);
            Throwable failure = job.failure;
            if (ended && failure != null && !job.token.cancelled) failed.accept(failure);
        }
    }

    /** What older ones would still show, where they run beside it, is out of date. */
    private void retire(Job job) {
        int index = wanted.indexOf(job);
        if (index < 0) return;
        wanted.remove(index);
        drop(other -> wanted.indexOf(other) < index);
    }

    private void deliver(Job job) {
        try {
            for (O result = job.token.results.poll(); result != null; result = job.token.results.poll())
                if (!job.token.cancelled) receiver.accept(job.input, result);
        } catch (RuntimeException | Error failure) {
            job.token.cancelled = true;
            UserMessages.log(failure);
            failed.accept(failure);
        }
    }
}
