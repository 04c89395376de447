package org.latentfx.io.data;

import java.util.Arrays;
import org.latentfx.data.DataImport.Fitting;
import org.latentfx.data.DataImport.Size;
import org.latentfx.data.PictureFormat;

/**
 * One picture as it stands in a file. Pure functions; the array is not to be written to.
 *
 * @param pixels width × height × channels bytes, row by row, the channels of a pixel together
 */
record RawPicture(PictureFormat format, byte[] pixels) {
    private static final int RED = 54;
    private static final int GREEN = 183;
    private static final int BLUE = 19;

    /** The picture in grey (luma of ITU-R BT.709), turned, inverted and brought to {@code size}: one byte a pixel. */
    byte[] fitted(Fitting fitting, Size size) {
        int width = format.width();
        int height = format.height();
        byte[] grey = grey();
        if (fitting.transpose()) {
            grey = transposed(grey, width, height);
            width = format.height();
            height = format.width();
        }
        if (fitting.invert()) {
            byte[] inverted = new byte[grey.length];
            for (int i = 0; i < grey.length; i++) inverted[i] = (byte) (255 - (grey[i] & 0xFF));
            grey = inverted;
        }
        if (width == size.width() && height == size.height()) return grey;
        return resized(grey, width, height, size, fitting.crop());
    }

    private byte[] grey() {
        if (format.channels() == 1) return pixels;
        byte[] grey = new byte[format.width() * format.height()];
        for (int i = 0; i < grey.length; i++) {
            int at = i * format.channels();
            int luma = RED * (pixels[at] & 0xFF) + GREEN * (pixels[at + 1] & 0xFF) + BLUE * (pixels[at + 2] & 0xFF);
            grey[i] = (byte) (luma + 128 >> 8);
        }
        return grey;
    }

    private static byte[] transposed(byte[] grey, int width, int height) {
        byte[] turned = new byte[grey.length];
        for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) turned[x * height + y] = grey[y * width + x];
        return turned;
    }

    /**
     * Each new pixel is the mean of what it covers, edges in part. Fitted pictures are filled up with the mean of the
     * four corners, which is the paper of a drawing; cropped ones lose what is over on both sides alike.
     */
    private static byte[] resized(byte[] grey, int width, int height, Size size, boolean crop) {
        if (crop) {
            double scale = Math.max((double) size.width() / width, (double) size.height() / height);
            int w = Math.max(1, Math.min(width, (int) Math.round(size.width() / scale)));
            int h = Math.max(1, Math.min(height, (int) Math.round(size.height() / scale)));
            byte[] middle = new byte[w * h];
            for (int y = 0; y < h; y++)
                System.arraycopy(grey, ((height - h) / 2 + y) * width + (width - w) / 2, middle, y * w, w);
            return placed(middle, w, h, size.width(), size.height(), size);
        }
        double scale = Math.min((double) size.width() / width, (double) size.height() / height);
        int w = Math.max(1, (int) Math.round(width * scale));
        int h = Math.max(1, (int) Math.round(height * scale));
        return placed(grey, width, height, w, h, size);
    }

    /** The picture at w × h pixels, in the middle of {@code size}. */
    private static byte[] placed(byte[] grey, int width, int height, int w, int h, Size size) {
        float[] whole = shrunkDown(shrunk(grey, width, height, w), w, height, h);
        byte[] result = new byte[size.width() * size.height()];
        Arrays.fill(result, (byte) paper(grey, width, height));
        int left = (size.width() - w) / 2;
        int top = (size.height() - h) / 2;
        for (int y = 0; y < h; y++)
            for (int x = 0; x < w; x++)
                result[(top + y) * size.width() + left + x] = (byte) Math.round(whole[y * w + x]);
        return result;
    }

    private static int paper(byte[] grey, int width, int height) {
        int sum = 0;
        for (int corner : new int[] {0, width - 1, (height - 1) * width, height * width - 1})
            sum += grey[corner] & 0xFF;
        return sum / 4;
    }

    private static float[] shrunk(byte[] grey, int width, int height, int w) {
        float[] rows = new float[w * height];
        double step = (double) width / w;
        for (int x = 0; x < w; x++) {
            double from = x * step;
            double to = Math.min(width, from + step);
            for (int i = (int) from; i < to; i++) {
                float part = (float) ((Math.min(to, i + 1) - Math.max(from, i)) / (to - from));
                for (int y = 0; y < height; y++) rows[y * w + x] += part * (grey[y * width + i] & 0xFF);
            }
        }
        return rows;
    }

    private static float[] shrunkDown(float[] rows, int w, int height, int h) {
        float[] whole = new float[w * h];
        double step = (double) height / h;
        for (int y = 0; y < h; y++) {
            double from = y * step;
            double to = Math.min(height, from + step);
            for (int i = (int) from; i < to; i++) {
                float part = (float) ((Math.min(to, i + 1) - Math.max(from, i)) / (to - from));
                for (int x = 0; x < w; x++) whole[y * w + x] += part * rows[i * w + x];
            }
        }
        return whole;
    }
}
