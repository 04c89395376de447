package org.latentfx.view;

import java.util.Arrays;

/**
 * Draws latent points into a raster as small glyphs in their class's colour. The glyphs grow as the map is zoomed in and
 * shrink to dots where there are too many points for shapes. Keeps the glyphs of the last size. FX thread only.
 */
final class PointPainter {
    private static final double SMALLEST = 2;
    private static final double LARGEST = 9;
    /** Up to this size glyphs keep their share of the plane; beyond it they grow more slowly than the map. */
    private static final double FULL_GROWTH = 4;
    /** Points spread over about this many latent units each way. */
    private static final double SPREAD = 6;

    private int size;
    private int[][] masks = new int[0][];

    /** Glyph size in pixels of the axes, for {@code count} points. */
    static double glyphSize(Axes2D axes, int count) {
        double spacing = axes.scale() * SPREAD / Math.sqrt(Math.max(1, count));
        double slowed = FULL_GROWTH * Math.pow(spacing / FULL_GROWTH, 0.4);
        return Math.max(SMALLEST, Math.min(LARGEST, spacing < FULL_GROWTH ? spacing : slowed));
    }

    /**
     * Adds to {@code target} (columns × rows, premultiplied); {@code density} is raster pixels per pixel of the axes;
     * {@code hidden[class]} are left out.
     */
    void paint(
            int[] target,
            int columns,
            int rows,
            Axes2D axes,
            double density,
            PlacedPoints points,
            boolean[] hidden,
            Palette palette) {
        prepare((int) Math.round(glyphSize(axes, points.size()) * density), hidden.length);
        int[] colours = new int[hidden.length];
        for (int c = 0; c < colours.length; c++) colours[c] = palette.colour(c);
        float[] at = points.at();
        byte[] labels = points.points().images().labels();
        double scale = axes.scale() * density;
        double originX = axes.px(0) * density - size / 2.0;
        double originY = axes.py(0) * density - size / 2.0;
        int insideX = columns - size;
        int insideY = rows - size;
        for (int i = 0; i < labels.length; i++) {
            int c = labels[i] & 0xff;
            if (hidden[c]) continue;
            double x = originX + scale * at[2 * i];
            double y = originY - scale * at[2 * i + 1];
            // Written so that what is not a number falls out too.
            if (!(x > -size && y > -size && x < columns && y < rows)) continue;
            int left = (int) Math.rint(x);
            int top = (int) Math.rint(y);
            if (left >= 0 && top >= 0 && left <= insideX && top <= insideY)
                stamp(target, columns, left, top, masks[c], colours[c]);
            else stampClipped(target, columns, rows, left, top, masks[c], colours[c]);
        }
    }

    private void stamp(int[] target, int columns, int left, int top, int[] mask, int colour) {
        int at = top * columns + left;
        for (int v = 0, k = 0; v < size; v++, at += columns) {
            for (int u = 0; u < size; u++, k++) {
                int cover = mask[k];
                if (cover == 256) target[at + u] = colour;
                else if (cover != 0) target[at + u] = PixelImage.blend(target[at + u], colour, cover);
            }
        }
    }

    private void stampClipped(int[] target, int columns, int rows, int left, int top, int[] mask, int colour) {
        for (int k = 0; k < mask.length; k++) {
            int x = left + k % size;
            int y = top + k / size;
            if (x >= 0 && y >= 0 && x < columns && y < rows)
                target[y * columns + x] = PixelImage.blend(target[y * columns + x], colour, mask[k]);
        }
    }

    private void prepare(int newSize, int classes) {
        if (newSize == size && masks.length == classes) return;
        size = newSize;
        masks = new int[classes][];
        for (int c = 0; c < classes; c++) {
            masks[c] = Palette.glyph(c).mask(size);
            // Too small for a shape: a plain dot.
            if (size < 3) Arrays.fill(masks[c], 256);
        }
    }
}
