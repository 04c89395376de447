package org.latentfx.app;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import org.latentfx.data.Datasets;
import org.latentfx.io.PngFile;
import org.latentfx.session.Run;
import org.latentfx.session.Session;
import org.latentfx.train.RunState;
import org.latentfx.view.MainWindow;
import org.latentfx.view.Themes;

/**
 * Draws the whole window into PNG files where there may be no display, with the same views as on a screen. Starts the
 * toolkit off screen, so a process does this or opens a window, not both.
 */
final class OffScreen {
    /** One picture to make. */
    record Picture(Path file, int width, int height, boolean dark) {}

    /** Long enough that the figures measured twice a second stand in the picture. */
    private static final int SETTLED_PULSES = 90;

    private OffScreen() {}

    /** Shows {@code state} in a window off screen and writes a picture of it once everything in it is drawn. */
    static void draw(RunState state, String data, Picture... pictures) {
        Screen.drawOffScreen();
        ExecutorService background = Executors.newSingleThreadExecutor();
        var done = new CompletableFuture<Void>();
        Platform.startup(() -> {
            Session session = App.session(background);
            session.open(() -> state, () -> Datasets.loadTest(data), data);
            next(session, pictures, 0, done);
        });
        try {
            done.join();
        } finally {
            Platform.exit();
            background.shutdownNow();
        }
    }

    private static void next(Session session, Picture[] pictures, int i, CompletableFuture<Void> done) {
        if (i == pictures.length) {
            session.close();
            done.complete(null);
            return;
        }
        Picture picture = pictures[i];
        var preferences = new ScratchPreferences();
        preferences.putBoolean("dark", picture.dark);
        var themes = new Themes(preferences, picture.dark);
        var scene = new Scene(new MainWindow(session, themes, preferences), picture.width, picture.height);
        themes.dress(scene);
        var stage = new Stage();
        stage.setScene(scene);
        stage.show();
        new AnimationTimer() {
            private int settled;

            @Override
            public void handle(long now) {
                boolean complete = session.atlas().completeProperty().get()
                        && session.run().statusProperty().get() == Run.Status.PAUSED;
                settled = complete ? settled + 1 : 0;
                if (settled < SETTLED_PULSES) return;
                stop();
                try {
                    write(scene.snapshot(null), picture.file);
                    stage.close();
                    next(session, pictures, i + 1, done);
                } catch (RuntimeException failure) {
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
