package org.latentfx.view.map.tool;

import java.util.Locale;
import java.util.function.Function;
import javafx.scene.Cursor;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.text.Texts;
import org.latentfx.view.map.MapPlot;

/**
 * What pressing the primary button on the map does. A tool is its icon, its pointer, its key and the drag that it starts; a new
 * tool is one more row. FX thread only.
 */
public enum MapTool {
    EXPLORE(Feather.CROSSHAIR, Cursor.CROSSHAIR, KeyCode.E, ExploreDrag::new),
    PAN(Feather.MOVE, Cursor.OPEN_HAND, KeyCode.M, PanDrag::new),
    LASSO(Feather.PEN_TOOL, Cursor.CROSSHAIR, KeyCode.L, plot -> new SelectionDrag(plot, false)),
    BOX(Feather.SQUARE, Cursor.CROSSHAIR, KeyCode.B, plot -> new SelectionDrag(plot, true)),
    PATH(Feather.TRENDING_UP, Cursor.CROSSHAIR, KeyCode.W, PathDrag::new),
    PIN(Feather.MAP_PIN, Cursor.CROSSHAIR, KeyCode.P, PinDrag::new);

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
    private final Function<MapPlot, Drag> start;

    MapTool(Feather icon, Cursor cursor, KeyCode key, Function<MapPlot, Drag> start) {
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

    /** Takes the tool in hand while the map has the keyboard. */
    public KeyCode key() {
        return key;
    }

    public Drag start(MapPlot plot) {
        return start.apply(plot);
    }

    public String label() {
        return Texts.of("map.tool." + name().toLowerCase(Locale.ROOT));
    }

    public String help() {
        return Texts.of(
                "keys.tooltip", Texts.of("map.tool." + name().toLowerCase(Locale.ROOT) + ".tip"), key.getName());
    }
}
