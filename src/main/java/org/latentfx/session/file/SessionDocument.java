package org.latentfx.session.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.data.FileKind;
import org.latentfx.io.session.SessionFile;
import org.latentfx.io.session.SessionFile.Content;
import org.latentfx.io.session.SessionFile.SavedRun;
import org.latentfx.io.session.SessionFile.Shown;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.Message.Choice;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunLine;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.RunState;

/**
 * The session as a document: the file it was opened from or saved to, whether it has changed since, and the commands of
 * the File menu. Reading and writing happen in the background; what fails is said in one sentence and changes nothing.
 * FX thread only.
 */
public final class SessionDocument {
    /** Shows a session from a file as one thing to undo; then calls back. See {@code session.Loader}. */
    @FunctionalInterface
    public interface Opener {
        /**
         * @param alone whether it takes the place of the run looked at; else of all runs
         * @param name what is undone, in words
         * @param then runs when the model is shown
         * @param done told what of the former run is kept, as a sentence, and what brings that back
         */
        void resume(
                Supplier<LoadedSession> read,
                boolean alone,
                String name,
                Consumer<LoadedSession> then,
                BiConsumer<String, Runnable> done);
    }

    /** Asks a person for a file, or a folder, and hands on the path chosen, if one is. */
    @FunctionalInterface
    public interface Seeker {
        void seek(boolean folder, Consumer<Path> found);
    }

    private final Run run;
    private final ShownState shown;
    private final UndoStack undo;
    private final Opener opener;
    private final Consumer<Path> pictures;
    private final Errand writing;
    private final Errand looking;
    private final Consumer<@Nullable Message> tell;
    private final RunKeeper keeper;
    private final ReadOnlyObjectWrapper<@Nullable Path> file = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Path> opened = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyStringWrapper fileName = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper unsaved = new ReadOnlyBooleanWrapper();
    private Saved saved = Saved.NOWHERE;
    private Seeker seeker = (folder, found) -> {};
    private Supplier<Map<String, Object>> look = Map::of;
    private Consumer<Map<String, Object>> arranging = now -> {};

    /** The data that go into the file. */
    private final Set<DataSplit> embedded = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The data of which a person was asked whether to put them into the file. */
    private @Nullable DataSplit asked;

    /** A file, and what it holds; nulls for none. */
    private record Saved(@Nullable Path file, @Nullable Revision revision) {
        static final Saved NOWHERE = new Saved(null, null);
    }

    /**
     * @param pictures takes a file or folder that is neither a session nor a model
     * @param tell told what a person should read; null for nothing more
     */
    public SessionDocument(
            Run run,
            ShownState shown,
            UndoStack undo,
            Opener opener,
            Consumer<Path> pictures,
            Background background,
            Consumer<@Nullable Message> tell) {
        this.run = run;
        this.shown = shown;
        this.undo = undo;
        this.opener = opener;
        this.pictures = pictures;
        this.tell = tell;
        writing = new Errand(background);
        looking = new Errand(background);
        keeper = new RunKeeper(run, this, undo, background, tell);
        file.subscribe(now -> fileName.set(now == null ? "" : name(now)));
        for (ObservableValue<?> part :
                List.of(shown.pins().listProperty(), shown.drawings().setProperty()))
            part.addListener((property, before, now) -> compare());
        run.runs().watch(this::compare);
    }

    // ---- properties ----

    /** The file; null before the session is in one. */
    public ReadOnlyObjectProperty<@Nullable Path> fileProperty() {
        return file.getReadOnlyProperty();
    }

    /** The file's name without its folder; empty before the session is in one. */
    public ReadOnlyStringProperty fileNameProperty() {
        return fileName.getReadOnlyProperty();
    }

    /** The session or model that was opened or saved last; null before the first. */
    public ReadOnlyObjectProperty<@Nullable Path> openedProperty() {
        return opened.getReadOnlyProperty();
    }

    /** Whether a run was trained, pins were set or drawings collected since it was saved or opened. */
    public ReadOnlyBooleanProperty unsavedProperty() {
        return unsaved.getReadOnlyProperty();
    }

    /** Keeps the run where it is in no file. */
    public RunKeeper keeper() {
        return keeper;
    }

    // ---- commands ----

    /** Saves to the session's own file. False if there is none yet: ask for a name and {@link #saveAs}. */
    public boolean save() {
        Path own = file.get();
        if (own != null) saveAs(own);
        return own != null;
    }

    /** Saves to {@code to}, which is the session's file from then on. Says so, or says why not. */
    public void saveAs(Path to) {
        DataSplit data = run.dataProperty().get();
        if (data == null || run.statusProperty().get() == Run.Status.PREPARING) {
            tell.accept(Message.passing(Texts.of("session.save.early")));
            return;
        }
        Supplier<Content> content = content(RunLine::state);
        Revision revision = now();
        writing.request(
                () -> {
                    Content now = content.get();
                    SessionFile.write(to, now);
                    return now;
                },
                written -> {
                    adopt(new Saved(to, revision.at(written)));
                    opened.set(to);
                    tell.accept(saved(to, data));
                });
    }

    /** Says where it is saved; once for each data set of a person's own, offers to put it into the file. */
    private Message saved(Path to, DataSplit data) {
        int runs = run.runs().lines().size();
        String done = Texts.of(runs > 1 ? "session.save.several" : "session.save.done", to, runs);
        if (data == asked || embedded.contains(data) || Datasets.names().contains(data.name()))
            return Message.passing(done);
        asked = data;
        String refers = done + " " + Texts.of("session.embed.refers", data.name());
        if (!SessionFile.holds(data)) return Message.passing(refers);
        long bytes = data.train().store().bytes() + data.test().store().bytes();
        var embed = new Choice(Texts.of("session.embed", Math.max(1, Math.round(bytes / 1e6))), () -> {
            embedded.add(data);
            saveAs(to);
        });
        return Message.passing(refers, embed);
    }

    /**
     * How the window is set and arranged, which goes into the file and comes back from it by keys of the window's own.
     *
     * @param now tells it
     * @param show passes over what it does not know
     */
    public void setLook(Supplier<Map<String, Object>> now, Consumer<Map<String, Object>> show) {
        look = now;
        arranging = show;
    }

    private void arrange(Map<String, Object> after) {
        if (after.isEmpty()) return;
        Map<String, Object> before = look.get();
        undo.push(Texts.of("undo.open", ""), () -> arranging.accept(before), () -> arranging.accept(after));
        arranging.accept(after);
    }

    /** How to ask for data that are not where they were. */
    public void setSeeker(Seeker seeker) {
        this.seeker = seeker;
    }

    /**
     * All of the session now but for its runs, of which {@code state} tells what is still to come; called on another
     * thread it waits for that. A run that has failed is left out. Images that cannot be read again from where they
     * were go into the file. Throws {@link Refusal} there if no run is left.
     */
    Supplier<Content> content(Function<RunLine, CompletableFuture<@Nullable RunState>> state) {
        Shown now = shown.now().with(look.get());
        RunLine lookedAt = run.line();
        var lines = SavedLine.all(run.runs().lines(), state);
        return () -> SavedLine.content(lines, lookedAt, now, embedded::contains);
    }

    /**
     * Opens what is in {@code from}: a session in place of all runs or a model in that of the run looked at, which undo
     * brings back, or else pictures to learn from, to be looked at first. Says why if that fails.
     */
    public void open(Path from) {
        open(from, () -> {});
    }

    /**
     * As {@link #open(Path)}; unless it is a session or model that can be shown, {@code otherwise} runs too, as where
     * nothing is shown yet.
     */
    public void open(Path from, Runnable otherwise) {
        looking.request(() -> FileKind.of(from), kind -> {
            if (kind != FileKind.PICTURES) open(from, kind == FileKind.MODEL, otherwise);
            else {
                otherwise.run();
                pictures.accept(from);
            }
        });
    }

    private void open(Path from, boolean model, Runnable otherwise) {
        String name = name(from);
        Consumer<LoadedSession> then = loaded -> {
            own(from);
            opened.set(from);
        };
        Supplier<String> done = () -> Texts.of("session.open.done", name);
        if (model) openModel(from, Map.of(), List.of(), otherwise);
        else open(new OpenRequest(() -> SessionFile.read(from), from, false, name, done, List::of, then, otherwise));
    }

    /**
     * @param told what a person says about another program's model, which its file does not tell
     * @param data where data are beside the place where the model says they are
     */
    private void openModel(Path from, Map<String, String> told, List<Path> data, Runnable otherwise) {
        String name = name(from);
        var note = new StringBuilder(); // what was assumed of another program's model
        Supplier<String> done = () -> (Texts.of("session.open.done", name) + " " + note).strip();
        var tellOtherwise = new Choice(
                Texts.of("session.open.assumed"),
                () -> tell.accept(Assumed.question(name, told, said -> openModel(from, said, dataShown(), () -> {}))));
        var request = new OpenRequest(
                () -> ModelRun.read(from, told, said -> note.replace(0, note.length(), said)),
                from,
                true,
                name,
                done,
                () -> note.isEmpty() ? List.of() : List.of(tellOtherwise),
                loaded -> {
                    disown();
                    opened.set(from);
                },
                otherwise);
        open(request, data);
    }

    /** Those that are looked at now, which the model was opened with. */
    private List<Path> dataShown() {
        DataSplit now = run.dataProperty().get();
        return now == null ? List.of() : List.of(Path.of(now.name()));
    }

    void open(OpenRequest request) {
        open(request, List.of());
    }

    /** @param data where data are beside the places where the session says they are */
    private void open(OpenRequest request, List<Path> data) {
        writing.request(() -> OpenAttempt.at(request, data), attempt -> {
            LoadedSession loaded = attempt.loaded();
            if (loaded != null) show(request, loaded);
            else {
                request.otherwise().run();
                tell.accept(
                        attempt.noData()
                                ? Message.lasting(attempt.failure(), seekingFor(request, data))
                                : Message.passing(attempt.failure()));
            }
        });
    }

    private Choice[] seekingFor(OpenRequest request, List<Path> known) {
        Consumer<Path> found = path -> {
            var places = new ArrayList<>(known);
            places.add(0, path);
            open(request.again(), places);
        };
        var choices = new ArrayList<Choice>();
        if (request.alone()) // a model goes on with whatever has its size
        for (String name : Datasets.names())
                choices.add(new Choice(Datasets.title(name), () -> found.accept(Path.of(name))));
        choices.add(new Choice(Texts.of("session.find.file"), () -> seeker.seek(false, found)));
        choices.add(new Choice(Texts.of("session.find.folder"), () -> seeker.seek(true, found)));
        return choices.toArray(Choice[]::new);
    }

    private void show(OpenRequest request, LoadedSession read) {
        opener.resume(
                () -> read,
                request.alone(),
                Texts.of("undo.open", request.name()),
                loaded -> {
                    shown.show(loaded.content().shown());
                    arrange(loaded.content().shown().look());
                    embedded.clear();
                    for (SavedRun one : loaded.content().runs())
                        if (one.data().embedded() != null)
                            embedded.add(one.data().embedded());
                    request.then().accept(loaded);
                },
                (kept, back) -> {
                    var choices = new ArrayList<>(request.also().get());
                    if (!kept.isEmpty()) choices.add(new Choice(Texts.of("undo"), back));
                    String said = (request.opened().get() + " " + kept).strip();
                    tell.accept(Message.passing(said, choices.toArray(Choice[]::new)));
                });
    }

    // ---- file and run ----

    /** The session as it is now is in {@code from}. */
    private void own(Path from) {
        replaceFile(new Saved(from, now()));
    }

    /** The session is in no file. */
    void disown() {
        replaceFile(Saved.NOWHERE);
    }

    /** The file changes with the runs, and with undo goes back with them: no session is saved over another. */
    private void replaceFile(Saved now) {
        Saved before = saved;
        undo.push(Texts.of("undo.open", ""), () -> adopt(before), () -> adopt(now));
        adopt(now);
    }

    private void adopt(Saved now) {
        saved = now;
        file.set(now.file);
        compare();
    }

    Revision now() {
        return Revision.of(run.runs().lines(), shown);
    }

    private void compare() {
        unsaved.set(now().isNewBeside(saved.revision));
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
