package org.latentfx.view.kit;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import javafx.application.Platform;
import org.latentfx.app.start.SessionFactory;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernels;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.session.Session;
import org.latentfx.session.concurrent.Logged;
import org.latentfx.session.run.Run;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A real session on a handful of tiny pictures, for tests of the window. */
public final class SmallSession implements AutoCloseable {
    private final ExecutorService background = SessionFactory.background();

    /** What fails in the background reaches the log, and a test that did not look there would pass. */
    private final Logged logged = new Logged();

    public final Session session = new Session(Kernels.named("ejml"), 1, background, Platform::runLater);

    private boolean failuresExpected;

    public SmallSession() {
        this(8, 8);
    }

    /** On pictures of {@code width × height}. */
    public SmallSession(int width, int height) {
        try {
            FxToolkit.registerPrimaryStage(); // what the training thread first tells may come before the window
        } catch (TimeoutException late) {
            throw new AssertionError("no toolkit", late);
        }
        session.run()
                .replace(Run.Start.fresh(
                        new DataSplit("stripes", stripes(40, width, height), stripes(20, width, height)), small()));
    }

    /** From now on failures are what the test is about. */
    public SmallSession expectingFailures() {
        failuresExpected = true;
        return this;
    }

    public static Hyperparameters small() {
        Hyperparameters h = Settings.HIDDEN.with(Preset.MAP.hyperparameters(), LayerSpec.dense(6));
        h = Settings.BATCH.with(h, 10);
        return Settings.EPOCHS.with(h, 10_000);
    }

    private static ImageSet stripes(int n, int width, int height) {
        var pixels = new byte[n * width * height];
        var labels = new byte[n];
        for (int i = 0; i < n; i++) {
            labels[i] = (byte) (i % 4);
            for (int row = 0; row < height; row++) pixels[(i * height + row) * width + i % 4 * width / 4] = (byte) 255;
        }
        return new ImageSet(width, height, pixels, labels, List.of("a", "b", "c", "d"));
    }

    /** Waits until {@code reached} holds on the FX thread. */
    public static void until(BooleanSupplier reached) {
        try {
            WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> {
                var now = WaitForAsyncUtils.asyncFx(reached::getAsBoolean);
                return now.get(20, TimeUnit.SECONDS);
            });
        } catch (TimeoutException late) {
            throw new AssertionError("not reached within 20 s", late);
        }
    }

    public void untilStatus(Run.Status status) {
        until(() -> session.run().statusProperty().get() == status);
    }

    /** Ends it; an error if anything failed in the background meanwhile. */
    @Override
    public void close() {
        session.close();
        var ended = session.run().end();
        until(ended::isDone);
        until(() -> true); // what the training told last has arrived
        background.shutdownNow();
        logged.close();
        for (LogRecord fault : failuresExpected ? List.<LogRecord>of() : logged.records())
            if (fault.getLevel() == Level.SEVERE)
                throw new AssertionError(
                        "failed in the background: " + fault.getMessage() + ": " + fault.getThrown(),
                        fault.getThrown());
    }
}
