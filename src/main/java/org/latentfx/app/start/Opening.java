package org.latentfx.app.start;

import com.sun.management.OperatingSystemMXBean;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.scene.Scene;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.Session;

/**
 * The time until the window shows the whole trained model: until then what can wait does, and in the end the log says
 * how long the program took from its start and how much of the processors it used. FX thread, but for {@link #await}.
 */
public final class Opening {
    private static final System.Logger LOG = System.getLogger("org.latentfx");
    private static final int LONGEST_SECONDS = 10;

    /**
     * Labels that find their words and places while the first frame is laid out are laid out themselves in the second.
     */
    private static final int COMPLETE = 2;

    private final CountDownLatch complete = new CountDownLatch(1);
    private int frames;

    /** Keeps the calling thread from what can wait until there is something to look at, or that has taken long. */
    public void await() {
        try {
            if (!complete.await(LONGEST_SECONDS, TimeUnit.SECONDS)) LOG.log(Level.INFO, "slow to open");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends when {@code scene} has laid out all that {@code session} opens with and has handed it on to be painted. */
    public void follow(Session session, Scene scene) {
        scene.addPostLayoutPulseListener(new Runnable() {
            @Override
            public void run() {
                if (!hasOpened(session)) return;
                frames++;
                if (frames <= COMPLETE) Platform.requestNextPulse();
                if (frames != COMPLETE + 1) return;
                // the next frame is laid out, so that the one before is on its way to the screen
                Platform.runLater(() -> scene.removePostLayoutPulseListener(this));
                complete.countDown();
                report();
            }
        });
    }

    private static boolean hasOpened(Session session) {
        var model = session.explorer().model();
        if (model != null && !model.can(Capability.ENCODES)) return true;
        var encodings = session.encodings();
        return encodings.pointsProperty().get() != null
                && encodings.reconstructionsProperty().get() != null;
    }

    private static void report() {
        String computing = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? String.format(Locale.ROOT, ", %.2f s of processor time", system.getProcessCpuTime() * 1e-9)
                : "";
        LOG.log(
                Level.INFO,
                String.format(
                        Locale.ROOT,
                        "window complete %.2f s after the program's start%s",
                        ProcessClock.secondsSinceStart(),
                        computing));
    }
}
