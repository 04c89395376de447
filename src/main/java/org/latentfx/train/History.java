package org.latentfx.train;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.LossTerm;

/**
 * The curves of a run: the training loss at every step, the held-out loss where it was measured, and what happened in
 * between. Immutable: a history that goes on is another one, which shares the points with this one. Two are equal if
 * they hold the same. Any thread may use it.
 *
 * @param events in the order in which they happened
 * @param latest all that was measured with the last held-out loss; null where that is not known
 */
public record History(
        Series train,
        Series heldOut,
        List<Event> events,
        @Nullable Measurement latest) {
    /** Before the first step. */
    public static final History EMPTY = new History(Series.EMPTY, Series.EMPTY, List.of(), null);

    public History {
        events = List.copyOf(events);
    }

    /** This history with one more training loss of a VAE, nats per image. */
    public History plusTrain(long step, double reconstruction, double kl) {
        return plusTrain(step, reconstruction, kl, Double.NaN);
    }

    /** As above. @param term what was minimised of the KL, as {@link Series#term} says */
    public History plusTrain(long step, double reconstruction, double kl, double term) {
        return new History(train.plus(step, reconstruction, kl, term), heldOut, events, latest);
    }

    /** As above, of any model: see {@link Series#plus}. */
    public History plusTrain(long step, List<LossTerm> terms, double[] losses, double term) {
        return new History(train.plus(step, terms, losses, term), heldOut, events, latest);
    }

    /** As above. */
    public History plusHeldOut(long step, List<LossTerm> terms, double[] losses, double term) {
        return new History(train, heldOut.plus(step, terms, losses, term), events, null);
    }

    /** This history with one more held-out loss of a VAE, nats per image. */
    public History plusHeldOut(long step, double reconstruction, double kl) {
        return plusHeldOut(step, reconstruction, kl, Double.NaN);
    }

    /** As above. @param term what was minimised of the KL, as {@link Series#term} says */
    public History plusHeldOut(long step, double reconstruction, double kl, double term) {
        return new History(train, heldOut.plus(step, reconstruction, kl, term), events, null);
    }

    /** As below, with β · KL being minimised. */
    public History plus(Measurement measured) {
        return plus(measured, Double.NaN);
    }

    /**
     * This history with a look at held-out images; a second look after the same step adds no point.
     *
     * @param term what would be minimised of the KL on them, as {@link Series#term} says
     */
    public History plus(Measurement measured, double term) {
        Loss loss = measured.loss();
        int size = heldOut.size();
        boolean known = size > 0 && heldOut.step(size - 1) == measured.step();
        var longer = known ? heldOut : heldOut.plus(measured.step(), loss.terms(), loss.toArray(), term);
        return new History(train, longer, events, measured);
    }

    /** This history judged by another look, such as one at more images; the held-out line keeps its own. */
    public History measuredAs(Measurement other) {
        return new History(train, heldOut, events, other);
    }

    /** This history and what happened next. */
    public History plus(List<? extends Event> later) {
        var all = new ArrayList<Event>(events);
        all.addAll(later);
        return new History(train, heldOut, all, latest);
    }

    /** As it stood when {@code step} steps were done. Costs the logarithm of its length, and the events. */
    public History at(long step) {
        return new History(
                train.upTo(step),
                heldOut.upTo(step),
                events.stream().filter(event -> event.step() <= step).toList(),
                latest != null && latest.step() <= step ? latest : null);
    }

    /** Whether the lines of this history go on from those of {@code earlier}, or are the same. */
    public boolean extendsLinesOf(History earlier) {
        return train.startsWith(earlier.train) && heldOut.startsWith(earlier.heldOut);
    }
}
