package org.latentfx.app;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.prefs.Preferences;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.latentfx.data.Datasets;
import org.latentfx.math.Kernels;
import org.latentfx.session.Session;
import org.latentfx.text.Texts;
import org.latentfx.view.MainWindow;
import org.latentfx.view.Themes;
import org.latentfx.view.WindowPlace;

/** The window: wires executors, session and view together, and opens on the shipped model. Started by {@link Main}. */
public final class App extends Application {
    private final ExecutorService background = Executors.newSingleThreadExecutor(task -> daemon(task, "background"));

    /** Opens the window and returns when it is closed. */
    static void open() {
        CompletableFuture.runAsync(Kernels::best); // chosen while the toolkit starts
        launch(App.class);
    }

    @Override
    public void start(Stage stage) {
        var preferences = Preferences.userRoot().node("org/latentfx");
        var session = session(background);
        session.open(Shipped::state, () -> Datasets.loadTest(Shipped.DATA), Shipped.DATA);
        var themes = Themes.followingSystem(preferences);
        var window = new MainWindow(session, themes, preferences);
        var scene = new Scene(window);
        themes.dress(scene);
        stage.setTitle(Texts.of("app.name"));
        stage.setScene(scene);
        new WindowPlace(preferences).apply(stage);
        stage.setOnHidden(event -> session.close());
        stage.show();
    }

    @Override
    public void stop() {
        background.shutdownNow();
    }

    static Session session(ExecutorService background) {
        int threads = Runtime.getRuntime().availableProcessors();
        Executor slow = task -> {
            var thread = daemon(task, "slow");
            thread.setPriority(Thread.MIN_PRIORITY);
            thread.start();
        };
        return new Session(Kernels.best(), threads, background, slow, Platform::runLater);
    }

    private static Thread daemon(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
