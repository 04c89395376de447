package org.latentfx.view.window;

import org.latentfx.text.Texts;

/** The panels that share the place right of the curves, in the order of their tabs. Its names are stored. */
enum Tool {
    /** The first three have a tab only where there is no place for them beside the tabs. */
    SETTINGS("settings.title", ""),
    PROBE("probe.title", ""),
    CURVES("curves.title", ""),
    RECONSTRUCTIONS("reconstructions.title", "reconstructions.rows"),
    PATH("paths.title", ""),
    DIRECTIONS("directions.title", ""),
    INPAINTING("ask.title", ""),
    SAMPLES("samples.title", ""),
    EVALUATION("evaluation.title", ""),
    QUALITY("quality.title", ""),
    LINEAR("linear.title", ""),
    FACTORS("factors.title", ""),
    CODEBOOK("codebook.title", "");

    private final String title;
    private final String detail;

    Tool(String title, String detail) {
        this.title = title;
        this.detail = detail;
    }

    /** Whether it has a tab only where it has no other place. */
    boolean isGuest() {
        return compareTo(CURVES) <= 0;
    }

    /** What its tab says. */
    String title() {
        return Texts.of(title);
    }

    /** What its tab says where there is little room. */
    String shortTitle() {
        return Texts.has(title + ".short") ? Texts.of(title + ".short") : title();
    }

    /** The words for the right end of the row; empty if it has none. */
    String detail() {
        return detail.isEmpty() ? "" : Texts.of(detail);
    }
}
