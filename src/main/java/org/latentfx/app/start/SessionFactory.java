package org.latentfx.app.start;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import org.latentfx.math.Kernels;
import org.latentfx.session.Session;

/** Makes sessions for a window, on screen or off: which threads they compute on and where they hand over. */
public final class SessionFactory {
    private SessionFactory() {}

    /**
     * One thread for whatever may take longer than a frame; where the system heeds it, after the window's thread. What
     * a closing window still asks of it once it has been shut down goes nowhere.
     */
    public static ExecutorService background() {
        return new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> patient(task, "background"),
                new ThreadPoolExecutor.DiscardPolicy());
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
