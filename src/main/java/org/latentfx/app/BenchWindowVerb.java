package org.latentfx.app;

import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.prefs.Preferences;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.latentfx.data.Datasets;
import org.latentfx.math.Kernels;
import org.latentfx.session.Run;
import org.latentfx.session.Session;
import org.latentfx.view.MainWindow;
import org.latentfx.view.Themes;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code bench-window}: shows the real window (off screen where there is none), trains at full speed in it while z is
 * moved at every frame, and prints what the window's thread was doing: how long its tasks and frames took, how long from
 * a move of z to its picture, and training's speed with the window shown and hidden. Times depend on the machine.
 */
final class BenchWindowVerb implements Verb {
    private static final int WARM_UP_SECONDS = 15;

    @Override
    public String name() {
        return "bench-window";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.addOption(Flags.option("seconds", "N", false));
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        double seconds = Flags.seconds(given, 15);
        if (Screen.obstacle().isPresent()) Screen.drawOffScreen();
        ExecutorService background = Executors.newSingleThreadExecutor();
        var result = new CompletableFuture<JsonObject>();
        Platform.startup(() -> new Bench(background, seconds, result).begin());
        try {
            out.println(result.join());
        } finally {
            Platform.exit();
            background.shutdownNow();
        }
        return Cli.OK;
    }

    /** Durations in nanoseconds, gathered on the FX thread. */
    private static final class Durations {
        private long[] nanos = new long[4096];
        private int size;

        void add(long duration) {
            if (size == nanos.length) nanos = Arrays.copyOf(nanos, size * 2);
            nanos[size++] = duration;
        }

        void clear() {
            size = 0;
        }

        JsonObject summary() {
            long[] sorted = Arrays.copyOf(nanos, size);
            Arrays.sort(sorted);
            var json = new JsonObject();
            json.addProperty("count", size);
            json.addProperty("medianMs", at(sorted, 0.5));
            json.addProperty("p95Ms", at(sorted, 0.95));
            json.addProperty("p99Ms", at(sorted, 0.99));
            json.addProperty("longestMs", at(sorted, 1));
            return json;
        }

        private static double at(long[] sorted, double share) {
            if (sorted.length == 0) return Double.NaN;
            return Math.round(sorted[(int) Math.min(sorted.length - 1.0, share * sorted.length)] / 1e4) / 100.0;
        }
    }

    /** One measurement, driven by the window's own frames. */
    private static final class Bench {
        private final Durations tasks = new Durations();
        private final Durations frames = new Durations();
        private final Durations moves = new Durations();
        private final Durations gaps = new Durations();
        private final CompletableFuture<JsonObject> result;
        private final Session session;
        private final double seconds;
        private final Stage stage = new Stage();
        private final JsonObject json = new JsonObject();
        private long begin;
        private long drawnAtBegin;
        private long lastFrame;
        private long frameBegin;
        private long moved;
        private int phase;
        private double angle;

        Bench(ExecutorService background, double seconds, CompletableFuture<JsonObject> result) {
            this.result = result;
            this.seconds = seconds;
            int threads = Runtime.getRuntime().availableProcessors();
            session = new Session(Kernels.best(), threads, background, task -> Platform.runLater(() -> timed(task)));
        }

        private void timed(Runnable task) {
            long start = System.nanoTime();
            task.run();
            tasks.add(System.nanoTime() - start);
        }

        void begin() {
            Preferences preferences = new ScratchPreferences();
            var themes = new Themes(preferences, true);
            var scene = new Scene(new MainWindow(session, themes, preferences), 1440, 900);
            themes.dress(scene);
            stage.setScene(scene);
            stage.show();
            scene.addPostLayoutPulseListener(() -> {
                if (frameBegin != 0) frames.add(System.nanoTime() - frameBegin);
            });
            session.open(Shipped::state, () -> Datasets.loadTest(Shipped.DATA), Shipped.DATA);
            session.run().statusProperty().addListener((o, before, now) -> {
                if (now == Run.Status.PAUSED && phase == 0) start();
            });
        }

        private void start() {
            phase = 1;
            session.trainFromScratch();
            restart();
            new AnimationTimer() {
                @Override
                public void handle(long now) {
                    try {
                        if (!frame()) stop();
                    } catch (RuntimeException failure) {
                        stop();
                        result.completeExceptionally(failure);
                    }
                }
            }.start();
        }

        /** Called at the start of each frame; false when all is measured. */
        private boolean frame() {
            long now = System.nanoTime();
            if (moved != 0) moves.add(now - moved);
            if (lastFrame != 0) gaps.add(now - lastFrame);
            lastFrame = now;
            frameBegin = now;
            if (phase < 3) move(now);
            else moved = 0;
            double elapsed = (now - begin) / 1e9;
            if (elapsed < (phase == 1 ? WARM_UP_SECONDS : seconds)) return true;
            if (phase == 2) report();
            if (phase == 3) {
                json.addProperty("imagesPerSecondHidden", speed());
                result.complete(json);
                session.close();
                return false;
            }
            phase++;
            if (phase == 3) stage.setIconified(true);
            restart();
            return true;
        }

        /** Moves z as a drag would; its picture is on screen when the frame after the next one begins. */
        private void move(long now) {
            angle += 0.05;
            moved = now;
            session.explorer().preview(new float[] {(float) Math.cos(angle), (float) Math.sin(1.3 * angle)});
        }

        private void report() {
            json.addProperty("frames", Math.round(frames.size * 1e10 / (System.nanoTime() - begin)) / 10.0);
            json.add("task", tasks.summary());
            json.add("frame", frames.summary());
            json.add("frameToFrame", gaps.summary());
            json.add("moveToPicture", moves.summary());
            json.addProperty("imagesPerSecondShown", speed());
        }

        private long speed() {
            long images = imagesDrawn() - drawnAtBegin;
            return Math.round(images * 1e9 / (System.nanoTime() - begin));
        }

        private long imagesDrawn() {
            var run = session.run();
            return run.stepProperty().get()
                    * run.hyperparametersProperty().get().batch();
        }

        private void restart() {
            tasks.clear();
            frames.clear();
            moves.clear();
            gaps.clear();
            begin = System.nanoTime();
            drawnAtBegin = imagesDrawn();
        }
    }
}
