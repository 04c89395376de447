package org.latentfx.app;

import com.sun.javafx.tk.RenderJob;
import com.sun.javafx.tk.Toolkit;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import javafx.application.Platform;
import javafx.scene.Scene;
import org.latentfx.session.Session;

/**
 * Waits for the first frame that shows the whole trained model, and says in the log how long the program took for it from
 * its start and how much of the processors it used. FX thread only.
 */
final class Opening implements Runnable {
    private static final System.Logger LOG = System.getLogger("org.latentfx");

    /** Labels that find their words and places while the first frame is laid out are laid out themselves in the second. */
    private static final int COMPLETE = 2;

    private final Session session;
    private final Scene scene;
    private final Runnable then;
    private int frames;

    private Opening(Session session, Scene scene, Runnable then) {
        this.session = session;
        this.scene = scene;
        this.then = then;
    }

    /** @param then run once that frame is there */
    static void follow(Session session, Scene scene, Runnable then) {
        scene.addPostLayoutPulseListener(new Opening(session, scene, then));
    }

    /** Called when a frame has been laid out and is about to be painted. */
    @Override
    public void run() {
        var encodings = session.encodings();
        if (encodings.pointsProperty().get() == null
                || encodings.reconstructionsProperty().get() == null) return;
        frames++;
        if (frames < COMPLETE) Platform.requestNextPulse();
        if (frames != COMPLETE) return;
        Platform.runLater(() -> {
            scene.removePostLayoutPulseListener(this);
            Toolkit.getToolkit().addRenderJob(new RenderJob(() -> Platform.runLater(then)));
        });
    }

    /** Says in the log how long it took. */
    static void report() {
        double seconds = Relaunch.secondsSinceStart();
        String computing = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? String.format(Locale.ROOT, ", %.2f s of processor time", system.getProcessCpuTime() * 1e-9)
                : "";
        LOG.log(
                System.Logger.Level.INFO,
                String.format(Locale.ROOT, "window complete %.2f s after the program's start%s", seconds, computing));
    }
}
