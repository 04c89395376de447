package org.latentfx.view.window.debug;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.latentfx.view.debug.DebugView;

/**
 * Which of its figures each panel of Debug shows, as a session's file keeps it, also while there is none. FX thread
 * only.
 */
public final class DebugLook {
    private static final String PREFIX = "debug.";

    private Map<String, Object> wanted = Map.of();
    private @Nullable DebugView view;

    /** Takes care of {@code made} from now on. Returns it. */
    public DebugView of(DebugView made) {
        view = made;
        made.show(wanted);
        return made;
    }

    public Map<String, Object> now() {
        var look = new LinkedHashMap<String, Object>();
        (view == null ? wanted : view.look()).forEach((key, value) -> look.put(PREFIX + key, value));
        return look;
    }

    /** Passes over what cannot be here. */
    public void show(Map<String, Object> look) {
        var own = new LinkedHashMap<String, Object>();
        look.forEach((key, value) -> {
            if (key.startsWith(PREFIX)) own.put(key.substring(PREFIX.length()), value);
        });
        wanted = own;
        if (view != null) view.show(own);
    }
}
