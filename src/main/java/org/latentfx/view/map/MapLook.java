package org.latentfx.view.map;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.tool.MapTool;

/**
 * How the map is set, as numbers and texts by key for the session's file: layers, hidden classes, the part of the plane
 * in view, the tool. What cannot be is passed over. Pure functions on a {@link MapState}; FX thread only.
 */
final class MapLook {
    private static final String LAYERS = "map.layers";
    private static final String HIDDEN = "map.hidden";
    private static final String TOOL = "map.tool";
    private static final String X = "map.x";
    private static final String Y = "map.y";
    private static final String RANGE = "map.range";
    private static final double MOST = 1e6;

    private MapLook() {}

    static Map<String, Object> of(MapState state) {
        var look = new LinkedHashMap<String, Object>();
        look.put(LAYERS, state.layers.stream().map(MapLayer::name).sorted().collect(Collectors.joining(" ")));
        look.put(
                HIDDEN,
                state.hiddenClasses.stream().sorted().map(String::valueOf).collect(Collectors.joining(" ")));
        look.put(TOOL, state.tool.get().name());
        if (!state.onPlane()) return look;
        Axes2D axes = state.axes.get();
        look.put(X, axes.centreX());
        look.put(Y, axes.centreY());
        look.put(RANGE, Math.min(axes.width(), axes.height()) / (2 * axes.scale()));
        return look;
    }

    /** Sets {@code state} like {@code look}, as far as that says anything. */
    static void show(Map<String, Object> look, MapState state) {
        if (look.get(LAYERS) instanceof String names) {
            var wanted = EnumSet.noneOf(MapLayer.class);
            var listed = Arrays.asList(names.split(" "));
            for (MapLayer layer : MapLayer.values()) if (listed.contains(layer.name())) wanted.add(layer);
            state.layers.retainAll(wanted);
            state.layers.addAll(wanted);
        }
        if (look.get(HIDDEN) instanceof String classes) {
            var wanted = new HashSet<Integer>();
            for (String one : classes.split(" ")) if (one.matches("\\d{1,3}")) wanted.add(Integer.valueOf(one));
            state.hiddenClasses.retainAll(wanted);
            state.hiddenClasses.addAll(wanted);
        }
        for (MapTool tool : MapTool.values()) if (tool.name().equals(look.get(TOOL))) state.tool.set(tool);
        double x = number(look.get(X), MOST);
        double y = number(look.get(Y), MOST);
        double range = number(look.get(RANGE), MOST);
        Axes2D now = state.axes.get();
        if (state.onPlane() && Double.isFinite(x + y) && range > 0)
            state.axes.set(
                    new Axes2D(x, y, Math.min(now.width(), now.height()) / (2 * range), now.width(), now.height()));
    }

    private static double number(@Nullable Object value, double most) {
        return value instanceof Double number && Math.abs(number) <= most ? number : Double.NaN;
    }
}
