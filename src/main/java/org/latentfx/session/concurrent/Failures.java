package org.latentfx.session.concurrent;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.text.Texts;

/**
 * The last place that an exception gets to. It is logged and offered to the window, from any thread. Failures of the
 * same kind (thrown at the same line) are counted: the trace is logged once, and what is dismissed stays away for as
 * long as it keeps happening, so that a panel that fails at every frame neither fills the log nor opens a dialog at
 * every frame.
 */
public final class Failures implements Thread.UncaughtExceptionHandler {
    private static final System.Logger LOG = System.getLogger("org.latentfx");

    /** What was dismissed and has not happened for so long is shown again when it does. */
    private static final long QUIET_NANOS = 5_000_000_000L;

    /** All that is known of one kind; of the FX thread but for the count. */
    private static final class Kind {
        int times;
        long last;
        boolean dismissed;
    }

    /** One occurrence on its way to the FX thread. */
    private record Occurrence(Kind kind, Failure failure, long time) {}

    private final Map<String, Kind> kinds = new HashMap<>();
    private final Conflator<Occurrence> occurrences;
    private final LongSupplier nanoTime;
    private final ReadOnlyObjectWrapper<@Nullable Failure> newest = new ReadOnlyObjectWrapper<>();
    private @Nullable Kind shown;
    private volatile @Nullable Thread showing;

    /** @param fx where the property changes, such as {@code Platform::runLater} */
    public Failures(Executor fx) {
        this(fx, System::nanoTime);
    }

    Failures(Executor fx, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        occurrences = new Conflator<>(fx, (older, newer) -> newer, this::show);
    }

    /** What the person should see; null if there is nothing or it is dismissed. Changes on the FX thread. */
    public ReadOnlyObjectProperty<@Nullable Failure> newestProperty() {
        return newest.getReadOnlyProperty();
    }

    /** The person has seen it. FX thread only. */
    public void dismiss() {
        if (shown != null) shown.dismissed = true;
        shown = null;
        newest.set(null);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
        Throwable cause = UserMessages.cause(thrown);
        Occurrence occurrence = counted(thread, cause);
        int times = occurrence.failure.times();
        if (times == 1) LOG.log(Level.ERROR, "uncaught in thread " + thread.getName(), cause);
        else if (Integer.bitCount(times) == 1)
            LOG.log(Level.ERROR, "uncaught again, " + times + " times by now: " + cause);
        // whoever shows failures and fails at that is in the log, and is not shown that again
        if (Thread.currentThread() != showing) occurrences.offer(occurrence);
    }

    private synchronized Occurrence counted(Thread thread, Throwable cause) {
        StackTraceElement[] trace = cause.getStackTrace();
        String place = cause.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
        Kind kind = kinds.computeIfAbsent(place, first -> new Kind());
        kind.times++;
        var failure = new Failure(UserMessages.sentence(cause), details(thread, cause), kind.times);
        return new Occurrence(kind, failure, nanoTime.getAsLong());
    }

    private void show(Occurrence occurrence) {
        Kind kind = occurrence.kind;
        boolean stillHappening = occurrence.time - kind.last < QUIET_NANOS;
        kind.last = occurrence.time;
        if (kind.dismissed && stillHappening) return;
        kind.dismissed = false;
        shown = kind;
        showing = Thread.currentThread();
        try {
            newest.set(occurrence.failure);
        } finally {
            showing = null;
        }
    }

    private static String details(Thread thread, Throwable cause) {
        String version = Failures.class.getPackage().getImplementationVersion();
        var text = new StringWriter();
        var lines = new PrintWriter(text);
        lines.println(
                Texts.of("app.name") + " " + Objects.requireNonNullElse(version, Texts.of("cli.version.unknown")));
        lines.println("Java " + Runtime.version() + ", " + System.getProperty("java.vendor"));
        lines.println(System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + System.getProperty("os.arch"));
        lines.println("thread " + thread.getName());
        lines.println();
        cause.printStackTrace(lines);
        return text.toString();
    }
}
