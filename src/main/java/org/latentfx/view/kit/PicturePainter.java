package org.latentfx.view.kit;

import java.util.Arrays;
import org.latentfx.data.PictureFormat;
import org.latentfx.io.plot.WordPainter;

/**
 * Paints small pictures at any size: at whole multiples with sharp pixels, else smoothly. Writes pixels only; the owner
 * of the {@link PixelImage} decides on the thread.
 */
public final class PicturePainter {
    /** From the value of a grey pixel, usually 0..1, to opaque ARGB. */
    public interface Colours {
        int argb(double value);
    }

    /**
     * A picture in an array, from {@code offset} on.
     *
     * @param values not modified
     */
    public record Picture(float[] values, int offset, PictureFormat format) {}

    /** A rectangle of an image, all inside it, that a picture fills. */
    public record Target(PixelImage image, int x, int y, int width, int height) {
        public static Target whole(PixelImage image) {
            return new Target(image, 0, 0, image.width(), image.height());
        }

        /** The largest rectangle of the shape of such pictures in the middle of a square with its corner at (x, y). */
        public static Target inside(PixelImage image, int x, int y, int edge, PictureFormat format) {
            double longest = Math.max(format.width(), format.height());
            int width = (int) Math.max(1, Math.round(edge * format.width() / longest));
            int height = (int) Math.max(1, Math.round(edge * format.height() / longest));
            return new Target(image, x + (edge - width) / 2, y + (edge - height) / 2, width, height);
        }
    }

    private PicturePainter() {}

    /** Fills the rectangle with the picture: a grey one or a word in {@code colours}, one in colour as it is. */
    public static void paint(Picture picture, Target to, Colours colours) {
        if (picture.format.letters()) {
            word(picture, to, colours);
            return;
        }
        boolean whole = to.width % picture.format.width() == 0 && to.height % picture.format.height() == 0;
        if (whole) sharp(picture, to, colours);
        else smooth(picture, to, colours);
    }

    private static void word(Picture picture, Target to, Colours colours) {
        int[] pixels = to.image.pixels();
        int paper = colours.argb(0);
        for (int row = to.y; row < to.y + to.height; row++) {
            int first = row * to.image.width() + to.x;
            Arrays.fill(pixels, first, first + to.width, paper);
        }
        WordPainter.paint(
                new WordPainter.Paper(pixels, to.image.width(), to.image.height()),
                new WordPainter.Box(to.x, to.y, to.width, to.height),
                picture.values,
                picture.offset,
                picture.format,
                colours.argb(1),
                PixelImage::blend);
    }

    /** Each value becomes a block of pixels. A row of blocks is painted once and copied downwards. */
    private static void sharp(Picture picture, Target to, Colours colours) {
        int[] pixels = to.image.pixels();
        int stride = to.image.width();
        int columns = picture.format.width();
        int rows = picture.format.height();
        int across = to.width / columns;
        int down = to.height / rows;
        for (int row = 0; row < rows; row++) {
            int first = (to.y + row * down) * stride + to.x;
            for (int column = 0; column < columns; column++) {
                int at = first + column * across;
                Arrays.fill(pixels, at, at + across, argb(picture, row * columns + column, colours));
            }
            for (int copy = 1; copy < down; copy++)
                System.arraycopy(pixels, first, pixels, first + copy * stride, to.width);
        }
    }

    private static int argb(Picture picture, int pixel, Colours colours) {
        float[] values = picture.values;
        if (!picture.format.inColour()) return colours.argb(values[picture.offset + pixel]);
        int at = picture.offset + PictureFormat.COLOUR * pixel;
        return Ink.rgb(values[at], values[at + 1], values[at + 2]);
    }

    /**
     * The mean of as many bilinear samples as a target pixel covers source pixels, first down the columns, then along
     * the row.
     */
    private static void smooth(Picture picture, Target to, Colours colours) {
        int[] pixels = to.image.pixels();
        float[] values = picture.values;
        int channels = picture.format.channels();
        int wide = picture.format.width() * channels;
        var across = new Samples(picture.format.width(), to.width);
        var down = new Samples(picture.format.height(), to.height);
        double[] line = new double[wide];
        double[] mean = new double[channels];
        for (int row = 0; row < to.height; row++) {
            Arrays.fill(line, 0);
            for (int k = row * down.each; k < (row + 1) * down.each; k++) {
                int upper = picture.offset + down.lower[k] * wide;
                int lower = picture.offset + down.upper[k] * wide;
                double share = down.share[k];
                for (int c = 0; c < wide; c++)
                    line[c] += (values[upper + c] * (1 - share) + values[lower + c] * share) / down.each;
            }
            int first = (to.y + row) * to.image.width() + to.x;
            for (int column = 0; column < to.width; column++) {
                for (int c = 0; c < channels; c++) mean[c] = mean(line, across, column, channels, c);
                pixels[first + column] = channels == 1 ? colours.argb(mean[0]) : Ink.rgb(mean[0], mean[1], mean[2]);
            }
        }
    }

    private static double mean(double[] line, Samples across, int column, int channels, int c) {
        double sum = 0;
        for (int k = column * across.each; k < (column + 1) * across.each; k++)
            sum += line[across.lower[k] * channels + c] * (1 - across.share[k])
                    + line[across.upper[k] * channels + c] * across.share[k];
        return sum / across.each;
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
