package org.latentfx.app.screenshot;

import java.util.HashMap;
import java.util.Map;
import java.util.prefs.AbstractPreferences;
import org.jspecify.annotations.Nullable;

/**
 * Preferences that nobody else sees, kept in memory: a picture or a measurement must not depend on what a person chose,
 * nor change it. Any thread.
 */
public final class ScratchPreferences extends AbstractPreferences {
    private final Map<String, String> values = new HashMap<>();

    public ScratchPreferences() {
        super(null, "");
    }

    @Override
    protected void putSpi(String key, String value) {
        values.put(key, value);
    }

    @Override
    protected @Nullable String getSpi(String key) {
        return values.get(key);
    }

    @Override
    protected void removeSpi(String key) {
        values.remove(key);
    }

    @Override
    protected void removeNodeSpi() {
        values.clear();
    }

    @Override
    protected String[] keysSpi() {
        return values.keySet().toArray(String[]::new);
    }

    @Override
    protected String[] childrenNamesSpi() {
        return new String[0];
    }

    @Override
    protected AbstractPreferences childSpi(String name) {
        return new ScratchPreferences();
    }

    @Override
    protected void syncSpi() {
        // nothing is kept outside this object
    }

    @Override
    protected void flushSpi() {
        // nothing is kept outside this object
    }
}
