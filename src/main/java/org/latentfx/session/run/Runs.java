package org.latentfx.session.run;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.DataSplit;
import org.latentfx.io.session.SessionFile.SavedRun;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.concurrent.UndoStack.Held;
import org.latentfx.session.run.Run.Start;
import org.latentfx.session.run.RunLine.Branch;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Fork;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.MemoryNeed;
import org.latentfx.train.Recipe;
import org.latentfx.train.RunState;
import org.latentfx.train.timeline.PastMoment;
import org.latentfx.train.timeline.Timeline;

/**
 * The runs that live side by side, at least one, and which of them is looked at. One more run, one less and another
 * name can be undone; a run that is taken away ends, and goes on bit for bit when it comes back. FX thread only.
 */
public final class Runs {
    private final RunThreads threads;
    private final UndoStack undo;
    private final long memory;
    private final Consumer<String> faults;
    private final ObservableList<RunLine> lines = FXCollections.observableArrayList();
    private final ObservableList<RunLine> seen = FXCollections.unmodifiableObservableList(lines);
    private final ReadOnlyObjectWrapper<RunLine> shown;

    /**
     * @param initial of the first run
     * @param memory bytes that Java may use
     * @param faults told the sentence when training stops by itself
     */
    public Runs(RunThreads threads, Hyperparameters initial, UndoStack undo, long memory, Consumer<String> faults) {
        this.threads = threads;
        this.undo = undo;
        this.memory = memory;
        this.faults = faults;
        var first = new RunLine(Texts.of("runs.name", 1), 0, null, Following.NOBODY, initial, threads, this::fault);
        lines.add(first);
        new MemoryShares(lines, memory, threads.snapshots(), undo);
        shown = new ReadOnlyObjectWrapper<>(first);
        shown.subscribe(now -> lines.forEach(line -> line.lookedAt(line == now)));
    }

    private void fault(RunLine line, String sentence) {
        faults.accept(
                line == shown()
                        ? sentence
                        : Texts.of("runs.fault", line.nameProperty().get(), sentence));
    }

    // ---- properties ----

    /** All runs, in the order in which they came; to look at only. */
    public ObservableList<RunLine> lines() {
        return seen;
    }

    /** The run that is looked at. */
    public ReadOnlyObjectProperty<RunLine> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /** The run that is looked at. */
    public RunLine shown() {
        return shown.get();
    }

    /** Calls {@code changed} now and whenever a run is another, or there is one more or fewer. */
    public void watch(Runnable changed) {
        var watched = new IdentityHashMap<RunLine, Subscription>();
        Runnable renew = () -> {
            watched.keySet().removeIf(line -> {
                boolean gone = !lines.contains(line);
                if (gone) Objects.requireNonNull(watched.get(line)).unsubscribe();
                return gone;
            });
            for (RunLine line : lines) watched.computeIfAbsent(line, one -> one.watch(changed));
            changed.run();
        };
        lines.addListener((ListChangeListener<RunLine>) change -> renew.run());
        renew.run();
    }

    // ---- commands ----

    /** How runs make the models to look at from now on; {@code freeze} is called on their threads. */
    public RunThreads threads() {
        return threads;
    }

    /** Looks at {@code line}; nothing happens if it is not there. */
    public void show(RunLine line) {
        if (lines.contains(line)) shown.set(line);
    }

    /**
     * One more run, paused and looked at, that goes on from {@code state}, a moment of the one looked at until now.
     * Throws {@link Refusal} as {@link Fork#of} does, or where there is not enough memory, which changes nothing.
     */
    public RunLine fork(RunState state, Hyperparameters hyperparameters, DataSplit data, String name) {
        RunState from = Fork.of(state, hyperparameters, data);
        var start = new Start(data, hyperparameters, CompletableFuture.completedFuture(from));
        check(start);
        var line = line(name, new Branch(shown(), state.position().step()), start);
        line.show(from);
        add(line, Texts.of("undo.runs.fork", shown().nameProperty().get()));
        return line;
    }

    /**
     * One more run, paused and looked at, that stands where {@code state} says and goes on from there bit for bit; from
     * {@code beginning}, its moment before the first step, its past is computed once more.
     */
    public RunLine open(RunState state, PastMoment beginning, DataSplit data, String name) {
        Timeline past = threads.snapshots().timeline();
        past.keep(beginning);
        var start = new Start(data, state.hyperparameters(), CompletableFuture.completedFuture(state), past);
        check(start);
        var line = line(name, null, start);
        line.show(state);
        return add(line, Texts.of("undo.runs.open"));
    }

    /**
     * One more run, paused and looked at, that goes on with {@code values} on {@code data} from where {@code line} is
     * now, which goes on as well. Throws {@link Refusal} where there is not enough memory.
     */
    public RunLine forkNow(RunLine line, Hyperparameters values, DataSplit data, String name) {
        var start = new Start(
                data, values, line.state().thenApply(state -> state == null ? null : Fork.of(state, values, data)));
        check(start);
        RunLine fork = line(name, new Branch(line, line.stepProperty().get()), start);
        fork.show(line);
        return add(fork, Texts.of("undo.runs.fork", line.nameProperty().get()));
    }

    /**
     * One more run, paused and looked at, from the same initial weights as {@code line}, with the same order of batches
     * and the same ε as far as {@code hyperparameters} allow. Throws {@link Refusal} where there is not enough memory.
     */
    public RunLine twin(RunLine line, Hyperparameters hyperparameters) {
        return twin(line, hyperparameters, Following.NOBODY);
    }

    /** As {@link #twin}, with the changes that were made to {@code line} on its way, each at its step. */
    public RunLine twinWithChanges(RunLine line) {
        Recipe recipe = Following.recipe(line);
        return twin(line, recipe.first(), new Following(recipe));
    }

    private RunLine twin(RunLine line, Hyperparameters hyperparameters, Following following) {
        var start = Start.fresh(data(line), hyperparameters);
        check(start);
        return add(
                line(twinName(line), new Branch(line, 0), following, start),
                Texts.of("undo.runs.twin", line.nameProperty().get()));
    }

    /** The twin of a twin is one more of the first: names stay short. */
    private static String twinName(RunLine of) {
        RunLine first = of;
        for (var branch = of.branch(); branch != null && branch.step() == 0; branch = first.branch())
            first = branch.from();
        return Texts.of("runs.twin", first.nameProperty().get());
    }

    /** One more run, paused and looked at, from the same initial weights as {@code line}, on {@code data}. */
    public RunLine fresh(RunLine line, Hyperparameters values, DataSplit data, String name) {
        var start = Start.fresh(data, values);
        check(start);
        return add(
                line(name, new Branch(line, 0), start),
                Texts.of("undo.runs.twin", line.nameProperty().get()));
    }

    /** One more run from other initial weights than any, else as {@code line}; paused and looked at. */
    public RunLine another(RunLine line, Hyperparameters hyperparameters) {
        var start = Start.fresh(data(line), hyperparameters);
        check(start);
        String name = IntStream.rangeClosed(1, lines.size() + 1)
                .mapToObj(number -> Texts.of("runs.name", number))
                .filter(free -> !taken(free))
                .findFirst()
                .orElseThrow();
        return add(line(name, null, start), Texts.of("undo.runs.new"));
    }

    /** One more run that is as {@code line} is now, paused and not looked at. */
    public RunLine duplicate(RunLine line) {
        var start = new Start(data(line), line.hyperparametersProperty().get(), line.state());
        check(start);
        String name = line.nameProperty().get();
        RunLine former = shown();
        var branch = new Branch(line, line.stepProperty().get());
        RunLine copy = line(Texts.of("runs.copy", name), branch, start);
        copy.show(line);
        add(copy, Texts.of("undo.runs.copy", name));
        show(former);
        return copy;
    }

    /** Pauses {@code line}, looked at or not. */
    public void pause(RunLine line) {
        line.pause();
    }

    /** Ends {@code line} and takes it from the list; the last one stays. */
    public void remove(RunLine line) {
        if (lines.size() < 2 || !lines.contains(line)) return;
        var parked = new Parked(line, lines.indexOf(line));
        parked.away();
        undo.push(Texts.of("undo.runs.remove", line.nameProperty().get()), parked::back, parked::away, parked::holds);
    }

    /** Calls {@code line} by another name; an empty one changes nothing. */
    public void rename(RunLine line, String name) {
        String before = line.nameProperty().get();
        String next = name.strip();
        if (next.isEmpty() || next.equals(before)) return;
        line.rename(next);
        undo.push(Texts.of("undo.runs.rename", before), () -> line.rename(before), () -> line.rename(next));
    }

    /** Ends all runs. */
    public void end() {
        lines.forEach(RunLine::end);
    }

    // ---- all others ----

    /**
     * Runs that were read from a file take the place of all that are there, paused. Can be undone: the former ones go
     * on bit for bit then.
     *
     * @param data what each of them learns from
     * @param lookedAt the place of the one to look at
     */
    public void resume(List<SavedRun> saved, List<DataSplit> data, int lookedAt, String undoName) {
        var former = new ArrayList<Parked>();
        var looked = new RunLine[] {shown()};
        for (RunLine line : lines) former.add(new Parked(line, 0));
        former.forEach(Parked::rest);
        var next = new ArrayList<RunLine>();
        for (int i = 0; i < saved.size(); i++) next.add(line(saved.get(i), data.get(i), next));
        var parked = next.stream().map(line -> new Parked(line, 0)).toList();
        exchange(former, next, next.get(lookedAt));
        BiConsumer<List<Parked>, List<Parked>> swap = (away, back) -> {
            RunLine at = shown();
            away.forEach(Parked::rest);
            exchange(away, back.stream().map(Parked::goOn).toList(), looked[0]);
            looked[0] = at;
        };
        undo.push(undoName, () -> swap.accept(parked, former), () -> swap.accept(former, parked), () -> Stream.concat(
                        former.stream(), parked.stream())
                .flatMap(one -> one.holds().stream())
                .toList());
    }

    /** {@code next} come, one of them is looked at, and those that rest go. */
    private void exchange(List<Parked> resting, List<RunLine> next, RunLine look) {
        lines.addAll(next);
        shown.set(look);
        lines.removeAll(resting.stream().map(one -> one.line).toList());
    }

    /** A run from a file, {@code before} being those that come before it there. */
    private RunLine line(SavedRun saved, DataSplit data, List<RunLine> before) {
        var state = saved.state();
        var from = saved.branch();
        var branch =
                from == null || from.from() >= before.size() ? null : new Branch(before.get(from.from()), from.step());
        String name = saved.name().isBlank() ? Texts.of("runs.name", before.size() + 1) : saved.name();
        var following = Following.of(saved.follows());
        var line = new RunLine(name, saved.colour(), branch, following, state.hyperparameters(), threads, this::fault);
        line.replace(new Start(data, state.hyperparameters(), CompletableFuture.completedFuture(state)));
        line.show(state);
        return line;
    }

    // ---- more and fewer ----

    private static DataSplit data(RunLine line) {
        return Objects.requireNonNull(line.dataProperty().get(), "a run without images");
    }

    /** Bytes that the runs but for {@code line} take besides the images. */
    long memoryBeside(@Nullable RunLine line) {
        return MemoryShares.ofRunsBeside(lines, line);
    }

    private void check(Start start) {
        MemoryNeed.check(start.hyperparameters(), start.data(), memory - memoryBeside(null));
    }

    private RunLine line(String name, @Nullable Branch branch, Start start) {
        return line(name, branch, Following.NOBODY, start);
    }

    private RunLine line(String name, @Nullable Branch branch, Following following, Start start) {
        int colour = IntStream.range(0, lines.size() + 1)
                .filter(i -> lines.stream().noneMatch(line -> line.colour() == i))
                .findFirst()
                .orElseThrow();
        String own = IntStream.iterate(2, number -> number + 1)
                .mapToObj(number -> Texts.of("runs.again", name, number))
                .filter(free -> !taken(free))
                .findFirst()
                .orElseThrow();
        var line = new RunLine(
                taken(name) ? own : name, colour, branch, following, start.hyperparameters(), threads, this::fault);
        line.replace(start);
        return line;
    }

    private boolean taken(String name) {
        return lines.stream().anyMatch(line -> line.nameProperty().get().equals(name));
    }

    private RunLine add(RunLine line, String undoName) {
        lines.add(line);
        shown.set(line);
        var parked = new Parked(line, lines.size() - 1);
        undo.push(undoName, parked::away, parked::back, parked::holds);
        return line;
    }

    /** A run that can be away for a while. */
    private final class Parked {
        private final RunLine line;
        private final int place;
        private @Nullable RestingRun rest;

        Parked(RunLine line, int place) {
            this.line = line;
            this.place = place;
        }

        void away() {
            int at = lines.indexOf(line);
            if (shown() == line) shown.set(lines.get(at == 0 ? 1 : at - 1));
            lines.remove(at);
            rest();
        }

        void back() {
            lines.add(Math.min(place, lines.size()), line);
            goOn();
            shown.set(line);
        }

        void rest() {
            Start resting = line.rest();
            rest = resting == null ? null : new RestingRun(resting, threads.kernel());
        }

        RunLine goOn() {
            RestingRun from = rest;
            if (from != null) line.replace(from.awake());
            rest = null;
            return line;
        }

        List<Held> holds() {
            RestingRun held = rest;
            DataSplit open = shown().dataProperty().get();
            return held == null || open == null ? List.of() : held.holds(open);
        }
    }
}
