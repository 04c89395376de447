package org.latentfx.view.map.paint;

import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.Palette;

/**
 * The colours of a continuous scale in each theme: from a quiet hue to a loud one, ever farther from the ground in
 * luminance, so that eyes that miss hues and grey prints read it too (after the "plasma" scale of Smith & van der Walt
 * 2015, without the end that would vanish into the ground). Opaque ARGB; any thread.
 */
public final class Ramp {
    /** How many steps it has. */
    public static final int STEPS = 256;

    private static final int[] DARK = {0xff4a4fd6, 0xff8a68dc, 0xffd07aa0, 0xfff8a850, 0xfff8ee60};
    private static final int[] LIGHT = {0xffe0a020, 0xffd9633f, 0xffb0307a, 0xff6a1b9a, 0xff1d1467};

    private Ramp() {}

    /** The colours from the lowest value to the highest; a new array. */
    public static int[] of(Palette palette) {
        int[] anchors = palette == Palette.DARK ? DARK : LIGHT;
        int[] colours = new int[STEPS];
        for (int i = 0; i < STEPS; i++) {
            double at = (anchors.length - 1.0) * i / (STEPS - 1);
            int from = Math.min(anchors.length - 2, (int) at);
            colours[i] = Ink.mix(anchors[from], anchors[from + 1], at - from);
        }
        return colours;
    }
}
