package org.latentfx.session.file;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.latentfx.io.session.KeptRuns;
import org.latentfx.io.session.KeptRuns.Kept;
import org.latentfx.io.session.SessionFile;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.Message.Choice;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunLine;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Series;

/**
 * Keeps an unsaved session with all of its runs in the person's own folder, so that neither closing the window nor the
 * end of the program in any other way loses more than a minute of them, and offers back what an earlier program left
 * there. Runs that were trained no step are not worth keeping by themselves, nor is the model that came with the
 * program. FX thread only.
 */
public final class RunKeeper {
    private static final System.Logger LOG = System.getLogger("org.latentfx");
    private static final long MINUTE = 60_000_000_000L;

    /** Of a core's time, at most. */
    private static final double SHARE = 0.01;

    private final Run run;
    private final SessionDocument document;
    private final UndoStack undo;
    private final Background background;
    private final Errand looking;
    private final Errand writing;
    private final Consumer<@Nullable Message> tell;
    private @Nullable KeptRuns folder;
    private @Nullable Revision kept;
    private @Nullable Kept broughtBack;
    private @Nullable Kept discarded;
    private @Nullable Content last;
    private long wait = MINUTE;
    private boolean failed;
    private boolean written;

    /** The writing thread's: the curves that the own file holds. */
    private volatile List<Series> curves = List.of();

    /** @param tell told what a person should read; null for nothing more */
    RunKeeper(
            Run run,
            SessionDocument document,
            UndoStack undo,
            Background background,
            Consumer<@Nullable Message> tell) {
        this.run = run;
        this.document = document;
        this.undo = undo;
        this.background = background;
        this.tell = tell;
        looking = new Errand(background);
        writing = new Errand(background);
    }

    // ---- every minute ----

    /** From now on the run is kept in {@code into}. */
    public void keepIn(KeptRuns into) {
        folder = into;
        again();
    }

    private void again() {
        background.clock().delay().after(wait, background.fx()).execute(this::tick);
    }

    private void tick() {
        KeptRuns into = folder;
        if (into == null) return;
        var now = document.now();
        if (worthKeeping() && run.statusProperty().get() != Run.Status.PREPARING && !now.equals(kept)) {
            Supplier<Content> content = document.content(RunLine::state);
            writing.request(() -> write(into, content), result -> told(result, now));
        }
        again();
    }

    private boolean worthKeeping() {
        return document.unsavedProperty().get()
                && (document.now().trained() || !document.now().drawings().isEmpty());
    }

    /** What a write came to: its cost in nanoseconds, or why it failed. */
    private record Result(long cost, @Nullable Refusal failure) {}

    /** Where a run that is kept has been removed or begun anew, what is kept stays as it is beside the next. */
    private Result write(KeptRuns into, Supplier<Content> content) {
        long begin = cpuTime();
        try {
            Content now = content.get();
            List<Series> next = curves(now);
            if (!goOn(next)) into.next();
            SessionFile.write(into.own(), now);
            curves = next;
            return new Result(cpuTime() - begin, null);
        } catch (Refusal e) {
            return new Result(0, e);
        }
    }

    private static List<Series> curves(Content of) {
        return of.runs().stream()
                .map(run -> run.state().history().train())
                .filter(curve -> curve.size() > 0)
                .toList();
    }

    /** Whether each of the runs that the own file holds is there, as it was or further on. */
    private boolean goOn(List<Series> next) {
        var left = new ArrayList<>(next);
        for (Series former : curves) {
            var further = left.stream().filter(one -> one.startsWith(former)).findFirst();
            if (further.isEmpty()) return false;
            left.remove(further.get());
        }
        return true;
    }

    private void told(Result result, Revision revision) {
        Refusal failure = result.failure;
        wait = Math.max(MINUTE, (long) (result.cost / SHARE));
        if (failure == null) {
            kept = revision;
            written = true;
        } else if (!failed) tell.accept(Message.passing(Texts.of("keep.failed", String.valueOf(failure.getMessage()))));
        failed = failure != null;
    }

    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    // ---- at the start ----

    /** A run that can be brought back. */
    private record Offer(Kept kept, Content content) {}

    /** Looks for a run that an earlier program left behind, and offers the newest in one line. */
    public void offer() {
        KeptRuns in = folder;
        if (in != null)
            looking.request(() -> newest(in), found -> {
                if (found != null) offer(found);
            });
    }

    private static @Nullable Offer newest(KeptRuns in) {
        for (Kept one : in.left()) {
            try {
                return new Offer(one, SessionFile.read(one.file()));
            } catch (Refusal e) {
                LOG.log(Level.WARNING, "a kept run cannot be brought back: " + e.getMessage());
            }
        }
        return null;
    }

    private void offer(Offer found) {
        tell.accept(Message.lasting(
                KeptWords.offer(found.content, found.kept.written()),
                new Choice(Texts.of("keep.back"), () -> bringBack(found)),
                new Choice(Texts.of("keep.discard"), () -> discard(found))));
    }

    private void bringBack(Offer found) {
        String what = KeptWords.run(found.content);
        var request = new OpenRequest(
                () -> found.content,
                found.kept.file(),
                false,
                what,
                () -> Texts.of("keep.done", what),
                List::of,
                loaded -> {
                    document.disown();
                    broughtBack = found.kept;
                },
                () -> {});
        document.open(request);
    }

    /** The file goes when the program ends; until then undo offers it again. */
    private void discard(Offer found) {
        discarded = found.kept;
        undo.push(
                Texts.of("undo.discard"),
                () -> {
                    discarded = null;
                    offer(found);
                },
                () -> {
                    discarded = found.kept;
                    tell.accept(null);
                });
    }

    // ---- at the end ----

    /**
     * Ends all runs and keeps them where they are in no file. Completed on another thread when that is done; with a
     * {@link Refusal} if they could not be kept: {@link #saveElsewhere} then, or nothing.
     */
    public CompletableFuture<Void> close() {
        KeptRuns into = folder;
        boolean keep = into != null && worthKeeping();
        Supplier<Content> content = document.content(RunLine::end);
        folder = null;
        if (into == null) return CompletableFuture.completedFuture(null);
        boolean inFile = document.fileProperty().get() != null
                && !document.unsavedProperty().get();
        var now = run.runs().lines().stream()
                .map(line -> line.historyProperty().get().train())
                .toList();
        return CompletableFuture.runAsync(
                () -> {
                    if (keep) {
                        Content all = content.get();
                        last = all;
                        Refusal failure = write(into, () -> all).failure;
                        if (failure != null) throw failure;
                    } else if (inFile && goOn(now)) into.remove(into.own());
                    tidy(into, keep || written, inFile);
                },
                background.executor());
    }

    /** After {@link #close} has failed: writes the session to a file that a person chose. Blocks. */
    public void saveElsewhere(Path to) {
        if (last != null) SessionFile.write(to, last);
    }

    /** Removes what is of no use any more. */
    private void tidy(KeptRuns in, boolean replaced, boolean inFile) {
        if (discarded != null) in.remove(discarded.file());
        if (broughtBack != null && (replaced || inFile)) in.remove(broughtBack.file());
        in.close();
    }
}
