package org.latentfx.view.map;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.geometry.Point2D;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Selection;
import org.latentfx.text.Texts;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.Outline;
import org.latentfx.view.map.paint.PlacedPoints;
import org.latentfx.view.map.tool.MapTool;

/**
 * What a person does to the map by pointing: hovers over images, moves z, selects, pins. It changes the map's state and
 * z, and knows no nodes. FX thread only.
 */
final class MapGestures implements MapTool.Target {
    /** From this many pixels away a point or a pin counts as pointed at. */
    private static final double REACH = 6;

    private static final double PIN_REACH = 10;

    private final MapState state;
    private final Explorer explorer;
    private final Selection selection;
    private final Pins pins;
    private IntConsumer onImageChosen = this::moveToMean;
    private BiConsumer<LatentTarget, LatentTarget> onPathDrawn = (from, to) -> {};
    private Consumer<Pins.Pin> onPinned = pin -> {};

    MapGestures(MapState state, Explorer explorer, Selection selection, Pins pins) {
        this.state = state;
        this.explorer = explorer;
        this.selection = selection;
        this.pins = pins;
    }

    void setOnImageChosen(IntConsumer action) {
        onImageChosen = action;
    }

    void setOnPathDrawn(BiConsumer<LatentTarget, LatentTarget> action) {
        onPathDrawn = action;
    }

    /** Told each new pin, to ask for its name. */
    void setOnPinned(Consumer<Pins.Pin> action) {
        onPinned = action;
    }

    // ---- what is under a pixel ----

    @Override
    public int imageAt(double px, double py) {
        return state.imageAt(px, py, REACH);
    }

    @Override
    public Pins.@Nullable Pin pinAt(double px, double py) {
        Axes2D axes = state.axes.get();
        Plane plane = explorer.plane();
        if (!state.onPlane()) return null;
        for (Pins.Pin pin : pins.of(explorer.latents()))
            if (Math.hypot(axes.px(plane.a(pin.z())) - px, axes.py(plane.b(pin.z())) - py) < PIN_REACH) return pin;
        return null;
    }

    @Override
    public @Nullable LatentTarget targetAt(double px, double py) {
        Pins.Pin pin = pinAt(px, py);
        if (pin != null) return new LatentTarget.Point(pin.name(), pin.z());
        int image = imageAt(px, py);
        if (image >= 0) return new LatentTarget.Image(image);
        return state.onPlane() ? new LatentTarget.Point(Texts.of("paths.place.map"), pointAt(px, py)) : null;
    }

    @Override
    public int[] imagesWithin(Outline outline) {
        return state.imagesWithin(state.line() ? outline.column(axes().height()) : outline);
    }

    /** The point z under a pixel, or under the nearest one in view. */
    private float[] pointAt(double px, double py) {
        Axes2D axes = state.axes.get();
        return explorer.lift(
                axes.x(Math.max(0, Math.min(axes.width(), px))), axes.y(Math.max(0, Math.min(axes.height(), py))));
    }

    // ---- z ----

    @Override
    public void preview(double px, double py) {
        if (state.onPlane()) explorer.preview(pointAt(px, py));
    }

    @Override
    public void restore() {
        explorer.restore();
    }

    @Override
    public void commit(double px, double py) {
        if (state.onPlane()) explorer.moveTo(pointAt(px, py));
    }

    @Override
    public void commit(Pins.Pin pin) {
        explorer.moveTo(pin.z());
    }

    // ---- images ----

    @Override
    public void choose(int i) {
        PlacedPoints placed = state.placed();
        if (placed == null || i >= placed.size()) return;
        state.markTaken(i);
        onImageChosen.accept(i);
    }

    /** Chooses an image and brings its point into view. */
    void visit(int i) {
        PlacedPoints placed = state.placed();
        if (placed == null || i >= placed.size()) return;
        choose(i);
        state.view.reveal(placed.a(i), placed.b(i));
    }

    private void moveToMean(int i) {
        PlacedPoints placed = state.placed();
        if (placed != null && i < placed.size()) explorer.moveTo(placed.points().mean(i));
    }

    @Override
    public void select(int[] images, Selection.Mode mode) {
        selection.select(images, mode);
    }

    /** Takes the selection back, or else the mark of the image taken last; whether there was any. */
    boolean clear() {
        endHover();
        boolean selected = !selection.isEmpty();
        boolean marked = state.chosen.get() >= 0 && state.probe.get() == null;
        if (selected) selection.clear();
        else if (marked) state.chosen.set(-1);
        return selected || marked;
    }

    // ---- hovering ----

    /** The pointer is there, no button down. */
    void hover(double px, double py) {
        int image = state.tool.get() == MapTool.EXPLORE ? imageAt(px, py) : -1;
        PlacedPoints placed = state.placed();
        state.pointer.set(new Point2D(px, py));
        if (image < 0 || placed == null) {
            endHover();
        } else if (image != state.hovered.get()) {
            state.hovered.set(image);
            explorer.glance(placed.points().mean(image));
        }
    }

    @Override
    public void endHover() {
        if (state.hovered.get() < 0) return;
        state.hovered.set(-1);
        explorer.restore();
    }

    /** Ends the hover if the image's point or z moved away since. */
    void checkHover() {
        int hovered = state.hovered.get();
        if (hovered < 0) return;
        Point2D pointer = state.pointer.get();
        if (!explorer.glancing()) state.hovered.set(-1);
        else if (imageAt(pointer.getX(), pointer.getY()) != hovered) endHover();
    }

    // ---- marks and the part in view ----

    @Override
    public void pin(double px, double py) {
        if (state.onPlane()) onPinned.accept(pins.pin(pointAt(px, py)));
    }

    /** Pins z. */
    void pinZ() {
        onPinned.accept(pins.pin(explorer.z()));
    }

    @Override
    public void drawPath(LatentTarget from, LatentTarget to) {
        onPathDrawn.accept(from, to);
    }

    @Override
    public void outline(double... corners) {
        boolean range = state.line() && corners.length > 0 && state.tool.get() != MapTool.PATH;
        state.outline.set(
                range ? Outline.through(corners).column(axes().height()).corners() : corners);
    }

    @Override
    public Axes2D axes() {
        return state.axes.get();
    }

    @Override
    public void show(Axes2D axes) {
        state.axes.set(axes);
    }
}
