package org.latentfx.view.kit;

import java.nio.IntBuffer;
import java.util.Arrays;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.latentfx.data.PictureFormat;

/**
 * A picture whose pixels are written straight into an int array (premultiplied ARGB, row by row) and shown with one
 * {@link #update}. It knows no scene graph node and no data set. FX thread only once its image is shown.
 */
public final class PixelImage {
    private final int width;
    private final int height;
    private final int[] pixels;
    private final PixelBuffer<IntBuffer> buffer;
    private final WritableImage image;

    /** A transparent picture of that many pixels. */
    public PixelImage(int width, int height) {
        if (width < 1 || height < 1)
            throw new IllegalArgumentException("picture: found " + width + " × " + height + ", expected 1 × 1 or more");
        this.width = width;
        this.height = height;
        IntBuffer backing = IntBuffer.allocate(width * height);
        pixels = backing.array();
        buffer = new PixelBuffer<>(width, height, backing, PixelFormat.getIntArgbPreInstance());
        image = new WritableImage(buffer);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** The pixels themselves, to be written to: {@code pixels()[y * width() + x]}. */
    public int[] pixels() {
        return pixels;
    }

    /** What to put in an image view. */
    public WritableImage image() {
        return image;
    }

    public void fill(int argb) {
        Arrays.fill(pixels, argb);
    }

    /**
     * Paints a picture with values in 0..1, read from {@code offset} on (not modified), with its top left corner at (x,
     * y): a grey one in {@code ink}, one in colour as it is. It must lie wholly inside.
     */
    public void paint(float[] values, int offset, PictureFormat format, int x, int y, Ink ink) {
        checkInside(format.width(), format.height(), x, y);
        for (int row = 0; row < format.height(); row++) {
            int from = offset + row * format.width() * format.channels();
            int to = (y + row) * width + x;
            for (int column = 0; column < format.width(); column++)
                pixels[to + column] = format.inColour()
                        ? Ink.rgb(
                                values[from + 3 * column], values[from + 3 * column + 1], values[from + 3 * column + 2])
                        : ink.argb(values[from + column]);
        }
    }

    /** As above, from stored pixels 0..255. */
    public void paint(byte[] values, int offset, PictureFormat format, int x, int y, Ink ink) {
        checkInside(format.width(), format.height(), x, y);
        for (int row = 0; row < format.height(); row++) {
            int from = offset + row * format.width() * format.channels();
            int to = (y + row) * width + x;
            for (int column = 0; column < format.width(); column++)
                pixels[to + column] =
                        format.inColour() ? Ink.rgb(values, from + 3 * column) : ink.argb(values[from + column]);
        }
    }

    /** Leaves {@code share} 256ths of what is painted in that rectangle, which may stick out. */
    public void fade(int x, int y, int across, int down, int share) {
        for (int row = Math.max(0, y); row < Math.min(height, y + down); row++)
            for (int column = Math.max(0, x); column < Math.min(width, x + across); column++) {
                int at = row * width + column;
                int redBlue = (pixels[at] & 0xff00ff) * share;
                int alphaGreen = (pixels[at] >>> 8 & 0xff00ff) * share;
                pixels[at] = redBlue >>> 8 & 0xff00ff | alphaGreen & 0xff00ff00;
            }
    }

    /** Shows what was written since the last update. */
    public void update() {
        buffer.updateBuffer(written -> null);
    }

    /** A premultiplied pixel with an opaque colour laid over {@code share} 256ths of it. */
    public static int blend(int below, int colour, int share) {
        int rest = 256 - share;
        int redBlue = (below & 0xff00ff) * rest + (colour & 0xff00ff) * share;
        int alphaGreen = (below >>> 8 & 0xff00ff) * rest + (colour >>> 8 & 0xff00ff) * share;
        return redBlue >>> 8 & 0xff00ff | alphaGreen & 0xff00ff00;
    }

    private void checkInside(int tileWidth, int tileHeight, int x, int y) {
        if (x < 0 || y < 0 || x + tileWidth > width || y + tileHeight > height)
            throw new IllegalArgumentException("tile " + tileWidth + " × " + tileHeight + " at (" + x + ", " + y
                    + ") leaves the picture of " + width + " × " + height);
    }
}
