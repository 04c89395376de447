package org.latentfx.session;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.BooleanExpression;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImageSet;
import org.latentfx.io.data.DataFiles;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.file.LoadedSession;
import org.latentfx.session.map.HeldOutEncodings;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.RunCommands;
import org.latentfx.text.Texts;
import org.latentfx.train.RunState;

/** Reads models and data sets in the background and begins runs with them. FX thread only. */
final class Loader {
    private final Run run;
    private final RunCommands commands;
    private final RunFollower follower;
    private final HeldOutEncodings encodings;
    private final UndoStack undo;
    private final Consumer<ImageSet> choose;
    private final Consumer<Message> tell;
    private final Errand opening;
    private final Errand completing;
    private final Errand loading;

    /**
     * @param choose takes the held-out images to look at
     * @param tell told what a person should read
     * @param slow where the first reading begins at once, even while {@code background} is still to come
     */
    Loader(
            Run run,
            RunCommands commands,
            RunFollower follower,
            HeldOutEncodings encodings,
            UndoStack undo,
            Consumer<ImageSet> choose,
            Consumer<Message> tell,
            Background background,
            Background slow) {
        this.run = run;
        this.commands = commands;
        this.follower = follower;
        this.encodings = encodings;
        this.undo = undo;
        this.choose = choose;
        this.tell = tell;
        opening = new Errand(slow);
        completing = new Errand(background);
        loading = new Errand(background);
    }

    /** Whether anything is being read. */
    BooleanExpression running() {
        return opening.running().or(completing.running()).or(loading.running());
    }

    /** As {@link Session#open}. */
    void open(Supplier<RunState> model, Supplier<ImageSet> heldOut, String dataName) {
        opening.request(
                () -> {
                    RunState state = model.get();
                    return new Opened(state, HeldOutEncodings.View.of(follower.freeze(state.weights()), heldOut.get()));
                },
                opened -> {
                    if (begun()) return;
                    run.show(opened.state);
                    run.line().shippedProperty().set(true);
                    choose.accept(opened.view.images());
                    follower.show(opened.view.model());
                    encodings.show(opened.view);
                    completing.request(() -> DataFiles.load(dataName), data -> begin(data, opened));
                });
    }

    private void begin(DataSplit data, Opened opened) {
        var from = CompletableFuture.completedFuture(opened.state);
        if (!begun()) commands.begin(new Start(data, opened.state.hyperparameters(), from));
        follower.warmUp(opened.view.model().weights(), opened.view.images());
    }

    /** Whether a person was faster and has begun with other data: what the program opens with is not wanted then. */
    private boolean begun() {
        return run.dataProperty().get() != null;
    }

    /**
     * Shows a session that {@code read} gets from a file, its runs paused. The former ones can be brought back.
     *
     * @param alone whether it takes the place of the run looked at; else of all runs
     * @param then runs on the FX thread when the model is shown; what it and this do is one thing to undo
     * @param done told on the FX thread when all is done, with what takes it back
     */
    void resume(
            Supplier<LoadedSession> read,
            boolean alone,
            String name,
            Consumer<LoadedSession> then,
            BiConsumer<String, Runnable> done) {
        opening.request(
                () -> {
                    LoadedSession loaded = read.get();
                    var model = follower.freeze(loaded.run().weights());
                    return new Resumed(
                            loaded,
                            HeldOutEncodings.View.of(model, loaded.data().test()));
                },
                resumed -> {
                    boolean first = !begun();
                    String kept = first ? "" : commands.keptProperty().getValue();
                    Runnable back = undo.asOne(() -> show(resumed, alone, name, then));
                    if (first) undo.clear(); // nothing was there to go back to
                    done.accept(kept, back);
                });
    }

    private void show(Resumed resumed, boolean alone, String name, Consumer<LoadedSession> then) {
        LoadedSession loaded = resumed.loaded;
        RunState state = loaded.run();
        var from = CompletableFuture.completedFuture(state);
        if (alone) commands.resume(new Start(loaded.data(), state.hyperparameters(), from), name);
        else
            commands.resume(
                    loaded.content().runs(), loaded.splits(), loaded.content().lookedAt(), name);
        run.show(state);
        follower.show(resumed.view.model());
        encodings.show(resumed.view);
        then.accept(loaded);
        follower.warmUp(state.weights(), resumed.view.images());
    }

    /** A session from a file and what its model makes of the held-out images. */
    private record Resumed(LoadedSession loaded, HeldOutEncodings.View view) {}

    /** A trained model and what it makes of the held-out images. */
    private record Opened(RunState state, HeldOutEncodings.View view) {}

    /** As {@link Session#chooseData}. */
    void chooseData(String nameOrFolder) {
        loading.request(() -> Loaded.of(DataFiles.load(nameOrFolder)), this::begin);
    }

    /** Begins a run with images that are read already. */
    void take(DataSplit data) {
        loading.request(() -> Loaded.of(data), this::begin);
    }

    private void begin(Loaded loaded) {
        commands.chooseData(loaded.data);
        if (loaded.dim) tell.accept(dim(loaded));
    }

    /** Images and whether they are nearly black, which takes a look at every pixel. */
    private record Loaded(DataSplit data, int brightest, boolean dim) {
        static Loaded of(DataSplit data) {
            return new Loaded(data, data.brightest(), data.dim());
        }
    }

    private Message dim(Loaded loaded) {
        DataSplit data = loaded.data;
        return Message.passing(
                Texts.of("data.dim", Datasets.title(data.name()), loaded.brightest),
                new Message.Choice(
                        Texts.of("data.dim.stretch"), () -> loading.request(data::stretched, commands::chooseData)));
    }
}
