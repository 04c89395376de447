package org.latentfx.view.window;

import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.session.Session;
import org.latentfx.session.concurrent.Failure;
import org.latentfx.session.concurrent.Failures;
import org.latentfx.session.run.Run;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.curves.CurvesView;
import org.latentfx.view.decoder.DecoderView;
import org.latentfx.view.direction.DirectionsView;
import org.latentfx.view.inpainting.InpaintingView;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.map.MapView;
import org.latentfx.view.path.PathView;
import org.latentfx.view.probe.DrawingPad;
import org.latentfx.view.probe.ProbeView;
import org.latentfx.view.reconstructions.ReconstructionsView;
import org.latentfx.view.samples.SamplesView;
import org.latentfx.view.settings.HealthList;
import org.latentfx.view.settings.KlBars;
import org.latentfx.view.settings.SettingsForm;

/**
 * The whole window as one node: transport above, settings and health on the left, the map as the hero over curves and
 * reconstructions, the decoder on the right, the status line below. It lays out and wires; every panel draws itself and
 * every command is the session's. FX thread only.
 */
public final class MainWindow extends StackPane {
    private final Session session;
    private final Themes themes;
    private final Preferences preferences;
    private final Actions actions = new Actions();
    private final Failures failures;
    private @Nullable KeysDialog keys;
    private @Nullable FailureDialog failureDialog;
    private final Arrangement arrangement = new Arrangement();
    private final ScrollPane settings = new ScrollPane();
    private @Nullable DrawingPad pad;
    private Runnable endHover = () -> {};
    private BooleanSupplier clearMap = () -> false;

    /**
     * @param preferences where the arrangement is remembered
     * @param failures shown over everything else
     */
    public MainWindow(Session session, Themes themes, Preferences preferences, Failures failures) {
        this.session = session;
        this.themes = themes;
        this.preferences = preferences;
        this.failures = failures;
        getStyleClass().add("main-window");
        wireActions();
        arrangement.arrange(panels());
        var frame = new BorderPane();
        frame.setTop(new VBox(new MainMenu(actions), new TransportBar(session, actions, themes)));
        frame.setCenter(arrangement);
        frame.setBottom(new StatusLine(
                session.kernelDescription(),
                session.threads(),
                session.explorer().decodeMicrosecondsProperty(),
                session.activityProperty()));
        var message = new MessageBar(session.messageProperty(), session::dismiss);
        setAlignment(message, Pos.BOTTOM_CENTER); // over the status line, which has nothing to click
        setMargin(message, new Insets(0, 16, 1, 16));
        getChildren().addAll(frame, message);
        sceneProperty().addListener((o, before, now) -> {
            actions.listen(before, now);
            showFailure();
        });
        failures.newestProperty().addListener((o, before, now) -> showFailure());
        PaintedRegion.minimised(this).addListener((o, before, now) -> session.watched(!now));
        addEventHandler(MouseEvent.MOUSE_PRESSED, e -> leaveTextField());
    }

    private Region panels() {
        var run = session.run();
        var encodings = session.encodings();
        var map = new MapView(
                encodings.pointsProperty(), session.explorer(), session.fields(), session.selection(), session.pins());
        var decoder = new DecoderView(session.explorer());
        var curves = new CurvesView(
                session.explorer().historyProperty(), run.statusProperty().map(now -> now == Run.Status.TRAINING));
        curves.runProperty().bind(run.hyperparametersProperty());
        var reconstructions = new ReconstructionsView(encodings.reconstructionsProperty());
        var probe = new ProbeView(session, actions);
        run.dataProperty().subscribe(data -> {
            if (data != null) curves.pixelsProperty().set(data.train().pixelsPerImage());
        });
        map.setOnImageChosen(session::takeImage);
        map.offer(session.layouts());
        map.probeProperty().bind(session.probe().breakdownProperty());
        map.walkProperty().bind(session.inpainter().walkProperty());
        map.probesProperty().bind(encodings.reconstructionsProperty().map(Reconstructions::indices));
        actions.on(Keys.FIND, map::find);
        map.commands().forEach(actions::add);
        clearMap = map::clear;
        endHover = map::endHover;
        reconstructions.setOnImageChosen(session::takeImage);

        var column = new FixedSplit(
                Orientation.VERTICAL,
                arrangement.slot(decoder, 300, 200),
                arrangement.slot(probe, 300, 140),
                false,
                new Remembered(preferences, "probe", 276),
                0.47);
        var upper = new FixedSplit(
                Orientation.HORIZONTAL,
                arrangement.slot(map, 420, 280),
                column,
                false,
                new Remembered(preferences, "decoder", 340),
                0.4);
        var lower = new FixedSplit(
                Orientation.HORIZONTAL,
                arrangement.slot(curves, 340, 198),
                arrangement.slot(tools(map, reconstructions), 300, 198),
                true,
                new Remembered(preferences, "curves", 500),
                0.58);
        var right = new FixedSplit(
                Orientation.VERTICAL, upper, lower, false, new Remembered(preferences, "lower", 236), 0.32);
        return new FixedSplit(
                Orientation.HORIZONTAL, left(), right, true, new Remembered(preferences, "settings", 240), 0.3);
    }

    private Region tools(MapView map, ReconstructionsView reconstructions) {
        var tabs = new ToolTabs(preferences)
                .add(Tool.RECONSTRUCTIONS, () -> reconstructions)
                .add(Tool.PATH, () -> {
                    var path = new PathView(session);
                    map.pathProperty().bind(path.shownPath());
                    return path;
                })
                .add(Tool.DIRECTIONS, () -> new DirectionsView(session))
                .add(Tool.INPAINTING, () -> new InpaintingView(session.inpainter(), session.explorer()))
                .add(Tool.SAMPLES, () -> new SamplesView(session.samples(), session.explorer()));
        new WindowCommands(session, actions).ofTools(tabs);
        map.setOnPathDrawn((a, b) -> {
            tabs.choose(Tool.PATH);
            session.paths().between(a, b);
        });
        return tabs;
    }

    private Region left() {
        var run = session.run();
        var column = new VBox(
                form(),
                new HealthList(session.explorer(), run),
                new KlBars(session.explorer().klPerLatentProperty()));
        column.getStyleClass().addAll("panel", "left-column");
        settings.setContent(column);
        settings.getStyleClass().add("left-scroll");
        // as wide with a scroll bar, which lies over the margin, as without one: nothing moves when it comes
        column.minWidthProperty().bind(settings.widthProperty());
        column.maxWidthProperty().bind(settings.widthProperty());
        settings.setHmax(0);
        settings.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        settings.setMinWidth(228);
        return settings;
    }

    private SettingsForm form() {
        return new SettingsForm(
                session.run().hyperparametersProperty(),
                session.keptProperty(),
                session::change,
                session::dragging,
                actions);
    }

    private void wireActions() {
        new WindowCommands(session, actions).ofSession().ofWindow(this, themes);
        actions.on(Keys.DRAW, this::toggleDrawing)
                .on(Keys.SAVE_MODEL, () -> chooseFileOfRun().ifPresent(session::saveRun))
                .on(Keys.CLEAR, this::clear)
                .on(Keys.HELP, this::toggleKeys);
    }

    private void clear() {
        if (keys != null && keys.isDisplay()) keys.toggle();
        else if (pad != null && pad.isVisible()) pad.toggle();
        else if (arrangement.maximised()) arrangement.restore();
        else if (session.messageProperty().get() != null) session.dismiss();
        else if (!clearMap.getAsBoolean()) session.explorer().restore();
    }

    /** Opens or closes the drawing pad, which is made when it is first opened and lies below the list of keys. */
    private void toggleDrawing() {
        if (pad == null) {
            pad = new DrawingPad(session);
            setAlignment(pad, Pos.BOTTOM_LEFT);
            getChildren().add(1, pad);
        }
        // over the curves: settings, map tools, decoder and probe stay in sight
        setMargin(pad, new Insets(16, 16, 29, settings.getWidth() + 8));
        endHover.run();
        pad.toggle();
    }

    /** Opens or closes the list of keys, which is made when it is first opened and lies above everything. */
    private void toggleKeys() {
        if (keys == null) {
            keys = new KeysDialog(actions);
            getChildren().add(keys);
            keys.applyCss(); // what shows and hides it comes with its skin
        }
        endHover.run();
        keys.toggle();
    }

    /** Shows the newest failure; while it is shown the keyboard belongs to its dialog. */
    private void showFailure() {
        Failure newest = failures.newestProperty().get();
        if (getScene() == null || newest == null && failureDialog == null) return;
        if (failureDialog == null) {
            failureDialog = new FailureDialog(failures::dismiss, this::chooseFileOfRun, session::saveRun);
            getChildren().add(failureDialog);
            failureDialog.applyCss(); // what shows and hides it comes with its skin
            failureDialog.displayProperty().addListener((o, before, shown) -> {
                if (shown) actions.listen(getScene(), null);
                else actions.listen(null, getScene());
            });
        }
        endHover.run();
        failureDialog.show(newest);
    }

    private Optional<Path> chooseFileOfRun() {
        var chooser = new FileChooser();
        chooser.setTitle(Texts.of("failure.save.title"));
        chooser.setInitialFileName(Texts.of("failure.save.name"));
        chooser.getExtensionFilters()
                .add(new FileChooser.ExtensionFilter(Texts.of("failure.save.kind"), "*.safetensors"));
        return Optional.ofNullable(chooser.showSaveDialog(getScene().getWindow()))
                .map(File::toPath);
    }

    /** A click that no control wants ends typing, so that keys mean commands again. */
    private void leaveTextField() {
        if (getScene().getFocusOwner() instanceof TextInputControl) requestFocus();
    }
}
