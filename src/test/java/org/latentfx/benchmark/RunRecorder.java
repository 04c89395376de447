package org.latentfx.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.train.Divergence;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.train.health.Health;
import org.latentfx.train.health.RecordedRun;

/**
 * Trains short runs on MNIST, healthy and ill ones, and writes each into a folder below the one given as the first
 * argument: the histories that the judging of health is tested with. Further arguments: which of them. Some minutes in
 * all.
 */
public final class RunRecorder {
    /**
     * A run to record.
     *
     * @param name its file, below healthy or ill
     * @param settings that differ from the preset's, by key
     * @param images how many training images; 0: all
     * @param steps to take
     * @param changeAt the step after which {@code change} is made; 0: never
     * @param change settings as of then
     */
    private record Plan(
            String name,
            Preset preset,
            Map<String, String> settings,
            int images,
            int steps,
            int changeAt,
            Map<String, String> change) {
        static Plan of(String name, Preset preset, int steps, Map<String, String> settings) {
            return new Plan(name, preset, settings, 0, steps, 0, Map.of());
        }

        Plan changed(int at, String key, String value) {
            return new Plan(name, preset, settings, images, steps, at, Map.of(key, value));
        }

        Plan on(int some) {
            return new Plan(name, preset, settings, some, steps, changeAt, change);
        }
    }

    private static final List<Plan> PLANS = List.of(
            Plan.of("healthy/seed-1", Preset.SEED, 500, Map.of()),
            Plan.of("healthy/seed-2", Preset.SEED, 500, Map.of("seed", "2")),
            Plan.of("healthy/seed-3", Preset.SEED, 500, Map.of("seed", "3")),
            Plan.of("healthy/classic-1", Preset.CLASSIC, 600, Map.of()),
            Plan.of("healthy/classic-2", Preset.CLASSIC, 600, Map.of("seed", "2")),
            Plan.of("healthy/classic-3", Preset.CLASSIC, 600, Map.of("seed", "3")),
            Plan.of("healthy/map-1", Preset.MAP, 600, Map.of()),
            Plan.of("healthy/map-2", Preset.MAP, 600, Map.of("seed", "2")),
            Plan.of("healthy/map-3", Preset.MAP, 600, Map.of("seed", "3")),
            Plan.of("healthy/burda-1", Preset.BURDA, 700, Map.of()),
            Plan.of("healthy/burda-2", Preset.BURDA, 700, Map.of("seed", "2")),
            Plan.of("healthy/burda-3", Preset.BURDA, 700, Map.of("seed", "3")),
            Plan.of("healthy/gaussian", Preset.CLASSIC, 1200, Map.of("likelihood", "gaussian", "variance", "0.12")),
            Plan.of(
                    "healthy/gaussian-narrow",
                    Preset.CLASSIC,
                    700,
                    Map.of("likelihood", "gaussian", "variance", "0.05")),
            Plan.of("healthy/batch-1", Preset.CLASSIC, 9000, Map.of("batch", "1", "hidden", "64", "latents", "5")),
            Plan.of("healthy/batch-4", Preset.CLASSIC, 4000, Map.of("batch", "4", "hidden", "100", "latents", "10")),
            Plan.of("healthy/batch-changed", Preset.SEED, 700, Map.of()).changed(500, "batch", "32"),
            Plan.of("healthy/beta-back", Preset.SEED, 900, Map.of("beta", "4")).changed(500, "beta", "1"),
            Plan.of("ill/rate-1-later", Preset.CLASSIC, 900, Map.of()).changed(469, "learning-rate", "1"),
            Plan.of("ill/rate-1", Preset.CLASSIC, 500, Map.of("learning-rate", "1")),
            Plan.of("ill/rate-0.1", Preset.CLASSIC, 500, Map.of("learning-rate", "0.1")),
            Plan.of("ill/rate-0.1-later", Preset.MAP, 600, Map.of()).changed(469, "learning-rate", "0.1"),
            Plan.of("ill/rate-too-low", Preset.CLASSIC, 500, Map.of("learning-rate", "0.000001")),
            Plan.of("ill/beta-78", Preset.SEED, 500, Map.of("likelihood", "gaussian", "variance", "1", "beta", "78.4")),
            Plan.of("ill/beta-20", Preset.CLASSIC, 600, Map.of("beta", "20")),
            Plan.of("ill/beta-100", Preset.MAP, 500, Map.of("beta", "100")),
            Plan.of("ill/beta-100-later", Preset.SEED, 900, Map.of()).changed(500, "beta", "100"),
            Plan.of("ill/beta-0", Preset.SEED, 2000, Map.of("beta", "0", "learning-rate", "0.003")),
            Plan.of("ill/overfits", Preset.CLASSIC, 3000, Map.of("batch", "100", "epochs", "1000"))
                    .on(600),
            Plan.of("ill/overfits-map", Preset.MAP, 2000, Map.of("batch", "100", "epochs", "1000"))
                    .on(600),
            Plan.of("ill/clamped", Preset.CLASSIC, 800, Map.of("likelihood", "gaussian", "variance", "0.0001"))
                    .changed(469, "learning-rate", "1"),
            Plan.of("ill/diverges", Preset.CLASSIC, 900, Map.of("hidden", "400,400,400"))
                    .changed(469, "learning-rate", "1"));

    private RunRecorder() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        var wanted = List.of(arguments).subList(1, arguments.length);
        DataSplit data = Datasets.load("mnist");
        try (var workers = new Workers(2)) {
            for (var plan : PLANS)
                if (wanted.isEmpty() || wanted.contains(plan.name)) record(plan, data, workers, folder);
        }
    }

    private static void record(Plan plan, DataSplit data, Workers workers, Path folder) throws IOException {
        Hyperparameters begin = Settings.fromTexts(plan.preset.hyperparameters(), plan.settings);
        var some = plan.images == 0
                ? data
                : new DataSplit(data.name(), data.train().first(plan.images), data.test());
        var trainer = new Trainer(some, begin, Kernels.best(), workers);
        try {
            for (int i = 0; i < plan.steps; i++) {
                if (i > 0 && i == plan.changeAt) trainer.change(Settings.fromTexts(begin, plan.change));
                trainer.step();
            }
        } catch (Divergence divergence) {
            System.out.println(divergence.getMessage());
        }
        var run = new RecordedRun(trainer.hyperparameters(), trainer.history());
        Files.writeString(folder.resolve(plan.name + ".txt"), run.text());
        System.out.println(plan.name);
        for (var one : Health.of(run.hyperparameters(), run.history()))
            System.out.println("   " + one.level() + " " + one.id() + ": " + one.text());
    }
}
