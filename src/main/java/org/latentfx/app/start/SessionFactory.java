package org.latentfx.app.start;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import org.latentfx.math.Kernels;
import org.latentfx.session.Session;

/** Makes sessions for a window, on screen or off: which threads they compute on and where they hand over. */
public final class SessionFactory {
    private SessionFactory() {}

    /** One thread for whatever may take longer than a frame; where the system heeds it, after the window's thread. */
    public static ExecutorService background() {
        return Executors.newSingleThreadExecutor(task -> patient(task, "background"));
    }

    /** A session that computes on {@code background} and shows its results on the FX thread. */
    public static Session session(ExecutorService background) {
        int threads = Runtime.getRuntime().availableProcessors();
        Executor slow = task -> patient(task, "slow").start();
        return new Session(Kernels.best(), threads, background, slow, Platform::runLater);
    }

    public static Thread patient(Runnable task, String name) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }
}
