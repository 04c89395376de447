package org.latentfx.io.plot;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.plane.Manifold;

/** One grey picture made of equal tiles, a pixel between them. Not thread-safe. */
public final class Mosaic {
    private static final float GAP = 0.25f;

    private final int tileWidth;
    private final int tileHeight;
    private final int width;
    private final int height;
    private final float[] pixels;

    public Mosaic(int rows, int columns, int tileWidth, int tileHeight) {
        this.tileWidth = tileWidth;
        this.tileHeight = tileHeight;
        width = columns * (tileWidth + 1) - 1;
        height = rows * (tileHeight + 1) - 1;
        pixels = new float[width * height];
        Arrays.fill(pixels, GAP);
    }

    /** Bands of {@code columns} originals, what the model makes of each below it. */
    public static Mosaic of(Reconstructions shown, int columns) {
        int rows = 2 * ((shown.count() + columns - 1) / columns);
        var mosaic = new Mosaic(rows, columns, shown.width(), shown.height());
        for (int i = 0; i < shown.count(); i++) {
            int row = 2 * (i / columns);
            mosaic.put(row, i % columns, shown.originals(), i);
            mosaic.put(row + 1, i % columns, shown.outputs(), i);
        }
        return mosaic;
    }

    public static Mosaic of(Manifold manifold) {
        return of(manifold.pixels(), manifold.rows(), manifold.columns(), manifold.width(), manifold.height());
    }

    /** Pictures that follow one another, row by row. */
    public static Mosaic of(float[] pictures, int rows, int columns, int tileWidth, int tileHeight) {
        var mosaic = new Mosaic(rows, columns, tileWidth, tileHeight);
        for (int i = 0; i < rows * columns; i++) mosaic.put(i / columns, i % columns, pictures, i);
        return mosaic;
    }

    /** Puts picture {@code index} of {@code source}, where pictures follow one another. */
    public void put(int row, int column, float[] source, int index) {
        int from = index * tileWidth * tileHeight;
        int to = row * (tileHeight + 1) * width + column * (tileWidth + 1);
        for (int y = 0; y < tileHeight; y++)
            System.arraycopy(source, from + y * tileWidth, pixels, to + y * width, tileWidth);
    }

    /** In pixels of the tiles. */
    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** 0 (black) to 1 (white), row by row; not to be written to. */
    public float[] pixels() {
        return pixels;
    }

    /** The picture, each pixel as a square of {@code scale} by {@code scale}. */
    public BufferedImage image(int scale) {
        var image = new BufferedImage(width * scale, height * scale, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height * scale; y++)
            for (int x = 0; x < width * scale; x++) {
                float value = pixels[y / scale * width + x / scale];
                image.getRaster().setSample(x, y, 0, Math.round(255 * Math.min(1, Math.max(0, value))));
            }
        return image;
    }
}
