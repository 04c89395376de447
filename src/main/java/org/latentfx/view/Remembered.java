package org.latentfx.view;

import java.util.prefs.Preferences;

/** One number of the window's arrangement that outlives the program, such as the width of a panel. FX thread only. */
final class Remembered {
    private final Preferences preferences;
    private final String key;
    private double value;

    /** @param initial used where nothing is remembered */
    Remembered(Preferences preferences, String key, double initial) {
        this.preferences = preferences;
        this.key = key;
        value = preferences.getDouble(key, initial);
    }

    double get() {
        return value;
    }

    void set(double newValue) {
        value = newValue;
        preferences.putDouble(key, newValue);
    }
}
