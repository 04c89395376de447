package org.latentfx.view.curves;

import java.util.Locale;
import org.latentfx.text.Texts;
import org.latentfx.train.Series;

/** The three losses a curve can show, each with its name and its colour in both themes. Immutable. */
enum Quantity {
    /** −ELBO with β = 1: the sum of the other two. */
    TOTAL(Series::total, 0xff539bf5, 0xff0969da),
    RECONSTRUCTION(Series::reconstruction, 0xff3fc1a5, 0xff0b7a66),
    KL(Series::kl, 0xfff0883e, 0xffbc4c00);

    /** Reads this quantity from a series, in nats per image. */
    interface Reading {
        double of(Series series, int i);
    }

    private final Reading reading;
    private final int dark;
    private final int light;

    Quantity(Reading reading, int dark, int light) {
        this.reading = reading;
        this.dark = dark;
        this.light = light;
    }

    double of(Series series, int i) {
        return reading.of(series, i);
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

    String help() {
        return Texts.of("curves.quantity." + name().toLowerCase(Locale.ROOT) + ".help");
    }
}
