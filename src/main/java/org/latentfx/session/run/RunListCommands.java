package org.latentfx.session.run;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.RunState;
import org.latentfx.train.Settings;

/**
 * What a person can do to the list of runs, beginning with the one looked at: each says what it did and what to do
 * next, and can be undone. Nothing happens before there are images to learn from. FX thread only.
 */
public final class RunListCommands {
    /** Fewer steps than these show little of what is forgotten. */
    private static final int GROUP_STEPS = 500;

    private final Runs runs;
    private final Supplier<@Nullable RunState> past;
    private final UndoStack undo;
    private final ReadOnlyObjectProperty<int[]> selected;
    private final Consumer<Message> tell;

    /**
     * @param past the moment looked at; null where that is the newest one
     * @param selected the selected held-out images, by index
     * @param tell told what a person should read
     */
    public RunListCommands(
            Runs runs,
            Supplier<@Nullable RunState> past,
            UndoStack undo,
            ReadOnlyObjectProperty<int[]> selected,
            Consumer<Message> tell) {
        this.runs = runs;
        this.past = past;
        this.undo = undo;
        this.selected = selected;
        this.tell = tell;
    }

    /** Whether there are images to learn from. */
    public ObservableValue<Boolean> possible() {
        return runs.shownProperty()
                .flatMap(RunLine::dataProperty)
                .map(data -> true)
                .orElse(false);
    }

    /** Whether there is one to spare. */
    public ObservableValue<Boolean> several() {
        return Bindings.size(runs.lines()).greaterThan(1);
    }

    /** Whether images are selected that a run can learn from. */
    public ObservableValue<Boolean> groupPossible() {
        return selected.map(images -> images.length > 0);
    }

    // ---- one more ----

    /** One more run with the same settings and another seed. */
    public void another() {
        RunLine line = runs.shown();
        add("runs.done.new", () -> {
            long seed = runs.lines().stream()
                    .mapToLong(one -> one.hyperparametersProperty().get().seed())
                    .max()
                    .orElse(0);
            return runs.another(line, Settings.SEED.with(values(line), seed + 1));
        });
    }

    /**
     * One more run with {@code values}, which learns at once.
     *
     * @param done the key of what is said, with {@code said}
     */
    public void begin(Hyperparameters values, String done, Object said) {
        RunLine former = runs.shown();
        if (former.dataProperty().get() == null) return;
        try {
            Runnable back = undo.asOne(() -> runs.another(former, values));
            runs.shown().play();
            tell.accept(Message.passing(Texts.of(done, said), new Message.Choice(Texts.of("undo"), back)));
        } catch (Refusal refusal) {
            tell.accept(Message.passing(UserMessages.sentence(refusal)));
        }
    }

    /** One more run that begins as this one did; where this one was changed on its way, that too is offered. */
    public void twin() {
        RunLine line = runs.shown();
        add(
                "runs.done.twin",
                () -> runs.twin(line, values(line)),
                !Following.changed(line)
                        ? null
                        : back -> {
                            back.run();
                            twinWithChanges();
                        });
    }

    /** One more run that begins as the one looked at did, and is changed as that was, each time after the same step. */
    public void twinWithChanges() {
        RunLine line = runs.shown();
        add("runs.done.twin.changes", () -> runs.twinWithChanges(line));
    }

    /** Whether the run looked at was changed on its way. */
    public ObservableValue<Boolean> changed() {
        return runs.shownProperty().flatMap(line -> line.historyProperty().map(history -> Following.changed(line)));
    }

    /** One more run that goes on from the moment looked at. */
    public void fork() {
        RunLine line = runs.shown();
        add("runs.done.fork", () -> fork(line, data(line), Texts.of("runs.fork", name(line))));
    }

    /** One more run that goes on from the moment looked at with the selected images only. */
    public void forkWithGroup() {
        RunLine line = runs.shown();
        int[] images = selected.get();
        if (images.length == 0) return;
        add("runs.done.group", () -> {
            DataSplit all = data(line);
            String group = Texts.of("runs.group", images.length, Datasets.title(all.name()));
            var few = new DataSplit(group, all.test().pick(images), all.test(), all.how());
            return fork(line, few, Texts.of("runs.fork.group", name(line)));
        });
    }

    private RunLine fork(RunLine line, DataSplit data, String name) {
        RunState at = past.get();
        return at == null
                ? runs.forkNow(line, enough(values(line), line.epochProperty().get(), line, data), data, name)
                : runs.fork(at, enough(at.hyperparameters(), at.position().epoch(), line, data), data, name);
    }

    /** {@code values}, with epochs enough from {@code epoch} on where {@code data} are fewer than those of the run. */
    private static Hyperparameters enough(Hyperparameters values, int epoch, RunLine line, DataSplit data) {
        if (data == line.dataProperty().get()) return values;
        int least = epoch + (GROUP_STEPS - 1) / EpochBudget.steps(values, data) + 1;
        return least <= values.epochs() ? values : Settings.EPOCHS.with(values, Math.min(least, 10_000));
    }

    /** One more run that is as this one is now, which stays the one looked at. */
    public void duplicate() {
        add("runs.done.copy", () -> runs.duplicate(runs.shown()));
    }

    private void add(String done, Supplier<RunLine> add) {
        add(done, add, null);
    }

    /**
     * @param done the key of what is said, with the names of the new run and of the one it is made of
     * @param instead given what takes the new run back; makes another in its place; null where none is offered
     */
    private void add(String done, Supplier<RunLine> add, @Nullable Consumer<Runnable> instead) {
        RunLine line = runs.shown();
        if (line.dataProperty().get() == null) return;
        try {
            var made = new RunLine[1];
            Runnable back = undo.asOne(() -> made[0] = add.get());
            var branch = made[0].branch();
            String said = Texts.of(done, name(made[0]), name(line), branch == null ? 0 : branch.step());
            var undone = new Message.Choice(Texts.of("undo"), back);
            tell.accept(
                    instead == null
                            ? Message.passing(said, undone)
                            : Message.passing(
                                    said,
                                    new Message.Choice(Texts.of("runs.twin.changes"), () -> instead.accept(back)),
                                    undone));
        } catch (Refusal refusal) {
            tell.accept(Message.passing(UserMessages.sentence(refusal)));
        }
    }

    private static String name(RunLine line) {
        return line.nameProperty().get();
    }

    private static Hyperparameters values(RunLine line) {
        return line.hyperparametersProperty().get();
    }

    private static DataSplit data(RunLine line) {
        return Objects.requireNonNull(line.dataProperty().get());
    }

    // ---- those there are ----

    /** Looks at the run so many places further down the list, which has no end. */
    public void next(int places) {
        int count = runs.lines().size();
        runs.show(runs.lines().get(Math.floorMod(runs.lines().indexOf(runs.shown()) + places, count)));
    }

    /** Plays or pauses {@code line}, looked at or not. */
    public void toggle(RunLine line) {
        if (line.dataProperty().get() == null) return;
        if (line.statusProperty().get() == Status.TRAINING) {
            line.pause();
            return;
        }
        line.shippedProperty().set(false);
        line.play();
    }

    /** Pauses every run. */
    public void pauseAll() {
        runs.lines().forEach(RunLine::pause);
    }

    /** Ends the run looked at and takes it from the list. */
    public void remove() {
        RunLine line = runs.shown();
        if (runs.lines().size() < 2) return;
        Runnable back = undo.asOne(() -> runs.remove(line));
        tell.accept(Message.passing(
                Texts.of("runs.done.remove", name(line), line.stepProperty().get()),
                new Message.Choice(Texts.of("undo"), back)));
    }
}
