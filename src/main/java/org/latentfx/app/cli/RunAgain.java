package org.latentfx.app.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.latentfx.analysis.Progress;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.model.Weights;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Cadence;
import org.latentfx.train.Event;
import org.latentfx.train.Recipe;
import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;
import org.latentfx.train.timeline.PastMoment;
import org.latentfx.train.timeline.Replay;

/**
 * A run that is trained once more from its seed and the changes made on its way: the same images and the same kernel
 * make the same run bit for bit. Says how far it is. Confined to one thread.
 */
final class RunAgain {
    private static final long PROGRESS_NANOS = 2_000_000_000L;

    /** Many enough that some lie near each moment of a film in logarithmic time. */
    private static final int MOMENTS = 60;

    private final RunState end;
    private final Replay replay;
    private final BooleanSupplier stop;
    private final PrintStream err;
    private final Cadence due = new Cadence(PROGRESS_NANOS, System::nanoTime);
    private PastMoment reached;

    /**
     * Throws {@link Refusal} where {@code end} is no run that can be trained again from its beginning.
     *
     * @param stop whether to give up
     * @param err where to say how far it is
     */
    RunAgain(RunState end, DataSplit data, Kernel kernel, Workers workers, BooleanSupplier stop, PrintStream err) {
        this.end = end;
        this.stop = stop;
        this.err = err;
        var history = end.history();
        var recipe = Recipe.of(end.hyperparameters(), history);
        boolean same = history.events().stream().allMatch(event -> event instanceof Event.SettingChanged);
        if (!same || !recipe.live()) throw new Refusal("cli.export.growth.branch");
        if (history.train().size() < end.position().step()) throw new Refusal("cli.export.growth.part");
        if (data.train().checksum() != end.dataChecksum())
            throw new Refusal("training.other-data", end.dataName(), data.name());
        var trainer = new Trainer(data, recipe.first(), kernel, workers);
        replay = new Replay(data, history, kernel, workers);
        reached = PastMoment.of(trainer);
        due.due();
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
        long begin = reached.step();
        reached = replay.to(step, reached, stop, share -> {
            if (due.due()) say(begin + Math.round(share * (step - begin)));
        });
        return reached.state().weights();
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
