package org.latentfx.view.map;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.UmapLayout;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.prior.PosteriorMixture;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Pins.Pin;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.label.Classes;
import org.latentfx.session.map.Layouts;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Command;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.Stylesheets;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.map.paint.PlaneNames;

/**
 * The latent map: the held-out images as points, coloured by class, on a plane of the latent space, over the decoded
 * manifold and the fields, with z as a cross-hair. It changes z only through the explorer. FX thread only.
 */
public final class MapView extends VBox {
    private static final double NAME_WIDTH = 130;
    private static final double NAME_HEIGHT = 26;
    private static final double NAME_GAP = 6;

    private final MapState state = new MapState();
    private final Pins pins;
    private final MapPlot plot;
    private final MapPanel panel;
    private final ImageFinder finder;
    private final PlaneChooser planes;
    private final PanelHeader header;
    private final Legend legend;
    private final Label missing = new Label();
    private final Pane host;
    private @Nullable LayoutNote note;
    /** The class decoded, in words; empty for none. */
    private String as = "";

    public MapView(
            ObservableValue<@Nullable LatentPoints> points,
            Explorer explorer,
            PlaneFields fields,
            Selection selection,
            Pins pins) {
        this.pins = pins;
        plot = new MapPlot(state, explorer, fields, selection, pins);
        panel = new MapPanel(state, fields);
        finder = new ImageFinder(state, plot.gestures()::visit, plot::requestFocus);
        planes = new PlaneChooser(state, explorer, fields);
        header = new PanelHeader(Texts.of("map.title"), finder, planes);
        selection.imagesProperty().subscribe(images -> state.selected.set(bits(images)));
        getStyleClass().add("map-view");
        getStylesheets().add(Stylesheets.MAP.address());
        host = host();
        plot.gestures().setOnPinned(this::askName);
        VBox.setVgrow(host, Priority.ALWAYS);
        legend = new Legend(state, fields.colours());
        missing.getStyleClass().add("hint");
        missing.setWrapText(true);
        missing.setMinHeight(USE_PREF_SIZE);
        getChildren().addAll(header, host, legend, missing);
        state.points.addListener((source, before, now) -> describe());
        state.kind.subscribe(this::fitTo);
        state.mapPlane.addListener((source, before, now) -> describe());
        state.selected.addListener((source, before, now) -> describe());
        describe();
        state.dark.bind(Theme.isDark(this));
        state.kind.bind(explorer.modelProperty()
                .map(model -> model.configuration().kind())
                .orElse(ModelKind.VAE));
        state.prior.bind(explorer.modelProperty()
                .map(model -> model.prior() instanceof PosteriorMixture learnt ? learnt : null));
        state.scale.bind(fields.scale().property());
        state.mapPlane.bind(explorer.mapPlaneProperty());
        state.points.bind(points);
    }

    /** Leaves out what there is not for a model of that kind, and says why. */
    private void fitTo(ModelKind kind) {
        missing.setText(MapLayer.missing(kind));
        show(missing, !missing.getText().isEmpty());
        show(finder, state.encodes());
        show(legend, state.encodes());
        describe();
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /** Lets the person show a layout in place of the plane. */
    public void offer(Layouts layouts) {
        note = new LayoutNote(layouts);
        host.getChildren().add(note);
        planes.offer(layouts);
        state.layout.addListener((source, before, now) -> describe());
        state.layout.bind(layouts.shownProperty());
    }

    /** Says which class is decoded, and lets the points be those of that class alone. */
    public void offer(Classes classes) {
        panel.offer(classes);
        classes.wordsProperty().subscribe(words -> {
            as = words;
            describe();
        });
    }

    /** It is about to be covered: what a pointer over it shows goes away. */
    public void endHover() {
        plot.gestures().endHover();
    }

    /** How it is set, by keys of its own. */
    public Map<String, Object> look() {
        return MapLook.of(state);
    }

    /** Is set like {@code look}, as far as that says anything. */
    public void show(Map<String, Object> look) {
        MapLook.show(look, state);
    }

    /** What can be done to the map, for menus and keys. */
    public List<Command> commands() {
        return new MapCommands(state, plot.gestures()).all();
    }

    /** Gives up what is marked or being drawn on the map; whether there was anything. */
    public boolean clear() {
        return plot.gestures().clear();
    }

    /** Lets the person type which image to find. */
    public void find() {
        if (state.encodes()) finder.begin();
    }

    /** A way through the latent space to draw as a line; null for none. */
    public ObjectProperty<@Nullable LatentPath> pathProperty() {
        return state.path;
    }

    /** The probed image taken apart, whose posterior is drawn; null for none. */
    public ObjectProperty<@Nullable ElboBreakdown> probeProperty() {
        return state.probe;
    }

    /** The points z that a search went through, to draw as a trail. */
    public ObjectProperty<List<float[]>> walkProperty() {
        return state.walk;
    }

    /** The images of the reconstructions panel, whose posteriors are a layer of their own; null for none. */
    public ObjectProperty<int @Nullable []> probesProperty() {
        return state.probes;
    }

    /** Called with the index of a held-out image when a person takes its point. */
    public void setOnImageChosen(IntConsumer action) {
        plot.gestures().setOnImageChosen(action);
    }

    /** Called with both ends when a person draws a path. */
    public void setOnPathDrawn(BiConsumer<LatentTarget, LatentTarget> action) {
        plot.gestures().setOnPathDrawn(action);
    }

    /** Puts a field for its name beside a new pin. */
    private void askName(Pin pin) {
        var field = new PinNameField(pins, pin, () -> {
            host.getChildren().removeIf(PinNameField.class::isInstance);
            plot.requestFocus();
        });
        field.setManaged(false);
        host.getChildren().add(field);
        Point2D at = plot.placeOf(pin.z());
        double x = Math.min(plot.getWidth() - NAME_WIDTH, at.getX() + NAME_GAP);
        double y = Math.min(plot.getHeight() - NAME_HEIGHT, at.getY() - NAME_HEIGHT);
        field.resizeRelocate(Math.rint(Math.max(0, x)), Math.rint(Math.max(0, y)), NAME_WIDTH, NAME_HEIGHT);
        field.begin();
    }

    /** The plot is unmanaged, so that a repaint does not lay out the rest of the window. */
    private Pane host() {
        plot.setManaged(false);
        Pane host = new Pane(plot, plot.note(), panel, plot.keys(), plot.pinList(), plot.card()) {
            @Override
            protected void layoutChildren() {
                plot.resizeRelocate(0, 0, getWidth(), getHeight());
                panel.fitInto(getWidth(), getHeight());
                if (note != null) note.fitInto(getWidth(), getHeight());
            }
        };
        host.setMinSize(120, 120);
        host.setPrefSize(560, 480);
        return host;
    }

    /** How many images are shown and selected, and what is held. */
    private void describe() {
        LatentPoints points = state.points.get();
        var parts = new ArrayList<String>();
        UmapLayout layout = state.layout.get();
        int shown = layout != null ? layout.images().length : points != null ? points.size() : 0;
        if (state.encodes())
            parts.add(
                    points == null ? Texts.of("map.note.none") : state.wording().of("map.note", shown));
        int selected = state.encodes() ? state.shownSelected().cardinality() : 0;
        if (selected > 0) parts.add(Texts.of("map.note.selected", selected));
        String held = state.onPlane() ? PlaneNames.held(state.mapPlane.get()) : "";
        if (!held.isEmpty()) parts.add(0, held);
        if (!as.isEmpty() && state.onPlane()) parts.add(0, Texts.of("map.note.as", as));
        header.detail(String.join(" · ", parts));
    }

    private static BitSet bits(int[] images) {
        var bits = new BitSet();
        for (int i : images) bits.set(i);
        return bits;
    }
}
