package org.latentfx.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.latentfx.app.start.Screen;
import org.latentfx.app.start.SessionFactory;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.ScratchFolder;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.session.run.Run;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import org.latentfx.train.timeline.PastMoment;
import org.latentfx.train.timeline.SnapshotBudget;
import org.latentfx.train.timeline.Timeline;

/**
 * Prints how many frames pass from a move of the timeline's thumb to the picture of the moment moved to, in the real
 * window (off screen where there is none), while the run goes on. The snapshots get the budget that so many need; as
 * much of it as usual is in memory, the rest on disk. Times depend on the machine. Arguments: a preset, snapshots,
 * moves.
 */
public final class ScrubBenchmark {
    /** Between two snapshots. */
    private static final int STEPS = 4;

    private ScrubBenchmark() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Preset preset = Preset.named(arguments[0]);
        int snapshots = Integer.parseInt(arguments[1]);
        int moves = Integer.parseInt(arguments[2]);
        if (Screen.obstacle().isPresent()) Screen.drawOffScreen();
        ExecutorService background = SessionFactory.background();
        ExecutorService writer = Executors.newSingleThreadExecutor(task -> SessionFactory.patient(task, "snapshots"));
        Path place = Files.createTempDirectory("latentfx-bench");
        try (var scratch = ScratchFolder.in(place)) {
            Run.Start start = start(preset, snapshots, scratch.path(), writer);
            var result = new CompletableFuture<String>();
            Platform.startup(() -> new ScrubBench(background, start, moves, result).begin());
            try {
                System.out.println(preset.key() + ": " + result.join());
            } finally {
                Platform.exit();
                background.shutdownNow();
                writer.shutdown();
            }
            if (!writer.awaitTermination(1, TimeUnit.MINUTES)) System.out.println("snapshots are still being written");
        }
        Files.deleteIfExists(place);
    }

    /** A run with so many snapshots in its past. */
    private static Run.Start start(Preset preset, int snapshots, Path folder, ExecutorService writer) {
        DataSplit data = Datasets.load("mnist");
        var values = Settings.EPOCHS.with(preset.hyperparameters(), 10_000);
        long each = RunState.bytes(values.model(data.train().format()));
        // what the run would go back to counts as well, where several snapshots share it
        long need = each * (snapshots + snapshots * STEPS / Trainer.KEEP_EVERY + 1);
        var budget = new SnapshotBudget(need, new SnapshotBudget().most());
        budget.spillInto(folder, writer, trouble -> System.out.println(trouble.getMessage()));
        Timeline timeline = budget.timeline();
        try (var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            var trainer = new Trainer(data, values, Kernels.best(), workers);
            timeline.record(PastMoment.of(trainer));
            while (timeline.steps().size() < snapshots) {
                for (int i = 0; i < STEPS; i++) trainer.step();
                timeline.record(PastMoment.of(trainer));
            }
            System.out.printf(
                    "%d snapshots of %.2f MiB need a budget of %.0f MiB; %s%n",
                    snapshots, each / 1048576.0, need / 1048576.0, budget.size());
            RunState state = trainer.state();
            return new Run.Start(data, values, CompletableFuture.completedFuture(state), timeline);
        }
    }
}
