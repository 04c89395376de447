package org.latentfx.app.screenshot;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javafx.scene.Parent;
import javafx.scene.control.ButtonBase;
import org.latentfx.analysis.path.PathKind;
import org.latentfx.data.drawing.Canvas;
import org.latentfx.session.Session;
import org.latentfx.session.direction.Directions;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.inpainting.Inpainter;
import org.latentfx.session.inpainting.Mask;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.run.Run;
import org.latentfx.session.run.RunLine;
import org.latentfx.session.slow.Stage;
import org.latentfx.session.sweep.Sheet;
import org.latentfx.session.sweep.Sweeps;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.Variation;

/**
 * What the pictures of the window show: what is done in the session once, which buttons of each window are pressed, and
 * when all that is complete. FX thread only.
 */
public enum ScreenshotScene {
    WINDOW(false, session -> {}, window -> {}),
    DENSITY(false, session -> {}, window -> press(window, "layer-density", "layer-manifold")),
    SENSITIVITY(false, session -> {}, window -> press(window, "layer-sensitivity", "layer-points", "layer-manifold")),
    REGIONS(false, session -> {}, window -> press(window, "layer-regions", "layer-probes", "layer-manifold")),
    GROUPS(false, ScreenshotScene::select, window -> press(window, "tab-2", "layer-manifold")),
    PATH(false, ScreenshotScene::path, window -> press(window, "tab-1", "layer-manifold")),
    ASK(false, ScreenshotScene::hide, window -> press(window, "tab-3", "ask-find")),
    FILL(false, ScreenshotScene::hide, window -> press(window, "tab-3", "ask-fill")),
    SAMPLES(false, session -> {}, window -> press(window, "tab-4")),
    FIGURES(false, session -> session.evaluation().measure(), window -> press(window, "tab-5")),
    DRAWING(false, ScreenshotScene::draw, window -> press(window, "draw")),
    LATENTS(true, ScreenshotScene::turn, window -> press(window, "map-zoomIn", "map-zoomIn", "layer-manifold")),
    LAYOUT(true, session -> session.layouts().find(), window -> {}),
    DEBUG(true, ScreenshotScene::learn, window -> press(window, "workspace-debug")),
    COMPARE(false, ScreenshotScene::twins, window -> press(window, "workspace-compare")),
    SWEEP(false, ScreenshotScene::sweep, window -> press(window, "workspace-sweep")),
    MODEL(true, session -> {}, window -> press(window, "workspace-model")),
    SLOW(false, ScreenshotScene::slowMotion, window -> press(window, "workspace-model"));

    /** Steps of each twin: some seconds. */
    private static final int TWIN_STEPS = 400;

    private static final int EIGHT = 8;
    private static final int NINE = 9;

    private final boolean manyLatents;
    private final Consumer<Session> prepare;
    private final Consumer<Parent> dress;

    ScreenshotScene(boolean manyLatents, Consumer<Session> prepare, Consumer<Parent> dress) {
        this.manyLatents = manyLatents;
        this.prepare = prepare;
        this.dress = dress;
    }

    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a model with more than two latents is shown. */
    boolean manyLatents() {
        return manyLatents;
    }

    void prepare(Session session) {
        prepare.accept(session);
    }

    void dress(Parent window) {
        dress.accept(window);
    }

    /** Whether everything that was asked for is there. */
    boolean complete(Session session) {
        Predicate<Session> layout =
                s -> Double.isNaN(s.layouts().progressProperty().get());
        Predicate<Session> path = s -> Double.isNaN(s.paths().progressProperty().get());
        Predicate<Session> answer = s -> s.inpainter().stageProperty().get() == Inpainter.Stage.IDLE;
        Predicate<Session> compared = s -> this != COMPARE || compared(s);
        Predicate<Session> drawn =
                s -> this != SAMPLES || s.samples().drawProperty().get() != null;
        Predicate<Session> figures =
                s -> this != FIGURES || s.evaluation().figuresProperty().get() != null;
        Predicate<Session> debugged = s -> this != DEBUG || debugged(s);
        Predicate<Session> swept = s -> this != SWEEP || swept(s.sweeps());
        return layout.and(path)
                .and(answer)
                .and(compared)
                .and(drawn)
                .and(figures)
                .and(debugged)
                .and(swept)
                .and(s -> this != SLOW || s.slowMotion().shownProperty().get() != null)
                .test(session);
    }

    private static void press(Parent window, String... ids) {
        for (String id : ids) ((ButtonBase) window.lookup("#" + id)).fire();
    }

    /** Whether the twins have learnt something, and every column is filled. */
    private static boolean compared(Session session) {
        return session.comparison().sheetProperty().get().runs().stream()
                .allMatch(run -> run.facts().step() >= TWIN_STEPS
                        && !run.facts().training()
                        && run.accuracy() != null
                        && run.map() != null
                        && run.map().manifold() != null);
    }

    // ---- what is done ----

    /** Two more runs that begin alike and differ in β. */
    private static void twins(Session session) {
        var runs = session.runs();
        RunLine first = runs.shown();
        for (double beta : new double[] {0.25, 8}) {
            var settings = Settings.BETA.with(first.hyperparametersProperty().get(), beta);
            RunLine twin = runs.twin(first, settings);
            runs.rename(twin, "β " + Settings.BETA.format(beta));
            twin.stepProperty().subscribe(step -> {
                if (step.longValue() >= TWIN_STEPS) twin.pause();
            });
            twin.play();
        }
        runs.show(first);
        session.explorer().moveTo(new float[] {0.7f, -0.9f});
    }

    /** Some hundred steps from the start, whose moments all are measured. */
    private static void learn(Session session) {
        var run = session.run();
        run.statusProperty().subscribe(status -> {
            boolean ready = status == Run.Status.PAUSED && run.stepProperty().get() > 2 * TWIN_STEPS;
            if (ready) session.commands().trainFromScratch();
        });
        run.stepProperty().subscribe(step -> {
            if (step.longValue() >= TWIN_STEPS && run.statusProperty().get() == Run.Status.TRAINING) run.pause();
        });
    }

    private static boolean debugged(Session session) {
        var figures = session.debug();
        var run = session.run();
        long step = run.stepProperty().get();
        boolean still = step >= TWIN_STEPS && step <= 2 * TWIN_STEPS && !run.playing();
        if (!still || figures.bound().boundProperty().get() == null) return false;
        if (figures.signals().unmeasured() > 0
                && Double.isNaN(figures.signals().progressProperty().get()))
            figures.signals().measurePast();
        return figures.signals().unmeasured() == 0
                && figures.aggregate().measuredProperty().get() != null
                && figures.failures().measuredProperty().get() != null;
    }

    private static void select(Session session) {
        var points = session.encodings().pointsProperty().get();
        byte[] labels = points == null ? new byte[0] : points.images().labels();
        int[] eights = IntStream.range(0, labels.length)
                .filter(i -> labels[i] == EIGHT && i % 3 == 0)
                .toArray();
        session.selection().select(eights, Selection.Mode.REPLACE);
        session.directions().from(new Directions.Group(eights.length + " selected", -1, eights));
        var nines = session.directions().ofClass(NINE);
        if (nines != null) session.directions().to(nines);
        session.pins().pin(new float[] {-1.5f, 2});
        session.pins().pin(new float[] {2, -1});
        session.probe().takeImage(EIGHT);
    }

    private static void path(Session session) {
        session.paths().kind(PathKind.GEODESIC);
        session.paths().between(new LatentTarget.Centre(0, "0"), new LatentTarget.Centre(1, "1"));
        session.explorer().moveTo(new float[] {0.5f, 0});
    }

    private static void hide(Session session) {
        session.probe().takeImage(NINE);
        session.inpainter().hide(Mask.Preset.BOTTOM);
        session.explorer().moveTo(new float[] {0.4f, -2.2f});
    }

    private static void draw(Session session) {
        double[] x = {70, 130, 150, 110, 150, 130, 70};
        double[] y = {50, 45, 75, 105, 140, 175, 170};
        Canvas canvas = Canvas.EMPTY;
        for (int i = 1; i < x.length; i++) canvas = canvas.stroke(x[i - 1], y[i - 1], x[i], y[i], 9, false);
        session.probe().draw(canvas);
        session.probe().keepDrawing();
    }

    /** Begins as soon as the training images are read; what it leaves is deleted when the program ends. */
    private static void sweep(Session session) {
        Path folder;
        try {
            folder = Files.createTempDirectory("latentfx-sweep");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        session.sweeps().keepIn(folder);
        var base = Settings.EPOCHS.with(Preset.SEED.hyperparameters(), 1);
        var plan = SweepPlan.grid(base, List.of(Variation.parse("beta=0.5,1,4"), Variation.parse("latents=2,10")));
        session.run().dataProperty().subscribe(data -> {
            if (data != null) session.sweeps().start(plan);
        });
    }

    private static boolean swept(Sweeps sweeps) {
        Sheet sheet = sweeps.sheetProperty().get();
        if (sheet == null || !sheet.complete() || sweeps.boundProperty().get() == null) return false;
        File[] left = sheet.folder().toFile().listFiles();
        Path home = sheet.folder().getParent();
        if (home != null) home.toFile().deleteOnExit();
        sheet.folder().toFile().deleteOnExit();
        if (left != null) for (File file : left) file.deleteOnExit(); // in the order opposite to this
        return true;
    }

    /** Begins as soon as there is a run that can take a step. */
    private static void slowMotion(Session session) {
        session.run().statusProperty().subscribe(status -> {
            if (status != Run.Status.PAUSED) return;
            session.slowMotion().open();
            session.slowMotion().show(Stage.LOSSES);
        });
    }

    private static void turn(Session session) {
        session.fields().showPrincipalAxes();
        session.probe().takeImage(3);
        session.probe().noise(ImageProbe.Noise.AVERAGED, 128);
        session.explorer().lock(0, true);
        session.explorer().lock(2, true);
    }
}
