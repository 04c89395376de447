package org.latentfx.app.start;

import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.latentfx.io.ScratchFolder;
import org.latentfx.io.UserFolder;
import org.latentfx.text.Refusal;
import org.latentfx.train.timeline.SnapshotBudget;

/** Gives the snapshots of runs room on disk, in this person's folder for what may be lost, until the process ends. */
public final class PastOnDisk {
    private static final System.Logger LOG = System.getLogger("org.latentfx");

    private PastOnDisk() {}

    /**
     * Makes the folder and has it removed when the process ends, in whatever orderly way. Blocks. Where it cannot be
     * used, snapshots stay in memory, and the log says so.
     *
     * @param told why nothing more can be written later on; on a thread of its own
     */
    public static void use(SnapshotBudget snapshots, Consumer<Refusal> told) {
        UserFolder.CACHE.ofThisPerson().ifPresent(folder -> {
            try {
                var scratch = ScratchFolder.in(folder.resolve("timeline"));
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(scratch), "forget-past"));
                ExecutorService writer =
                        Executors.newSingleThreadExecutor(task -> SessionFactory.patient(task, "snapshots"));
                snapshots.spillInto(scratch.path(), writer, told);
            } catch (Refusal refused) {
                LOG.log(Level.WARNING, "the past stays in memory: " + refused.getMessage());
            }
        });
    }

    private static void remove(ScratchFolder scratch) {
        try {
            scratch.close();
        } catch (Refusal refused) {
            LOG.log(Level.WARNING, "the past stays on disk until the next start: " + refused.getMessage());
        }
    }
}
