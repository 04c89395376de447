package org.latentfx.view.kit;

import java.util.Arrays;

/**
 * Paints small pictures at any size: whole multiples with hard-edged pixels, other sizes smoothly. Pure pixels, no nodes;
 * whoever owns the {@link PixelImage} may use it.
 */
public final class PicturePainter {
    /** From a pixel's value, usually 0..1, to opaque ARGB. */
    public interface Colours {
        int argb(double value);
    }

    private PicturePainter() {}

    /**
     * Paints the {@code columns × rows} values from {@code offset} on (not modified) into the {@code width × height}
     * pixels of {@code image} at (x, y), all of which must lie inside.
     */
    public static void paint(
            PixelImage image,
            float[] values,
            int offset,
            int columns,
            int rows,
            int x,
            int y,
            int width,
            int height,
            Colours colours) {
        if (width % columns == 0 && height % rows == 0)
            sharp(image, values, offset, columns, rows, x, y, width, height, colours);
        else smooth(image, values, offset, columns, rows, x, y, width, height, colours);
    }

    /** Every value a block of pixels: each row of blocks is painted once and copied. */
    private static void sharp(
            PixelImage image,
            float[] values,
            int offset,
            int columns,
            int rows,
            int x,
            int y,
            int width,
            int height,
            Colours colours) {
        int[] pixels = image.pixels();
        int across = width / columns;
        int down = height / rows;
        for (int row = 0; row < rows; row++) {
            int first = (y + row * down) * image.width() + x;
            for (int column = 0; column < columns; column++) {
                int at = first + column * across;
                Arrays.fill(pixels, at, at + across, colours.argb(values[offset + row * columns + column]));
            }
            for (int copy = 1; copy < down; copy++)
                System.arraycopy(pixels, first, pixels, first + copy * image.width(), width);
        }
    }

    /**
     * The mean of as many bilinear samples as a target pixel covers source pixels, first down the columns, then along the
     * row.
     */
    private static void smooth(
            PixelImage image,
            float[] values,
            int offset,
            int columns,
            int rows,
            int x,
            int y,
            int width,
            int height,
            Colours colours) {
        int[] pixels = image.pixels();
        var across = new Samples(columns, width);
        var down = new Samples(rows, height);
        double[] line = new double[columns];
        for (int row = 0; row < height; row++) {
            Arrays.fill(line, 0);
            for (int k = row * down.each; k < (row + 1) * down.each; k++) {
                int upper = offset + down.lower[k] * columns;
                int lower = offset + down.upper[k] * columns;
                double share = down.share[k];
                for (int c = 0; c < columns; c++)
                    line[c] += (values[upper + c] * (1 - share) + values[lower + c] * share) / down.each;
            }
            int to = (y + row) * image.width() + x;
            for (int column = 0; column < width; column++) {
                double sum = 0;
                for (int k = column * across.each; k < (column + 1) * across.each; k++)
                    sum += line[across.lower[k]] * (1 - across.share[k]) + line[across.upper[k]] * across.share[k];
                pixels[to + column] = colours.argb(sum / across.each);
            }
        }
    }

    /** Where the samples of {@code to} pixels lie among {@code from} values, {@code each} to a pixel. */
    private static final class Samples {
        final int each;
        final int[] lower;
        final int[] upper;
        final double[] share;

        Samples(int from, int to) {
            each = Math.max(1, (from + to - 1) / to);
            lower = new int[to * each];
            upper = new int[to * each];
            share = new double[to * each];
            for (int k = 0; k < lower.length; k++) {
                double at = Math.max(0, Math.min(from - 1, (k + 0.5) / each * from / to - 0.5));
                lower[k] = (int) at;
                upper[k] = Math.min(from - 1, lower[k] + 1);
                share[k] = at - lower[k];
            }
        }
    }
}
