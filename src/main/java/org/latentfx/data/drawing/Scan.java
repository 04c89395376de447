package org.latentfx.data.drawing;

import java.util.Arrays;

/**
 * A grey picture from outside, of any size, as ink on an empty square: {@link Paper} is told from ink, and what is
 * nearly paper is paper. Immutable by convention; any thread may use it.
 *
 * @param side width and height
 * @param ink 0..1, row by row
 */
public record Scan(int side, float[] ink) {
    /** Larger pictures are shrunk to at most this many pixels a side. */
    private static final int LARGEST = 512;

    /** On paper that is not all of one grey, less ink than this share of the most is paper. */
    private static final float FAINT = 0.12f;

    /** There, faint ink counts only where it hangs together with some that has half of the most. */
    private static final float STRONG = 0.5f;

    /** There, this share of the picture may stand out from the ink, as noise does. */
    private static final double OUTLIERS = 0.0005;

    /** A part with less than this share of all ink is dust. */
    private static final double DUST = 0.02;

    /** Nothing that stands out by less than this is ink: eight of 255 levels, or so many deviations of the noise. */
    private static final float LEAST = 8f / 255;

    private static final float LEAST_DEVIATIONS = 6;
    private static final double DEVIATION = 1.4826; // of a normal distribution, over its median absolute deviation

    /** @param grey 0 (black) to 1 (white), row by row; not modified */
    public static Scan of(float[] grey, int width, int height) {
        if (width < 1 || height < 1 || grey.length != (long) width * height)
            throw new IllegalArgumentException(grey.length + " pixels, expected " + width + " × " + height);
        int step = (Math.max(width, height) + LARGEST - 1) / LARGEST;
        int columns = (width + step - 1) / step;
        int rows = (height + step - 1) / step;
        float[] small = step == 1 ? grey.clone() : shrunk(grey, width, height, step, columns, rows);
        small = lifted(small, columns, rows);
        int side = Math.max(columns, rows);
        float[] ink = new float[side * side];
        int left = (side - columns) / 2;
        int top = (side - rows) / 2;
        for (int y = 0; y < rows; y++) System.arraycopy(small, y * columns, ink, (y + top) * side + left, columns);
        return new Scan(side, ink);
    }

    /** Whether there is no ink at all, or none that stands out from the paper. */
    public boolean isEmpty() {
        for (float value : ink) if (value > 0) return false;
        return true;
    }

    /** Means of squares of {@code step × step} pixels, those at the far edges smaller. */
    private static float[] shrunk(float[] grey, int width, int height, int step, int columns, int rows) {
        float[] small = new float[columns * rows];
        for (int i = 0; i < small.length; i++) {
            int x0 = i % columns * step;
            int y0 = i / columns * step;
            int x1 = Math.min(width, x0 + step);
            int y1 = Math.min(height, y0 + step);
            double sum = 0;
            for (int y = y0; y < y1; y++) for (int x = x0; x < x1; x++) sum += grey[y * width + x];
            small[i] = (float) (sum / ((x1 - x0) * (y1 - y0)));
        }
        return small;
    }

    /** Ink, its most being 1; all 0 if nothing stands out from the paper. */
    private static float[] lifted(float[] grey, int columns, int rows) {
        var paper = new Paper(grey, columns, rows);
        float[] ink = paper.ink();
        float[] sorted = ink.clone();
        Arrays.sort(sorted);
        float most = sorted[sorted.length - 1 - (paper.clean() ? 0 : (int) (OUTLIERS * sorted.length))];
        float noise = paper.clean() ? 0 : noise(ink);
        if (most < Math.max(LEAST, LEAST_DEVIATIONS * noise)) return new float[ink.length];
        float faint = paper.clean() ? 0 : Math.max(FAINT * most, LEAST_DEVIATIONS / 2 * noise);
        for (int i = 0; i < ink.length; i++) ink[i] = ink[i] <= 0 || ink[i] < faint ? 0 : Math.min(1, ink[i] / most);
        if (!paper.clean()) sweep(ink, columns, rows);
        return ink;
    }

    private static float noise(float[] ink) {
        float[] away = new float[ink.length];
        for (int i = 0; i < away.length; i++) away[i] = Math.abs(ink[i]);
        Arrays.sort(away);
        return (float) (DEVIATION * away[away.length / 2]);
    }

    /** Takes away the parts that are faint throughout, such as the edge of a shadow, and those that are dust. */
    private static void sweep(float[] ink, int columns, int rows) {
        double all = 0;
        for (float value : ink) all += value;
        boolean[] seen = new boolean[ink.length];
        int[] part = new int[ink.length];
        for (int first = 0; first < ink.length; first++) {
            if (seen[first] || ink[first] == 0) continue;
            int size = part(ink, columns, rows, first, seen, part);
            double sum = 0;
            float most = 0;
            for (int i = 0; i < size; i++) {
                sum += ink[part[i]];
                most = Math.max(most, ink[part[i]]);
            }
            if (most < STRONG || sum < DUST * all) for (int i = 0; i < size; i++) ink[part[i]] = 0;
        }
    }

    /** Collects the pixels with ink that hang together with {@code first} in {@code part}; how many they are. */
    private static int part(float[] ink, int columns, int rows, int first, boolean[] seen, int[] part) {
        int size = 0;
        part[size++] = first;
        seen[first] = true;
        for (int next = 0; next < size; next++) {
            int x = part[next] % columns;
            int y = part[next] / columns;
            for (int row = Math.max(0, y - 1); row <= Math.min(rows - 1, y + 1); row++)
                for (int column = Math.max(0, x - 1); column <= Math.min(columns - 1, x + 1); column++) {
                    int at = row * columns + column;
                    if (seen[at] || ink[at] == 0) continue;
                    seen[at] = true;
                    part[size++] = at;
                }
        }
        return size;
    }
}
