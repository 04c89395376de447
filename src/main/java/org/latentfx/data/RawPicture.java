package org.latentfx.data;

import java.util.Arrays;
import org.latentfx.data.DataImport.Fitting;

/**
 * One picture as it stands in a file. Pure functions; the array is not to be written to.
 *
 * @param pixels width × height × channels bytes, row by row, the channels of a pixel together
 */
public record RawPicture(PictureFormat format, byte[] pixels) {
    private static final int RED = 54;
    private static final int GREEN = 183;
    private static final int BLUE = 19;

    /** Pixels given as 0xAARRGGBB, row by row, what is transparent laid on white. */
    public static RawPicture onWhite(int width, int height, int[] argb) {
        byte[] pixels = new byte[PictureFormat.COLOUR * argb.length];
        for (int i = 0; i < argb.length; i++) {
            int alpha = argb[i] >>> 24;
            for (int c = 0; c < 3; c++) {
                int value = argb[i] >> 16 - 8 * c & 0xFF;
                pixels[3 * i + c] = (byte) ((value * alpha + 255 * (255 - alpha) + 127) / 255);
            }
        }
        return new RawPicture(new PictureFormat(width, height, PictureFormat.COLOUR), pixels);
    }

    /** The picture in {@code format}, from colours to grey by the luma of ITU-R BT.709, turned and inverted. */
    public byte[] fitted(Fitting fitting, PictureFormat format) {
        RawPicture now = in(format.channels());
        if (fitting.transpose()) now = now.transposed();
        if (fitting.invert()) now = now.inverted();
        return now.format.equals(format) ? now.pixels : now.resized(format, fitting.crop());
    }

    /** Whether some pixel is not grey. */
    public boolean showsColour() {
        if (format.channels() == PictureFormat.GREY) return false;
        for (int i = 0; i < pixels.length; i += format.channels())
            if (pixels[i] != pixels[i + 1] || pixels[i] != pixels[i + 2]) return true;
        return false;
    }

    /** With one channel or three. */
    private RawPicture in(int channels) {
        if (format.channels() == channels) return this;
        var to = new PictureFormat(format.width(), format.height(), channels);
        byte[] values = new byte[to.values()];
        for (int i = 0; i < to.pixels(); i++)
            if (channels == PictureFormat.GREY) values[i] = luma(i * format.channels());
            else Arrays.fill(values, channels * i, channels * (i + 1), pixels[i]);
        return new RawPicture(to, values);
    }

    private byte luma(int at) {
        int luma = RED * (pixels[at] & 0xFF) + GREEN * (pixels[at + 1] & 0xFF) + BLUE * (pixels[at + 2] & 0xFF);
        return (byte) (luma + 128 >> 8);
    }

    private RawPicture transposed() {
        int channels = format.channels();
        var to = new PictureFormat(format.height(), format.width(), channels);
        byte[] turned = new byte[pixels.length];
        for (int y = 0; y < format.height(); y++)
            for (int x = 0; x < format.width(); x++)
                for (int c = 0; c < channels; c++)
                    turned[(x * to.width() + y) * channels + c] = pixels[(y * format.width() + x) * channels + c];
        return new RawPicture(to, turned);
    }

    private RawPicture inverted() {
        byte[] inverted = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) inverted[i] = (byte) (255 - (pixels[i] & 0xFF));
        return new RawPicture(format, inverted);
    }

    /**
     * Each new value is the mean of what it covers, edges in part. Fitted pictures are filled up with the mean of the
     * four corners, which is the paper of a drawing; cropped ones lose what is over on both sides alike.
     */
    private byte[] resized(PictureFormat to, boolean crop) {
        int width = format.width();
        int height = format.height();
        if (crop) {
            double scale = Math.max((double) to.width() / width, (double) to.height() / height);
            int w = Math.max(1, Math.min(width, (int) Math.round(to.width() / scale)));
            int h = Math.max(1, Math.min(height, (int) Math.round(to.height() / scale)));
            return middle(w, h).placed(to, to.width(), to.height());
        }
        double scale = Math.min((double) to.width() / width, (double) to.height() / height);
        return placed(to, Math.max(1, (int) Math.round(width * scale)), Math.max(1, (int) Math.round(height * scale)));
    }

    private RawPicture middle(int w, int h) {
        int channels = format.channels();
        int left = (format.width() - w) / 2;
        int top = (format.height() - h) / 2;
        byte[] middle = new byte[w * h * channels];
        for (int y = 0; y < h; y++)
            System.arraycopy(
                    pixels, ((top + y) * format.width() + left) * channels, middle, y * w * channels, w * channels);
        return new RawPicture(new PictureFormat(w, h, channels), middle);
    }

    /** The picture at w × h pixels, in the middle of one of the format {@code to}. */
    private byte[] placed(PictureFormat to, int w, int h) {
        float[] whole = shrunkDown(shrunk(w), w * to.channels(), h);
        byte[] result = new byte[to.values()];
        byte[] paper = paper();
        for (int i = 0; i < result.length; i++) result[i] = paper[i % paper.length];
        int left = (to.width() - w) / 2 * to.channels();
        int top = (to.height() - h) / 2;
        int row = w * to.channels();
        for (int y = 0; y < h; y++)
            for (int i = 0; i < row; i++)
                result[(top + y) * to.width() * to.channels() + left + i] = (byte) Math.round(whole[y * row + i]);
        return result;
    }

    private byte[] paper() {
        int width = format.width();
        int height = format.height();
        byte[] paper = new byte[format.channels()];
        for (int c = 0; c < paper.length; c++) {
            int sum = 0;
            for (int corner : new int[] {0, width - 1, (height - 1) * width, height * width - 1})
                sum += pixels[corner * paper.length + c] & 0xFF;
            paper[c] = (byte) (sum / 4);
        }
        return paper;
    }

    /** Rows of {@code w} pixels. */
    private float[] shrunk(int w) {
        int channels = format.channels();
        int row = format.width() * channels;
        float[] rows = new float[w * channels * format.height()];
        double step = (double) format.width() / w;
        for (int x = 0; x < w; x++) {
            double from = x * step;
            double to = Math.min(format.width(), from + step);
            for (int i = (int) from; i < to; i++) {
                float part = (float) ((Math.min(to, i + 1) - Math.max(from, i)) / (to - from));
                for (int y = 0; y < format.height(); y++)
                    for (int c = 0; c < channels; c++)
                        rows[(y * w + x) * channels + c] += part * (pixels[y * row + i * channels + c] & 0xFF);
            }
        }
        return rows;
    }

    /** {@code h} rows of {@code row} values. */
    private float[] shrunkDown(float[] rows, int row, int h) {
        float[] whole = new float[row * h];
        double step = (double) format.height() / h;
        for (int y = 0; y < h; y++) {
            double from = y * step;
            double to = Math.min(format.height(), from + step);
            for (int i = (int) from; i < to; i++) {
                float part = (float) ((Math.min(to, i + 1) - Math.max(from, i)) / (to - from));
                for (int x = 0; x < row; x++) whole[y * row + x] += part * rows[i * row + x];
            }
        }
        return whole;
    }
}
