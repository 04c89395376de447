package org.latentfx.app;

import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.prefs.Preferences;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.latentfx.data.Datasets;
import org.latentfx.math.Kernels;
import org.latentfx.session.Session;
import org.latentfx.text.Texts;
import org.latentfx.view.window.MainWindow;
import org.latentfx.view.window.Themes;
import org.latentfx.view.window.WindowPlace;

/** The window: wires executors, session and view together, and opens on the shipped model. Started by {@link Main}. */
public final class App extends Application {
    private static final System.Logger LOG = System.getLogger("org.latentfx");
    private static final String REHEARSAL = "rehearsal";
    private static final int LONGEST_OPENING_SECONDS = 10;

    private final ExecutorService background = background();
    private final CountDownLatch painted = new CountDownLatch(1);

    /** Opens the window and returns when it is closed. */
    static void open() {
        CompletableFuture.runAsync(Kernels::best); // chosen while the toolkit starts
        launch(App.class);
    }

    /** Opens the window, closes it as soon as it has been painted, and touches nobody's preferences. */
    static void rehearse() {
        launch(App.class, REHEARSAL);
    }

    @Override
    public void start(Stage stage) {
        boolean rehearsal = getParameters().getRaw().contains(REHEARSAL);
        var preferences =
                rehearsal ? new ScratchPreferences() : Preferences.userRoot().node("org/latentfx");
        var session = session(background);
        background.execute(this::untilPainted);
        session.open(Shipped::state, () -> Datasets.loadTest(Shipped.DATA), Shipped.DATA);
        var themes = Themes.followingSystem(preferences);
        var place = new WindowPlace(preferences);
        var window = new MainWindow(session, themes, preferences);
        var scene = new Scene(window, place.width(), place.height());
        themes.dress(scene);
        stage.setTitle(Texts.of("app.name"));
        stage.setScene(scene);
        place.apply(stage);
        stage.setOnHidden(event -> session.close());
        Opening.follow(session, scene, () -> {
            painted.countDown();
            if (rehearsal) Platform.runLater(stage::close);
            else Opening.report();
        });
        stage.show();
    }

    /** Keeps the background thread from what can wait until there is something to look at, or that has taken long. */
    private void untilPainted() {
        try {
            if (!painted.await(LONGEST_OPENING_SECONDS, TimeUnit.SECONDS)) LOG.log(Level.INFO, "slow to open");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        background.shutdownNow();
    }

    /** One thread for whatever may take longer than a frame; where the system heeds it, after the window's thread. */
    static ExecutorService background() {
        return Executors.newSingleThreadExecutor(task -> patient(task, "background"));
    }

    static Session session(ExecutorService background) {
        int threads = Runtime.getRuntime().availableProcessors();
        Executor slow = task -> patient(task, "slow").start();
        return new Session(Kernels.best(), threads, background, slow, Platform::runLater);
    }

    private static Thread patient(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
