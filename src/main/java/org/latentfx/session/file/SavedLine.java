package org.latentfx.session.file;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.session.SessionFile.Branch;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.io.session.SessionFile.SavedRun;
import org.latentfx.io.session.SessionFile.Shown;
import org.latentfx.io.session.SessionFile.Source;
import org.latentfx.session.run.RunLine;
import org.latentfx.text.Refusal;
import org.latentfx.train.Recipe;
import org.latentfx.train.RunState;

/**
 * A run as it goes into a file, its state still to come. Made on the FX thread, any thread may use it.
 *
 * @param follows what it takes over from another run; null for nothing
 * @param parent the place of the run that it branched off, among all of them; −1 for none that is there
 */
record SavedLine(
        RunLine line,
        String name,
        @Nullable Recipe follows,
        int parent,
        long step,
        DataSplit data,
        CompletableFuture<@Nullable RunState> state) {
    /** The runs that have images. {@code state}: what is asked of each. */
    static List<SavedLine> all(List<RunLine> lines, Function<RunLine, CompletableFuture<@Nullable RunState>> state) {
        var all = new ArrayList<SavedLine>();
        for (RunLine line : lines) {
            DataSplit data = line.dataProperty().get();
            if (data == null) continue;
            RunLine.Branch branch = line.branch();
            int parent = -1;
            for (int i = 0; i < all.size() && branch != null; i++) if (all.get(i).line == branch.from()) parent = i;
            String name = line.nameProperty().get();
            long step = branch == null ? 0 : branch.step();
            all.add(new SavedLine(line, name, line.follows(), parent, step, data, state.apply(line)));
        }
        return all;
    }

    /** The session of {@code lines}, whose states it waits for. As {@link SessionDocument#content} says. */
    static Content content(List<SavedLine> lines, RunLine looked, Shown shown, Predicate<DataSplit> inFile) {
        var runs = new ArrayList<SavedRun>();
        int lookedAt = 0;
        for (SavedLine one : lines) {
            SavedRun saved = one.saved(runs.size(), inFile);
            if (saved == null) continue;
            if (one.line == looked) lookedAt = runs.size();
            runs.add(saved);
        }
        if (runs.isEmpty()) throw new Refusal("session.save.early");
        int latents = runs.get(lookedAt).state().configuration().latents();
        return new Content(runs, lookedAt, shown.on(latents), Instant.now());
    }

    /**
     * The run once its state is there; null if it has failed.
     *
     * @param place how many are saved before it: fewer than came before it where one of them has failed
     * @param inFile whether images are to go into the file wherever they are
     */
    private @Nullable SavedRun saved(int place, Predicate<DataSplit> inFile) {
        RunState at = state.exceptionally(failure -> null).join();
        if (at == null) return null;
        var source = inFile.test(data) || !Datasets.found(data.name()) ? Source.embedded(data) : Source.of(data);
        var branch = parent < 0 || parent >= place ? null : new Branch(parent, step);
        return new SavedRun(name, line.colour(), branch, at, source, follows);
    }
}
