package org.latentfx.view;

import java.util.Locale;
import org.latentfx.text.Texts;

/** What the map can show or leave out, in the order of its check boxes. Values only; any thread. */
enum MapLayer {
    POINTS,
    MANIFOLD,
    RINGS,
    HAIR;

    String label() {
        return Texts.of("map.layer." + name().toLowerCase(Locale.ROOT));
    }

    String help() {
        return Texts.of("map.layer." + name().toLowerCase(Locale.ROOT) + ".tip");
    }
}
