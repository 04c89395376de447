package org.latentfx.view.kit;

import java.util.Locale;
import org.latentfx.text.Texts;
import org.latentfx.text.Wording;

/** The units a loss can be read in. Everything is stored in nats per image. Immutable. */
public enum LossUnit {
    NATS,
    BITS,
    NATS_PER_PIXEL;

    /** What one nat per image is in this unit, for images of {@code pixels} pixels. */
    public double factor(int pixels) {
        return switch (this) {
            case NATS -> 1;
            case BITS -> 1 / Math.log(2);
            case NATS_PER_PIXEL -> 1.0 / pixels;
        };
    }

    /** Such as "nats": the unit of one image's loss. */
    public String ofOneImage() {
        return Texts.of("probe.unit." + name().toLowerCase(Locale.ROOT));
    }

    /** Decimals that show a hundredth of a nat, or what corresponds. */
    public int decimals() {
        return this == NATS_PER_PIXEL ? 5 : 2;
    }

    /** Such as "nats per image". */
    public String label(Wording wording) {
        return wording.of("curves.unit." + name().toLowerCase(Locale.ROOT));
    }
}
