package org.latentfx.io.plot;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.data.PictureFormat;

/** One picture made of equal tiles, grey or in colour as they are, a pixel between them. Not thread-safe. */
public final class Mosaic {
    private static final float GAP = 0.25f;

    private final PictureFormat tile;
    private final PictureFormat whole;
    private final float[] pixels;

    public Mosaic(int rows, int columns, PictureFormat tile) {
        this.tile = tile;
        whole = new PictureFormat(columns * (tile.width() + 1) - 1, rows * (tile.height() + 1) - 1, tile.channels());
        pixels = new float[whole.values()];
        Arrays.fill(pixels, GAP);
    }

    /** Bands of {@code columns} originals, what the model makes of each below it. */
    public static Mosaic of(Reconstructions shown, int columns) {
        int rows = 2 * ((shown.count() + columns - 1) / columns);
        var mosaic = new Mosaic(rows, columns, shown.format());
        for (int i = 0; i < shown.count(); i++) {
            int row = 2 * (i / columns);
            mosaic.put(row, i % columns, shown.originals(), i);
            mosaic.put(row + 1, i % columns, shown.outputs(), i);
        }
        return mosaic;
    }

    public static Mosaic of(Manifold manifold) {
        return of(manifold.pixels(), manifold.rows(), manifold.columns(), manifold.format());
    }

    /** Pictures that follow one another, row by row. */
    public static Mosaic of(float[] pictures, int rows, int columns, PictureFormat tile) {
        var mosaic = new Mosaic(rows, columns, tile);
        for (int i = 0; i < rows * columns; i++) mosaic.put(i / columns, i % columns, pictures, i);
        return mosaic;
    }

    /** Puts picture {@code index} of {@code source}, where pictures follow one another. */
    public void put(int row, int column, float[] source, int index) {
        int from = index * tile.values();
        int across = tile.width() * tile.channels();
        int down = whole.width() * whole.channels();
        int to = row * (tile.height() + 1) * down + column * (tile.width() + 1) * tile.channels();
        for (int y = 0; y < tile.height(); y++)
            System.arraycopy(source, from + y * across, pixels, to + y * down, across);
    }

    /** Of the whole picture. */
    public PictureFormat format() {
        return whole;
    }

    /** 0 (black) to 1 (white or full colour), as the format orders them; not to be written to. */
    public float[] pixels() {
        return pixels;
    }

    /** The picture, each pixel as a square of {@code scale} by {@code scale}. */
    public BufferedImage image(int scale) {
        int width = whole.width() * scale;
        int height = whole.height() * scale;
        int type = whole.inColour() ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY;
        var image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < whole.channels(); c++) {
                    float value = pixels[(y / scale * whole.width() + x / scale) * whole.channels() + c];
                    image.getRaster().setSample(x, y, c, Math.round(255 * Math.min(1, Math.max(0, value))));
                }
        return image;
    }
}
