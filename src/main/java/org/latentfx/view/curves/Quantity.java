package org.latentfx.view.curves;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.latentfx.text.Texts;
import org.latentfx.train.Series;

/** The losses a curve can show, each with its name and its colour in both themes. Immutable. */
enum Quantity {
    /** −ELBO with β = 1: the sum of the other two. */
    TOTAL((series, i, course) -> series.total(i), 0xff539bf5, 0xff0969da),
    RECONSTRUCTION((series, i, course) -> series.reconstruction(i), 0xff3fc1a5, 0xff0b7a66),
    KL((series, i, course) -> series.kl(i), 0xfff0883e, 0xffbc4c00),
    /** What a step minimised, such as reconstruction + β × KL: shown by itself where that is not the total. */
    OBJECTIVE((series, i, course) -> series.reconstruction(i) + course.term(series, i), 0xffbc8cff, 0xff8250df);

    /** Those that a person chooses from. */
    static final Set<Quantity> CHOICE = Collections.unmodifiableSet(EnumSet.of(TOTAL, RECONSTRUCTION, KL));

    /** Reads this quantity from a series, in nats per image. */
    interface Reading {
        double of(Series series, int i, BetaCourse course);
    }

    private final Reading reading;
    private final int dark;
    private final int light;

    Quantity(Reading reading, int dark, int light) {
        this.reading = reading;
        this.dark = dark;
        this.light = light;
    }

    double of(Series series, int i, BetaCourse course) {
        return reading.of(series, i, course);
    }

    /** Opaque ARGB. */
    int argb(boolean onDark) {
        return onDark ? dark : light;
    }

    /** The same as a CSS colour. */
    String css(boolean onDark) {
        return String.format(Locale.ROOT, "#%06x", argb(onDark) & 0xffffff);
    }

    String label() {
        return Texts.of("curves.quantity." + name().toLowerCase(Locale.ROOT));
    }

    /** Its key in the glossary. */
    String term() {
        return this == TOTAL ? "elbo" : name().toLowerCase(Locale.ROOT);
    }

    String help() {
        return Texts.of("curves.quantity." + name().toLowerCase(Locale.ROOT) + ".help");
    }
}
