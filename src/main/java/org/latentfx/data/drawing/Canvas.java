package org.latentfx.data.drawing;

import java.util.Arrays;

/**
 * A square field that ink is drawn on and rubbed out of, before any normalisation. Immutable: each stroke makes another
 * canvas, so that every one of them can be gone back to. Lengths are in canvas pixels; any thread may use it.
 */
public final class Canvas {
    /** Width and height. */
    public static final int SIDE = 224;

    public static final Canvas EMPTY = new Canvas(new byte[SIDE * SIDE]);

    private final byte[] ink;

    private Canvas(byte[] ink) {
        this.ink = ink;
    }

    /** A canvas with the {@code ink} that {@link #bytes} told: width × height. */
    public static Canvas of(byte[] ink) {
        if (ink.length != SIDE * SIDE)
            throw new IllegalArgumentException("ink: found " + ink.length + " bytes, expected " + SIDE + " × " + SIDE);
        return new Canvas(ink.clone());
    }

    /** Ink of each pixel, 0..255, row by row: a new array. */
    public byte[] bytes() {
        return ink.clone();
    }

    /** Ink of each pixel, 0..1, row by row: a new array. */
    public float[] ink() {
        float[] values = new float[ink.length];
        for (int i = 0; i < values.length; i++) values[i] = (ink[i] & 0xff) / 255f;
        return values;
    }

    public boolean isEmpty() {
        return Arrays.equals(ink, EMPTY.ink);
    }

    /**
     * This canvas after a round pen of {@code radius} went straight from (x0, y0) to (x1, y1), parts outside being
     * lost; the edge is smoothed over one pixel. An eraser takes away what a pen would have left.
     */
    public Canvas stroke(double x0, double y0, double x1, double y1, double radius, boolean erase) {
        byte[] after = ink.clone();
        double reach = radius + 1;
        int left = bound(Math.min(x0, x1) - reach);
        int right = bound(Math.max(x0, x1) + reach);
        int top = bound(Math.min(y0, y1) - reach);
        int bottom = bound(Math.max(y0, y1) + reach);
        for (int y = top; y < bottom; y++)
            for (int x = left; x < right; x++) {
                double cover = radius + 0.5 - distance(x + 0.5, y + 0.5, x0, y0, x1, y1);
                int amount = (int) Math.round(255 * Math.max(0, Math.min(1, cover)));
                int i = y * SIDE + x;
                int now = after[i] & 0xff;
                after[i] = (byte) (erase ? Math.min(now, 255 - amount) : Math.max(now, amount));
            }
        return new Canvas(after);
    }

    private static int bound(double at) {
        return (int) Math.max(0, Math.min(SIDE, Math.round(at)));
    }

    /** From (x, y) to the nearest point of the line from (x0, y0) to (x1, y1). */
    private static double distance(double x, double y, double x0, double y0, double x1, double y1) {
        double dx = x1 - x0;
        double dy = y1 - y0;
        double square = dx * dx + dy * dy;
        double along = square > 0 ? ((x - x0) * dx + (y - y0) * dy) / square : 0;
        double share = Math.max(0, Math.min(1, along));
        return Math.hypot(x - x0 - share * dx, y - y0 - share * dy);
    }
}
