package org.latentfx.nn;

import java.util.Arrays;

/**
 * Square windows that slide over an image of height × width pixels, the channels of a pixel together, with zeros around
 * it: rows × columns of them, {@code stride} pixels apart, the first {@code padding} pixels above and left of the
 * image. A patch is what one window sees, row by row. Immutable; any thread may use it.
 *
 * @param kernel side of a window
 * @param rows windows from top to bottom
 * @param columns windows from left to right
 */
public record Windows(int height, int width, int channels, int kernel, int stride, int padding, int rows, int columns) {
    /** Floats of patches that are worked on at a time (128 KB): they stay in the second-level cache. */
    private static final int BLOCK = 1 << 15;

    /** As many windows as lie within the zeros around an image. */
    public static Windows over(int height, int width, int channels, int kernel, int stride, int padding) {
        int rows = (height + 2 * padding - kernel) / stride + 1;
        int columns = (width + 2 * padding - kernel) / stride + 1;
        if (height + 2 * padding < kernel || width + 2 * padding < kernel)
            throw new IllegalArgumentException(
                    "kernel " + kernel + " and padding " + padding + " do not fit " + height + " × " + width);
        return new Windows(height, width, channels, kernel, stride, padding, rows, columns);
    }

    /**
     * So many windows, which cover an image of height × width but for fewer than {@code stride} rows and columns (which
     * PyTorch calls output padding).
     */
    public static Windows under(
            int rows, int columns, int height, int width, int channels, int kernel, int stride, int padding) {
        int below = height - ((rows - 1) * stride - 2 * padding + kernel);
        int right = width - ((columns - 1) * stride - 2 * padding + kernel);
        if (height < 1 || width < 1 || below < 0 || right < 0 || below >= stride || right >= stride)
            throw new IllegalArgumentException("kernel " + kernel + ", stride " + stride + " and padding " + padding
                    + " do not make " + height + " × " + width + " of " + rows + " × " + columns);
        return new Windows(height, width, channels, kernel, stride, padding, rows, columns);
    }

    /** Numbers of an image. */
    int values() {
        return height * width * channels;
    }

    /** Windows in all. */
    int count() {
        return rows * columns;
    }

    /** Numbers of a patch. */
    int patch() {
        return kernel * kernel * channels;
    }

    /** Images whose patches are worked on at a time. */
    int atOnce() {
        return Math.max(1, BLOCK / (count() * patch()));
    }

    /** Numbers of an image with the zeros around it. */
    int framed() {
        return (height + 2 * padding) * (width + 2 * padding) * channels;
    }

    /** The patches of the image at {@code at}, one behind the other from {@code to} on. frame: {@link #framed}. */
    void gather(float[] image, int at, float[] frame, float[] patches, int to) {
        int line = (width + 2 * padding) * channels;
        int run = width * channels;
        Arrays.fill(frame, 0, framed(), 0);
        for (int y = 0; y < height; y++)
            System.arraycopy(image, at + y * run, frame, (y + padding) * line + padding * channels, run);
        int length = kernel * channels;
        int step = stride * channels;
        int target = to;
        for (int y = 0; y < rows; y++)
            for (int x = 0; x < columns; x++) {
                int source = y * stride * line + x * step;
                for (int k = 0; k < kernel; k++) {
                    copy(frame, source, patches, target, length);
                    source += line;
                    target += length;
                }
            }
    }

    private static void copy(float[] from, int at, float[] to, int target, int length) {
        if (length >= 24) System.arraycopy(from, at, to, target, length);
        else for (int i = 0; i < length; i++) to[target + i] = from[at + i];
    }

    /**
     * The transpose of {@link #gather}: the image at {@code at} becomes the sum of what the patches from {@code from}
     * on put at each of its pixels, the windows in order, and of {@code start} (one number a channel).
     */
    void scatter(float[] patches, int from, float[] start, float[] frame, float[] image, int at) {
        int line = (width + 2 * padding) * channels;
        int run = width * channels;
        for (int i = 0; i < framed(); i += channels) System.arraycopy(start, 0, frame, i, channels);
        int length = kernel * channels;
        int step = stride * channels;
        int source = from;
        for (int y = 0; y < rows; y++)
            for (int x = 0; x < columns; x++) {
                int target = y * stride * line + x * step;
                for (int k = 0; k < kernel; k++) {
                    add(patches, source, frame, target, length);
                    source += length;
                    target += line;
                }
            }
        for (int y = 0; y < height; y++)
            System.arraycopy(frame, (y + padding) * line + padding * channels, image, at + y * run, run);
    }

    private static void add(float[] from, int at, float[] to, int target, int length) {
        for (int i = 0; i < length; i++) to[target + i] += from[at + i];
    }
}
