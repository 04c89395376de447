package org.latentfx.app.screenshot;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.latentfx.app.start.Screen;
import org.latentfx.app.start.SessionFactory;
import org.latentfx.data.Datasets;
import org.latentfx.io.PngFile;
import org.latentfx.session.Session;
import org.latentfx.session.concurrent.Failures;
import org.latentfx.session.run.Run;
import org.latentfx.text.Refusal;
import org.latentfx.train.RunState;
import org.latentfx.view.window.MainWindow;
import org.latentfx.view.window.Preferences;
import org.latentfx.view.window.Themes;

/**
 * Draws the whole window into PNG files where there may be no display, with the same views as on a screen. Starts the
 * toolkit off screen, so a process does this or opens a window, not both.
 */
public final class OffScreen {
    /** One picture to make; those of the same scene follow one another. */
    public record Picture(Path file, int width, int height, boolean dark, ScreenshotScene scene) {}

    /** Long enough that the figures measured twice a second stand in the picture. */
    private static final int SETTLED_PULSES = 90;

    /** The longest that a picture may take; most take seconds. */
    private static final int PATIENCE_MINUTES = 2;

    private final ExecutorService background = SessionFactory.background();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Function<ScreenshotScene, RunState> models;
    private final String data;
    private final List<Picture> pictures;
    private @Nullable Session session;
    private @Nullable ScreenshotScene shown;

    private OffScreen(Function<ScreenshotScene, RunState> models, String data, List<Picture> pictures) {
        this.models = models;
        this.data = data;
        this.pictures = pictures;
    }

    /**
     * Shows the model of each scene in a window off screen and writes pictures of it once everything in it is drawn.
     * Throws {@link Refusal} if that fails, or if a picture takes minutes; the toolkit then still runs, so that the
     * process is to be ended by an exit.
     */
    public static void draw(Function<ScreenshotScene, RunState> models, String data, List<Picture> pictures) {
        Screen.drawOffScreen();
        var series = new OffScreen(models, data, pictures);
        try {
            Platform.setImplicitExit(false);
            Platform.startup(series::begin);
            series.done.get(PATIENCE_MINUTES * (1 + pictures.size()), TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal refusal) throw refusal;
            throw failed(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException | InterruptedException | RuntimeException e) {
            throw failed(e);
        }
        // the toolkit ends with the process: ending it here would race with that
        series.background.shutdownNow();
    }

    /** Why there is no picture. The toolkit tells of missing fonts only by where it fails. */
    static Refusal failed(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause())
            for (var frame : cause.getStackTrace())
                if (frame.getClassName().startsWith("com.sun.javafx.font."))
                    return new Refusal(thrown, "app.picture.fonts");
        return new Refusal(thrown, "app.picture.failed", thrown.toString());
    }

    private Session open(ScreenshotScene scene) {
        var opened = SessionFactory.session(background);
        opened.open(() -> models.apply(scene), () -> Datasets.loadTest(data), data);
        return opened;
    }

    private void begin() {
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> done.completeExceptionally(failure));
        try {
            show(0);
        } catch (RuntimeException | Error failure) {
            done.completeExceptionally(failure); // or whoever waits would do so for ever
        }
    }

    private void show(int i) {
        if (session != null && (i == pictures.size() || pictures.get(i).scene != shown)) {
            session.close();
            session = null;
        }
        if (i == pictures.size()) {
            done.complete(null);
            return;
        }
        Picture picture = pictures.get(i);
        boolean another = session == null;
        Session now = session == null ? open(picture.scene) : session;
        session = now;
        shown = picture.scene;
        draw(i, now, another);
    }

    /** @param another whether the session is as it was opened */
    private void draw(int i, Session now, boolean another) {
        Picture picture = pictures.get(i);
        var preferences = new Preferences();
        preferences.set("dark", picture.dark);
        var themes = new Themes(preferences, picture.dark);
        var window = new MainWindow(now, themes, preferences, new Failures(Platform::runLater));
        var scene = new Scene(window, picture.width, picture.height);
        themes.dress(scene);
        var stage = new Stage();
        stage.setScene(scene);
        stage.show();
        new AnimationTimer() {
            private boolean dressed;
            private int settled;

            @Override
            public void handle(long time) {
                try {
                    boolean complete = now.encodings().completeProperty().get()
                            && now.run().statusProperty().get() == Run.Status.PAUSED
                            && (!dressed || picture.scene.complete(now)); // some ask only once they are seen
                    settled = complete ? settled + 1 : 0;
                    if (settled < SETTLED_PULSES) return;
                    settled = 0;
                    if (dressed) {
                        stop();
                        write(scene.snapshot(null), picture.file);
                        stage.close();
                        show(i + 1);
                    } else {
                        dressed = true;
                        if (another) picture.scene.prepare(now);
                        picture.scene.dress(window);
                    }
                } catch (RuntimeException | Error failure) {
                    stop();
                    done.completeExceptionally(failure);
                }
            }
        }.start();
    }

    private static void write(WritableImage image, Path file) {
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] argb = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), argb, 0, width);
        PngFile.write(file, width, height, argb);
    }
}
