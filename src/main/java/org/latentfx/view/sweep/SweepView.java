package org.latentfx.view.sweep;

import java.io.File;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.sweep.RateDistortionBound;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.Session;
import org.latentfx.session.sweep.Sheet;
import org.latentfx.session.sweep.Sweeps;
import org.latentfx.session.sweep.Sweeps.Status;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.Score;
import org.latentfx.train.sweep.SeedGroup;
import org.latentfx.train.sweep.Spread;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.map.paint.ThumbnailPicture;

/**
 * Sweep and search: on the left what to try, in the middle a small view of each trial as it learns, on the right all of
 * them on the rate–distortion plane and as a table. FX thread only.
 */
public final class SweepView extends Region {
    private static final double LEFT = 272;
    private static final double RIGHT_SHARE = 0.34;
    private static final double LEAST_RIGHT = 300;
    private static final double LINE = 1;

    private final Sweeps sweeps;
    private final Runnable opened;
    private final Consumer<String> say;
    private final SweepForm form;
    private final CellGrid grid = new CellGrid(this::open);
    private final TrialPlane plane = new TrialPlane(this::open);
    private final TrialTableView table = new TrialTableView(this::open);
    private final Button start = command("start");
    private final Button stop = command("stop");
    private final Button goOn = command("go-on");
    private final Button export = command("export");
    private final ProgressBar progress = new ProgressBar();
    private final Label state = quiet();
    private final Label seeds = quiet();
    private final Label scaleWords = quiet();
    /** In the plane's place where there is no trial, or none with a rate. */
    private final Label unrated = quiet();

    /** Of the run looked at, which trials begin as. */
    private final ObservableValue<Hyperparameters> ofRun;

    private final PanelHeader middleHead;
    private final VBox left;
    private final VBox middle;
    private final VBox right;

    /** @param opened run after a trial was opened as a run */
    public SweepView(Session session, Runnable opened) {
        sweeps = session.sweeps();
        say = session::say;
        this.opened = opened;
        ofRun = session.run().hyperparametersProperty();
        form = new SweepForm(ofRun);
        unrated.setId("sweep-unrated");
        getStyleClass().add("sweep-view");
        getStylesheets().add(Stylesheets.PANELS.address());
        getStylesheets().add(Stylesheets.SWEEP.address());
        left = panel(new PanelHeader(Texts.of("sweep.title")), form, commands(), progress, state);
        middleHead = new PanelHeader(Texts.of("sweep.sheet"), kinds());
        var scroll = new CellScroll(grid);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        middle = panel(middleHead, scroll, scaleWords);
        var planeRoom = new PlaneRoom();
        VBox.setVgrow(planeRoom, Priority.ALWAYS);
        VBox.setVgrow(table, Priority.ALWAYS);
        table.setPrefHeight(220);
        var planeHead = new PanelHeader(Texts.of("sweep.plane"))
                .detail(Texts.of("sweep.plane.detail"), Texts.of("sweep.plane.tip"));
        right = panel(planeHead, planeRoom, new PanelHeader(Texts.of("sweep.table"), export), table, seeds);
        getChildren().addAll(left, middle, right);
        Sheet former = sweeps.sheetProperty().get();
        if (former != null) form.fill(former.plan());
        else onFirstSheet();
        sweeps.sheetProperty().subscribe(this::show);
        sweeps.boundProperty().subscribe(this::show);
        sweeps.statusProperty().subscribe(this::enable);
        form.planProperty().subscribe(this::enable);
        ofRun.subscribe(this::show);
        session.run().dataProperty().subscribe(now -> {
            about(now);
            enable();
        });
        show();
        sweeps.watch();
    }

    /** What was swept before the last restart is what the form begins with; what is typed by then stays. */
    private void onFirstSheet() {
        var first = new Subscription[1];
        first[0] = sweeps.sheetProperty().subscribe((before, now) -> {
            if (now != null && sweeps.statusProperty().get() == Status.IDLE && !form.touched()) form.fill(now.plan());
            first[0].unsubscribe();
        });
    }

    private void about(@Nullable DataSplit data) {
        String name = data == null ? SceneWording.text(this, "sweep.data.none") : Datasets.title(data.name());
        ((PanelHeader) left.getChildren().get(0)).detail(Texts.of("sweep.data", name), Texts.of("sweep.data.tip"));
    }

    private static VBox panel(Node... nodes) {
        var panel = new VBox(nodes);
        panel.getStyleClass().addAll("panel", "sweep-panel");
        return panel;
    }

    private static Label quiet() {
        var label = new Label();
        label.getStyleClass().add("quiet");
        label.setWrapText(true);
        label.setMinHeight(USE_PREF_SIZE);
        return label;
    }

    private static Button command(String key) {
        var button = new Button(Texts.of("sweep." + key));
        button.setId("sweep-" + key);
        button.getStyleClass().add("small-menu");
        button.setMinWidth(USE_PREF_SIZE);
        Tips.say(button, Texts.of("sweep." + key + ".tip"));
        return button;
    }

    private Node commands() {
        start.getStyleClass().add("accent");
        start.setOnAction(event -> attempt(() -> {
            SweepPlan plan = form.planProperty().get();
            if (plan != null) sweeps.start(plan);
        }));
        stop.setOnAction(event -> sweeps.stop());
        goOn.setOnAction(event -> attempt(sweeps::goOn));
        export.setOnAction(event -> exportTable());
        progress.setMaxWidth(Double.MAX_VALUE);
        var row = new HBox(start, stop, goOn);
        row.getStyleClass().add("tool-row");
        for (Region node : List.of(start, stop, goOn, progress))
            node.managedProperty().bind(node.visibleProperty());
        return row;
    }

    private Node kinds() {
        var group = new ToggleGroup();
        var row = new HBox();
        row.setAlignment(Pos.CENTER_LEFT);
        for (var kind : ThumbnailPicture.Kind.values()) {
            String key = kind.name().toLowerCase(Locale.ROOT);
            var one = new ToggleButton(Texts.of("sweep.kind." + key));
            one.setId("sweep-kind-" + key);
            one.getStyleClass().addAll("flat", "chip");
            one.setMinWidth(USE_PREF_SIZE);
            one.setToggleGroup(group);
            Tips.say(one, Texts.of("sweep.kind." + key + ".tip"));
            one.setOnAction(event -> {
                one.setSelected(true);
                grid.show(kind);
            });
            row.getChildren().add(one);
        }
        group.selectToggle(group.getToggles().get(0));
        return row;
    }

    // ---- commands ----

    private void attempt(Runnable what) {
        try {
            what.run();
        } catch (Refusal e) {
            say.accept(e.getMessage());
        }
    }

    private void open(int number) {
        sweeps.open(number, opened);
    }

    private void exportTable() {
        var chooser = new FileChooser();
        chooser.setTitle(Texts.of("sweep.export.title"));
        chooser.setInitialFileName("trials.csv");
        chooser.getExtensionFilters()
                .addAll(
                        new FileChooser.ExtensionFilter(Texts.of("sweep.export.kind"), "*.csv"),
                        new FileChooser.ExtensionFilter(Texts.of("sweep.export.json"), "*.json"));
        File file = chooser.showSaveDialog(getScene().getWindow());
        if (file != null) sweeps.export(file.toPath());
    }

    // ---- what is shown ----

    private void show() {
        Sheet sheet = sweeps.sheetProperty().get();
        var scale = sheet == null ? new ScoreScale(Double.NaN, Double.NaN) : ScoreScale.of(sheet);
        grid.show(sheet, scale);
        plane.show(sheet, scale, sheet != null && sheet.bounded() ? bound() : null);
        boolean rated = sheet != null && sheet.scored().hasRate();
        plane.setVisible(rated);
        unrated.setVisible(!rated);
        ModelKind kind =
                sheet == null ? ofRun.getValue().model() : sheet.scored().kind();
        boolean costs = kind.can(Capability.HAS_PRIOR);
        unrated.setText(costs ? Texts.of("sweep.plane.empty") : Capability.HAS_PRIOR.missing(kind));
        table.show(sheet);
        seeds.setText(sheet == null ? "" : overSeeds(sheet));
        seeds.setManaged(!seeds.getText().isEmpty());
        middleHead.detail(
                sheet == null
                        ? ""
                        : SceneWording.text(
                                this,
                                "sweep.sheet.detail",
                                Datasets.title(sheet.data()),
                                sheet.scored().words()));
        scaleWords.setText(
                scale.known()
                        ? SceneWording.text(
                                this, "sweep.scale", Figures.loss(scale.best()), Figures.loss(scale.worst()))
                        : sheet == null ? "" : SceneWording.text(this, "sweep.scale.none"));
        export.setDisable(sheet == null || sheet.done().isEmpty());
        enable();
        grid.requestLayout();
        requestLayout();
    }

    private @Nullable RateDistortionBound bound() {
        return sweeps.boundProperty().get();
    }

    private static String overSeeds(Sheet sheet) {
        var varied = sheet.plan().varied();
        if (!varied.remove(Settings.SEED)) return "";
        return SeedGroup.of(List.copyOf(sheet.done())).stream()
                .filter(group -> group.score().count() > 1)
                .map(group -> overSeeds(
                        group,
                        sheet.scored(),
                        varied.stream()
                                .map(setting -> setting.symbol() + " " + setting.text(group.settings()))
                                .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
    }

    private static String overSeeds(SeedGroup group, Score scored, String name) {
        Spread score = group.score();
        String figure = Texts.of(
                "sweep.seeds",
                scored.words(),
                Figures.fixed(score.mean(), 2),
                Figures.fixed(score.deviation(), 2),
                score.count());
        return name.isEmpty() ? figure : name + ": " + figure;
    }

    private void enable() {
        Sheet sheet = sweeps.sheetProperty().get();
        Status status = sweeps.statusProperty().get();
        boolean idle = status == Status.IDLE;
        start.setVisible(idle);
        start.setDisable(!sweeps.ready() || form.planProperty().get() == null);
        stop.setVisible(!idle);
        stop.setDisable(status == Status.STOPPING);
        goOn.setVisible(idle && sheet != null && !sheet.complete());
        goOn.setDisable(!sweeps.ready());
        progress.setVisible(!idle);
        progress.setProgress(sheet == null ? 0 : sheet.progress());
        form.setDisable(!idle);
        state.setText(words(sheet, status));
    }

    private String words(@Nullable Sheet sheet, Status status) {
        if (sheet == null) return status == Status.IDLE ? "" : Texts.of("sweep.begins");
        int done = sheet.done().size();
        if (status == Status.STOPPING) return Texts.of("sweep.stopping");
        if (status == Status.RUNNING) {
            double seconds = sweeps.secondsLeft();
            String left = Double.isNaN(seconds)
                    ? ""
                    : seconds < 90
                            ? Texts.of("sweep.left.seconds", Math.max(1, Math.round(seconds)))
                            : Texts.of("sweep.left.minutes", Math.round(seconds / 60));
            return Texts.of("sweep.running", done, sheet.count(), left).strip();
        }
        if (!sheet.complete()) return Texts.of("sweep.stopped", done, sheet.count());
        int best = sheet.best();
        if (best == 0) return Texts.of("sweep.done.none", sheet.count());
        return Texts.of(
                "sweep.done",
                sheet.count(),
                sheet.name(best),
                Figures.loss(sheet.score(best).orElseThrow()));
    }

    // ---- layout ----

    /** The plane fills what the table leaves it. */
    private final class PlaneRoom extends Region {
        PlaneRoom() {
            setMinHeight(120);
            setPrefHeight(240);
            getChildren().addAll(plane, unrated);
        }

        @Override
        protected void layoutChildren() {
            plane.resizeRelocate(0, 0, getWidth(), getHeight());
            unrated.resizeRelocate(0, 0, getWidth(), unrated.prefHeight(getWidth()));
        }
    }

    @Override
    protected void layoutChildren() {
        double height = getHeight();
        double wide = Math.max(LEAST_RIGHT, Math.floor((getWidth() - LEFT) * RIGHT_SHARE));
        double room = Math.max(1, getWidth() - LEFT - wide - 2 * LINE);
        left.resizeRelocate(0, 0, LEFT, height);
        middle.resizeRelocate(LEFT + LINE, 0, room, height);
        right.resizeRelocate(LEFT + room + 2 * LINE, 0, wide, height);
    }

    @Override
    protected double computeMinWidth(double height) {
        return LEFT + LEAST_RIGHT + 300;
    }

    @Override
    protected double computeMinHeight(double width) {
        return 420;
    }
}
