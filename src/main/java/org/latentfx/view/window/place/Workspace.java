package org.latentfx.view.window.place;

import java.util.Locale;
import org.kordamp.ikonli.feather.Feather;
import org.latentfx.text.Texts;
import org.latentfx.view.command.Keys;

/** The arrangements of panels over the same state, in the order of their keys. Its names are stored. Any thread. */
public enum Workspace {
    /** One model: its map, its decoder, the tools. */
    EXPLORE(Keys.EXPLORE, Feather.COMPASS),
    /** One run: what its training looks like from within. */
    DEBUG(Keys.DEBUG, Feather.ACTIVITY),
    /** Several runs side by side. */
    COMPARE(Keys.COMPARE, Feather.COLUMNS),
    /** Many runs with other settings, small. */
    SWEEP(Keys.SWEEP, Feather.GRID),
    /** The graph of one model, and one training step in slow motion through it. */
    MODEL(Keys.MODEL, Feather.SHARE_2);

    private final Keys key;
    private final Feather icon;

    Workspace(Keys key, Feather icon) {
        this.key = key;
        this.icon = icon;
    }

    /** The command that shows it. */
    public Keys key() {
        return key;
    }

    Feather icon() {
        return icon;
    }

    String id() {
        return "workspace-" + name().toLowerCase(Locale.ROOT);
    }

    /** Its name on a button. */
    public String title() {
        return Texts.of("workspace." + name().toLowerCase(Locale.ROOT));
    }

    /** What it is for, in a sentence. */
    String help() {
        return Texts.of("workspace." + name().toLowerCase(Locale.ROOT) + ".help");
    }

    /** {@code activity}, and after it what one can do here. @param place what stands in the map's place; "" for it */
    String hint(String activity, String place) {
        String key = "workspace." + name().toLowerCase(Locale.ROOT) + ".hint";
        return Texts.of(Texts.has(key + place) ? key + place : key, activity);
    }
}
