package org.latentfx.view.window;

import java.util.List;
import java.util.function.BooleanSupplier;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.Session;
import org.latentfx.session.concurrent.Failures;
import org.latentfx.session.map.PointColours;
import org.latentfx.session.run.Run;
import org.latentfx.text.Texts;
import org.latentfx.view.codebook.CodebookView;
import org.latentfx.view.command.Actions;
import org.latentfx.view.command.Keys;
import org.latentfx.view.compare.CompareWorkspace;
import org.latentfx.view.curves.CurvesView;
import org.latentfx.view.decoder.DecoderView;
import org.latentfx.view.direction.DirectionsView;
import org.latentfx.view.evaluation.EvaluationView;
import org.latentfx.view.evaluation.FactorsView;
import org.latentfx.view.evaluation.LinearView;
import org.latentfx.view.evaluation.QualityView;
import org.latentfx.view.export.ExportCommands;
import org.latentfx.view.export.ExportProgress;
import org.latentfx.view.file.Incoming;
import org.latentfx.view.inpainting.InpaintingView;
import org.latentfx.view.kit.Missing;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.map.MapView;
import org.latentfx.view.ordered.OrderedView;
import org.latentfx.view.path.PathView;
import org.latentfx.view.probe.DrawingPad;
import org.latentfx.view.probe.ProbeView;
import org.latentfx.view.reconstructions.ReconstructionsView;
import org.latentfx.view.runs.RunsView;
import org.latentfx.view.samples.SamplesView;
import org.latentfx.view.settings.HealthList;
import org.latentfx.view.settings.KlBars;
import org.latentfx.view.settings.SettingsForm;
import org.latentfx.view.sweep.SweepView;
import org.latentfx.view.timeline.Glide;
import org.latentfx.view.timeline.TimelineBar;
import org.latentfx.view.timeline.TimelineCommands;
import org.latentfx.view.window.debug.DebugLook;
import org.latentfx.view.window.debug.DebugWorkspace;
import org.latentfx.view.window.place.Arrangement;
import org.latentfx.view.window.place.Reach;
import org.latentfx.view.window.place.RunTag;
import org.latentfx.view.window.place.Slot;
import org.latentfx.view.window.place.StatusSentence;
import org.latentfx.view.window.place.Workspace;
import org.latentfx.view.window.place.Workspaces;
import org.latentfx.view.window.place.Zoomed;
import org.latentfx.view.window.slow.SlowWorkspace;

/**
 * The whole window as one node: transport above, settings and health on the left, the map as the hero over curves and
 * reconstructions, the decoder on the right, the status line below. It lays out and wires; every panel draws itself and
 * every command is the session's. FX thread only.
 */
public final class MainWindow extends StackPane {
    private static final String WORKSPACE = "workspace";

    private final Session session;
    private final SettingsForm form;
    private final Preferences preferences;
    private final Actions actions = new Actions();
    private final Failures failures;
    private final TextSize textSize;
    private final StackPane layers = new StackPane();
    private final Cards cards;
    private final Arrangement arrangement;
    private final LeftColumn left;
    private final ToolTabs tabs;
    private final Panels panels;
    private final SessionLook look;
    private final DebugLook debug = new DebugLook();
    private @Nullable DrawingPad pad;
    private Runnable endHover = () -> {};
    private BooleanSupplier clearMap = () -> false;

    /**
     * @param preferences where the arrangement is remembered
     * @param failures shown over everything else
     */
    public MainWindow(Session session, Themes themes, Preferences preferences, Failures failures) {
        this.session = session;
        this.preferences = preferences;
        this.failures = failures;
        getStyleClass().add("main-window");
        form = settings();
        cards = new Cards(session, actions, failures, layers, () -> endHover.run());
        textSize = new TextSize(preferences);
        var map = map();
        left = left();
        arrangement = new Arrangement(
                new Slot("map", Texts.of("map.title"), OrderedView.over(map, session), 380, 230),
                new PictureAside(session.explorer(), session.classes().wordsProperty()),
                new RunTag(session.runs()));
        tabs = tools(map);
        panels = panels();
        arrangement.arrange(panels);
        var incoming = new Incoming(session);
        addCommands(themes, incoming);
        wireActions();
        var workspaces = workspaces();
        look = new SessionLook(panels, tabs, arrangement, workspaces, map, debug);
        session.document().setLook(look::now, look::show);
        stack(themes, workspaces);
        listen(incoming);
    }

    private SettingsForm settings() {
        return new SettingsForm(
                session.run().hyperparametersProperty(),
                session.commands().keptProperty(),
                session.commands()::change,
                session.commands()::dragging,
                session.run().epochsDoneProperty(),
                actions);
    }

    /** Lays everything over one another, as large as the person wants it. */
    private void stack(Themes themes, Workspaces workspaces) {
        var transport = new TransportBar(session, actions, themes);
        transport.offer(workspaces);
        var bars = new VBox(new MainMenu(actions), transport);
        layers.getChildren().addAll(frame(bars, workspaces), message(), cards.explanations());
        var zoomed = new Zoomed(layers);
        zoomed.factorProperty().bind(textSize.factorProperty());
        getChildren().add(zoomed);
        textSize.factorProperty().subscribe(this::sizePopUps);
    }

    /** What comes from outside: keys, failures, files, and whether anybody sees the window. */
    private void listen(Incoming incoming) {
        var failure = failures.newestProperty();
        sceneProperty().addListener((o, before, now) -> {
            actions.listen(before, now);
            if (now != null)
                SceneWording.of(now).wordingProperty().bind(session.run().wordingProperty());
            cards.show(failure.get());
            sizePopUps();
        });
        failure.addListener((o, before, now) -> cards.show(now));
        PaintedRegion.minimised(this).addListener((o, before, now) -> session.watched(!now));
        session.dataOpening().askedProperty().addListener((o, before, now) -> cards.show(now));
        setOnDragOver(incoming::offer);
        setOnDragDropped(incoming::drop);
        addEventHandler(MouseEvent.MOUSE_PRESSED, e -> leaveTextField());
    }

    private void addCommands(Themes themes, Incoming incoming) {
        new FileCommands(session, preferences, this).addTo(actions);
        new ExportCommands(session.exporter(), session.paths().pathProperty(), session.timeMachine()::film, this)
                .addTo(actions);
        new WindowCommands(session, actions)
                .ofSession()
                .ofWindow(this, themes, incoming)
                .ofText(textSize);
        new TimelineCommands(session.timeMachine()).addTo(actions);
    }

    /** The workspaces between the bars, which presenting takes away. */
    private BorderPane frame(Region bars, Workspaces workspaces) {
        var status = new StatusLine(
                session.kernelDescription(),
                session.threads(),
                session.explorer().decodeMicrosecondsProperty(),
                new StatusSentence(session, workspaces));
        status.getChildren().add(new ExportProgress(session.exporter()));
        var timeline = new TimelineBar(session.runs(), session.run(), session.timeMachine(), actions);
        for (Region bar : List.of(bars, timeline, status)) {
            bar.visibleProperty().bind(arrangement.presentingProperty().not());
            bar.managedProperty().bind(bar.visibleProperty());
        }
        var frame = new BorderPane();
        frame.setTop(bars);
        frame.setCenter(new Reach(workspaces));
        frame.setBottom(new VBox(timeline, status));
        return frame;
    }

    private MessageBar message() {
        var message = new MessageBar(session.messageProperty(), session::dismiss);
        // over the status line, which has nothing to click, or under the presented picture: the legend stays in sight
        arrangement.presentingProperty().subscribe(now -> {
            setAlignment(message, now ? Pos.BOTTOM_RIGHT : Pos.BOTTOM_CENTER);
            message.share(now ? Arrangement.PRESENTED : 1);
        });
        setMargin(message, new Insets(0, 16, 1, 16));
        return message;
    }

    SessionLook look() {
        return look;
    }

    /** Panels alone, or presented, are those of the first workspace. */
    private Workspaces workspaces() {
        var all = new Workspaces(arrangement)
                .add(Workspace.DEBUG, () -> debug.of(DebugWorkspace.of(session, cards::explain, this::probe)))
                .add(Workspace.COMPARE, () -> new CompareWorkspace(session, actions))
                .add(Workspace.SWEEP, () -> new SweepView(session, () -> actions.run(Keys.EXPLORE)));
        SlowWorkspace.offer(all, session, actions);
        all.addTo(actions);
        all.choose(preferences.choice(WORKSPACE, Workspace.class).orElse(Workspace.EXPLORE));
        all.chosenProperty().addListener((o, before, now) -> {
            preferences.set(WORKSPACE, now);
            if (arrangement.presentingProperty().get()) arrangement.restore();
        });
        arrangement.aloneProperty().addListener((o, before, now) -> {
            if (now != null) all.choose(Workspace.EXPLORE);
        });
        return all;
    }

    private void probe(int image) {
        session.probe().takeImage(image);
        actions.run(Keys.EXPLORE);
    }

    private void sizePopUps() {
        if (getScene() != null) textSize.dress(getScene());
    }

    private MapView map() {
        var encodings = session.encodings();
        var points = new Glide(encodings.pointsProperty(), session.timeMachine().playingProperty());
        var map = new MapView(points, session.explorer(), session.fields(), session.selection(), session.pins());
        map.setOnImageChosen(session.probe()::takeImage);
        map.offer(session.layouts());
        map.offer(session.classes());
        map.probeProperty().bind(session.probe().breakdownProperty());
        map.walkProperty().bind(session.inpainter().walkProperty());
        map.probesProperty().bind(encodings.reconstructionsProperty().map(Reconstructions::indices));
        actions.on(Keys.FIND, () -> {
            actions.run(Keys.EXPLORE);
            map.find();
        });
        map.commands().forEach(actions::add);
        clearMap = map::clear;
        endHover = map::endHover;
        return map;
    }

    private Panels panels() {
        var run = session.run();
        var curves = new CurvesView(run.historyProperty(), run.statusProperty().map(now -> now == Run.Status.TRAINING));
        var time = session.timeMachine();
        curves.followMoment(time.shownProperty().map(there -> there.position().step()));
        curves.setOnStepChosen(time::goTo);
        curves.runProperty().bind(run.hyperparametersProperty());
        run.dataProperty().subscribe(data -> {
            if (data != null) curves.pixelsProperty().set(data.train().valuesPerImage());
        });
        var judges = session.quality().judges();
        var picture = new DecoderView(session.explorer()).judgedBy(judges).offer(session.classes());
        actions.on(Keys.CLASSIFIER, judges::train, judges.trainableProperty());
        picture.scaleProperty().bind(session.fields().scale().property());
        var decoder = slot("decoder", "decoder.title", picture.whereDecoded(), 280);
        var probe = slot("probe", "probe.title", new ProbeView(session, actions), 280);
        var loss = slot("curves", "curves.title", curves, 300);
        var tools = slot("tools", "tools.title", tabs, 300);
        new WindowCommands(session, actions).ofPanels(tabs, arrangement);
        return new Panels(preferences, left, arrangement.slots().get(0), decoder, probe, loss, tools, tabs);
    }

    private Slot slot(String name, String title, Region panel, double minWidth) {
        return arrangement.add(new Slot(name, Texts.of(title), panel, minWidth, 170));
    }

    private ToolTabs tools(MapView map) {
        var as = session.classes().wordsProperty();
        var reconstructions = new ReconstructionsView(session.encodings().reconstructionsProperty());
        reconstructions.setOnImageChosen(session.probe()::takeImage);
        var figures = session.debug();
        var known = session.fields().colours().offeredProperty();
        var rounds = figures.modelProperty().map(model -> model.codebook() != null);
        var tabs = new ToolTabs(preferences)
                .add(Tool.RECONSTRUCTIONS, () -> where(Capability.RECONSTRUCTS, reconstructions))
                .add(Tool.PATH, () -> where(Capability.DECODES, new PathView(session).on(map.pathProperty())))
                .add(Tool.DIRECTIONS, () -> where(Capability.ENCODES, new DirectionsView(session)))
                .add(
                        Tool.INPAINTING,
                        () -> where(
                                Capability.HAS_PIXELS, InpaintingView.of(session.inpainter(), session.explorer(), as)))
                .add(Tool.SAMPLES, () -> new SamplesView(session.samples(), session.explorer()).decodedAs(as))
                .add(Tool.EVALUATION, () -> new EvaluationView(session.evaluation()))
                .add(Tool.QUALITY, () -> new QualityView(session.quality()))
                .add(Tool.LINEAR, () -> where(Capability.DECODES, new LinearView(session.evaluation())))
                .add(Tool.FACTORS, () -> where(Capability.ENCODES, new FactorsView(figures.factors())))
                .only(Tool.FACTORS, known.map(by -> by.contains(PointColours.By.SIZE)))
                .add(Tool.CODEBOOK, () -> new CodebookView(figures.codebook(), session.explorer()))
                .only(Tool.CODEBOOK, rounds.orElse(false))
                .givesWay(Tool.CODEBOOK, figures.modelProperty().map(MainWindow::withoutCodebook));
        map.setOnPathDrawn((a, b) -> {
            tabs.choose(Tool.PATH);
            session.paths().between(a, b);
        });
        return tabs;
    }

    /** What stands in place of a codebook's tool for a model without one; null for one that has it. */
    private static @Nullable Tool withoutCodebook(FrozenModel model) {
        if (model.codebook() != null) return null;
        return model.can(Capability.ENCODES) ? Tool.RECONSTRUCTIONS : Tool.SAMPLES;
    }

    /** {@code panel} where the model shown can do what it is about. */
    private Missing where(Capability needed, Node panel) {
        return new Missing(panel, needed, session.explorer().modelProperty());
    }

    private LeftColumn left() {
        var run = session.run();
        var health = new HealthList(session.explorer(), run);
        health.setOnWhy(cards::explain);
        health.setOnMoment(session.timeMachine()::goTo);
        health.setDoctor(session.debug().doctor());
        var runs = new RunsView(session.runs(), session.runList(), actions);
        actions.on(Keys.RENAME_RUN, runs::rename, session.runList().several());
        var explorer = session.explorer();
        var kl = new KlBars(explorer.klPerLatentProperty(), explorer.historyProperty());
        var bars = new Missing(Texts.of("kl.title"), kl, Capability.KL_PER_LATENT, explorer.modelProperty());
        return new LeftColumn(runs, form, health, kl, bars);
    }

    private void wireActions() {
        actions.on(Keys.DRAW, this::toggleDrawing)
                .on(Keys.SAVE_MODEL, cards::saveModel)
                .on(Keys.CLEAR, this::clear)
                .on(Keys.FIND_ANYTHING, () -> cards.find(form, panels::showSettings));
        cards.addTo(actions);
    }

    /** Esc: closes what was opened last, then gives up what is marked, and last leaves full screen. */
    private void clear() {
        var explorer = session.explorer();
        if (getScene().getFocusOwner() instanceof TextInputControl) requestFocus();
        else if (pad != null && pad.isVisible()) pad.toggle();
        else if (cards.explanations().closeNewest()) return;
        else if (arrangement.aloneProperty().get() == null && form.cancel()) return;
        else if (session.messageProperty().get() != null) session.dismiss();
        else if (session.slowMotion().onProperty().get()) session.slowMotion().end();
        else if (arrangement.aloneProperty().get() != null) arrangement.restore();
        else if (clearMap.getAsBoolean()) return;
        else if (explorer.glancing()) explorer.restore();
        else WindowCommands.leaveFullScreen(getScene());
    }

    /** Opens or closes the drawing pad, which is made when it is first opened and lies below the list of keys. */
    private void toggleDrawing() {
        if (pad == null) {
            pad = new DrawingPad(session);
            // or the next field would take the keyboard
            pad.visibleProperty().addListener((o, before, shown) -> {
                if (!shown) requestFocus();
            });
            setAlignment(pad, Pos.BOTTOM_LEFT);
            layers.getChildren().add(1, pad);
        }
        // over the curves: settings, map tools, decoder and probe stay in sight
        setMargin(pad, new Insets(16, 16, 29, left.getWidth() + 8));
        endHover.run();
        pad.toggle();
    }

    /** A click that no control wants ends typing, so that keys mean commands again. */
    private void leaveTextField() {
        if (getScene().getFocusOwner() instanceof TextInputControl) requestFocus();
    }
}
