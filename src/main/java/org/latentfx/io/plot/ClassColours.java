package org.latentfx.io.plot;

import java.util.Locale;

/** The window's colours of classes, which repeat after ten. Opaque 0xRRGGBB; any thread. */
public final class ClassColours {
    /** How many there are. */
    public static final int COUNT = 10;

    private static final int[] ON_LIGHT = {
        0x2a6fca, 0xe08a1e, 0x1f9862, 0xcb3333, 0x7c4fd4, 0x7d4c31, 0xd0509f, 0x6c7681, 0x97920f, 0x0d93a6
    };
    private static final int[] ON_DARK = {
        0x4f9cf9, 0xf5a83a, 0x37b87c, 0xf2605c, 0xb18af8, 0xb5815c, 0xf794cb, 0xa3adb8, 0xd6cb45, 0x35c9dc
    };

    private ClassColours() {}

    /** The colour of a class on paper of that kind. */
    public static int of(int classIndex, boolean dark) {
        return (dark ? ON_DARK : ON_LIGHT)[classIndex % COUNT];
    }

    /** {@code rgb} as SVG and CSS write it. */
    public static String hex(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb & 0xffffff);
    }
}
