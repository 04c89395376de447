package org.latentfx.view.kit;

import java.util.prefs.Preferences;

/** One number of the window's arrangement that outlives the program, such as the width of a panel. FX thread only. */
public final class Remembered {
    private final Preferences preferences;
    private final String key;
    private double value;

    /** @param initial used where nothing is remembered */
    public Remembered(Preferences preferences, String key, double initial) {
        this.preferences = preferences;
        this.key = key;
        value = preferences.getDouble(key, initial);
    }

    public double get() {
        return value;
    }

    public void set(double newValue) {
        value = newValue;
        preferences.putDouble(key, newValue);
    }
}
