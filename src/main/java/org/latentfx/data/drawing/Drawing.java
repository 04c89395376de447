package org.latentfx.data.drawing;

import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;

/**
 * Turns a drawing into a picture as a data set would hold it. For MNIST that is its makers' own way (LeCun et al.
 * 1998): the ink is scaled to a longest side of 20 pixels, smoothing edges to grey, and moved by whole pixels until its
 * centre of mass is the centre of the 28 × 28 field. Ink is 1, background 0. Pure; well under a millisecond.
 */
public final class Drawing {
    /** Width and height of an MNIST picture. */
    public static final int FIELD = 28;

    private static final int BOX = 20;
    /** Fainter than half a grey level is no ink. */
    private static final float INK = 0.5f / 255;

    private static final int LOOKED_AT = 200;
    private static final double MOST = 0.9;

    private Drawing() {}

    /**
     * Whether {@code images} look normalised in this way: most have its size and their centre of mass where it belongs.
     */
    public static boolean suits(ImageSet images) {
        if (!images.format().equals(PictureFormat.grey(FIELD, FIELD))) return false;
        byte[] pixels = images.first(LOOKED_AT).pixels();
        int looked = Math.min(LOOKED_AT, images.size());
        int suiting = 0;
        boolean bright = onBrightPaper(images);
        for (int i = 0; i < looked; i++) {
            double mass = 0;
            double momentX = 0;
            double momentY = 0;
            for (int p = 0; p < FIELD * FIELD; p++) {
                int seen = pixels[i * FIELD * FIELD + p] & 0xff;
                int value = bright ? 255 - seen : seen;
                mass += value;
                momentX += value * (p % FIELD + 0.5);
                momentY += value * (p / FIELD + 0.5);
            }
            if (inMiddle(momentX / mass) && inMiddle(momentY / mass)) suiting++;
        }
        return suiting > MOST * looked;
    }

    /** Whether {@code images} are dark on bright paper: most of the first ones' edges are brighter than half. */
    public static boolean onBrightPaper(ImageSet images) {
        int width = images.width();
        int height = images.height();
        int channels = images.format().channels();
        long bright = 0;
        long edge = 0;
        byte[] pixels = images.first(LOOKED_AT).pixels();
        for (int i = 0; i < pixels.length; i++) {
            int x = i / channels % width;
            int y = i / channels / width % height;
            if (x > 0 && x < width - 1 && y > 0 && y < height - 1) continue;
            edge++;
            if ((pixels[i] & 0xff) > 127) bright++;
        }
        return 2 * bright > edge;
    }

    private static boolean inMiddle(double centre) {
        return centre > FIELD / 2 - 0.1 && centre < FIELD / 2 + 1.1;
    }

    /** A canvas of {@code side × side} values in 0..1 as MNIST would hold it: 28 × 28; an empty one stays empty. */
    public static float[] normalised(float[] canvas, int side) {
        int left = side;
        int right = -1;
        int top = side;
        int bottom = -1;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                if (canvas[y * side + x] < INK) continue;
                left = Math.min(left, x);
                right = Math.max(right, x);
                top = Math.min(top, y);
                bottom = Math.max(bottom, y);
            }
        }
        if (right < 0) return new float[FIELD * FIELD];
        int longest = Math.max(right - left, bottom - top) + 1;
        // a side of 19 is one of 20 whose last row of smoothed edge is too faint to see: leave it as it is
        double step = longest == BOX - 1 ? 1 : (double) longest / BOX;
        float[] box = resampled(canvas, side, left, top, step, BOX, BOX);
        int width = (int) Math.ceil((right - left + 1) / step - 1e-9);
        int height = (int) Math.ceil((bottom - top + 1) / step - 1e-9);
        // what already fills the box stays where it is if that is centred
        boolean kept = side == FIELD && step == 1;
        return centred(box, width, height, kept ? left : -1, kept ? top : -1);
    }

    /**
     * A canvas of {@code side × side} values shrunk as a whole to {@code width × height}, for data sets that do not
     * centre.
     */
    public static float[] reduced(float[] canvas, int side, int width, int height) {
        double step = (double) side / Math.min(width, height);
        double x = (side - step * width) / 2;
        double y = (side - step * height) / 2;
        return resampled(canvas, side, x, y, step, width, height);
    }

    /**
     * Mean value of the canvas under each output pixel, a square of {@code step} canvas pixels; outside lies
     * background.
     */
    private static float[] resampled(
            float[] canvas, int side, double left, double top, double step, int width, int height) {
        float[] across = new float[side * width];
        for (int y = 0; y < side; y++)
            for (int x = 0; x < width; x++)
                across[y * width + x] = (float) mean(canvas, y * side, 1, side, left + x * step, step);
        float[] out = new float[width * height];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                out[y * width + x] = (float) mean(across, x, width, side, top + y * step, step);
        return out;
    }

    /** Mean over [from, from + length) of a row of {@code n} values, one every {@code stride} from {@code offset}. */
    private static double mean(float[] values, int offset, int stride, int n, double from, double length) {
        int first = Math.max(0, (int) Math.floor(from));
        int last = Math.min(n, (int) Math.ceil(from + length));
        double sum = 0;
        for (int i = first; i < last; i++)
            sum += values[offset + i * stride] * (Math.min(i + 1, from + length) - Math.max(i, from));
        return sum / length;
    }

    /**
     * Moves the ink of a box by whole pixels so that its centre of mass falls on the field's, kept inside the field.
     */
    private static float[] centred(float[] box, int width, int height, int left, int top) {
        double mass = 0;
        double momentX = 0;
        double momentY = 0;
        for (int i = 0; i < box.length; i++) {
            mass += box[i];
            momentX += box[i] * (i % BOX + 0.5);
            momentY += box[i] * (i / BOX + 0.5);
        }
        int x0 = shift(momentX / mass, width, left);
        int y0 = shift(momentY / mass, height, top);
        float[] field = new float[FIELD * FIELD];
        for (int y = 0; y < height; y++) System.arraycopy(box, y * BOX, field, (y + y0) * FIELD + x0, width);
        return field;
    }

    /**
     * Where the box begins. MNIST's digits have their centre of mass in [14, 15) by pixel edges, but for a few that
     * stray by up to a twentieth: {@code now} (−1: nowhere) is kept if it is as good as that.
     */
    private static int shift(double centre, int size, int now) {
        if (now >= 0 && Math.abs(now + centre - 14.5) <= 0.55) return now;
        return Math.max(0, Math.min(FIELD - size, FIELD / 2 - (int) Math.floor(centre)));
    }
}
