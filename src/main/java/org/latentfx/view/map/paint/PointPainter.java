package org.latentfx.view.map.paint;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;

/**
 * Draws latent points into a raster as small glyphs in their class's colour. Glyphs grow with the zoom and become dots
 * where points are dense. Where even dots would overlap they are translucent, so that their density shows. Keeps the
 * glyphs of the last size. FX thread only.
 */
final class PointPainter {
    private static final double SMALLEST = 2;
    private static final double LARGEST = 9;
    /** Up to this size glyphs scale with the map; above it they grow more slowly. */
    private static final double FULL_GROWTH = 4;
    /** Points spread over about this many latent units each way. */
    private static final double SPREAD = 6;

    /** A single point of ever so many is still seen. In 256ths. */
    private static final int WEAKEST = 40;

    private static final int FULL = 256;

    /** Points whose value is not known yet. */
    private static final int UNKNOWN = 0xff8b949e;

    /** How strong points are that are not selected while others are. */
    private static final double FADED = 0.22;

    private final int[] target;
    private final int columns;
    private final int rows;
    private int size;
    private int[][] masks = new int[0][];

    /** Draws into {@code target} (columns × rows, premultiplied). */
    PointPainter(int[] target, int columns, int rows) {
        this.target = target;
        this.columns = columns;
        this.rows = rows;
    }

    /** How far apart {@code count} points would be if they were spread evenly, in pixels of the axes. */
    private static double spacing(Axes2D axes, int count) {
        return axes.scale() * SPREAD / Math.sqrt(Math.max(1, count));
    }

    /** Glyph size in pixels of the axes, for {@code count} points. */
    static double glyphSize(Axes2D axes, int count) {
        double spacing = spacing(axes, count);
        double slowed = FULL_GROWTH * Math.pow(spacing / FULL_GROWTH, 0.4);
        return Math.max(SMALLEST, Math.min(LARGEST, spacing < FULL_GROWTH ? spacing : slowed));
    }

    /** The opacity of each point, in 256ths: full while points do not overlap. */
    static int strength(Axes2D axes, int count) {
        double share = Math.pow(spacing(axes, count) / SMALLEST, 2);
        return (int) Math.max(WEAKEST, Math.min(FULL, FULL * share));
    }

    /** {@code density}: raster pixels per pixel of the axes. If any are selected, the others fade. */
    void paint(Axes2D axes, double density, PlacedPoints points, MapPoints drawn, Palette palette) {
        boolean[] hidden = drawn.hidden();
        BitSet selected = drawn.selected();
        PointScale scale = drawn.scale();
        int shown = points.shown();
        prepare((int) Math.round(glyphSize(axes, shown) * density), hidden.length);
        int strength = strength(axes, shown);
        int[] colours = colours(points, hidden.length, scale, palette);
        if (selected.isEmpty()) {
            paint(axes, density, points, hidden, selected, false, colours, strength);
        } else {
            paint(axes, density, points, hidden, selected, false, colours, (int) (FADED * strength));
            paint(axes, density, points, hidden, selected, true, colours, FULL);
        }
    }

    /** One a point: its class's, or that of its value. */
    static int[] colours(PlacedPoints points, int classes, @Nullable PointScale scale, Palette palette) {
        int[] ofClass = new int[classes];
        for (int c = 0; c < classes; c++) ofClass[c] = palette.colour(c);
        int[] ramp = Ramp.of(palette);
        int[] colours = new int[points.size()];
        for (int i = 0; i < colours.length; i++) {
            int step = scale == null ? 0 : scale.step(i);
            colours[i] = scale == null ? ofClass[points.label(i)] : step < 0 ? UNKNOWN : ramp[step];
        }
        return colours;
    }

    /** Those that are selected, or those that are not. */
    private void paint(
            Axes2D axes,
            double density,
            PlacedPoints points,
            boolean[] hidden,
            BitSet selected,
            boolean wanted,
            int[] colours,
            int strength) {
        float[] at = points.at();
        byte[] labels = points.points().images().labels();
        double scale = axes.scale() * density;
        double originX = axes.px(0) * density - size / 2.0;
        double originY = axes.py(0) * density - size / 2.0;
        for (int i = 0; i < labels.length; i++) {
            int c = labels[i] & 0xff;
            if (hidden[c] || selected.get(i) != wanted) continue;
            double x = originX + scale * at[2 * i];
            double y = originY - scale * at[2 * i + 1];
            // Written so that what is not a number falls out too.
            if (!(x > -size && y > -size && x < columns && y < rows)) continue;
            int left = (int) Math.rint(x);
            int top = (int) Math.rint(y);
            if (left >= 0 && top >= 0 && left <= columns - size && top <= rows - size)
                stamp(left, top, masks[c], colours[i], strength);
            else stampClipped(left, top, masks[c], colours[i], strength);
        }
    }

    private void stamp(int left, int top, int[] mask, int colour, int strength) {
        int at = top * columns + left;
        for (int v = 0, k = 0; v < size; v++, at += columns) {
            for (int u = 0; u < size; u++, k++) {
                int cover = mask[k] * strength >> 8;
                if (cover == FULL) target[at + u] = colour;
                else if (cover != 0) target[at + u] = PixelImage.blend(target[at + u], colour, cover);
            }
        }
    }

    private void stampClipped(int left, int top, int[] mask, int colour, int strength) {
        for (int k = 0; k < mask.length; k++) {
            int x = left + k % size;
            int y = top + k / size;
            if (x < 0 || y < 0 || x >= columns || y >= rows) continue;
            int at = y * columns + x;
            target[at] = PixelImage.blend(target[at], colour, mask[k] * strength >> 8);
        }
    }

    private void prepare(int newSize, int classes) {
        if (newSize == size && masks.length == classes) return;
        size = newSize;
        masks = new int[classes][];
        for (int c = 0; c < classes; c++) {
            masks[c] = Palette.glyph(c).mask(size);
            // Too small for a shape: a plain dot.
            if (size < 3) Arrays.fill(masks[c], FULL);
        }
    }
}
