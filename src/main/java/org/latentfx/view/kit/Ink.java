package org.latentfx.view.kit;

/**
 * How grey pictures look in each theme: value 0 is the paper, value 1 the ink. Dark: white strokes on near-black;
 * light: near-black strokes on white. Colours only, opaque ARGB (the same premultiplied or not); any thread may use it.
 */
public enum Ink {
    DARK(0xff0a0d12, 0xfff4f6f8),
    LIGHT(0xffffffff, 0xff1b2027);

    private final int paper;
    private final int ink;
    private final int[] ramp = new int[256];

    Ink(int paper, int ink) {
        this.paper = paper;
        this.ink = ink;
        for (int i = 0; i < ramp.length; i++) ramp[i] = mix(paper, ink, i / 255.0);
    }

    public static Ink of(boolean dark) {
        return dark ? DARK : LIGHT;
    }

    /** The colour of value 0. */
    public int paper() {
        return paper;
    }

    /** The colour of value 1. */
    public int ink() {
        return ink;
    }

    /** The colour of a pixel value in 0..1; values outside are clamped, NaN is paper. */
    public int argb(double value) {
        return ramp[level(value)];
    }

    /** The colour of a stored pixel, 0..255. */
    public int argb(byte value) {
        return ramp[value & 0xff];
    }

    /** The opaque colour of red, green and blue in 0..1, in any theme; values outside are clamped, NaN is 0. */
    public static int rgb(double red, double green, double blue) {
        return 0xff000000 | level(red) << 16 | level(green) << 8 | level(blue);
    }

    /** The opaque colour of the stored red, green and blue, 0..255, from {@code at} on. */
    public static int rgb(byte[] values, int at) {
        return 0xff000000 | (values[at] & 0xff) << 16 | (values[at + 1] & 0xff) << 8 | values[at + 2] & 0xff;
    }

    private static int level(double value) {
        return (int) Math.max(0, Math.min(255, value * 255 + 0.5));
    }

    /** The opaque colour that lies {@code share} (0..1) of the way from one opaque colour to another. */
    public static int mix(int from, int to, double share) {
        int result = 0xff000000;
        for (int shift = 0; shift <= 16; shift += 8) {
            int a = from >> shift & 0xff;
            int b = to >> shift & 0xff;
            result |= (int) Math.round(a + share * (b - a)) << shift;
        }
        return result;
    }

    /** The colours of errors in a picture: 0 is the paper, 1 a warm red. Immutable. */
    public enum OfErrors implements PicturePainter.Colours {
        DARK(Ink.DARK, 0xffff8f80),
        LIGHT(Ink.LIGHT, 0xffcf222e);

        private final int[] ramp = new int[256];

        OfErrors(Ink ink, int full) {
            for (int i = 0; i < ramp.length; i++) ramp[i] = mix(ink.paper(), full, i / 255.0);
        }

        public static OfErrors of(boolean dark) {
            return dark ? DARK : LIGHT;
        }

        /** The colour of an absolute difference of 0..1. */
        @Override
        public int argb(double difference) {
            return ramp[level(difference)];
        }
    }
}
