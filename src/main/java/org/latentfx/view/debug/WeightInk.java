package org.latentfx.view.debug;

import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PicturePainter;

/**
 * The colours of weights, the same for all and at any time: 0 is the paper, positive ones are orange and negative ones
 * blue, of full colour from ±{@link #FULL} on. Immutable.
 */
enum WeightInk implements PicturePainter.Colours {
    DARK(Ink.DARK, 0xffffa53a, 0xff4fb4ff),
    LIGHT(Ink.LIGHT, 0xffc05a00, 0xff0a5cc0);

    /** Nine in ten weights of trained models lie within half of it. */
    static final double FULL = 0.2;

    private final int[] positive = new int[256];
    private final int[] negative = new int[256];

    WeightInk(Ink ink, int orange, int blue) {
        for (int i = 0; i < positive.length; i++) {
            positive[i] = Ink.mix(ink.paper(), orange, i / 255.0);
            negative[i] = Ink.mix(ink.paper(), blue, i / 255.0);
        }
    }

    static WeightInk of(boolean dark) {
        return dark ? DARK : LIGHT;
    }

    @Override
    public int argb(double weight) {
        int level = (int) Math.min(255, Math.abs(weight) / FULL * 255 + 0.5);
        return weight < 0 ? negative[level] : positive[level];
    }
}
