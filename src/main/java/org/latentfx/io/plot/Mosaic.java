package org.latentfx.io.plot;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.latentfx.analysis.image.Reconstructions;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.data.PictureFormat;

/** One picture made of equal tiles, grey or in colour as they are, or words, a pixel between them. Not thread-safe. */
public final class Mosaic {
    private static final float GAP = 0.25f;

    /** Of a word, in pixels. */
    private static final PictureFormat WORD = PictureFormat.grey(104, 26);

    private final PictureFormat source;
    private final PictureFormat tile;
    private final PictureFormat whole;
    private final float[] pixels;

    public Mosaic(int rows, int columns, PictureFormat source) {
        this.source = source;
        tile = source.letters() ? WORD : source;
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

    /** Puts picture {@code index} of {@code pictures}, which follow one another; words are written. */
    public void put(int row, int column, float[] pictures, int index) {
        float[] values = pictures;
        int from = index * source.values();
        if (source.letters()) {
            values = WordPainter.picture(pictures, from, source, tile);
            from = 0;
        }
        int across = tile.width() * tile.channels();
        int down = whole.width() * whole.channels();
        int to = row * (tile.height() + 1) * down + column * (tile.width() + 1) * tile.channels();
        for (int y = 0; y < tile.height(); y++)
            System.arraycopy(values, from + y * across, pixels, to + y * down, across);
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
