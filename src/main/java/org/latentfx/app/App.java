package org.latentfx.app;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.latentfx.app.start.Opening;
import org.latentfx.app.start.PastOnDisk;
import org.latentfx.app.start.SessionFactory;
import org.latentfx.app.start.Shipped;
import org.latentfx.app.start.SignalKeeper;
import org.latentfx.data.Datasets;
import org.latentfx.io.PreferencesFile;
import org.latentfx.io.UserFolder;
import org.latentfx.io.session.KeptRuns;
import org.latentfx.math.Kernels;
import org.latentfx.session.Session;
import org.latentfx.session.concurrent.Failures;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.view.window.Farewell;
import org.latentfx.view.window.FileCommands;
import org.latentfx.view.window.MainWindow;
import org.latentfx.view.window.Preferences;
import org.latentfx.view.window.SystemTheme;
import org.latentfx.view.window.Themes;
import org.latentfx.view.window.WindowPlace;

/** The window: wires executors, session and view together, and opens on the shipped model. Started by {@link Main}. */
public final class App extends Application {
    private static final System.Logger LOG = System.getLogger("org.latentfx");

    private final ExecutorService background = SessionFactory.background();
    private Preferences preferences = new Preferences();
    private @Nullable PreferencesFile preferencesFile;
    private @Nullable SignalKeeper closing;

    /** Opens the window, on the session file given if there is one, and returns when it is closed. */
    static void open(String... file) {
        CompletableFuture.runAsync(Kernels::best); // chosen while the toolkit starts
        launch(App.class, file);
    }

    /** Reads what is remembered, which takes too long for the toolkit's thread. */
    @Override
    public void init() {
        UserFolder.PREFERENCES.ofThisPerson().ifPresent(folder -> {
            var file = new PreferencesFile(folder, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));
            preferences = new Preferences(file.read(), file::store);
            preferencesFile = file;
        });
    }

    @Override
    public void start(Stage stage) {
        var failures = new Failures(Platform::runLater);
        Thread.setDefaultUncaughtExceptionHandler(failures);
        Thread.currentThread().setUncaughtExceptionHandler(failures);
        var opening = new Opening();
        var session = SessionFactory.session(background);
        background.execute(opening::await);
        Runnable shipped = () -> session.open(Shipped::state, () -> Datasets.loadTest(Shipped.DATA), Shipped.DATA);
        var given = getParameters().getRaw();
        if (!given.isEmpty()) session.document().open(Path.of(given.get(0)), shipped);
        else shipped.run();
        keep(session, given.isEmpty());
        background.execute(() -> PastOnDisk.use(
                session.runs().threads().snapshots(),
                trouble -> Platform.runLater(() -> session.say(UserMessages.sentence(trouble)))));
        var themes = Themes.followingDesktop(
                preferences,
                SystemTheme::isDark,
                task -> SessionFactory.patient(task, "desktop").start(),
                Platform::runLater);
        var place = new WindowPlace(preferences);
        var window = new MainWindow(session, themes, preferences, failures);
        var scene = new Scene(window, place.width(), place.height());
        themes.dress(scene);
        stage.titleProperty().bind(FileCommands.title(session.document()));
        stage.setScene(scene);
        place.apply(stage);
        Platform.setImplicitExit(false); // the window goes at once, the program when the run is kept
        var farewell = new Farewell(session.document().keeper(), themes, Platform::exit);
        stage.setOnHidden(event -> farewell.begin());
        closing = SignalKeeper.of(session.document().keeper());
        opening.follow(session, scene);
        stage.show();
    }

    /** Where the person's own folder cannot be used, runs are not kept, and the log says so. */
    private void keep(Session session, boolean offering) {
        var keeper = session.document().keeper();
        UserFolder.DATA.ofThisPerson().ifPresent(folder -> session.dataOpening().keepIn(folder.resolve("pictures")));
        UserFolder.DATA.ofThisPerson().ifPresent(folder -> session.sweeps().keepIn(folder.resolve("sweeps")));
        UserFolder.DATA.ofThisPerson().ifPresent(folder -> CompletableFuture.supplyAsync(
                        () -> new KeptRuns(folder.resolve("runs")), background)
                .whenCompleteAsync(
                        (runs, failure) -> {
                            if (failure != null) {
                                LOG.log(Level.WARNING, "runs are not kept: " + failure.getMessage());
                                return;
                            }
                            keeper.keepIn(runs);
                            if (offering) keeper.offer();
                        },
                        Platform::runLater));
    }

    @Override
    public void stop() {
        if (closing != null) closing.close();
        if (preferencesFile != null) preferencesFile.close();
        background.shutdownNow();
    }
}
