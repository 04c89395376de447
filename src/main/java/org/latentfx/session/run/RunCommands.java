package org.latentfx.session.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.io.session.SessionFile.SavedRun;
import org.latentfx.math.Kernel;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.concurrent.UserMessages;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.Run.Status;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.MemoryNeed;
import org.latentfx.train.Preset;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/**
 * What a person can do to a {@link Run}, with the ways back. Whatever is asked before there are training images waits
 * for them and then happens in its order. FX thread only.
 */
public final class RunCommands {
    /** Live changes closer together than this are one step to undo. */
    private static final long ONE_GESTURE_NANOS = 800_000_000L;

    private final Run run;
    private final Runs runs;
    private final UndoStack undo;
    private final Consumer<Message> tell;
    private final LongSupplier nanoTime;
    private final Deque<Consumer<DataSplit>> waiting = new ArrayDeque<>();
    private final long memory;
    private final ObservableValue<String> kept;
    private final EpochBudget epochs = new EpochBudget();
    private long lastLiveChange;
    private @Nullable Hyperparameters gestureStart;
    private boolean dragging;

    /**
     * @param tell told what a person should read
     * @param nanoTime counts nanoseconds from anywhere
     * @param memory bytes that Java may use
     */
    public RunCommands(Run run, Runs runs, UndoStack undo, Consumer<Message> tell, LongSupplier nanoTime, long memory) {
        this.run = run;
        this.runs = runs;
        this.undo = undo;
        this.tell = tell;
        this.nanoTime = nanoTime;
        this.memory = memory;
        kept = Bindings.createStringBinding(this::describeKept, run.stepProperty(), run.shippedProperty());
        runs.shownProperty().subscribe(() -> gestureStart = null);
    }

    /** What becomes of the run when a new one takes its place, in one sentence; empty while nothing was trained. */
    public ObservableValue<String> keptProperty() {
        return kept;
    }

    private String describeKept() {
        if (run.shippedProperty().get()) return Texts.of("run.kept.shipped");
        long steps = run.stepProperty().get();
        return steps == 0 ? "" : Texts.of("run.kept", steps);
    }

    // ---- where a run starts ----

    /** Begins with a model that came with the program; what was asked before happens now. */
    public void begin(Start start) {
        run.replace(start);
        run.line().shippedProperty().set(true);
        carryOut();
    }

    /**
     * Starts anew, paused. Can be undone, and says so where a trained model makes way for it. Throws {@link Refusal}
     * where there is not enough memory, or such a model cannot learn from such images, which changes nothing.
     *
     * @param name what is undone, in words
     * @param done one sentence that says what was done
     */
    private void replace(Start start, String name, String done) {
        start.hyperparameters().checkFit(start.data());
        checkMemory(start.hyperparameters(), start.data());
        String kept = this.kept.getValue();
        Runnable back = exchange(start, name);
        if (back != null && !kept.isEmpty())
            tell.accept(Message.passing(done + " " + kept, new Message.Choice(Texts.of("undo"), back)));
    }

    private void checkMemory(Hyperparameters next, DataSplit data) {
        MemoryNeed.check(next, data, memory - runs.memoryBeside(run.line()));
    }

    /** Goes on with a run that was read from a file, paused. Can be undone. */
    public void resume(Start start, String name) {
        exchange(start, name);
    }

    /** Goes on with all runs of a file, as {@link Runs#resume} does. */
    public void resume(List<SavedRun> saved, List<DataSplit> data, int lookedAt, String name) {
        runs.resume(saved, data, lookedAt, name);
        carryOut();
    }

    /** Begins with {@code start} and returns what takes that back; null if there was no run before. */
    private @Nullable Runnable exchange(Start start, String name) {
        boolean wasShipped = run.shippedProperty().get();
        Start before = run.replace(start);
        run.line().shippedProperty().set(false);
        gestureStart = null;
        Runnable back = before == null ? null : keep(name, before, wasShipped);
        carryOut();
        return back;
    }

    /** Makes the way back to a former run, which it returns, and from there forth again. */
    private Runnable keep(String name, Start before, boolean wasShipped) {
        RunLine line = run.line();
        Kernel kernel = runs.threads().kernel();
        var other = new RestingRun[] {new RestingRun(before, kernel)};
        Consumer<Boolean> swap = nowShipped -> {
            runs.show(line);
            Start here = line.replace(other[0].awake());
            if (here != null) other[0] = new RestingRun(here, kernel);
            line.shippedProperty().set(nowShipped);
        };
        return undo.push(
                name,
                () -> swap.accept(wasShipped),
                () -> swap.accept(false),
                () -> other[0].holds(run.dataProperty().get()));
    }

    private void whenLoaded(Runnable command) {
        whenLoaded(data -> command.run());
    }

    /** As {@link #whenLoaded(Consumer)}, but what is refused is told. */
    private void orTold(Consumer<DataSplit> command) {
        whenLoaded(data -> carryOut(command, data));
    }

    /** Does {@code command} now, or in its turn as soon as there are training images. */
    private void whenLoaded(Consumer<DataSplit> command) {
        DataSplit data = run.dataProperty().get();
        if (data != null) command.accept(data);
        else waiting.add(command);
    }

    private void carryOut() {
        DataSplit data = run.dataProperty().get();
        while (data != null && !waiting.isEmpty()) carryOut(waiting.remove(), data);
    }

    private void carryOut(Consumer<DataSplit> command, DataSplit data) {
        try {
            command.accept(data);
        } catch (Refusal refusal) {
            tell.accept(Message.passing(UserMessages.sentence(refusal)));
        }
    }

    // ---- transport ----

    /** Starts or goes on. */
    public void play() {
        whenLoaded(() -> {
            run.line().shippedProperty().set(false);
            run.play();
        });
    }

    public void pause() {
        whenLoaded(run::pause);
    }

    public void toggle() {
        if (run.statusProperty().get() == Status.TRAINING) pause();
        else play();
    }

    /** Exactly one optimisation step, then pause. */
    public void stepOnce() {
        whenLoaded(() -> {
            run.line().shippedProperty().set(false);
            run.stepOnce();
        });
    }

    /** Back to the same initial weights; goes on training if it was. Can be undone. */
    public void reset() {
        orTold(data -> {
            boolean training = run.playing();
            var beginning = run.line().beginning(values());
            replace(Start.fresh(data, beginning), Texts.of("undo.reset"), Texts.of("run.done.reset"));
            if (training) run.play();
        });
    }

    /** Reset, then play. */
    public void trainFromScratch() {
        reset();
        play();
    }

    /** Other initial weights, other shuffling, other noise; goes on training if it was. Can be undone. */
    public void newSeed() {
        orTold(data -> {
            boolean training = run.playing();
            change(Settings.SEED.with(values(), values().seed() + 1));
            if (training) run.play();
        });
    }

    /** Other images to learn from; the model starts anew, paused. Can be undone. */
    public void chooseData(DataSplit data) {
        String title = Datasets.title(data.name());
        carryOut(
                images -> {
                    Hyperparameters next = epochs.fit(values().fitted(images), images);
                    String done = EpochBudget.words(Texts.of("run.done.data", title), values(), next, images);
                    replace(Start.fresh(images, next), Texts.of("undo.data", title), done);
                },
                data);
    }

    // ---- settings ----

    private Hyperparameters values() {
        return run.hyperparametersProperty().get();
    }

    /**
     * Live changes act on the running model; structural ones start it anew. Both can be undone. Throws {@link Refusal}
     * if the values do not go together or need more memory than there is, which changes nothing.
     */
    public void change(Hyperparameters next) {
        var changed = Settings.differences(values(), next);
        whenLoaded(data -> change(data, changed, next));
    }

    /** Takes over all of a preset, whatever the values are when it is its turn. Can be undone. */
    public void choosePreset(Preset preset) {
        orTold(data -> {
            boolean letters = data.train().format().letters();
            if (preset.hyperparameters().likelihood().ofWords() && !letters) throw new Refusal("preset.words.data");
            Hyperparameters next = epochs.fit(preset.hyperparameters().fitted(data), data);
            if (next.equals(values())) return;
            String label = preset.label();
            if (onlyLive(Settings.differences(values(), next))) changeLive(values(), next);
            else {
                String done =
                        EpochBudget.words(Texts.of("run.done.preset", label), preset.hyperparameters(), next, data);
                replace(Start.fresh(data, next), Texts.of("undo.preset", label), done);
            }
        });
    }

    private static boolean onlyLive(List<Setting<?>> changed) {
        return changed.stream().allMatch(Setting::live);
    }

    private void change(DataSplit data, List<Setting<?>> changed, Hyperparameters from) {
        Hyperparameters before = values();
        Hyperparameters wanted = Settings.take(before, changed, from);
        boolean asIs = changed.contains(Settings.CLASSES) || changed.contains(Settings.LIKELIHOOD);
        Hyperparameters next = asIs ? wanted : wanted.fitted(data);
        if (next.equals(before)) return;
        Settings.checkTogether(next);
        if (onlyLive(changed)) {
            if (next.batch() > before.batch()) checkMemory(next, data);
            changeLive(before, next);
            return;
        }
        String what = NewModel.words(before, next);
        replace(
                Start.fresh(data, run.line().beginning(next)),
                Texts.of("undo.model", what),
                Texts.of("run.done.model", what));
    }

    /** Whether a slider is being dragged: all live changes while it is are one step to undo, however slow. */
    public void dragging(boolean now) {
        dragging = now;
        gestureStart = null;
    }

    private void changeLive(Hyperparameters before, Hyperparameters next) {
        long now = nanoTime.getAsLong();
        boolean sameGesture = gestureStart != null && (dragging || now - lastLiveChange < ONE_GESTURE_NANOS);
        lastLiveChange = now;
        var moment = sameGesture ? null : BeforeChange.of(run, undo);
        run.change(next);
        if (moment == null) return;
        gestureStart = before;
        RunLine line = run.line();
        var after = new Hyperparameters[] {next};
        undo.push(
                NewModel.symbols(before, next),
                () -> {
                    runs.show(line);
                    after[0] = values();
                    gestureStart = null;
                    boolean ruined = moment.ruined(run);
                    run.change(before);
                    if (ruined) offer(moment, after[0]);
                },
                () -> {
                    runs.show(line);
                    run.change(after[0]);
                },
                moment::holds);
    }

    /** The setting is as it was, but the weights that it ruined are not. */
    private void offer(BeforeChange moment, Hyperparameters changed) {
        String values = NewModel.values(changed, moment.hyperparameters());
        tell.accept(Message.passing(
                Texts.of("run.live.undone", values, moment.step()),
                new Message.Choice(Texts.of("run.live.bring"), () -> bringBack(moment))));
    }

    private void bringBack(BeforeChange moment) {
        orTold(data -> {
            boolean training = run.playing();
            replace(
                    new Start(data, moment.hyperparameters(), moment.state()),
                    Texts.of("undo.weights", moment.step()),
                    Texts.of("run.done.weights", moment.step()));
            if (training) run.play();
        });
    }
}
