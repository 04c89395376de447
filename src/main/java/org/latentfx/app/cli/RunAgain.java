package org.latentfx.app.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.model.Weights;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Cadence;
import org.latentfx.train.Divergence;
import org.latentfx.train.Event;
import org.latentfx.train.Event.DataChanged;
import org.latentfx.train.Event.RolledBack;
import org.latentfx.train.Event.SettingChanged;
import org.latentfx.train.Fork;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Recipe;
import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;

/**
 * A run that is trained once more from its seed and what happened on its way: changes of settings, a fork under another
 * seed or on other images, a divergence that it came back from. The same images and the same kernel make the same run
 * bit for bit. Says how far it is. Confined to one thread.
 */
final class RunAgain {
    private static final long PROGRESS_NANOS = 2_000_000_000L;

    /** Many enough that some lie near each moment of a film in logarithmic time. */
    private static final int MOMENTS = 60;

    private final RunState end;
    private final DataSplit data;
    private final Function<String, @Nullable DataSplit> others;
    private final Kernel kernel;
    private final Workers workers;
    private final BooleanSupplier stop;
    private final PrintStream err;
    private final List<Event> events;
    private final List<Recipe.Change<?>> changes;
    private final Cadence due = new Cadence(PROGRESS_NANOS, System::nanoTime);
    private Trainer trainer;
    private int event;
    private int change;

    /**
     * Throws {@link Refusal} where {@code end} is no run that can be trained again from its beginning.
     *
     * @param data what it learns from in the end
     * @param others the images of that name, which it may have learnt from earlier; null if nobody has them
     * @param stop whether to give up
     * @param err where to say how far it is
     */
    RunAgain(
            RunState end,
            DataSplit data,
            Function<String, @Nullable DataSplit> others,
            Kernel kernel,
            Workers workers,
            BooleanSupplier stop,
            PrintStream err) {
        this.end = end;
        this.data = data;
        this.others = others;
        this.kernel = kernel;
        this.workers = workers;
        this.stop = stop;
        this.err = err;
        var history = end.history();
        events = history.events();
        long back = events.stream().filter(RolledBack.class::isInstance).count();
        if (history.train().size() + back < end.position().step()) throw new Refusal("cli.export.growth.part");
        if (data.train().checksum() != end.dataChecksum())
            throw new Refusal("training.other-data", end.dataName(), data.name());
        var recipe = Recipe.of(end.hyperparameters(), history);
        changes = recipe.changes();
        trainer = new Trainer(images(0), recipe.first(), kernel, workers);
        due.due();
    }

    /** What is learnt from between event {@code from} and the next change of images. */
    private DataSplit images(int from) {
        for (Event next : events.subList(from, events.size())) {
            if (!(next instanceof DataChanged changed)) continue;
            DataSplit found = others.apply(changed.before());
            if (found != null) return found;
            throw new Refusal("cli.export.growth.images", Datasets.title(changed.before()), changed.step());
        }
        return data;
    }

    /** Steps to stand still at, evenly in logarithmic time, and the last one. */
    List<Long> steps() {
        long last = end.position().step();
        var steps = new ArrayList<Long>();
        for (int i = 0; i <= MOMENTS; i++) {
            long step = Math.round(Math.expm1(Math.log1p(last) * i / MOMENTS));
            if (steps.isEmpty() || steps.get(steps.size() - 1) < step) steps.add(Math.min(step, last));
        }
        return steps;
    }

    /** The weights after {@code step} steps, none before those asked for last. */
    Weights weights(long step) {
        while (trainer.stepsDone() < step) {
            if (stop.getAsBoolean()) throw new CancellationException("no longer wanted");
            happen();
            try {
                trainer.step();
            } catch (Divergence divergence) { // as it did the first time: the good weights are back
                err.println(Texts.of("cli.export.growth.diverged", divergence.step()));
            }
            if (due.due()) say(trainer.stepsDone());
        }
        happen();
        return trainer.weights();
    }

    /** What happened after as many steps happens again. */
    private void happen() {
        while (event < events.size() && events.get(event).step() <= trainer.stepsDone()) {
            Event next = events.get(event++);
            if (next instanceof SettingChanged<?>) change(changes.get(change++));
            else if (next instanceof DataChanged) fork(trainer.hyperparameters(), images(event));
        }
    }

    private void change(Recipe.Change<?> next) {
        Hyperparameters values = next.in(trainer.hyperparameters());
        if (next.setting().live()) trainer.change(values);
        else fork(values, trainer.data());
    }

    private void fork(Hyperparameters values, DataSplit images) {
        RunState from = Fork.of(trainer.state(), values, images);
        trainer = new Trainer(images, values, kernel, workers);
        trainer.restore(from);
    }

    private void say(long step) {
        err.println(Texts.of("cli.export.growth.progress", step, end.position().step()));
    }

    /** What a film is written with; once it is, says so where the run has not come to the weights in the file. */
    Progress progress() {
        return new Progress(stop, share -> {
            if (share < 1) return;
            float[] found = weights(end.position().step()).values();
            if (!Arrays.equals(found, end.values())) err.println(Texts.of("cli.export.growth.other"));
        });
    }
}
