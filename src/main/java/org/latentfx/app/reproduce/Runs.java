package org.latentfx.app.reproduce;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.latentfx.app.cli.Saving;
import org.latentfx.data.Datasets;
import org.latentfx.io.session.SessionFile;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Cadence;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.RunState;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;

/**
 * Trains the runs of a reproduction. Where it is given a folder it keeps each there as a session, goes on with one that
 * was not finished, and takes one that was as it is.
 */
final class Runs {
    private static final long PROGRESS_NANOS = 20_000_000_000L;

    /** A session of a long run takes a second to write. */
    private static final long SAVE_NANOS = 60_000_000_000L;

    private final Kernel kernel;
    private final Workers workers;
    private final @Nullable Path folder;
    private final BooleanSupplier stop;
    private final PrintStream err;
    private boolean allKept = true;

    /**
     * @param folder where sessions are kept; null where none are
     * @param stop whether to stop, asked after each step
     */
    Runs(Kernel kernel, Workers workers, @Nullable Path folder, BooleanSupplier stop, PrintStream err) {
        this.kernel = kernel;
        this.workers = workers;
        this.folder = folder;
        this.stop = stop;
        this.err = err;
    }

    /** Whether each run so far was kept, where it was to be; what was not has been said. */
    boolean allKept() {
        return allKept;
    }

    /**
     * One run, trained to its end.
     *
     * @param name of its session
     * @param own settings, but for the epochs
     * @throws CancellationException once a signal has stopped it
     * @throws Refusal where the folder holds another run under that name
     */
    TrainedRun of(Reproduction asked, String name, Hyperparameters own, int epochs) {
        var settings = Settings.EPOCHS.with(own, epochs);
        var trainer = new Trainer(Datasets.load(asked.data()), settings, kernel, workers);
        Path file = folder == null ? null : folder.resolve(name + SessionFile.EXTENSION);
        Reproduction first = asked.first();
        if (file != null && Files.exists(file)) {
            trainer.restore(kept(file, settings));
        } else if (first != null) {
            // a shorter run begins with a first one as much shorter
            int fewer = Math.max(1, first.epochs() * epochs / asked.epochs());
            var begun = of(first, first.key(), first.settings(first.preset()), fewer);
            trainer.restore(trainer.state().withWeights(begun.trainer().weights()));
        }
        train(trainer, file == null ? null : Saving.ofSession(file, err));
        return new TrainedRun(trainer, kernel, workers);
    }

    private static RunState kept(Path file, Hyperparameters settings) {
        var run = SessionFile.read(file).run();
        var other = Settings.differences(settings, run.hyperparameters());
        if (other.isEmpty()) return run;
        String names = other.stream().map(Setting::key).collect(Collectors.joining(", "));
        throw new Refusal("cli.reproduce.other", file, names);
    }

    private void train(Trainer trainer, @Nullable Saving saving) {
        var told = new Cadence(PROGRESS_NANOS, System::nanoTime);
        var saved = new Cadence(SAVE_NANOS, System::nanoTime);
        told.due();
        saved.due();
        int epochs = trainer.hyperparameters().epochs();
        String model = trainer.hyperparameters().model().label();
        err.println(Texts.of("cli.reproduce.begin", model, trainer.epochsDone(), epochs));
        boolean stopped = false;
        boolean goesOn = !trainer.finished();
        while (goesOn) {
            boolean epochDone = trainer.step();
            stopped = !trainer.finished() && stop.getAsBoolean();
            goesOn = !trainer.finished() && !stopped;
            if (epochDone && told.due()) err.println(Texts.of("cli.reproduce.epoch", trainer.epochsDone(), epochs));
            if (saving != null && (!goesOn || epochDone && saved.due())) saving.save(trainer, !goesOn);
        }
        if (saving != null && saving.failed()) allKept = false;
        if (!stopped) return;
        if (saving != null) saving.stopped(trainer);
        throw new CancellationException("stopped by a signal");
    }
}
