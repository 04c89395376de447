package org.latentfx.session.sweep;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.io.sweep.SweepFolder;
import org.latentfx.math.Kernel;
import org.latentfx.train.Cadence;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;
import org.latentfx.train.sweep.Score;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.Trial;

/**
 * Gathers what is to be seen of a sweep: trials as they end, and looks at those in training every now and then, which
 * are made on the threads that train and told as whole sheets. Any thread.
 */
final class SheetMaker implements TrialWatcher {
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final Path folder;
    private final SweepPlan plan;
    private final String data;
    private final ImageSet heldOut;
    private final int images;
    private final Kernel kernel;
    private final Consumer<Sheet> receiver;
    private final List<Hyperparameters> settings;
    private final Score scored;
    private final Map<Integer, Trial> trials = new HashMap<>();
    private final Map<Integer, Look> looks = new HashMap<>();
    private final Map<Integer, Cadence> due = new ConcurrentHashMap<>();

    /** @param receiver given every new sheet, in order */
    SheetMaker(Path folder, SweepPlan plan, DataSplit data, Kernel kernel, Consumer<Sheet> receiver) {
        this.folder = folder;
        this.plan = plan;
        this.data = data.name();
        heldOut = data.test();
        images = Math.max(1, data.train().size());
        this.kernel = kernel;
        this.receiver = receiver;
        settings = plan.settings();
        scored = plan.score();
    }

    /** What the folder holds already: trials first, then a look at each run, which takes some time. */
    void begin(List<Trial> done) {
        synchronized (this) {
            for (var trial : done) trials.put(trial.number(), trial);
        }
        tell();
        for (int number = 1; number <= settings.size(); number++) {
            RunState run = SweepFolder.kept(folder, number).orElse(null);
            if (run != null && run.format().equals(heldOut.format())) put(number, look(run));
        }
    }

    private Look look(RunState run) {
        var position = run.position();
        double epochs = position.epoch() + (double) position.inEpoch() / images;
        return Look.of(
                run.weights(),
                kernel,
                heldOut,
                position.step(),
                epochs,
                run.history().latest());
    }

    @Override
    public void stepped(int number, Trainer trainer, boolean last) {
        var cadence = due.computeIfAbsent(number, n -> new Cadence(LOOK_NANOS, System::nanoTime));
        if (!cadence.due() && !last) return;
        double epochs = trainer.epochsDone() + trainer.epochProgress();
        put(
                number,
                Look.of(
                        trainer.weights(),
                        kernel,
                        heldOut,
                        trainer.stepsDone(),
                        epochs,
                        trainer.history().latest()));
    }

    private void put(int number, Look look) {
        synchronized (this) {
            looks.put(number, look);
        }
        tell();
    }

    @Override
    public void ended(Trial trial) {
        synchronized (this) {
            trials.put(trial.number(), trial);
        }
        tell();
    }

    private synchronized void tell() {
        receiver.accept(new Sheet(folder, plan, data, settings, trials, looks, scored));
    }
}
