package org.latentfx.benchmark;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.javafx.tk.Toolkit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.latentfx.app.start.Shipped;
import org.latentfx.data.Datasets;
import org.latentfx.math.Kernels;
import org.latentfx.session.Session;
import org.latentfx.session.concurrent.Failures;
import org.latentfx.session.run.Run;
import org.latentfx.train.Settings;
import org.latentfx.view.window.MainWindow;
import org.latentfx.view.window.Preferences;
import org.latentfx.view.window.Themes;

/**
 * One measurement of the real window while it trains at full speed: parts in turn, several times over, so that what the
 * machine does besides falls on all of them alike. FX thread only.
 */
final class WindowBench {
    /**
     * Java compiles what it runs; long after the start that still takes a good part of a core. So each part is done
     * for so long before any is measured.
     */
    private static final int WARM_UP_SECONDS = 30;

    /** After a change of part, before it is measured. */
    private static final double SETTLE_SECONDS = 0.7;

    /** More than the measurement takes. */
    private static final int ENDLESS_EPOCHS = 1_000;

    /** What goes on in the window. */
    private enum Part {
        DRAG_MAP,
        DRAG_SLIDER,
        STILL,
        HIDDEN
    }

    /** What was measured of a part, over all rounds. */
    private static final class Figures {
        final List<Double> imagesPerSecond = new ArrayList<>();
        final List<Double> framesPerSecond = new ArrayList<>();
        final Durations tasks = new Durations();
        final Durations moves = new Durations();
        JsonObject cpu = new JsonObject();
    }

    private final Map<Part, Figures> figures = new EnumMap<>(Part.class);
    private final CompletableFuture<JsonObject> result;
    private final Session session;
    private final double seconds;
    private final int rounds;
    private final Stage stage = new Stage();
    private final Scene scene;
    private final CpuUsage cpu = new CpuUsage();
    private final MouseRobot robot;
    private Durations tasks = new Durations();
    private final Durations moves = new Durations();
    private int part = -1;
    private boolean settled;
    private long begin;
    private long drawnAtBegin;
    private long frameBegin;
    private int frames;

    /** {@code seconds}: of each part, in each round. */
    WindowBench(ExecutorService background, double seconds, int rounds, CompletableFuture<JsonObject> result) {
        this.result = result;
        this.seconds = seconds;
        this.rounds = rounds;
        for (Part each : Part.values()) figures.put(each, new Figures());
        int threads = Runtime.getRuntime().availableProcessors();
        session = new Session(Kernels.best(), threads, background, task -> Platform.runLater(() -> timed(task)));
        var preferences = new Preferences();
        var themes = new Themes(preferences, true);
        scene = new Scene(new MainWindow(session, themes, preferences, new Failures(Platform::runLater)), 1440, 900);
        themes.dress(scene);
        robot = new MouseRobot(scene, moves, this::timed);
    }

    /** Opens the window and measures once the shipped model stands ready to be trained. */
    void begin() {
        stage.setScene(scene);
        stage.show();
        scene.addPreLayoutPulseListener(() -> {
            frameBegin = System.nanoTime();
            frames++;
        });
        Toolkit.getToolkit().addPostSceneTkPulseListener(() -> {
            if (frameBegin != 0) tasks.add(System.nanoTime() - frameBegin);
            frameBegin = 0;
        });
        session.open(Shipped::state, () -> Datasets.loadTest(Shipped.DATA), Shipped.DATA);
        session.run().statusProperty().addListener((o, before, now) -> {
            if (now == Run.Status.PAUSED && begin == 0) start();
        });
    }

    private void timed(Runnable task) {
        long start = System.nanoTime();
        task.run();
        tasks.add(System.nanoTime() - start);
    }

    private void start() {
        begin = System.nanoTime();
        session.commands()
                .change(Settings.EPOCHS.with(
                        session.run().hyperparametersProperty().get(), ENDLESS_EPOCHS));
        session.commands().trainFromScratch();
        // no animation, which would make the window draw when it has nothing new to show
        var clock = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "clock");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(
                () -> Platform.runLater(() -> {
                    try {
                        if (!clock.isShutdown() && !tick()) clock.shutdown();
                    } catch (RuntimeException failure) {
                        clock.shutdown();
                        result.completeExceptionally(failure);
                    }
                }),
                0,
                20,
                TimeUnit.MILLISECONDS);
    }

    /** False when all is measured. */
    private boolean tick() {
        long now = System.nanoTime();
        double elapsed = (now - begin) / 1e9;
        if (part < Part.values().length) {
            if (part < 0 || elapsed >= WARM_UP_SECONDS) next();
        } else if (!settled) {
            if (elapsed >= SETTLE_SECONDS) measure();
        } else if (elapsed >= seconds) {
            gather((now - begin) / 1e9);
            if (part == (rounds + 1) * Part.values().length - 1) {
                report();
                return false;
            }
            next();
        }
        return true;
    }

    private Part now() {
        return Part.values()[part % Part.values().length];
    }

    private void next() {
        part++;
        settled = false;
        begin = System.nanoTime();
        robot.rest();
        switch (now()) {
            case DRAG_MAP -> {
                stage.setIconified(false);
                drag(node(".map-plot"), 0.3, 0.3);
            }
            case DRAG_SLIDER -> drag(node("#track-0"), 0.4, 0);
            case STILL -> {}
            case HIDDEN -> stage.setIconified(true);
        }
    }

    private Node node(String selector) {
        return Objects.requireNonNull(scene.lookup(selector), selector);
    }

    /** Presses in the middle of {@code node} and drags to and fro, by shares of its size. */
    private void drag(Node node, double across, double down) {
        fire(node, MouseEvent.MOUSE_PRESSED, 0, 0);
        robot.begin(
                turn -> fire(
                        node, MouseEvent.MOUSE_DRAGGED, across * Math.sin(2.3 * turn), down * Math.sin(3.1 * turn)),
                () -> fire(node, MouseEvent.MOUSE_RELEASED, 0, 0));
    }

    /** By shares of its size from the middle of {@code node}. */
    static void fire(Node node, EventType<MouseEvent> type, double across, double down) {
        Bounds bounds = node.getLayoutBounds();
        double x = bounds.getMinX() + bounds.getWidth() * (0.5 + across);
        double y = bounds.getMinY() + bounds.getHeight() * (0.5 + down);
        Point2D at = node.localToScene(x, y);
        boolean down1 = type != MouseEvent.MOUSE_RELEASED;
        var event = new MouseEvent(
                type,
                at.getX(),
                at.getY(),
                at.getX(),
                at.getY(),
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                down1,
                false,
                false,
                false,
                false,
                false,
                null);
        Event.fireEvent(node, event);
    }

    private void measure() {
        settled = true;
        tasks = new Durations();
        moves.clear();
        frames = 0;
        cpu.restart();
        begin = System.nanoTime();
        drawnAtBegin = imagesDrawn();
    }

    private void gather(double elapsed) {
        Figures of = Objects.requireNonNull(figures.get(now()));
        of.imagesPerSecond.add((imagesDrawn() - drawnAtBegin) / elapsed);
        of.framesPerSecond.add(frames / elapsed);
        of.tasks.addAll(tasks);
        of.moves.addAll(moves);
        of.cpu = mean(of.cpu, cpu.summary(), of.framesPerSecond.size());
    }

    /** {@code mean} of n − 1 objects of numbers with an n-th taken in. */
    private static JsonObject mean(JsonObject mean, JsonObject newest, int n) {
        var keys = new java.util.LinkedHashSet<>(mean.keySet());
        keys.addAll(newest.keySet());
        var json = new JsonObject();
        for (String key : keys) {
            double before = mean.has(key) ? mean.get(key).getAsDouble() : 0;
            double now = newest.has(key) ? newest.get(key).getAsDouble() : 0;
            json.addProperty(key, before + (now - before) / n);
        }
        return json;
    }

    private long imagesDrawn() {
        var run = session.run();
        return run.stepProperty().get() * run.hyperparametersProperty().get().batch();
    }

    private void report() {
        robot.rest();
        var json = new JsonObject();
        summarise(json);
        var hidden = Objects.requireNonNull(figures.get(Part.HIDDEN)).imagesPerSecond;
        figures.forEach((each, of) -> {
            var entry = new JsonObject();
            entry.addProperty("imagesPerSecond", Math.round(median(of.imagesPerSecond)));
            entry.addProperty("ofHiddenPercent", Math.round(1000 * ofHidden(of.imagesPerSecond, hidden)) / 10.0);
            entry.add("rounds", rounded(of.imagesPerSecond, 1));
            entry.add("framesPerSecond", rounded(of.framesPerSecond, 10));
            entry.add("fxTask", of.tasks.summary());
            if (of.moves.count() > 0) entry.add("moveToPicture", of.moves.summary());
            for (String key : of.cpu.keySet())
                of.cpu.addProperty(key, Math.round(10 * of.cpu.get(key).getAsDouble()) / 10.0);
            entry.add("percentOfACore", of.cpu);
            json.add(each.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), entry);
        });
        session.close();
        result.complete(json);
    }

    /** The figures that matter most, over both drags, and over all of the window shown. */
    private void summarise(JsonObject json) {
        var moves = new Durations();
        var tasks = new Durations();
        List<Double> frames = new ArrayList<>();
        for (Part each : List.of(Part.DRAG_MAP, Part.DRAG_SLIDER, Part.STILL)) {
            Figures of = Objects.requireNonNull(figures.get(each));
            moves.addAll(of.moves);
            tasks.addAll(of.tasks);
            if (each != Part.STILL) frames.addAll(of.framesPerSecond);
        }
        json.addProperty("kernel", session.kernelDescription());
        json.addProperty("framesPerSecond", Math.round(10 * median(frames)) / 10.0);
        json.add("moveToPicture", moves.summary());
        json.add("fxTask", tasks.summary());
    }

    /**
     * The median over the rounds of a part's speed against its own round's, for the machine's speed changes between
     * them.
     */
    private static double ofHidden(List<Double> part, List<Double> hidden) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < Math.min(part.size(), hidden.size()); i++) ratios.add(part.get(i) / hidden.get(i));
        return median(ratios);
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(v -> v).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    private static JsonArray rounded(List<Double> values, double per) {
        var array = new JsonArray();
        for (double value : values) array.add(Math.round(value * per) / per);
        return array;
    }
}
