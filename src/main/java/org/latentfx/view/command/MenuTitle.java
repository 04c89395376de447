package org.latentfx.view.command;

import java.util.Locale;
import org.latentfx.text.Texts;

/** The menus, in the order of the bar; also the headings of the list of keys. */
public enum MenuTitle {
    FILE,
    EDIT,
    RUN,
    MAP,
    VIEW,
    HELP;

    public String label() {
        return Texts.of("menu." + key());
    }

    /** Its part of a text key. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
