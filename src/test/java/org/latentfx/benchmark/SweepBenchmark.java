package org.latentfx.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.session.SessionFile;
import org.latentfx.io.sweep.SweepFolder;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.session.sweep.SharedTurn;
import org.latentfx.session.sweep.SweepRun;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.Variation;

/**
 * How long a sweep of 3 × 3 runs of one epoch takes beside nine single runs that compute on all threads and are
 * measured and kept as well; the sweep with its trials side by side and one after another. In alternating rounds, since
 * the machine has other things to do; prints one line a round and the medians. The images are read once for all.
 * Arguments: rounds and a preset.
 */
final class SweepBenchmark {
    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final Kernel KERNEL = Kernels.best();

    private SweepBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
        var preset = Preset.named(arguments.length > 1 ? arguments[1] : "seed");
        var base = Settings.EPOCHS.with(preset.hyperparameters(), 1);
        var plan = SweepPlan.grid(
                base,
                Stream.of("beta=0.5,1,4", "latents=2,10,20")
                        .map(Variation::parse)
                        .toList());
        DataSplit data = Datasets.load("mnist");
        Path folder = Files.createTempDirectory("sweeps");
        singles(List.of(base), data, folder); // warms up
        double[][] ratios = new double[2][rounds];
        for (int round = 0; round < rounds; round++) {
            double single = singles(plan.settings(), data, folder);
            double beside = sweep(plan, data, folder.resolve("beside" + round), Long.MAX_VALUE);
            double after = sweep(plan, data, folder.resolve("after" + round), 0);
            ratios[0][round] = beside / single;
            ratios[1][round] = after / single;
            System.out.printf(
                    "nine single runs %.1f s, sweep side by side %.1f s (%.3f), one after another %.1f s (%.3f)%n",
                    single, beside, beside / single, after, after / single);
        }
        for (double[] each : ratios) Arrays.sort(each);
        System.out.printf(
                "median of %d rounds, %s, %d threads: side by side %.3f, one after another %.3f%n",
                rounds, preset.key(), THREADS, ratios[0][rounds / 2], ratios[1][rounds / 2]);
    }

    private static double singles(List<Hyperparameters> all, DataSplit data, Path folder) {
        long begin = System.nanoTime();
        for (var settings : all) {
            try (var workers = new Workers(THREADS)) {
                var trainer = new Trainer(data, settings, KERNEL, workers);
                while (!trainer.finished()) trainer.step();
                trainer.measureAll();
                var source = SessionFile.Source.of(data);
                SessionFile.write(
                        folder.resolve("single.latentfx"),
                        new SessionFile.Content(trainer.state(), source, SessionFile.Shown.NOTHING, Instant.now()));
            }
        }
        return (System.nanoTime() - begin) * 1e-9;
    }

    private static double sweep(SweepPlan plan, DataSplit data, Path path, long memory) throws IOException {
        long begin = System.nanoTime();
        var folder = SweepFolder.open(Files.createDirectory(path), plan, data, KERNEL.name(), false);
        new SweepRun(folder, data, KERNEL, THREADS, memory, SharedTurn.alone(), () -> false, trial -> {}).run();
        return (System.nanoTime() - begin) * 1e-9;
    }
}
