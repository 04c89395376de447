package org.latentfx.view.slow;

import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PicturePainter.Colours;

/** The colours of what units put out: 0 is the paper, above it the ink, below it violet. Immutable. */
enum UnitInk {
    DARK(Ink.DARK, 0xffb391ff),
    LIGHT(Ink.LIGHT, 0xff7a3fd0);

    private final Ink ink;
    private final int below;

    UnitInk(Ink ink, int below) {
        this.ink = ink;
        this.below = below;
    }

    static UnitInk of(boolean dark) {
        return dark ? DARK : LIGHT;
    }

    /** Of full colour at ±{@code scale}. */
    Colours upTo(double scale) {
        int paper = Ink.mix(ink.paper(), ink.ink(), 0.06); // a silent unit is told from no unit
        return value -> Double.isNaN(value)
                ? 0
                : Ink.mix(paper, value < 0 ? below : ink.ink(), Math.min(1, Math.abs(value) / scale));
    }
}
