package org.latentfx.benchmark;

import com.sun.javafx.tk.RenderJob;
import com.sun.javafx.tk.Toolkit;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import javafx.application.Platform;
import javafx.scene.Scene;

/**
 * Sends mouse moves at a mouse's rate, at moments that know nothing of the window's frames, and times
 * each until the first picture that shows it, or a later one, was handed to the screen. The toolkit tells when a
 * picture is finished by nothing public; its render jobs and the window's thread run in the order they were given, so
 * that a job given after a frame ends when that frame is on its way out. FX thread, but for the thread that keeps the
 * rhythm.
 */
final class MouseRobot {
    private static final long PERIOD_NANOS = 8_000_000;

    private final Durations durations;
    private final List<Long> moved = new ArrayList<>();
    private final Consumer<Runnable> timer;
    private DoubleConsumer move = turn -> {};
    private Runnable release = () -> {};
    private double turn;
    private volatile boolean moving;

    /**
     * @param durations gets the time from each move to its picture
     * @param timer runs what a move does
     */
    MouseRobot(Scene scene, Durations durations, Consumer<Runnable> timer) {
        this.durations = durations;
        this.timer = timer;
        scene.addPostLayoutPulseListener(this::frame);
        var thread = new Thread(this::keepRhythm, "mouse-robot");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * From now on moves do this, given a number that grows by 1 for each second of moving; {@code release} ends them.
     */
    void begin(DoubleConsumer move, Runnable release) {
        this.move = move;
        this.release = release;
        moved.clear();
        moving = true;
    }

    void rest() {
        if (moving) release.run();
        moving = false;
        moved.clear();
    }

    private void keepRhythm() {
        var random = new SplittableRandom(1);
        try {
            while (true) {
                long nanos = PERIOD_NANOS / 2 + random.nextLong(PERIOD_NANOS);
                Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
                if (!moving) continue;
                long created = System.nanoTime();
                Platform.runLater(() -> moved(created));
            }
        } catch (InterruptedException end) {
            // the measurement is over
        }
    }

    private void moved(long created) {
        if (!moving) return;
        turn += PERIOD_NANOS / 1e9;
        timer.accept(() -> move.accept(turn));
        moved.add(created);
    }

    /** A frame has taken up all moves so far; the picture is made after this. */
    private void frame() {
        if (moved.isEmpty()) return;
        var shown = List.copyOf(moved);
        moved.clear();
        Platform.runLater(() -> Toolkit.getToolkit()
                .addRenderJob(new RenderJob(() -> Platform.runLater(() -> {
                    long now = System.nanoTime();
                    if (moving) for (long created : shown) durations.add(now - created);
                }))));
    }
}
