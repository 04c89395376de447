package org.latentfx.view.kit;

/** The colours of errors in a picture: 0 is the paper, 1 a warm red. Immutable. */
public enum ErrorInk implements PicturePainter.Colours {
    DARK(Ink.DARK, 0xffff8f80),
    LIGHT(Ink.LIGHT, 0xffcf222e);

    private final int[] ramp = new int[256];

    ErrorInk(Ink ink, int full) {
        for (int i = 0; i < ramp.length; i++) ramp[i] = Ink.mix(ink.paper(), full, i / 255.0);
    }

    public static ErrorInk of(boolean dark) {
        return dark ? DARK : LIGHT;
    }

    /** The colour of an absolute difference of 0..1. */
    @Override
    public int argb(double difference) {
        return ramp[(int) Math.max(0, Math.min(255, difference * 255 + 0.5))];
    }
}
