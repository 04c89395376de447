package org.latentfx.train.timeline;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.text.Refusal;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Setting;
import org.latentfx.train.Trainer;

/**
 * Takes the steps of a run once more: from a moment of it, with the settings changed when they were changed. Same
 * images, same kernel: each step is the same bit for bit, with any number of threads.
 *
 * @param data what the run learnt from
 * @param whole its curves and events, at least up to where it is replayed to
 */
public record Replay(DataSplit data, History whole, Kernel kernel, Workers workers) {
    /**
     * The run after {@code step} steps and whatever was changed there, from its earlier moment {@code from}. Throws
     * {@link CancellationException} once cancelled, and {@link Refusal} where a rollback lies in between, whose weights
     * no replay has.
     *
     * @param cancelled asked after each step
     * @param done told the share done, 0..1
     */
    public PastMoment to(long step, PastMoment from, BooleanSupplier cancelled, DoubleConsumer done) {
        long begin = from.step();
        List<Event> events = whole.events().stream()
                .skip(from.state().history().events().size())
                .filter(event -> event.step() <= step)
                .toList();
        for (Event event : events)
            if (event instanceof Event.RolledBack back) throw new Refusal("timeline.rollback", step, back.step());
        if (begin == step && events.isEmpty()) return from;
        var trainer = new Trainer(data, from.state().hyperparameters(), kernel, workers);
        trainer.restore(from.state());
        int next = changed(trainer, events, 0);
        while (trainer.stepsDone() < step) {
            if (cancelled.getAsBoolean()) throw new CancellationException("no longer wanted");
            trainer.step();
            next = changed(trainer, events, next);
            done.accept((double) (trainer.stepsDone() - begin) / (step - begin));
        }
        return PastMoment.of(trainer);
    }

    /** Makes the changes that were made after as many steps; returns which event comes next. */
    private static int changed(Trainer trainer, List<Event> events, int from) {
        int next = from;
        for (; next < events.size() && events.get(next).step() <= trainer.stepsDone(); next++)
            if (events.get(next) instanceof Event.SettingChanged<?> change)
                trainer.change(with(trainer.hyperparameters(), change.setting(), change.after()));
        return next;
    }

    @SuppressWarnings("unchecked")
    private static <T> Hyperparameters with(Hyperparameters before, Setting<T> setting, Object value) {
        return setting.with(before, (T) value);
    }
}
