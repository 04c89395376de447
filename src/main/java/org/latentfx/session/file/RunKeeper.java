package org.latentfx.session.file;

import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
 * Keeps an unsaved run in the person's own folder, so that neither closing the window nor the end of the program in any
 * other way loses more than a minute of it, and offers back what an earlier program left there. A run that was trained
 * no step is not kept, nor is the model that came with the program. FX thread only.
 */
public final class RunKeeper {
    private static final System.Logger LOG = System.getLogger("org.latentfx");
    private static final long MINUTE = 60_000_000_000L;

    /** Of a core's time, at most. */
    private static final double SHARE = 0.01;

    private final Run run;
    private final SessionDocument document;
    private final RunFiles files;
    private final UndoStack undo;
    private final Background background;
    private final Errand looking;
    private final Errand writing;
    private final Consumer<@Nullable Message> tell;
    private @Nullable KeptRuns folder;
    private @Nullable RunLine keptLine;
    private @Nullable Revision kept;
    private @Nullable Kept broughtBack;
    private @Nullable Kept discarded;
    private @Nullable Content last;
    private long wait = MINUTE;
    private boolean failed;
    private boolean written;

    /** The writing thread's: the curve that the own file holds. */
    private volatile @Nullable Series curve;

    /** @param tell told what a person should read; null for nothing more */
    RunKeeper(
            Run run,
            SessionDocument document,
            RunFiles files,
            UndoStack undo,
            Background background,
            Consumer<@Nullable Message> tell) {
        this.run = run;
        this.document = document;
        this.files = files;
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
        if (worthKeeping() && !now.equals(kept)) {
            Supplier<Content> content = document.contentOf(run.line(), run.state());
            boolean another = keptLine != run.line();
            keptLine = run.line();
            writing.request(() -> write(into, content, another), result -> told(result, now));
        }
        again();
    }

    private boolean worthKeeping() {
        return document.unsavedProperty().get()
                && (run.stepProperty().get() > 0 || !document.now().drawings().isEmpty())
                && run.statusProperty().get() != Run.Status.PREPARING;
    }

    /** What a write came to: its cost in nanoseconds, or why it failed. */
    private record Result(long cost, @Nullable Refusal failure) {}

    /** {@code another} run than the one kept last, or one that was begun anew, leaves what is kept as it is. */
    private Result write(KeptRuns into, Supplier<Content> content, boolean another) {
        long begin = cpuTime();
        try {
            Content now = content.get();
            Series former = curve;
            Series next = now.run().history().train();
            if (former != null && (another || !next.startsWith(former))) into.next();
            SessionFile.write(into.own(), now);
            curve = next;
            return new Result(cpuTime() - begin, null);
        } catch (Refusal e) {
            return new Result(0, e);
        }
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
                KeptWords.offer(found.content.run(), found.kept.written()),
                new Choice(Texts.of("keep.back"), () -> bringBack(found)),
                new Choice(Texts.of("keep.discard"), () -> discard(found))));
    }

    private void bringBack(Offer found) {
        String what = KeptWords.run(found.content.run());
        var request = new SessionDocument.Request(
                () -> found.content,
                found.kept.file(),
                what,
                () -> Texts.of("keep.done", what),
                loaded -> {
                    document.disown();
                    broughtBack = found.kept;
                },
                () -> {});
        document.open(request, null);
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

    /** Names of the unsaved runs that {@link #close} would not keep, for there are more than it keeps. */
    public List<String> leftOut() {
        var others = files.unsavedOthers();
        return others.subList(0, tooMany(others)).stream()
                .map(line -> line.nameProperty().get())
                .toList();
    }

    /** How many of the runs beside the one looked at are not kept: the oldest. */
    private static int tooMany(List<RunLine> others) {
        return Math.max(0, others.size() - (KeptRuns.MOST - 1));
    }

    /**
     * Ends all runs and keeps those that are in no file, the one looked at as the newest. Completed on another thread
     * when that is done; with a {@link Refusal} if one could not be kept: {@link #saveElsewhere} then, or nothing.
     */
    public CompletableFuture<Void> close() {
        KeptRuns into = folder;
        boolean keep = into != null && worthKeeping();
        var unsaved = files.unsavedOthers();
        var lines = unsaved.subList(tooMany(unsaved), unsaved.size());
        var others =
                lines.stream().map(line -> document.contentOf(line, line.end())).toList();
        Supplier<Content> content = document.contentOf(run.line(), run.end());
        boolean another = keptLine != run.line();
        folder = null;
        if (into == null) return CompletableFuture.completedFuture(null);
        boolean inFile = document.fileProperty().get() != null
                && !document.unsavedProperty().get();
        boolean superseded = inFile && !another
                || keep && goesOn(run.line())
                || lines.stream().anyMatch(this::goesOn);
        return CompletableFuture.runAsync(
                () -> {
                    if (keep) last = content.get();
                    Path former = into.own();
                    for (Supplier<Content> other : others) keepBeside(into, other);
                    if (keep) {
                        Refusal failure = write(into, () -> Objects.requireNonNull(last), another).failure;
                        if (failure != null) throw failure;
                    }
                    if (superseded && (!keep || !former.equals(into.own()))) into.remove(former);
                    tidy(into, keep || written, inFile);
                },
                background.executor());
    }

    /** Whether what the own file holds is an earlier moment of {@code line}. */
    private boolean goesOn(RunLine line) {
        Series former = curve;
        return line == keptLine
                && former != null
                && line.historyProperty().get().train().startsWith(former);
    }

    /** Writes another run than the one looked at to a file of its own; one that has failed is passed over. */
    private void keepBeside(KeptRuns into, Supplier<Content> content) {
        Content other;
        try {
            other = content.get();
        } catch (Refusal failed) {
            LOG.log(Level.WARNING, "a run that has failed is not kept: " + failed.getMessage());
            return;
        }
        Series former = curve;
        if (former != null) into.next();
        SessionFile.write(into.own(), other);
        into.next();
        curve = null; // a run that branched off it begins with the same curve and is another one
    }

    /** After {@link #close} has failed: writes the run to a file that a person chose. Blocks. */
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
