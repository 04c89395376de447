package org.latentfx.view.map.paint;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.data.PictureFormat;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PixelImage;

/**
 * Draws the decoded manifold into a raster: each tile at its latent coordinates, scaled with the map. Of grey pictures
 * only ink is drawn, so that the surface below stays visible; those in colour shine through a little. Keeps reduced
 * copies of the newest manifold for small tiles. FX thread only.
 */
final class ManifoldPainter {
    /** How strong full ink is, so that points stay the loudest thing. */
    private static final double STRENGTH = 0.55;

    /** How opaque pictures in colour are. */
    private static final double OPAQUE = 0.8;

    private final int[] ramp = new int[256];
    private int rampColour;
    private @Nullable Manifold manifold;
    private float[][] levels = new float[0][];

    /**
     * Adds to {@code target} (columns × rows, premultiplied); {@code density} is raster pixels per pixel of the axes.
     */
    void paint(int[] target, int columns, int rows, Axes2D axes, double density, Manifold newest, int colour) {
        prepare(newest, colour);
        int across = newest.columns();
        int last = newest.rows() - 1;
        for (int row = 0; row <= last; row++) {
            for (int column = 0; column < across; column++) {
                double x = axes.px(newest.across()[column]) * density;
                double y = axes.py(newest.up()[last - row]) * density;
                double span = Math.min(span(newest.across(), column), span(newest.up(), last - row));
                paintTile(target, columns, rows, x, y, span * axes.scale() * density, row * across + column);
            }
        }
    }

    /** Half the way to both neighbours. */
    static double span(float[] at, int i) {
        int last = at.length - 1;
        if (last == 0) return 1;
        if (i == 0 || i == last) return Math.abs(at[i == 0 ? 1 : last] - at[i == 0 ? 0 : last - 1]);
        return Math.abs(at[i + 1] - at[i - 1]) / 2.0;
    }

    private void paintTile(int[] target, int columns, int rows, double centreX, double centreY, double size, int tile) {
        Manifold m = Objects.requireNonNull(manifold);
        double pixel = size / Math.max(m.format().width(), m.format().height());
        double left = centreX - pixel * m.format().width() / 2;
        double top = centreY - pixel * m.format().height() / 2;
        int fromX = Math.max(0, (int) Math.ceil(left - 0.5));
        int toX = Math.min(columns, (int) Math.ceil(left + pixel * m.format().width() - 0.5));
        int fromY = Math.max(0, (int) Math.ceil(top - 0.5));
        int toY = Math.min(rows, (int) Math.ceil(top + pixel * m.format().height() - 0.5));
        if (fromX >= toX || fromY >= toY) return;
        int level = 0;
        while (level + 1 < levels.length && pixel * (1 << level) < 0.75) level++;
        float[] source = levels[level];
        int channels = m.format().channels();
        int width = m.format().width() >> level;
        int height = m.format().height() >> level;
        double step = 1 / (pixel * (1 << level));
        for (int py = fromY; py < toY; py++) {
            double v = Math.max(0, Math.min(height - 1, (py + 0.5 - top) * step - 0.5));
            int v0 = (int) v;
            float fv = (float) (v - v0);
            int upper = (tile * height + v0) * width * channels;
            int lower = v0 + 1 < height ? upper + width * channels : upper;
            for (int px = fromX; px < toX; px++) {
                double u = Math.max(0, Math.min(width - 1, (px + 0.5 - left) * step - 0.5));
                int u0 = (int) u;
                int next = u0 + 1 < width ? channels : 0;
                float fu = (float) (u - u0);
                int at = upper + u0 * channels;
                int under = lower + u0 * channels;
                float red = between(source, at, under, next, fu, fv);
                int ink = channels == PictureFormat.GREY
                        ? ramp[(int) Math.max(0, Math.min(255, red * 255 + 0.5f))]
                        : tinted(
                                red,
                                between(source, at + 1, under + 1, next, fu, fv),
                                between(source, at + 2, under + 2, next, fu, fv));
                int below = target[py * columns + px];
                target[py * columns + px] = below == 0 ? ink : FieldPainter.over(below, ink);
            }
        }
    }

    /** Bilinear between the values at {@code upper} and {@code lower} and those {@code next} after each. */
    private static float between(float[] source, int upper, int lower, int next, float fu, float fv) {
        float a = source[upper] + fu * (source[upper + next] - source[upper]);
        float b = source[lower] + fu * (source[lower + next] - source[lower]);
        return a + fv * (b - a);
    }

    private static int tinted(float red, float green, float blue) {
        return PixelImage.blend(0, Ink.rgb(red, green, blue), (int) Math.round(256 * OPAQUE));
    }

    private void prepare(Manifold newest, int colour) {
        if (newest != manifold) {
            manifold = newest;
            levels = halvings(newest);
        }
        if (colour == rampColour) return;
        rampColour = colour;
        for (int i = 0; i < ramp.length; i++)
            ramp[i] = PixelImage.blend(0, colour, (int) Math.round(256 * STRENGTH * i / 255));
    }

    /** The tiles, and their means over 2 × 2 pixels, over 4 × 4, … as long as the sizes are even. */
    private static float[][] halvings(Manifold m) {
        int count = 1
                + Math.min(
                        Integer.numberOfTrailingZeros(m.format().width()),
                        Integer.numberOfTrailingZeros(m.format().height()));
        int channels = m.format().channels();
        float[][] result = new float[count][];
        result[0] = m.pixels();
        for (int level = 1; level < count; level++) {
            int row = (m.format().width() >> level) * channels;
            int allRows = (m.format().height() >> level) * m.columns() * m.rows();
            float[] from = result[level - 1];
            float[] to = new float[row * allRows];
            for (int i = 0; i < to.length; i++) {
                int corner = i / row * 4 * row + i % row / channels * 2 * channels + i % channels;
                int under = corner + 2 * row;
                to[i] = (from[corner] + from[corner + channels] + from[under] + from[under + channels]) / 4;
            }
            result[level] = to;
        }
        return result;
    }
}
