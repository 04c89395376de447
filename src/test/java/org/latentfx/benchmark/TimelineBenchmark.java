package org.latentfx.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.ScratchFolder;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.train.timeline.Recorder;
import org.latentfx.train.timeline.SnapshotBudget;

/**
 * Prints what the past of a run costs: images a second with and without snapshots, in turn, so that what the machine
 * does besides falls on both alike; the most that snapshots took over 10,000 steps against their budget; and how long
 * one takes to come back from memory or disk. Times depend on the machine. Arguments: a preset, rounds, seconds of
 * each.
 */
public final class TimelineBenchmark {
    private TimelineBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        Preset preset = Preset.named(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        double seconds = Double.parseDouble(arguments[2]);
        ExecutorService writer = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "snapshots");
            thread.setDaemon(true);
            return thread;
        });
        Path place = Files.createTempDirectory("latentfx-bench");
        try (var scratch = ScratchFolder.in(place)) {
            overhead(preset, rounds, seconds, scratch.path(), writer);
        }
        try (var scratch = ScratchFolder.in(place)) {
            budget(scratch.path(), writer);
        }
        Files.deleteIfExists(place);
    }

    /** A run and its images a second, one figure for each time that it was its turn. */
    private static final class Side {
        final Trainer trainer;
        final Recorder recorder;
        final double[] speeds;

        Side(DataSplit data, Hyperparameters values, Workers workers, SnapshotBudget budget, int rounds) {
            trainer = new Trainer(data, values, Kernels.best(), workers);
            recorder = budget == null ? null : new Recorder(budget.timeline(), trainer, System::nanoTime);
            speeds = new double[rounds];
        }

        void run(int round, double seconds) {
            if (recorder != null) recorder.resumed();
            long before = trainer.imagesDrawn();
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < seconds * 1e9) {
                trainer.step();
                if (recorder != null) recorder.stepped();
            }
            speeds[round] = (trainer.imagesDrawn() - before) * 1e9 / (System.nanoTime() - begin);
        }

        double sum() {
            return Arrays.stream(speeds).sum();
        }
    }

    private static void overhead(Preset preset, int rounds, double seconds, Path folder, ExecutorService writer) {
        DataSplit data = Datasets.load("mnist");
        Hyperparameters values = Settings.EPOCHS.with(preset.hyperparameters(), 10_000);
        var budget = new SnapshotBudget();
        budget.spillInto(folder, writer, trouble -> System.out.println(trouble.getMessage()));
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            new Side(data, values, workers, null, 1).run(0, 5); // what Java compiles first
            var plain = new Side(data, values, workers, null, rounds);
            var with = new Side(data, values, workers, budget, rounds);
            for (int round = 0; round < rounds; round++)
                for (Side side : round % 2 == 0 ? List.of(plain, with) : List.of(with, plain)) side.run(round, seconds);
            System.out.printf(
                    "%s: %.0f images/s without snapshots, %.0f with them: %.2f %% less; at step %d, %d of them, %s%n",
                    preset.key(),
                    plain.sum() / rounds,
                    with.sum() / rounds,
                    100 * (1 - with.sum() / plain.sum()),
                    with.trainer.stepsDone(),
                    budget.size().total()
                            / (3L * Float.BYTES * with.trainer.weights().values().length),
                    budget.size());
        }
    }

    private static void budget(Path folder, ExecutorService writer) {
        DataSplit data = Datasets.load("mnist");
        Hyperparameters values = Settings.EPOCHS.with(Preset.SEED.hyperparameters(), 10_000);
        long most = 64L << 20;
        var budget = new SnapshotBudget(most, most / 4);
        budget.spillInto(folder, writer, trouble -> System.out.println(trouble.getMessage()));
        long taken = 0;
        long inMemory = 0;
        var timeline = budget.timeline();
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            var trainer = new Trainer(data, values, Kernels.best(), workers);
            var recorder = new Recorder(timeline, trainer, System::nanoTime);
            while (trainer.stepsDone() < 10_000) {
                trainer.step();
                recorder.stepped();
                taken = Math.max(taken, budget.size().total());
                inMemory = Math.max(inMemory, budget.size().inMemory());
            }
        }
        System.out.printf(
                "10,000 steps: at most %.1f MB of %d MB, %.1f MB in memory for a moment; %d snapshots%n",
                taken / 1048576.0,
                most >> 20,
                inMemory / 1048576.0,
                timeline.steps().size());
        for (int round = 0; round < 2; round++) {
            var times = timeline.steps().stream()
                    .mapToDouble(step -> {
                        long begin = System.nanoTime();
                        if (timeline.before(step, trouble -> System.out.println(trouble.getMessage())) == null)
                            System.out.println("step " + step + " is not there");
                        return (System.nanoTime() - begin) / 1e6;
                    })
                    .sorted()
                    .toArray();
            System.out.printf(
                    "a snapshot comes back in %.2f ms (median), %.2f ms (99th percentile)%n",
                    times[times.length / 2], times[times.length * 99 / 100]);
        }
    }
}
