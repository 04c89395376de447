package org.latentfx.view.kit;

import java.util.Locale;
import java.util.Objects;

/** The program's style sheets, each by the part of the window that it dresses. Values only; any thread. */
public enum Stylesheets {
    /** Fonts, colours and what every part of the window shares. */
    LATENTFX,
    /** The form of the settings. */
    FORM,
    /** What ControlsFX needs to be seen under the theme. */
    CONTROLSFX,
    /** The panels' own parts. */
    PANELS,
    MAP,
    PROBE,
    RUNS,
    EXPLAIN,
    INPAINTING,
    COMPARE,
    SWEEP,
    SLOW;

    /** The address that a scene or a parent takes. */
    public String address() {
        String file = name().toLowerCase(Locale.ROOT) + ".css";
        return Objects.requireNonNull(Stylesheets.class.getResource(file), file).toExternalForm();
    }
}
