package org.latentfx.benchmark;

import com.sun.javafx.tk.RenderJob;
import com.sun.javafx.tk.Toolkit;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.MouseEvent;
import javafx.stage.Stage;
import org.latentfx.app.start.SessionFactory;
import org.latentfx.app.start.Shipped;
import org.latentfx.data.Datasets;
import org.latentfx.session.Session;
import org.latentfx.session.concurrent.Failures;
import org.latentfx.session.run.Run;
import org.latentfx.view.window.MainWindow;
import org.latentfx.view.window.Preferences;
import org.latentfx.view.window.Themes;

/**
 * Drags the timeline's thumb in the real window, one move after the other, while a run with a past goes on, and times
 * each move until the picture that the moved-to model makes of z was handed to the screen. FX thread only.
 */
final class ScrubBench {
    private static final double FRAME_NANOS = 1e9 / 60;

    /** Moves before any counts: Java compiles what it runs. */
    private static final int WARM_UP_MOVES = 150;

    /** After this, training goes on and the window has its fast kernel. */
    private static final long SETTLE_NANOS = 15_000_000_000L;

    /** A move whose picture does not come is a fault. */
    private static final long MOST_NANOS = 20_000_000_000L;

    /** Of the lane on either side of its steps, pixels. */
    private static final double INSET = 9;

    private final Run.Start start;
    private final int moves;
    private final CompletableFuture<String> result;
    private final Session session;
    private final Scene scene;
    private final Stage stage = new Stage();
    private final SplittableRandom random = new SplittableRandom(1);
    private final double[] frames;
    private final Durations fetches = new Durations();
    private final Durations pulses = new Durations();
    private final Durations pictures = new Durations();
    private final Durations windowCpu = new Durations();
    private final Durations renderCpu = new Durations();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private long renderer = -1;
    private long windowBefore;
    private long renderBefore;
    private long arrived;
    private boolean playing;
    private long begin;
    private long begunAt;
    private int done = -WARM_UP_MOVES;
    private int index;
    private int by = 3;
    private long next;
    private long moved;
    private long wanted = -1;

    /** @param start of the run that goes on, with its past */
    ScrubBench(ExecutorService background, Run.Start start, int moves, CompletableFuture<String> result) {
        this.start = start;
        this.moves = moves;
        this.result = result;
        frames = new double[moves];
        session = SessionFactory.session(background);
        var preferences = new Preferences();
        var themes = new Themes(preferences, true);
        scene = new Scene(new MainWindow(session, themes, preferences, new Failures(Platform::runLater)), 1440, 900);
        themes.dress(scene);
        session.explorer().shownProperty().addListener((property, before, now) -> {
            if (now != null && now.past() != null && now.step() == wanted) arrived = System.nanoTime();
        });
        scene.addPostLayoutPulseListener(this::frame);
    }

    void begin() {
        stage.setScene(scene);
        stage.show();
        session.open(Shipped::state, () -> Datasets.loadTest(Shipped.DATA), Shipped.DATA);
        var clock = Executors.newSingleThreadScheduledExecutor(task -> SessionFactory.patient(task, "clock"));
        Executor fx = Platform::runLater;
        clock.scheduleWithFixedDelay(
                () -> fx.execute(() -> {
                    try {
                        if (!clock.isShutdown() && !tick()) clock.shutdown();
                    } catch (RuntimeException failure) {
                        clock.shutdown();
                        result.completeExceptionally(failure);
                    }
                }),
                0,
                3,
                TimeUnit.MILLISECONDS);
    }

    /** False when all is measured. */
    private boolean tick() {
        long now = System.nanoTime();
        var run = session.run();
        if (begin == 0) {
            if (run.statusProperty().get() != Run.Status.PAUSED) return true;
            begin = now;
            run.replace(start);
        } else if (!playing) {
            if (run.statusProperty().get() != Run.Status.PAUSED) return true;
            playing = true;
            run.play();
            begin = now;
        } else if (now - begin >= SETTLE_NANOS) {
            if (wanted >= 0) {
                if (now - moved > MOST_NANOS) throw new IllegalStateException("no picture of step " + wanted);
            } else if (done == moves) {
                report();
                return false;
            } else if (now >= next) {
                move();
            }
        }
        return true;
    }

    /** Drags the thumb to a snapshot some places on, to and fro. */
    private void move() {
        Node lane = Objects.requireNonNull(scene.lookup(".timeline-lane"), "timeline");
        List<Long> steps = session.timeMachine().steps();
        if (index + by < 0 || index + by >= steps.size() - 5) by = -by;
        index = Math.max(0, Math.min(steps.size() - 5, index + by));
        double width = lane.getLayoutBounds().getWidth();
        long last = session.run().stepProperty().get();
        double x = INSET + steps.get(index) * (width - 2 * INSET) / last;
        var before = session.timeMachine().momentProperty().get();
        if (done == 0 && begunAt == 0) begunAt = last;
        windowBefore = threads.getCurrentThreadCpuTime();
        renderBefore = renderer < 0 ? 0 : threads.getThreadCpuTime(renderer);
        moved = System.nanoTime();
        WindowBench.fire(lane, MouseEvent.MOUSE_DRAGGED, x / width - 0.5, 0);
        var asked = session.timeMachine().momentProperty().get();
        if (!asked.live() && !asked.equals(before)) wanted = asked.step();
    }

    /** A frame that shows the picture of the moment moved to is on its way to the screen after its render job. */
    private void frame() {
        var shown = session.explorer().shownProperty().getValue();
        if (wanted < 0 || shown == null || shown.past() == null || shown.step() != wanted) return;
        if (session.explorer().pointProperty().getValue().model() != shown.model()) return;
        wanted = -1;
        next = Long.MAX_VALUE;
        long laidOut = System.nanoTime();
        long window = threads.getCurrentThreadCpuTime() - windowBefore;
        Platform.runLater(() -> Toolkit.getToolkit().addRenderJob(new RenderJob(() -> drawn(laidOut, window))));
    }

    /** On the renderer's thread. */
    private void drawn(long laidOut, long window) {
        long now = System.nanoTime();
        long rendered = threads.getCurrentThreadCpuTime() - renderBefore;
        long thread = Thread.currentThread().getId();
        Platform.runLater(() -> {
            renderer = thread;
            shown(laidOut, now, window, rendered);
        });
    }

    private void shown(long laidOut, long now, long window, long rendered) {
        if (done >= 0) {
            frames[done] = (now - moved) / FRAME_NANOS;
            fetches.add(arrived - moved);
            pulses.add(laidOut - arrived);
            pictures.add(now - laidOut);
            windowCpu.add(window);
            renderCpu.add(rendered);
        }
        done++;
        next = System.nanoTime() + random.nextLong((long) FRAME_NANOS);
    }

    private void report() {
        boolean training = session.run().statusProperty().get() == Run.Status.TRAINING;
        long steps = session.run().stepProperty().get() - begunAt;
        int snapshots = session.timeMachine().steps().size();
        session.close();
        double[] sorted = Arrays.stream(frames).sorted().toArray();
        double[] counted = Arrays.stream(sorted).map(Math::ceil).toArray();
        String all = Arrays.stream(counted)
                .boxed()
                .collect(Collectors.groupingBy(Double::intValue, java.util.TreeMap::new, Collectors.counting()))
                .toString();
        result.complete(String.format(
                "%d moves over %d snapshots, training %s (%d steps meanwhile): from a move to its picture %.0f frames"
                        + " of 1/60 s (median), %.0f (99th percentile); %.1f ms, %.1f ms; moves by frames %s%n"
                        + "of that until the model is there %s, until its frame is laid out %s, until it is drawn %s%n"
                        + "computing time, which does not wait for a core: window's thread %s, renderer %s",
                moves,
                snapshots,
                training ? "went on" : "did NOT go on",
                steps,
                at(counted, 0.5),
                at(counted, 0.99),
                at(sorted, 0.5) * FRAME_NANOS / 1e6,
                at(sorted, 0.99) * FRAME_NANOS / 1e6,
                all,
                fetches.summary(),
                pulses.summary(),
                pictures.summary(),
                windowCpu.summary(),
                renderCpu.summary()));
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1.0, share * sorted.length)];
    }
}
