package org.latentfx.view.compare;

import org.latentfx.view.kit.Glyph;
import org.latentfx.view.kit.Palette;

/** How a run is told from the others wherever it is drawn: a colour and a glyph. Pure; any thread. */
record RunLook(int index) {
    /** Opaque ARGB. */
    int argb(boolean dark) {
        return Palette.of(dark).colour(index);
    }

    Glyph glyph() {
        return Palette.glyph(index);
    }

    /** As in a style sheet. */
    String web(boolean dark) {
        return String.format("#%06x", argb(dark) & 0xffffff);
    }
}
