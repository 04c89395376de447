package org.latentfx.session.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunLine;

/** Which file each run is in: each has its own, so that saving never writes one run over another. FX thread only. */
final class RunFiles {
    /** A file, and what it holds; nulls for none. */
    record Saved(@Nullable Path file, @Nullable Revision revision) {}

    private static final Saved NOWHERE = new Saved(null, null);

    private final Run run;
    private final ShownState shown;
    private final Map<RunLine, Saved> files = new WeakHashMap<>();

    RunFiles(Run run, ShownState shown) {
        this.run = run;
        this.shown = shown;
    }

    Saved of(RunLine line) {
        return files.getOrDefault(line, NOWHERE);
    }

    void put(RunLine line, Saved now) {
        files.put(line, now);
    }

    /** Whether {@code line} holds anything that its file does not. */
    boolean unsaved(RunLine line) {
        return Revision.of(line, shown)
                .isNewBeside(of(line).revision, line.shippedProperty().get());
    }

    /** The runs not looked at that were trained and are in no file as they are. */
    List<RunLine> unsavedOthers() {
        return run.runs().lines().stream()
                .filter(line -> line != run.line() && line.stepProperty().get() > 0 && unsaved(line))
                .toList();
    }
}
