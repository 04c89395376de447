package org.latentfx.session.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.io.sweep.SweepFolder;
import org.latentfx.math.Kernel;
import org.latentfx.train.Cadence;
import org.latentfx.train.Divergence;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.MemoryNeed;
import org.latentfx.train.sweep.Score;
import org.latentfx.train.sweep.SweepPlan.Rung;
import org.latentfx.train.sweep.Trial;
import org.latentfx.train.sweep.Trial.State;

/**
 * Trains the trials of a plan that a folder does not hold yet, the best of a stage further ones after it. Each is bit
 * for bit the run that the same settings give alone, however many train side by side and however often the sweep was
 * stopped in between. Blocks the calling thread; {@link #run} may be called again after a stop.
 */
public final class SweepRun {
    /** A kill loses no more of a trial than this. */
    private static final long KEEP_NANOS = 60_000_000_000L;

    private final SweepFolder folder;
    private final DataSplit data;
    private final Kernel kernel;
    private final int threads;
    private final long memory;
    private final SharedTurn cores;
    private final BooleanSupplier stop;
    private final TrialWatcher watcher;
    private final List<Hyperparameters> settings;
    private final Score score;
    private final Map<Integer, Trial> done = new ConcurrentHashMap<>();

    /**
     * @param threads that trials may compute on, all together
     * @param memory bytes that they and the images may take
     * @param cores when trials may take steps
     * @param stop whether to come to an end: running trials are kept as they stand
     */
    public SweepRun(
            SweepFolder folder,
            DataSplit data,
            Kernel kernel,
            int threads,
            long memory,
            SharedTurn cores,
            BooleanSupplier stop,
            TrialWatcher watcher) {
        this.folder = folder;
        this.data = data;
        this.kernel = kernel;
        this.threads = threads;
        this.memory = memory;
        this.cores = cores;
        this.stop = stop;
        this.watcher = watcher;
        settings = folder.plan().settings();
        score = folder.plan().score();
        for (var trial : folder.trials()) done.put(trial.number(), trial);
    }

    /** How many trials the plan has. */
    public int count() {
        return settings.size();
    }

    /** Trains; whether all is done, and not stopped before. */
    public boolean run() {
        List<Integer> racing = new ArrayList<>();
        for (int number = 1; number <= settings.size(); number++) racing.add(number);
        var rungs = folder.plan().rungs();
        for (var rung : rungs) {
            boolean last = rung.equals(rungs.get(rungs.size() - 1));
            if (!last && decided(racing, rung)) {
                racing = left(racing);
                continue;
            }
            var measured = train(racing, rung, last);
            if (stop.getAsBoolean() && measured.size() < racing.size()) return false;
            if (!last) racing = next(measured, rung);
        }
        return true;
    }

    /** Those that neither diverged nor were stopped. */
    private List<Integer> left(List<Integer> racing) {
        return racing.stream()
                .filter(number -> !done.containsKey(number) || done.get(number).state() == State.FINISHED)
                .toList();
    }

    /** Whether an earlier call has seen all of the stage, and stopped all that it was to stop. */
    private boolean decided(List<Integer> racing, Rung rung) {
        return left(racing).size() <= rung.kept();
    }

    /** Those that go on; the others are done. */
    private List<Integer> next(Map<Integer, Trial> measured, Rung rung) {
        var ranked = measured.values().stream()
                .filter(trial -> !done.containsKey(trial.number()))
                .sorted(Comparator.comparingDouble(Trial::score).thenComparingInt(Trial::number))
                .toList();
        int kept = Math.min(rung.kept(), ranked.size());
        for (var trial : ranked.subList(kept, ranked.size())) end(trial.as(State.STOPPED_EARLY));
        return ranked.subList(0, kept).stream().map(Trial::number).sorted().toList();
    }

    // ---- one stage ----

    /** Each of {@code racing} after the epochs of {@code rung}, as far as there was time. */
    private Map<Integer, Trial> train(List<Integer> racing, Rung rung, boolean last) {
        var measured = new ConcurrentHashMap<Integer, Trial>(done);
        measured.keySet().retainAll(racing);
        var open = racing.stream().filter(number -> !done.containsKey(number)).toList();
        var hyperparameters =
                open.stream().map(number -> settings.get(number - 1)).toList();
        int atOnce = MemoryNeed.atOnce(hyperparameters, data, memory);
        var lanes = new Lanes(threads);
        lanes.run(open, atOnce, number -> {
            Trial trial = train(number, rung.epochs(), last, lanes);
            if (trial != null) measured.put(number, trial);
        });
        return measured;
    }

    /** Null if it was stopped before. */
    private @Nullable Trial train(int number, int epochs, boolean last, Lanes lanes) {
        if (stop.getAsBoolean()) return null;
        long begin = System.nanoTime();
        var keeping = new Cadence(KEEP_NANOS, System::nanoTime);
        keeping.due();
        try (var run = run(number, lanes)) {
            boolean diverged = run.diverged(); // as it was kept by a process that was killed right after
            cores.join();
            try {
                while (!diverged && run.trainer().epochsDone() < epochs) {
                    diverged = !step(run);
                    watcher.stepped(
                            number, run.trainer(), diverged || run.trainer().epochsDone() == epochs);
                    boolean ends = stop.getAsBoolean() || lanes.failed();
                    if (ends || keeping.due()) folder.keep(number, run.trainer().state(), data);
                    if (ends && !diverged && run.trainer().epochsDone() < epochs) return null;
                }
            } finally {
                cores.leave();
            }
            folder.keep(number, run.trainer().state(), data);
            State state = diverged ? State.DIVERGED : last ? State.FINISHED : State.STOPPED_EARLY;
            Trial trial = run.trial(number, state, (System.nanoTime() - begin) * 1e-9, score);
            if (diverged || last) end(trial);
            return trial;
        }
    }

    private TrialRun run(int number, Lanes lanes) {
        return new TrialRun(
                data,
                settings.get(number - 1),
                kernel,
                lanes::share,
                folder.kept(number).orElse(null));
    }

    /** Whether it went well. */
    private boolean step(TrialRun run) {
        cores.begin();
        try {
            run.step();
            return true;
        } catch (Divergence e) { // the sweep goes on, and the trial says so
            return false;
        } finally {
            cores.end();
        }
    }

    private synchronized void end(Trial trial) {
        folder.add(trial);
        done.put(trial.number(), trial);
        watcher.ended(trial);
    }
}
