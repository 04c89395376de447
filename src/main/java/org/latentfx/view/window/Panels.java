package org.latentfx.view.window;

import java.util.LinkedHashMap;
import java.util.Map;
import javafx.geometry.Orientation;
import javafx.scene.layout.Region;
import org.latentfx.view.window.place.Slot;

/**
 * How the panels stand together in a window of each size. In a wide and high one decoder and probe stand beside the map
 * alone; in a low one they have the whole height, so that picture and ledger stay in sight; in a narrow one the curves
 * become a tab; where there is little room either way, with large text say, settings and probe do too, and the map has
 * the whole height beside the decoded picture. Where a person put the dividers is remembered for each. FX thread only.
 */
final class Panels extends Region {
    /** The places that a window gives its panels. */
    enum Form {
        WIDE,
        LOW,
        NARROW,
        CRAMPED;

        /** Of a window whose panels have {@code width × height} pixels. */
        static Form of(double width, double height) {
            if (width < NARROWEST || height < LOWEST) return CRAMPED;
            if (width >= 1100 && height >= 700) return WIDE;
            return width >= 1180 ? LOW : NARROW;
        }
    }

    /** Smaller places are scrolled. */
    private static final double LEAST_WIDTH = 661;

    private static final double LEAST_HEIGHT = 341;

    private static final double LEAST_TOOLS = 140;

    /** What the panels need in three columns, one above the other. */
    private static final double NARROWEST = 890;

    private static final double LOWEST = 402;

    private final Preferences preferences;
    private final Region left;
    private final Slot map;
    private final Slot decoder;
    private final Slot probe;
    private final Slot curves;
    private final Slot tools;
    private final ToolTabs tabs;
    private final double toolsHeight;
    private final Map<String, Remembered> sizes = new LinkedHashMap<>();
    private Form form = Form.WIDE;
    private boolean arrangeAnew;
    private Region whole;

    /** @param tabs in the slot {@code tools}, which take the curves in where it is narrow */
    Panels(
            Preferences preferences,
            Region left,
            Slot map,
            Slot decoder,
            Slot probe,
            Slot curves,
            Slot tools,
            ToolTabs tabs) {
        this.preferences = preferences;
        this.left = left;
        this.map = map;
        this.decoder = decoder;
        this.probe = probe;
        this.curves = curves;
        this.tools = tools;
        toolsHeight = tools.getMinHeight();
        this.tabs = tabs;
        setMinSize(LEAST_WIDTH, LEAST_HEIGHT);
        whole = wide();
        getChildren().add(whole);
    }

    Form form() {
        return form;
    }

    private Remembered size(String name, double usual) {
        var size = new Remembered(preferences, name, usual);
        sizes.put(name, size);
        return size;
    }

    /** How large the panels are that keep their size, by name. */
    Map<String, Object> sizes() {
        var all = new LinkedHashMap<String, Object>();
        sizes.forEach((name, size) -> all.put(name, size.get()));
        return all;
    }

    /** Gives those panels of this form another size, as far as {@code wanted} says anything that can be. */
    void resize(Map<String, Object> wanted) {
        sizes.forEach((name, size) -> {
            if (wanted.get(name) instanceof Double length && length >= 1 && length <= Remembered.MOST) size.set(length);
        });
        arrangeAnew = true;
        requestLayout();
    }

    private Region wide() {
        tabs.takeOut(Tool.CURVES, curves);
        spread();
        var column = new FixedSplit(Orientation.VERTICAL, decoder, probe, false, size("probe", 276), 0.47);
        var upper = new FixedSplit(Orientation.HORIZONTAL, map, column, false, size("decoder", 340), 0.4);
        var lower = new FixedSplit(Orientation.HORIZONTAL, curves, tools, true, size("curves", 500), 0.58);
        return whole(new FixedSplit(Orientation.VERTICAL, upper, lower, false, size("lower", 236), 0.32));
    }

    private Region low(boolean narrow) {
        Region lower = tools;
        spread();
        if (narrow) tabs.takeIn(Tool.CURVES, curves);
        else {
            tabs.takeOut(Tool.CURVES, curves);
            lower = new FixedSplit(Orientation.HORIZONTAL, curves, tools, true, size("low-curves", 360), 0.5);
        }
        var column = new FixedSplit(Orientation.VERTICAL, decoder, probe, false, size("low-probe", 290), 0.5);
        var middle = new FixedSplit(Orientation.VERTICAL, map, lower, false, size("low-lower", 204), 0.36);
        return whole(new FixedSplit(Orientation.HORIZONTAL, middle, column, false, size("low-decoder", 320), 0.4));
    }

    private Region cramped() {
        tabs.takeIn(Tool.CURVES, curves);
        tabs.takeIn(Tool.PROBE, probe);
        tabs.takeIn(Tool.SETTINGS, left);
        tools.setMinHeight(LEAST_TOOLS); // the decoded picture comes first
        var column = new FixedSplit(Orientation.VERTICAL, decoder, tools, false, size("cramped-tools", 300), 0.4);
        return new FixedSplit(Orientation.HORIZONTAL, map, column, false, size("cramped-column", 360), 0.44);
    }

    private void spread() {
        tabs.takeOut(Tool.PROBE, probe);
        tabs.takeOut(Tool.SETTINGS, left);
        tools.setMinHeight(toolsHeight);
    }

    /** Settings that have no place of their own are shown. */
    void showSettings() {
        if (tabs.withinProperty(Tool.SETTINGS).get()) tabs.choose(Tool.SETTINGS);
    }

    private Region whole(Region right) {
        return new FixedSplit(Orientation.HORIZONTAL, left, right, true, size("settings", 240), 0.3);
    }

    @Override
    protected void layoutChildren() {
        Form now = Form.of(getWidth(), getHeight());
        if (now != form || arrangeAnew) {
            form = now;
            arrangeAnew = false;
            whole = switch (now) {
                case WIDE -> wide();
                case LOW, NARROW -> low(now == Form.NARROW);
                case CRAMPED -> cramped();
            };
            getChildren().setAll(whole);
            whole.applyCss();
        }
        whole.resizeRelocate(0, 0, getWidth(), getHeight());
    }
}
