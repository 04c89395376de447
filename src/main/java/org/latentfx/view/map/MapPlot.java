package org.latentfx.view.map;

import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import javafx.collections.SetChangeListener;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.shape.Rectangle;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.map.PlaneField;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.MapBackground;
import org.latentfx.view.map.paint.MapPoints;
import org.latentfx.view.map.paint.MapRaster;
import org.latentfx.view.map.paint.Outline;
import org.latentfx.view.map.paint.PlacedPoints;
import org.latentfx.view.map.tool.MapTool;

/**
 * The map itself: pixels, marks over them, and what tools do to them. Changes only mark what is out of date; the drawing
 * happens once, in the next layout pass. Panels, legend and input are not its business. FX thread only.
 */
public final class MapPlot extends PaintedRegion {
    private static final double REACH = 6;
    private static final double PIN_REACH = 10;

    private final MapState state;
    private final Explorer explorer;
    private final PlaneFields fields;
    private final Selection selection;
    private final Pins pins;
    private final MapInput input;
    private final ImageView pixels = new ImageView();
    private final ProbeMarks probeMarks = new ProbeMarks();
    private final MapMarks marks = new MapMarks();
    private final HoverCard card = new HoverCard();
    private final LayerKeys keys = new LayerKeys();
    private final PinList pinList;
    private final Label waiting = new Label(Texts.of("map.waiting"));
    private final Rectangle focusRing = new Rectangle();
    private IntConsumer onImageChosen = this::moveToMean;
    private BiConsumer<LatentTarget, LatentTarget> onPathDrawn = (a, b) -> {};
    private MapRaster raster = new MapRaster(1, 1, 1);
    private boolean groundStale = true;
    private boolean pointsStale = true;
    private double pointerX;
    private double pointerY;

    MapPlot(MapState state, Explorer explorer, PlaneFields fields, Selection selection, Pins pins) {
        this.state = state;
        this.explorer = explorer;
        this.fields = fields;
        this.selection = selection;
        this.pins = pins;
        pinList = new PinList(pins, explorer);
        getStyleClass().add("map-plot");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("map.accessible"));
        waiting.getStyleClass().add("map-waiting");
        waiting.setManaged(false);
        waiting.setMouseTransparent(true);
        focusRing.getStyleClass().add("map-focus-ring");
        focusRing.setManaged(false);
        focusRing.setMouseTransparent(true);
        focusRing.visibleProperty().bind(focusVisibleProperty());
        pixels.setManaged(false);
        pixels.setMouseTransparent(true);
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        getChildren().addAll(pixels, probeMarks, marks, waiting, focusRing);
        watchState();
        input = new MapInput(this, state, explorer);
    }

    public MapState state() {
        return state;
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

    public Explorer explorer() {
        return explorer;
    }

    void setOnImageChosen(IntConsumer action) {
        onImageChosen = action;
    }

    // ---- what drags do ----

    /** The image whose point lies under a pixel, or −1. */
    public int imageAt(double px, double py) {
        return state.imageAt(px, py, REACH);
    }

    public void previewAt(double px, double py) {
        if (state.onPlane()) explorer.preview(pointAt(px, py));
    }

    /** Commits z to what is under a pixel; what lies across the plane stays as it is. */
    public void moveTo(double px, double py) {
        if (state.onPlane()) explorer.moveTo(pointAt(px, py));
    }

    /** Takes an image: z becomes its μ, or whatever the owner does with it. */
    public void choose(int i) {
        PlacedPoints placed = state.placed();
        if (placed == null || i >= placed.size()) return;
        state.take(i);
        onImageChosen.accept(i);
    }

    /** Takes an image and brings its point into view. */
    void visit(int i) {
        PlacedPoints placed = state.placed();
        if (placed == null || i >= placed.size()) return;
        choose(i);
        state.reveal(placed.a(i), placed.b(i));
    }

    private void moveToMean(int i) {
        PlacedPoints placed = state.placed();
        if (placed != null && i < placed.size()) explorer.moveTo(placed.points().mean(i));
    }

    /** The pointer is there, no button down. */
    void hover(double px, double py) {
        pointerX = px;
        pointerY = py;
        int image = state.tool.get() == MapTool.EXPLORE ? imageAt(px, py) : -1;
        PlacedPoints placed = state.placed();
        if (image < 0 || placed == null) {
            endHover();
            return;
        }
        if (image != state.hovered.get()) {
            state.hovered.set(image);
            explorer.glance(placed.points().mean(image));
        }
        stale(false, false);
    }

    /** Leaves the hovered image; z is again where it was. */
    public void endHover() {
        if (state.hovered.get() < 0) return;
        state.hovered.set(-1);
        explorer.restore();
    }

    /** Zooms about the middle. */
    void zoom(double factor) {
        state.axes.set(state.axes.get().zoomed(getWidth() / 2, getHeight() / 2, factor));
    }

    public Selection selection() {
        return selection;
    }

    /** What the modifiers held at the last press mean for a selection. */
    public Selection.Mode selectionMode() {
        return input.selectionMode();
    }

    public int[] imagesWithin(Outline outline) {
        return state.imagesWithin(outline);
    }

    /** Draws a closed line through these corners (x, y, x, y …, in pixels); without any, none. */
    public void showOutline(double... corners) {
        marks.drawOutline(corners);
    }

    /** Marks what is under a pixel. */
    public void pin(double px, double py) {
        if (state.onPlane()) pins.pin(pointAt(px, py));
    }

    /** Marks z. */
    void pinZ() {
        pins.pin(explorer.z());
    }

    /** The pin under a pixel, or null. */
    public Pins.@Nullable Pin pinAt(double px, double py) {
        Axes2D axes = state.axes.get();
        Plane plane = explorer.plane();
        if (!state.onPlane()) return null;
        for (Pins.Pin pin : pins.of(explorer.latents()))
            if (Math.hypot(axes.px(plane.a(pin.z())) - px, axes.py(plane.b(pin.z())) - py) < PIN_REACH) return pin;
        return null;
    }

    /** What is under a pixel: a pin, an image, or else the point of the plane; null where a layout has nothing. */
    @Nullable
    public LatentTarget placeAt(double px, double py) {
        Pins.Pin pin = pinAt(px, py);
        if (pin != null) return new LatentTarget.Point(pin.name(), pin.z());
        int image = imageAt(px, py);
        if (image >= 0) return new LatentTarget.Image(image);
        return state.onPlane() ? new LatentTarget.Point(Texts.of("paths.place.map"), pointAt(px, py)) : null;
    }

    void setOnPathDrawn(BiConsumer<LatentTarget, LatentTarget> action) {
        onPathDrawn = action;
    }

    public void drawPath(LatentTarget from, LatentTarget to) {
        onPathDrawn.accept(from, to);
    }

    private float[] pointAt(double px, double py) {
        Axes2D axes = state.axes.get();
        return explorer.lift(
                axes.x(Math.max(0, Math.min(axes.width(), px))), axes.y(Math.max(0, Math.min(axes.height(), py))));
    }

    /** What moved under the pointer, or was moved elsewhere by a command, is hovered over no more. */
    private void stillHovered() {
        int hovered = state.hovered.get();
        if (hovered < 0) return;
        if (!explorer.glancing()) state.hovered.set(-1);
        else if (imageAt(pointerX, pointerY) != hovered) endHover();
    }

    // ---- what makes it out of date ----

    private void watchState() {
        state.path.addListener((source, before, now) -> stale(false, false));
        state.probe.addListener((source, before, now) -> stale(false, false));
        state.walk.addListener((source, before, now) -> stale(false, false));
        state.probes.addListener((source, before, now) -> stale(false, true));
        state.points.addListener((source, before, now) -> {
            stillHovered();
            stale(false, true);
        });
        state.axes.addListener((source, before, now) -> {
            if (state.onPlane()) fields.look(now.x(0), now.x(now.width()), now.y(now.height()), now.y(0));
            stillHovered();
            stale(true, true);
        });
        state.mapPlane.addListener((source, before, now) -> {
            stillHovered();
            stale(true, true);
        });
        state.layout.addListener((source, before, now) -> {
            stillHovered();
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
        wantLayers();
        state.hiddenClasses.addListener((SetChangeListener<Integer>) change -> stale(false, true));
        state.hovered.addListener((source, before, now) -> stale(false, false));
        state.chosen.addListener((source, before, now) -> stale(false, false));
        state.selected.addListener((source, before, now) -> stale(false, true));
        pins.listProperty().addListener((source, before, now) -> stale(false, false));
        explorer.zProperty().addListener((source, before, now) -> {
            if (!explorer.glancing()) state.hovered.set(-1);
            stale(false, false);
        });
        state.tool.addListener((source, before, now) -> setCursor(now.cursor()));
        setCursor(state.tool.get().cursor());
        sceneProperty()
                .flatMap(scene -> scene.windowProperty())
                .flatMap(Window::outputScaleXProperty)
                .addListener((source, before, now) -> stale(true, true));
    }

    /** What nobody sees is not computed. */
    private void wantLayers() {
        for (MapLayer layer : MapLayer.values())
            for (PlaneField<?> needed : layer.needs(fields))
                needed.want(state.shows(layer) && state.onPlane() && isSeen());
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
            state.settle();
            axes = state.axes.get();
        }
        prepareRaster(width, height);
        if (groundStale) {
            MapBackground ground = MapBackground.of(fields, state);
            raster.drawGround(axes, ground, state.palette());
            keys.show(ground, state.palette(), width);
            marks.drawAxes(
                    axes,
                    ChartNames.across(state.mapPlane.get()),
                    ChartNames.up(state.mapPlane.get()),
                    state.shows(MapLayer.RINGS));
        }
        if (pointsStale) {
            raster.drawPoints(axes, MapPoints.of(state), state.palette());
            raster.picture().update();
        }
        groundStale = false;
        pointsStale = false;
        drawMarks(axes);
    }

    private void drawMarks(Axes2D axes) {
        float[] z = explorer.z();
        Plane plane = explorer.plane();
        marks.onPlane(state.onPlane());
        probeMarks.setVisible(state.onPlane());
        marks.drawPath(axes, plane, state.path.get());
        probeMarks.drawPosterior(axes, plane, state.probe.get(), state.shows(MapLayer.ELLIPSES));
        probeMarks.drawWalk(axes, plane, state.walk.get());
        marks.drawHair(axes, plane.a(z), plane.b(z), state.shows(MapLayer.CROSSHAIR));
        marks.drawPins(axes, explorer, pins.of(plane.latents()));
        pinList.place(axes.width(), axes.height(), keys.bottom());
        PlacedPoints placed = state.placed();
        int hovered = state.hovered.get();
        int marked = hovered >= 0 || state.probe.get() != null && state.onPlane() ? hovered : state.chosen.get();
        marks.drawPosterior(axes, placed, plane, marked, state.shows(MapLayer.ELLIPSES));
        card.setVisible(placed != null && hovered >= 0 && hovered < placed.size());
        if (placed != null && card.isVisible()) {
            card.show(placed, hovered, off(placed, hovered), Ink.of(state.dark.get()));
            card.placeAt(pointerX, pointerY, axes.width(), axes.height());
        }
        drawWaiting(axes);
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

    private void drawWaiting(Axes2D axes) {
        waiting.setVisible(state.points.get() == null);
        if (waiting.isVisible()) {
            waiting.applyCss();
            waiting.autosize();
            waiting.relocate(Math.rint((axes.width() - waiting.getWidth()) / 2), Math.rint(axes.height() / 2 + 24));
        }
    }

    private void prepareRaster(double width, double height) {
        double density = density();
        if (raster.suits(width, height, density)) return;
        raster = new MapRaster(width, height, density);
        pixels.setImage(raster.picture().image());
        pixels.setFitWidth(raster.picture().width() / density);
        pixels.setFitHeight(raster.picture().height() / density);
        groundStale = true;
        pointsStale = true;
    }
}
