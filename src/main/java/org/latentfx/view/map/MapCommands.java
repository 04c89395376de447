package org.latentfx.view.map;

import static javafx.scene.input.KeyCombination.SHIFT_DOWN;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.scene.input.KeyCode;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Command;
import org.latentfx.view.command.MenuTitle;
import org.latentfx.view.command.Shortcut;
import org.latentfx.view.map.tool.MapTool;

/** What can be done to the map from the menu and by keys wherever no text is being typed. FX thread only. */
final class MapCommands {
    private static final double ZOOM = 1.25;

    private final MapState state;
    private final MapGestures gestures;

    MapCommands(MapState state, MapGestures gestures) {
        this.state = state;
        this.gestures = gestures;
    }

    List<Command> all() {
        var all = new ArrayList<Command>();
        all.add(command("pin-z", 1, gestures::pinZ).on(Shortcut.of(KeyCode.P, SHIFT_DOWN)));
        for (MapTool tool : MapTool.values()) all.add(choose(tool));
        for (MapLayer layer : MapLayer.values()) all.add(show(layer));
        all.add(command("fit", 3, state.view::fit).on(Shortcut.of(KeyCode.F)));
        all.add(command("home", 3, state.view::home).on(Shortcut.of(KeyCode.H)));
        all.add(command("zoom-in", 3, () -> state.view.zoom(ZOOM))
                .on(
                        Shortcut.of(KeyCode.PLUS),
                        Shortcut.of(KeyCode.PLUS, SHIFT_DOWN),
                        Shortcut.of(KeyCode.ADD),
                        Shortcut.of(KeyCode.EQUALS),
                        Shortcut.of(KeyCode.EQUALS, SHIFT_DOWN)));
        all.add(command("zoom-out", 3, () -> state.view.zoom(1 / ZOOM))
                .on(Shortcut.of(KeyCode.MINUS), Shortcut.of(KeyCode.SUBTRACT)));
        return all;
    }

    private static Command command(String name, int section, Runnable action) {
        String id = "map-" + name;
        return Command.of(id, MenuTitle.MAP, section, Texts.of("menu.map." + name), action);
    }

    private Command choose(MapTool tool) {
        String id = "map-tool-" + tool.name().toLowerCase(Locale.ROOT);
        return Command.of(id, MenuTitle.MAP, 2, tool.label(), () -> state.tool.set(tool))
                .within(Texts.of("menu.map.tools"))
                .on(Shortcut.of(tool.key()))
                .chosen(state.tool.map(now -> now == tool));
    }

    private Command show(MapLayer layer) {
        var shown = Bindings.createBooleanBinding(() -> state.layers.contains(layer), state.layers);
        String id = "map-layer-" + layer.name().toLowerCase(Locale.ROOT);
        return Command.of(id, MenuTitle.MAP, 2, layer.label(), () -> {
                    if (!state.layers.remove(layer)) state.layers.add(layer);
                })
                .within(Texts.of("map.layers"))
                .when(Bindings.createBooleanBinding(
                        () -> layer.offeredFor(state.kind.get()) && (state.onPlane() || layer == MapLayer.POINTS),
                        state.kind,
                        state.layout))
                .chosen(shown);
    }
}
