package org.latentfx.session;

import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableStringValue;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.session.compare.Comparison;
import org.latentfx.session.concurrent.Background;
import org.latentfx.session.concurrent.Clock;
import org.latentfx.session.concurrent.Errand;
import org.latentfx.session.concurrent.FrameBatcher;
import org.latentfx.session.concurrent.Message;
import org.latentfx.session.concurrent.UndoStack;
import org.latentfx.session.data.DataOpening;
import org.latentfx.session.debug.DebugFigures;
import org.latentfx.session.direction.Directions;
import org.latentfx.session.drawing.Drawings;
import org.latentfx.session.evaluation.HeldOutFigures;
import org.latentfx.session.explain.Slips;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.export.Exporter;
import org.latentfx.session.file.SessionDocument;
import org.latentfx.session.file.ShownState;
import org.latentfx.session.inpainting.Inpainter;
import org.latentfx.session.label.Classes;
import org.latentfx.session.map.HeldOutEncodings;
import org.latentfx.session.map.Layouts;
import org.latentfx.session.map.NearestImages;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.session.path.Paths;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.quality.QualityFigures;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunCommands;
import org.latentfx.session.run.RunListCommands;
import org.latentfx.session.run.RunThreads;
import org.latentfx.session.run.Runs;
import org.latentfx.session.samples.Samples;
import org.latentfx.session.slow.LivePass;
import org.latentfx.session.slow.SlowMotion;
import org.latentfx.session.sweep.Sweeps;
import org.latentfx.session.timeline.TimeMachine;
import org.latentfx.text.Texts;
import org.latentfx.train.Preset;
import org.latentfx.train.RunState;

/**
 * What the window shows, as read-only properties, and what a person can do, as commands. It knows no scene graph. FX
 * thread only, but for what it hands to its executors.
 */
public final class Session implements AutoCloseable {
    private final Kernel kernel;
    private final int threads;
    private final UndoStack undo;
    private final Runs runs;
    private final Run run;
    private final RunCommands commands;
    private final RunListCommands runList;
    private final Explorer explorer;
    private final Classes classes;
    private final HeldOutEncodings encodings;
    private final ImageProbe probe;
    private final PlaneFields fields;
    private final Inpainter inpainter;
    private final Samples samples;
    private final HeldOutFigures evaluation;
    private final QualityFigures quality;
    private final DebugFigures debug;
    private final Slips slips;
    private final Selection selection;
    private final Pins pins;
    private final Drawings drawings;
    private final Activity activity;
    private final Spoken message = new Spoken();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final HeldOutChoice heldOut = new HeldOutChoice();
    private final Loader loader;
    private final DataOpening dataOpening;
    private final PictureTaker pictures;
    private final Exporter exporter;
    private final RunFollower follower;
    private final SessionDocument document;
    private final Paths paths;
    private final Directions directions;
    private final NearestImages nearestImages;
    private final Layouts layouts;
    private final Sweeps sweeps;
    private final TimeMachine timeMachine;
    private final Comparison comparison;
    private final SlowMotion slowMotion;

    /**
     * @param background one thread for files, grids and projections; a training step computes on {@code threads}
     * @param fx where properties change, such as {@code Platform::runLater}
     */
    public Session(Kernel kernel, int threads, Executor background, Executor fx) {
        this(kernel, threads, background, background, fx);
    }

    /** {@code slow}: where a computation of some seconds keeps nobody waiting. */
    public Session(Kernel kernel, int threads, Executor background, Executor slow, Executor fx) {
        this(kernel, threads, background, slow, fx, new UndoStack(), Clock.SYSTEM);
    }

    Session(Kernel kernel, int threads, Executor background, Executor slow, Executor fx, UndoStack undo, Clock clock) {
        this.kernel = kernel;
        this.threads = threads;
        this.undo = undo;
        selection = new Selection(undo);
        pins = new Pins(undo);
        long memory = Runtime.getRuntime().maxMemory();
        var runThreads = new RunThreads(kernel, threads, fx, this::spareMemory, clock.nanoTime());
        runs = new Runs(
                runThreads, Preset.MAP.hyperparameters(), undo, memory, fault -> message.tell(Message.lasting(fault)));
        run = new Run(runs);
        commands = new RunCommands(run, runs, undo, this::tell, clock.nanoTime(), memory);
        runList = new RunListCommands(runs, this::past, undo, selection.imagesProperty(), this::tell);
        explorer = new Explorer(undo, 1);
        classes = new Classes(explorer);
        var past = new SimpleBooleanProperty();
        var training = Bindings.createObjectBinding( // whether what is shown is changing
                () -> run.statusProperty().get() == Run.Status.TRAINING && !past.get(), run.statusProperty(), past);
        var asked = new Background(background, fx, clock, training, this::say);
        var frames = new FrameBatcher(fx, training, clock);
        var following = asked.deliveredBy(frames);
        exporter = new Exporter(run, asked.on(slow));
        encodings = new HeldOutEncodings(following);
        follower = new RunFollower(run, explorer, encodings, kernel, new Errand(asked));
        runThreads.freezeBy(follower::freeze);
        runThreads.lookedAtBy(background);
        timeMachine = new TimeMachine(
                run, kernel, asked.on(slow), follower::freeze, encodings.completeProperty()::get, follower::look);
        past.bind(timeMachine.restingProperty()); // while the thumb moves, the picture comes before all panels
        // a model comes first even where the background thread has yet to begin
        loader = new Loader(
                run, commands, follower, encodings, undo, heldOut::choose, this::tell, asked, asked.on(slow));
        dataOpening = new DataOpening(asked.on(slow), loader::take);
        probe = new ImageProbe(explorer, undo, following, 1);
        pictures = new PictureTaker(probe, run.dataProperty(), new Errand(asked), this::say);
        busy.bind(loader.running().or(pictures.reading().running()));
        fields = new PlaneFields(explorer, encodings.pointsProperty(), following);
        inpainter = new Inpainter(explorer, probe, undo, asked, 1);
        samples = new Samples(explorer, following);
        drawings = new Drawings(probe, undo, dataOpening, this::say);
        var shown = new ShownState(explorer, selection, pins, probe, drawings, fields);
        document =
                new SessionDocument(run, shown, undo, loader::resume, dataOpening::look, asked.on(slow), message::tell);
        evaluation = new HeldOutFigures(run, explorer, threads, asked.on(slow));
        quality = new QualityFigures(run, explorer, kernel, following, asked.on(slow));
        debug = new DebugFigures(run, explorer, kernel, evaluation, asked.on(slow));
        quality.classes().sharesProperty().subscribe(debug.doctor()::hear);
        slips = new Slips(run, explorer, runList, asked.on(slow));
        run.modelProperty().addListener((property, before, model) -> {
            frames.now();
            follower.follow(model);
        });
        heldOut.tell(encodings::choose, selection::choose, classes::choose);
        heldOut.tell(inpainter::choose, samples::choose, probe::choose);
        run.dataProperty().subscribe(data -> samples.learnFrom(data == null ? null : data.train()));
        run.dataProperty().subscribe(data -> heldOut.choose(data == null ? null : data.test()));
        paths = new Paths(explorer, encodings, asked);
        directions = new Directions(explorer, encodings, asked, 1);
        nearestImages = new NearestImages(explorer, encodings, asked);
        layouts = new Layouts(explorer, encodings, undo, asked.on(slow));
        sweeps = new Sweeps(run, runs, kernel, threads, asked.on(slow));
        comparison = new Comparison(runs, explorer, probe, quality.judges(), kernel, asked, asked.on(slow));
        slowMotion = new SlowMotion(run, timeMachine, kernel, asked.on(slow), new LivePass(explorer, probe, following));
        activity = new Activity(busy, run.statusProperty());
        message.follow(run.statusProperty());
    }

    /** The run that is looked at. */
    public Run run() {
        return run;
    }

    /** All runs, and which of them is looked at. */
    public Runs runs() {
        return runs;
    }

    /** The runs that stand side by side. */
    public Comparison comparison() {
        return comparison;
    }

    /** What a person can do to the list of runs. */
    public RunListCommands runList() {
        return runList;
    }

    /** What a person can do to the run that is looked at. */
    public RunCommands commands() {
        return commands;
    }

    public Explorer explorer() {
        return explorer;
    }

    /** The classes that the model is told, and which it is asked for. */
    public Classes classes() {
        return classes;
    }

    public HeldOutEncodings encodings() {
        return encodings;
    }

    public ImageProbe probe() {
        return probe;
    }

    /** Pictures from outside, to be probed. */
    public PictureTaker pictures() {
        return pictures;
    }

    public PlaneFields fields() {
        return fields;
    }

    public Inpainter inpainter() {
        return inpainter;
    }

    public HeldOutFigures evaluation() {
        return evaluation;
    }

    public QualityFigures quality() {
        return quality;
    }

    /** The model from within. */
    public DebugFigures debug() {
        return debug;
    }

    /** Mistakes in circulation, done on purpose. */
    public Slips slips() {
        return slips;
    }

    public Samples samples() {
        return samples;
    }

    public Selection selection() {
        return selection;
    }

    public Pins pins() {
        return pins;
    }

    public Drawings drawings() {
        return drawings;
    }

    /** Own pictures that are about to be opened. */
    public DataOpening dataOpening() {
        return dataOpening;
    }

    public Exporter exporter() {
        return exporter;
    }

    public UndoStack undoStack() {
        return undo;
    }

    public Paths paths() {
        return paths;
    }

    public Directions directions() {
        return directions;
    }

    public NearestImages nearestImages() {
        return nearestImages;
    }

    public Layouts layouts() {
        return layouts;
    }

    /** Many runs of the same images with other settings, and what came of them. */
    public Sweeps sweeps() {
        return sweeps;
    }

    /** Which moment of the run everything shown is of. */
    public TimeMachine timeMachine() {
        return timeMachine;
    }

    /** The next training step as a film. */
    public SlowMotion slowMotion() {
        return slowMotion;
    }

    /** The session's file: open, save, and whether it has changed since. */
    public SessionDocument document() {
        return document;
    }

    /** What is happening, in words. */
    public ObservableStringValue activityProperty() {
        return activity;
    }

    /** What the person should read; null if there is nothing or it is dismissed. */
    public ReadOnlyObjectProperty<@Nullable Message> messageProperty() {
        return message.property();
    }

    /** Whether a file or data set is being read. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    public String kernelDescription() {
        return kernel.description();
    }

    /** Compute threads of a training step. */
    public int threads() {
        return threads;
    }

    /** Shows a trained model at once, on the held-out images; it can be trained once all of the data is read. */
    public void open(Supplier<RunState> model, Supplier<ImageSet> heldOut, String dataName) {
        loader.open(model, heldOut, dataName);
    }

    /** Another data set, by the name of a shipped one or the path that leads to it. The model starts anew. */
    public void chooseData(String nameOrFolder) {
        loader.chooseData(nameOrFolder);
    }

    /** Takes the last step back; what a message offered about it is offered no longer. */
    public void undo() {
        message.forgetOffer();
        undo.undo();
    }

    public void redo() {
        message.forgetOffer();
        undo.redo();
    }

    /** Whether anybody can see the window; while nobody can, nothing follows the run. */
    public void watched(boolean now) {
        follower.watched(now);
    }

    public void dismiss() {
        message.tell(null);
    }

    /** Shows {@code next} instead of what is shown. */
    public void tell(Message next) {
        message.tell(next);
    }

    /** Shows {@code sentence} for as long as it takes to read it. */
    public void say(String sentence) {
        message.tell(Message.passing(sentence));
    }

    @Override
    public void close() {
        sweeps.stop();
        runs.end();
    }

    /** The moment looked at, unless that is the newest one. */
    private @Nullable RunState past() {
        return timeMachine.shownProperty().get();
    }

    private void spareMemory() {
        runs.threads().snapshots().spare();
        undo.clear();
        say(Texts.of("session.memory.freed"));
    }
}
