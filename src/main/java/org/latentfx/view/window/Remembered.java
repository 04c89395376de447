package org.latentfx.view.window;

/** A length of the window's arrangement that outlives the program, such as the width of a panel. FX thread only. */
public final class Remembered {
    /** No panel of a screen is longer, in pixels. */
    static final double MOST = 20_000;

    private final Preferences preferences;
    private final String key;
    private double value;

    /** @param initial in pixels; used where no length from 1 to 20,000 pixels is remembered */
    public Remembered(Preferences preferences, String key, double initial) {
        this.preferences = preferences;
        this.key = key;
        value = preferences.number(key, 1, MOST).orElse(initial);
    }

    public double get() {
        return value;
    }

    public void set(double newValue) {
        value = newValue;
        preferences.set(key, newValue);
    }
}
