package org.latentfx.view.map.tool;

import java.util.Locale;
import java.util.function.BiFunction;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.session.explore.LatentTarget;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Selection;
import org.latentfx.text.Texts;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.Outline;

/**
 * What pressing the primary button on the map does. A tool is its icon, its pointer, its key and the drag that it
 * starts; a new tool is one more row. FX thread only.
 */
public enum MapTool {
    EXPLORE(Feather.CROSSHAIR, Cursor.CROSSHAIR, KeyCode.E, (map, mode) -> new ExploreDrag(map)),
    PAN(Feather.MOVE, Cursor.OPEN_HAND, KeyCode.M, (map, mode) -> new PanDrag(map)),
    LASSO(Feather.PEN_TOOL, Cursor.CROSSHAIR, KeyCode.L, (map, mode) -> new SelectionDrag(map, mode, false)),
    BOX(Feather.SQUARE, Cursor.CROSSHAIR, KeyCode.B, (map, mode) -> new SelectionDrag(map, mode, true)),
    PATH(Feather.TRENDING_UP, Cursor.CROSSHAIR, KeyCode.W, (map, mode) -> new PathDrag(map)),
    PIN(Feather.MAP_PIN, Cursor.CROSSHAIR, KeyCode.P, (map, mode) -> new PinDrag(map));

    /** What a tool may do to the map and to z. Places are in the map's pixels. */
    public interface Target {
        // ---- what is there ----

        /** The visible image whose point lies under a pixel, or −1. */
        int imageAt(double px, double py);

        /** The pin under a pixel, or null. */
        Pins.@Nullable Pin pinAt(double px, double py);

        /** A pin, an image or else the point of the plane under a pixel; null where a layout has nothing. */
        @Nullable
        LatentTarget targetAt(double px, double py);

        /** The visible images whose points lie inside. */
        int[] imagesWithin(Outline outline);

        /** The part of the plane in view. */
        Axes2D axes();

        // ---- what is done with it ----

        /** Shows another part of the plane. */
        void show(Axes2D axes);

        /** Shows what lies under a pixel, until {@link #restore} or {@link #commit}. */
        void preview(double px, double py);

        /** Takes the preview back: z is where it was. */
        void restore();

        /** Moves z to what lies under a pixel; what lies across the plane stays as it is. */
        void commit(double px, double py);

        /** Moves z to a pin. */
        void commit(Pins.Pin pin);

        /** Chooses an image: z becomes its μ, or the owner does something else with it. */
        void choose(int image);

        void select(int[] images, Selection.Mode mode);

        /** Pins what lies under a pixel. */
        void pin(double px, double py);

        /** Asks for a path between the two. */
        void drawPath(LatentTarget from, LatentTarget to);

        /** Draws a closed line through these corners (x, y, x, y …); without any, none. */
        void outline(double... corners);

        /** No image is hovered over any more. */
        void endHover();
    }

    /** One press, its moves and its release, in the map's pixels. */
    public interface Drag {
        void begin(double px, double py);

        void move(double px, double py);

        void end(double px, double py);

        /** Leaves everything as it was before the press. */
        void cancel();
    }

    private final Feather icon;
    private final Cursor cursor;
    private final KeyCode key;
    private final BiFunction<Target, Selection.Mode, Drag> start;

    MapTool(Feather icon, Cursor cursor, KeyCode key, BiFunction<Target, Selection.Mode, Drag> start) {
        this.icon = icon;
        this.cursor = cursor;
        this.key = key;
        this.start = start;
    }

    public Feather icon() {
        return icon;
    }

    public Cursor cursor() {
        return cursor;
    }

    /** Chooses the tool while the map has the keyboard. */
    public KeyCode key() {
        return key;
    }

    /** @param mode what the modifiers held at the press mean for a selection */
    public Drag start(Target map, Selection.Mode mode) {
        return start.apply(map, mode);
    }

    public String label() {
        return Texts.of("map.tool." + name().toLowerCase(Locale.ROOT));
    }

    public String help() {
        return Texts.of(
                "keys.tooltip", Texts.of("map.tool." + name().toLowerCase(Locale.ROOT) + ".tip"), key.getName());
    }
}
