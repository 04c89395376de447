package org.latentfx.session.concurrent;

import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;

/**
 * What all that works in the background has in common.
 *
 * @param executor where it works
 * @param fx where properties change, such as {@code Platform::runLater}
 * @param training whether the model is changing right now
 * @param say told the sentence that a person should read
 */
public record Background(
        Executor executor, Executor fx, Clock clock, ObservableValue<Boolean> training, Consumer<String> say) {
    private static final long LONG_REST = 180_000_000_000L;

    /** The same, working elsewhere. */
    public Background on(Executor other) {
        return new Background(other, fx, clock, training, say);
    }

    /** The same, delivered in another way. */
    public Background deliveredBy(Executor other) {
        return new Background(executor, other, clock, training, say);
    }

    public Throttle throttle(double share, int leastMillis) {
        return new Throttle(share, leastMillis, training, clock);
    }

    /** For rounds of some seconds, after each of which it rests for minutes. */
    public Throttle patientThrottle(double share, int leastMillis) {
        return new Throttle(share, leastMillis, LONG_REST, training, clock);
    }

    /** A task whose failures are said; see {@link LatestTask}. */
    public <I, O> LatestTask<I, O> latest(
            BiPredicate<I, I> pointless, LatestTask.Work<I, O> work, BiConsumer<I, O> receiver) {
        return new LatestTask<>(executor, fx, pointless, work, receiver, UserMessages.to(say));
    }
}
