package org.latentfx.app.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Lets work come to a good end when the system asks the process to stop (Ctrl+C, a closed terminal, SIGTERM): the work
 * asks whether that happened, and the process then ends with the work's own exit code. Whoever does not end within a
 * few seconds is cut off. The work's thread opens and closes it.
 */
public final class StopSignal implements AutoCloseable {
    /** Less than what systems wait before they kill. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final IntConsumer halt;
    private final Duration patience;
    private volatile boolean asked;
    private volatile int code = Verb.STOPPED;

    /**
     * Hears nothing by itself.
     *
     * @param halt ends the process with an exit code
     */
    StopSignal(IntConsumer halt, Duration patience) {
        this.halt = halt;
        this.patience = patience;
    }

    /** One that hears this process's signals until it is closed. */
    public static StopSignal ofThisProcess() {
        var signal = new StopSignal(Runtime.getRuntime()::halt, PATIENCE);
        Runtime.getRuntime().addShutdownHook(new Thread(signal::arrive, "stop-signal"));
        return signal;
    }

    /** Asks the work to end, waits until it has, and ends the process: the system would give it the signal's code. */
    void arrive() {
        if (closed.getCount() == 0) return; // the process ends in the usual way
        asked = true;
        try {
            if (!closed.await(patience.toMillis(), TimeUnit.MILLISECONDS)) code = Verb.STOPPED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        halt.accept(code);
    }

    /** Whether the work is to end. */
    public boolean asked() {
        return asked;
    }

    /** Says with which exit code the work ends. */
    public void ended(int exitCode) {
        code = exitCode;
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
