package org.latentfx.app.start;

import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.application.Platform;
import org.latentfx.session.file.RunKeeper;

/**
 * Keeps the window's run when the system asks the process to end (SIGTERM, Ctrl+C, the end of the desktop): the process
 * waits for that, but no longer than systems wait before they kill. The FX thread makes and closes it.
 */
public final class SignalKeeper implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("org.latentfx");
    private static final int PATIENCE_SECONDS = 4;

    private final RunKeeper keeper;
    private volatile boolean closed;

    private SignalKeeper(RunKeeper keeper) {
        this.keeper = keeper;
    }

    /** One that hears this process's signals until it is closed. */
    public static SignalKeeper of(RunKeeper keeper) {
        var signal = new SignalKeeper(keeper);
        Runtime.getRuntime().addShutdownHook(new Thread(signal::arrive, "keep-run"));
        return signal;
    }

    private void arrive() {
        if (closed) return;
        var kept = new CompletableFuture<Void>();
        Platform.runLater(() -> keeper.close().whenComplete((done, failure) -> {
            if (failure == null) kept.complete(done);
            else kept.completeExceptionally(failure);
        }));
        try {
            kept.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "the run is not kept: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run is kept already, or is not to be. */
    @Override
    public void close() {
        closed = true;
    }
}
