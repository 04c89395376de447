package org.latentfx.view.window;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.latentfx.view.map.MapView;
import org.latentfx.view.window.debug.DebugLook;
import org.latentfx.view.window.place.Arrangement;
import org.latentfx.view.window.place.Slot;
import org.latentfx.view.window.place.Workspace;
import org.latentfx.view.window.place.Workspaces;

/**
 * How the window is set and arranged, as the session's file keeps it: sizes of panels, the tab and the workspace shown,
 * the panel that stands alone, the map, and what the panels of Debug show. What a file says that cannot be here is
 * passed over. FX thread only.
 */
record SessionLook(
        Panels panels, ToolTabs tabs, Arrangement arrangement, Workspaces workspaces, MapView map, DebugLook debug) {
    private static final String SIZE = "size.";
    private static final String TAB = "tab";
    private static final String ALONE = "alone";
    private static final String WORKSPACE = "workspace";

    Map<String, Object> now() {
        var look = new LinkedHashMap<String, Object>(map.look());
        panels.sizes().forEach((name, size) -> look.put(SIZE + name, size));
        Tool tab = tabs.chosenProperty().getValue();
        if (tab != null) look.put(TAB, tab.name());
        Slot alone = arrangement.aloneProperty().get();
        boolean presenting = arrangement.presentingProperty().get();
        look.put(ALONE, alone == null || presenting ? "" : alone.name());
        look.put(WORKSPACE, workspaces.chosenProperty().get().name());
        look.putAll(debug.now());
        return look;
    }

    void show(Map<String, Object> look) {
        var sizes = new LinkedHashMap<String, Object>();
        look.forEach((key, value) -> {
            if (key.startsWith(SIZE)) sizes.put(key.substring(SIZE.length()), value);
        });
        panels.resize(sizes);
        Arrays.stream(Tool.values())
                .filter(tool -> tool.name().equals(look.get(TAB)))
                .filter(tool -> tabs.withinProperty(tool).get())
                .forEach(tabs::choose);
        Arrays.stream(Workspace.values())
                .filter(one -> one.name().equals(look.get(WORKSPACE)))
                .forEach(workspaces::choose);
        if (look.get(ALONE) instanceof String name) showAlone(name);
        map.show(look);
        debug.show(look);
    }

    private void showAlone(String name) {
        Slot now = arrangement.aloneProperty().get();
        if (now != null && now.name().equals(name)) return;
        arrangement.restore();
        arrangement.slots().stream().filter(slot -> slot.name().equals(name)).forEach(arrangement::toggle);
    }
}
