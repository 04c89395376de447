package org.latentfx.view;

/**
 * Paints small pictures at any size: whole multiples with hard-edged pixels, other sizes smoothly. Pure pixels, no nodes;
 * whoever owns the {@link PixelImage} may use it.
 */
final class PicturePainter {
    /** From a pixel's value, usually 0..1, to opaque ARGB. */
    interface Colours {
        int argb(double value);
    }

    private PicturePainter() {}

    /**
     * Paints the {@code columns × rows} values from {@code offset} on (not modified) into the {@code width × height}
     * pixels of {@code image} at (x, y), all of which must lie inside.
     */
    static void paint(
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
        boolean whole = width % columns == 0 && height % rows == 0;
        for (int row = 0; row < height; row++) {
            int to = (y + row) * image.width() + x;
            for (int column = 0; column < width; column++) {
                double value = whole
                        ? values[offset + row * rows / height * columns + column * columns / width]
                        : smooth(values, offset, columns, rows, column, row, width, height);
                pixels[to + column] = colours.argb(value);
            }
        }
    }

    /** The mean of as many bilinear samples as a target pixel covers source pixels. */
    private static double smooth(
            float[] values, int offset, int columns, int rows, int column, int row, int width, int height) {
        int across = Math.max(1, (columns + width - 1) / width);
        int down = Math.max(1, (rows + height - 1) / height);
        double sum = 0;
        for (int j = 0; j < down; j++)
            for (int i = 0; i < across; i++)
                sum += bilinear(
                        values,
                        offset,
                        columns,
                        rows,
                        (column + (i + 0.5) / across) * columns / width - 0.5,
                        (row + (j + 0.5) / down) * rows / height - 0.5);
        return sum / (across * down);
    }

    private static double bilinear(float[] values, int offset, int columns, int rows, double x, double y) {
        double inX = Math.max(0, Math.min(columns - 1, x));
        double inY = Math.max(0, Math.min(rows - 1, y));
        int left = (int) inX;
        int top = (int) inY;
        int right = Math.min(columns - 1, left + 1);
        int below = Math.min(rows - 1, top + 1);
        double shareX = inX - left;
        double shareY = inY - top;
        double upper =
                values[offset + top * columns + left] * (1 - shareX) + values[offset + top * columns + right] * shareX;
        double lower = values[offset + below * columns + left] * (1 - shareX)
                + values[offset + below * columns + right] * shareX;
        return upper * (1 - shareY) + lower * shareY;
    }
}
