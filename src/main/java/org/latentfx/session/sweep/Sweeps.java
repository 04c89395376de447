package org.latentfx.session.sweep;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.sweep.RateDistortionBound;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.io.AtomicFile;
import org.latentfx.io.FolderLock;
import org.latentfx.io.sweep.SweepFolder;
import org.latentfx.io.sweep.TrialLine;
import org.latentfx.io.sweep.TrialTable;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.session.concurrent.LatestTask;
import org.latentfx.session.concurrent.LatestTask.Token;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.Runs;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.MemoryNeed;
import org.latentfx.train.RunState;
import org.latentfx.train.Trainer;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.Trial;
import org.latentfx.train.timeline.PastMoment;

/**
 * The sweep or search of the window: started on the images of the run that is looked at, watched, stopped, gone on with
 * after a restart, and its trials opened as runs. Everything it makes is in a folder of its own, as the command line's
 * {@code sweep} leaves it. FX thread only.
 */
public final class Sweeps {
    /** What becomes of a sweep. */
    public enum Status {
        IDLE,
        RUNNING,
        /** Asked to stop; the trials in training are being kept. */
        STOPPING
    }

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    /** Of all held-out images together; with more, the bound would take minutes. */
    private static final long MOST_VALUES = 50_000_000;

    private record Request(Path folder, SweepPlan plan, DataSplit data, AtomicBoolean stop) {}

    private final Run run;
    private final Runs runs;
    private final Kernel kernel;
    private final int threads;
    private final LatestTask<Request, Sheet> task;
    private final LatestTask<ImageSet, RateDistortionBound> bounding;
    private final LatestTask<Request, Sheet> lookingBack;
    private final Errand reading;
    private final Background background;
    private final ReadOnlyObjectWrapper<@Nullable Sheet> sheet = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<Status> status = new ReadOnlyObjectWrapper<>(Status.IDLE);
    private final ReadOnlyObjectWrapper<@Nullable RateDistortionBound> bound = new ReadOnlyObjectWrapper<>();
    private @Nullable ImageSet bounded;
    private @Nullable Path home;
    private AtomicBoolean stop = new AtomicBoolean();
    private long began;
    private double before;
    private boolean watched;

    /**
     * @param threads that trials may compute on, all together
     * @param background where some minutes keep nobody waiting
     */
    public Sweeps(Run run, Runs runs, Kernel kernel, int threads, Background background) {
        this.run = run;
        this.runs = runs;
        this.kernel = kernel;
        this.threads = threads;
        this.background = background;
        task = background.latest((running, newer) -> false, this::train, (request, now) -> show(now));
        bounding = background.latest(
                (running, newer) -> true,
                (images, token) -> RateDistortionBound.of(images, kernel, token.progress(0, 1)),
                (images, found) -> bound.set(found));
        lookingBack = background.latest((running, newer) -> true, this::lookBack, this::showBack);
        reading = new Errand(background);
        run.dataProperty().addListener((property, was, now) -> {
            boundFor(now);
            lookBackOn(now);
        });
        task.progressProperty().addListener((property, was, now) -> {
            if (Double.isNaN(now.doubleValue())) status.set(Status.IDLE);
        });
    }

    // ---- properties ----

    /** The sweep as it stands; null before the first. */
    public ReadOnlyObjectProperty<@Nullable Sheet> sheetProperty() {
        return sheet.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Status> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /** What no model of the sheet's held-out images can do better than; null until it is known. */
    public ReadOnlyObjectProperty<@Nullable RateDistortionBound> boundProperty() {
        return bound.getReadOnlyProperty();
    }

    /** How far the bound is, 0..1; NaN while it is not being computed. */
    public ReadOnlyDoubleProperty boundProgressProperty() {
        return bounding.progressProperty();
    }

    /** How long it will take at the speed so far; NaN while that cannot be told. */
    public double secondsLeft() {
        Sheet now = sheet.get();
        if (now == null || status.get() != Status.RUNNING) return Double.NaN;
        double done = now.progress() - before;
        double seconds = (background.clock().now() - began) * 1e-9;
        return done > 0.005 ? seconds / done * (1 - now.progress()) : Double.NaN;
    }

    // ---- commands ----

    /** Somebody looks from now on: what costs time is worked out. */
    public void watch() {
        watched = true;
        boundFor(run.dataProperty().get());
        lookBackOn(run.dataProperty().get());
    }

    /** From now on sweeps are kept in {@code folder}; the last of those there is shown, unless there is one. */
    public void keepIn(Path folder) {
        home = folder;
        if (sheet.get() != null) return;
        reading.request(() -> SweepFolder.newest(folder).map(Sweeps::read), found -> found.ifPresent(this::showFirst));
    }

    private static Sheet read(Path folder) {
        var begun = SweepFolder.begun(folder);
        var plan = begun.plan();
        Map<Integer, Trial> trials = new HashMap<>();
        for (var trial : SweepFolder.trials(folder, plan)) trials.put(trial.number(), trial);
        return new Sheet(folder, plan, begun.data(), trials, Map.of());
    }

    private void showFirst(Sheet found) {
        if (sheet.get() != null) return;
        show(found);
        lookBackOn(run.dataProperty().get());
    }

    /** The models of a sweep of earlier are looked at once their images are there. */
    private void lookBackOn(@Nullable DataSplit data) {
        Sheet now = sheet.get();
        if (!watched || now == null || data == null || status.get() != Status.IDLE) return;
        if (now.looks().isEmpty() && now.data().equals(data.name()))
            lookingBack.request(new Request(now.folder(), now.plan(), data, stop));
    }

    /** In the background. */
    private @Nullable Sheet lookBack(Request request, Token<Sheet> token) {
        var maker = new SheetMaker(request.folder, request.plan, request.data, kernel, found -> {
            token.check();
            token.show(found);
        });
        maker.begin(SweepFolder.trials(request.folder, request.plan));
        return null;
    }

    private void showBack(Request request, Sheet found) {
        Sheet now = sheet.get();
        if (now != null && now.folder().equals(request.folder) && status.get() == Status.IDLE) show(found);
    }

    /** Whether one can be started: there are images, and none is running. */
    public boolean ready() {
        return home != null && run.dataProperty().get() != null && status.get() == Status.IDLE;
    }

    /** Begins another sweep. Throws {@link Refusal} where that cannot be, which changes nothing. */
    public void start(SweepPlan plan) {
        Path where = home;
        if (where == null || status.get() != Status.IDLE) return;
        begin(where.resolve(LocalDateTime.now().format(NAME)), plan);
    }

    /** Goes on with the one shown. Throws {@link Refusal} if the images of the run looked at are others. */
    public void goOn() {
        Sheet now = sheet.get();
        if (now != null && !now.complete() && status.get() == Status.IDLE) begin(now.folder(), now.plan());
    }

    private void begin(Path folder, SweepPlan plan) {
        DataSplit data = run.dataProperty().get();
        if (data == null) throw new Refusal("sweep.no-data");
        for (var one : plan.settings()) MemoryNeed.check(one, data, memory());
        stop = new AtomicBoolean();
        began = background.clock().now();
        before = Double.NaN;
        lookingBack.cancel();
        status.set(Status.RUNNING);
        task.request(new Request(folder, plan, data, stop));
    }

    /** As much again is for runs and views. */
    private static long memory() {
        return Runtime.getRuntime().maxMemory() / 2;
    }

    /** Comes to an end as soon as the trials in training are kept; {@link #goOn} goes on with them. */
    public void stop() {
        if (status.get() != Status.RUNNING) return;
        stop.set(true);
        status.set(Status.STOPPING);
    }

    /** Opens trial {@code number} as one more run, paused and looked at, and calls {@code then}. */
    public void open(int number, Runnable then) {
        Sheet now = sheet.get();
        DataSplit data = run.dataProperty().get();
        if (now == null || data == null) return;
        reading.request(() -> kept(now, number, data), found -> {
            runs.open(found.end, found.beginning, data, now.name(number));
            then.run();
        });
    }

    /** A trial where it ended and where it began: no setting of it changes on the way. */
    private record Kept(RunState end, PastMoment beginning) {}

    private Kept kept(Sheet of, int number, DataSplit data) {
        RunState state = SweepFolder.kept(of.folder(), number).orElseThrow(() -> new Refusal("sweep.not-kept", number));
        if (state.dataChecksum() != data.train().checksum())
            throw new Refusal("sweep.other-data", of.data(), data.name());
        try (var workers = new Workers(1)) {
            var trainer = new Trainer(data, state.hyperparameters(), kernel, workers);
            return new Kept(state.on(data), PastMoment.of(trainer));
        }
    }

    /** Writes the table of trials to {@code file}: as a list in JSON where its name says so, else as CSV. */
    public void export(Path file) {
        Sheet now = sheet.get();
        if (now == null) return;
        List<Trial> trials = now.done().stream()
                .sorted(Comparator.comparingInt(Trial::number))
                .toList();
        reading.request(
                () -> {
                    boolean json = file.toString().toLowerCase(Locale.ROOT).endsWith(".json");
                    var table = json
                            ? TrialLine.part(file, trials, now.scored())
                            : TrialTable.part(file, trials, now.scored());
                    AtomicFile.write(List.of(table), List.of());
                    return file;
                },
                written -> background.say().accept(Texts.of("sweep.exported", trials.size(), written)));
    }

    // ---- what comes back ----

    private void show(Sheet now) {
        if (Double.isNaN(before)) before = now.progress();
        sheet.set(now);
        boundFor(run.dataProperty().get());
    }

    private void boundFor(@Nullable DataSplit data) {
        Sheet now = sheet.get();
        if (!watched || data == null || now == null || now.done().isEmpty() || data.test() == bounded) return;
        if (!now.bounded()) return;
        long values = (long) data.test().size() * data.test().valuesPerImage();
        if (!now.data().equals(data.name()) || values > MOST_VALUES) return;
        bounded = data.test();
        bound.set(null);
        bounding.request(data.test());
    }

    /** In the background. */
    private @Nullable Sheet train(Request request, Token<Sheet> token) {
        AtomicFile.prepareFolder(request.folder);
        try (var lock = FolderLock.take(request.folder);
                var cores = SharedTurn.by(runs.threads().turn())) {
            var folder = SweepFolder.open(request.folder, request.plan, request.data, kernel.name(), false);
            var maker = new SheetMaker(request.folder, request.plan, request.data, kernel, token::show);
            maker.begin(folder.trials());
            new SweepRun(folder, request.data, kernel, threads, memory(), cores, request.stop::get, maker).run();
        }
        return null;
    }
}
