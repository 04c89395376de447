package org.latentfx.view.map;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.collections.SetChangeListener;
import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.LineDensity;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.map.PlaneField;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.map.mark.HoverCard;
import org.latentfx.view.map.mark.LineMarks;
import org.latentfx.view.map.mark.MapMarks;
import org.latentfx.view.map.mark.ProbeMarks;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.MapBackground;
import org.latentfx.view.map.paint.MapPoints;
import org.latentfx.view.map.paint.MapRaster;
import org.latentfx.view.map.paint.PlacedPoints;
import org.latentfx.view.map.paint.PlaneNames;

/**
 * The map itself: pixels and the marks over them. Changes only mark what is out of date; the drawing happens once, in
 * the next layout pass. Panels, legend and input are not its business. FX thread only.
 */
public final class MapPlot extends PaintedRegion {
    /** So many latents of z are told to those who hear the map. */
    private static final int SPOKEN = 5;

    private final MapState state;
    private final Explorer explorer;
    private final PlaneFields fields;
    private final Pins pins;
    private final MapGestures gestures;
    private final PixelView pixels = new PixelView();
    private final ProbeMarks probeMarks = new ProbeMarks();
    private final MapMarks marks = new MapMarks();
    private final LineMarks lineMarks = new LineMarks();
    private final HoverCard card = new HoverCard();
    private final LayerKeys keys = new LayerKeys();
    private final PinList pinList;
    private final MapNote note;
    private final Label waiting = new Label(Texts.of("map.waiting"));
    private final Rectangle focusRing = new Rectangle();
    private MapRaster raster = new MapRaster(1, 1, 1);
    private boolean groundStale = true;
    private boolean pointsStale = true;

    MapPlot(MapState state, Explorer explorer, PlaneFields fields, Selection selection, Pins pins) {
        this.state = state;
        gestures = new MapGestures(state, explorer, selection, pins);
        this.explorer = explorer;
        this.fields = fields;
        this.pins = pins;
        pinList = new PinList(pins, explorer);
        note = new MapNote(state.view::fit);
        getStyleClass().add("map-plot");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        waiting.getStyleClass().add("map-waiting");
        waiting.setManaged(false);
        waiting.setMouseTransparent(true);
        focusRing.getStyleClass().add("map-focus-ring");
        focusRing.setManaged(false);
        focusRing.setMouseTransparent(true);
        focusRing.visibleProperty().bind(focusVisibleProperty());
        pixels.setMouseTransparent(true);
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        getChildren().addAll(pixels, lineMarks, probeMarks, marks, waiting, focusRing);
        watchState();
        new MapInput(this, gestures, state, explorer).listen();
    }

    public MapState state() {
        return state;
    }

    /** What a person does to it. */
    MapGestures gestures() {
        return gestures;
    }

    /** The card of the hovered image, for the owner to put above everything else at the plot's own place. */
    HoverCard card() {
        return card;
    }

    /** The pins by name, for the owner to put above the plot. */
    PinList pinList() {
        return pinList;
    }

    /** What the fields mean, for the owner to put above the plot. */
    LayerKeys keys() {
        return keys;
    }

    /** What the map does not show, for the owner to put above the plot. */
    MapNote note() {
        return note;
    }

    /** Where a point z falls, in the plot's pixels. */
    Point2D placeOf(float[] z) {
        Axes2D axes = state.axes.get();
        return new Point2D(
                axes.px(explorer.plane().a(z)), axes.py(explorer.plane().b(z)));
    }

    // ---- what makes it out of date ----

    private void watchState() {
        watchMarks();
        watchPoints();
        watchGround();
        state.values.bind(fields.colours().valuesProperty());
        state.tool.addListener((source, before, now) -> setCursor(now.cursor()));
        setCursor(state.tool.get().cursor());
        sceneProperty()
                .flatMap(scene -> scene.windowProperty())
                .flatMap(Window::outputScaleXProperty)
                .addListener((source, before, now) -> stale(true, true));
    }

    private void watchMarks() {
        for (var mark : List.of(state.path, state.probe, state.walk, state.hovered, state.chosen, pins.listProperty()))
            mark.addListener((source, before, now) -> stale(false, false));
        state.pointer.addListener((source, before, now) -> {
            if (state.hovered.get() >= 0) stale(false, false);
        });
        state.outline.addListener((source, before, now) -> marks.drawOutline(now));
        explorer.zProperty().addListener((source, before, now) -> {
            if (!explorer.glancing()) state.hovered.set(-1);
            stale(false, false);
        });
    }

    private void watchPoints() {
        for (var look : List.of(state.probes, state.values, state.selected))
            look.addListener((source, before, now) -> stale(false, true));
        state.hiddenClasses.addListener((SetChangeListener<Integer>) change -> stale(false, true));
        state.points.addListener((source, before, now) -> {
            gestures.checkHover();
            stale(false, true);
        });
    }

    private void watchGround() {
        state.axes.addListener((source, before, now) -> {
            if (state.onPlane()) fields.cover(now.x(0), now.x(now.width()), now.y(now.height()), now.y(0));
            gestures.checkHover();
            stale(true, true);
        });
        state.mapPlane.addListener((source, before, now) -> {
            gestures.checkHover();
            stale(true, true);
        });
        state.prior.addListener((source, before, now) -> stale((before == null) != (now == null), true));
        state.kind.addListener((source, before, now) -> {
            wantLayers();
            stale(true, true);
        });
        state.layout.addListener((source, before, now) -> {
            gestures.checkHover();
            wantLayers();
            stale(true, true);
        });
        state.dark.addListener((source, before, now) -> stale(true, true));
        state.layers.addListener((SetChangeListener<MapLayer>) change -> {
            wantLayers();
            stale(true, true);
        });
        for (MapLayer layer : MapLayer.values())
            for (PlaneField<?> needed : layer.needs(fields))
                needed.valueProperty().addListener((source, before, now) -> stale(true, true));
        fields.line().valueProperty().addListener((source, before, now) -> stale(true, false));
        wantLayers();
    }

    /** What nobody sees is not computed. */
    private void wantLayers() {
        for (MapLayer layer : MapLayer.values())
            for (PlaneField<?> needed : layer.needs(fields))
                needed.keepUpToDate(state.shows(layer) && state.onPlane() && isSeen());
        fields.line().keepUpToDate(state.line() && state.kind.get().variational() && isSeen());
    }

    @Override
    protected void sightChanged() {
        wantLayers();
    }

    private void stale(boolean ground, boolean points) {
        groundStale |= ground;
        pointsStale |= points;
        repaint();
    }

    // ---- drawing ----

    @Override
    protected void paint() {
        double width = getWidth();
        double height = getHeight();
        wantLayers();
        Axes2D axes = state.axes.get();
        if (axes.width() != width || axes.height() != height) {
            state.axes.set(axes.resized(width, height));
            state.view.settle();
            axes = state.axes.get();
        }
        prepareRaster(width, height);
        if (groundStale) {
            MapBackground ground = state.background(fields);
            raster.drawGround(axes, ground, state.palette());
            boolean prior = state.shows(MapLayer.RINGS);
            LineDensity density = state.density(fields);
            keys.show(ground, density, prior, state.palette(), width);
            lineMarks.setVisible(state.line());
            lineMarks.drawDensity(axes, density, prior, state.shows(MapLayer.DENSITY), state.palette());
            marks.drawAxes(
                    axes,
                    PlaneNames.across(state.mapPlane.get()),
                    PlaneNames.up(state.mapPlane.get()),
                    prior && state.prior.get() == null);
        }
        if (pointsStale) {
            raster.drawPoints(axes, state.paintedPoints(), state.palette());
            raster.picture().update();
            tellCounts(axes);
            LatentPoints known = state.points.get();
            if (state.line())
                lineMarks.drawNames(axes, state.rows(), state.classCounts.get(), known == null ? null : known.images());
        }
        groundStale = false;
        pointsStale = false;
        drawMarks(axes);
        setAccessibleText(words());
    }

    /** What the map shows now and how it is worked by keys, for those who hear it. */
    private String words() {
        String z = IntStream.range(0, explorer.z().length)
                .limit(SPOKEN)
                .mapToObj(j -> Figures.fixed(explorer.z()[j], 2))
                .collect(Collectors.joining(", "));
        if (explorer.latents() > SPOKEN) z += ", …";
        LatentPoints known = state.points.get();
        String shown = !state.onPlane() ? Texts.of("map.layout.name") : PlaneNames.inWords(state.mapPlane.get());
        return Texts.of(
                "map.accessible.now",
                shown,
                z,
                known == null ? 0 : known.size(),
                state.shownSelected().cardinality(),
                Texts.of("map.accessible"));
    }

    private void drawMarks(Axes2D axes) {
        float[] z = explorer.z();
        Plane plane = explorer.plane();
        marks.onPlane(state.onPlane());
        probeMarks.setVisible(state.onPlane());
        marks.drawPath(axes, plane, state.path.get());
        probeMarks.drawPosterior(axes, plane, state.probe.get(), state.shows(MapLayer.ELLIPSES));
        probeMarks.drawWalk(axes, plane, state.walk.get());
        marks.drawHair(axes, plane.a(z), plane.b(z), state.shows(MapLayer.CROSSHAIR), state.line());
        marks.drawPins(axes, explorer, pins.of(plane.latents()));
        pinList.place(axes.width(), axes.height(), keys.bottom());
        PlacedPoints placed = state.placed();
        int hovered = state.hovered.get();
        int marked = hovered >= 0 || state.probe.get() != null && state.onPlane() ? hovered : state.chosen.get();
        marks.drawPosterior(axes, placed, plane, marked, state.shows(MapLayer.ELLIPSES));
        card.setVisible(placed != null && hovered >= 0 && hovered < placed.size());
        if (placed != null && card.isVisible()) {
            boolean spread = state.kind.get().variational();
            card.show(placed, hovered, off(placed, hovered), spread, Ink.of(state.dark.get()));
            card.tell(ColourKey.value(state.values.get(), placed, hovered, state.kind.get()));
            card.placeAt(state.pointer.get(), axes.width(), axes.height());
        }
        focusRing.setX(1);
        focusRing.setY(1);
        focusRing.setWidth(axes.width() - 2);
        focusRing.setHeight(axes.height() - 2);
    }

    /** How far the mean of image {@code i} lies from what the map shows: the parallel plane through z. */
    private double off(PlacedPoints placed, int i) {
        if (!state.onPlane()) return Double.NaN;
        return MapMarks.distance(placed.points().mean(i), explorer.lift(placed.a(i), placed.b(i)));
    }

    /** What is not seen, and why nothing is if so. */
    private void tellCounts(Axes2D axes) {
        PointCount count = state.count();
        int outlined = state.outlined().cardinality();
        note.tell(count, Math.min(outlined, MapPoints.MOST_OUTLINED), outlined);
        note.place(axes.width(), axes.height());
        String why = whyEmpty(count);
        waiting.setText(why);
        waiting.setVisible(!why.isEmpty());
        if (waiting.isVisible()) {
            waiting.applyCss();
            waiting.autosize();
            waiting.relocate(Math.rint((axes.width() - waiting.getWidth()) / 2), Math.rint(axes.height() / 2 + 24));
        }
    }

    private String whyEmpty(PointCount count) {
        if (!state.encodes()) return "";
        if (state.points.get() == null) return Texts.of("map.waiting");
        if (!state.shows(MapLayer.POINTS)) return "";
        if (count.broken() > 0 && count.broken() == count.all()) return Texts.of("map.empty.broken");
        if (count.nothingSeen()) return Texts.of("map.empty.outside");
        return count.all() == 0 && state.placed() != null ? Texts.of("map.empty.hidden") : "";
    }

    private void prepareRaster(double width, double height) {
        double density = density();
        if (raster.suits(width, height, density)) return;
        raster = new MapRaster(width, height, density);
        pixels.show(raster.picture(), density);
        groundStale = true;
        pointsStale = true;
    }
}
