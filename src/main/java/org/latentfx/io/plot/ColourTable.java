package org.latentfx.io.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * At most so many colours that stand for all colours of a picture: the colour space is cut again and again where the
 * squared error is largest (Wan, Wong & Prusinkiewicz 1988); a part is shown by its mean, or by the colour that most of
 * its pixels have, so that plain areas keep theirs. Immutable; any thread may use it.
 */
final class ColourTable {
    private final int[] colours;
    private final int[] distinct;
    private final byte[] entry;

    /** Some of the distinct colours, from {@code from} to before {@code to}, in an order of their own. */
    private record Part(int from, int to, int shift, double mean, double error, int colour) {}

    private ColourTable(int[] colours, int[] distinct, byte[] entry) {
        this.colours = colours;
        this.distinct = distinct;
        this.entry = entry;
    }

    /** For pixels 0xRRGGBB (more bits are passed over), with at most {@code most} (≤ 256) colours. */
    static ColourTable of(int[] pixels, int most) {
        int[] sorted = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) sorted[i] = pixels[i] & 0xffffff;
        Arrays.sort(sorted);
        // colour and how often it occurs, in one number each, which keeps them together
        long[] found = new long[sorted.length];
        int n = 0;
        for (int i = 0, k; i < sorted.length; i = k) {
            for (k = i; k < sorted.length && sorted[k] == sorted[i]; ) k++;
            found[n++] = (long) (k - i) << 24 | sorted[i];
        }
        found = Arrays.copyOf(found, n);
        int[] distinct = new int[n];
        for (int i = 0; i < n; i++) distinct[i] = colour(found[i]);
        List<Part> parts = cut(found, most);
        int[] colours = new int[parts.size()];
        byte[] entry = new byte[n];
        for (int p = 0; p < colours.length; p++) {
            colours[p] = parts.get(p).colour;
            for (int i = parts.get(p).from; i < parts.get(p).to; i++)
                entry[Arrays.binarySearch(distinct, colour(found[i]))] = (byte) p;
        }
        return new ColourTable(colours, distinct, entry);
    }

    int[] colours() {
        return colours;
    }

    /** Which of the colours stands for a pixel of the picture. */
    byte entry(int pixel) {
        return entry[Arrays.binarySearch(distinct, pixel & 0xffffff)];
    }

    private static List<Part> cut(long[] found, int most) {
        var parts = new ArrayList<Part>();
        parts.add(part(found, 0, found.length));
        while (parts.size() < most) {
            int next = 0;
            for (int p = 1; p < parts.size(); p++) if (parts.get(p).error > parts.get(next).error) next = p;
            Part part = parts.get(next);
            if (part.error == 0) break;
            int middle = split(found, part);
            parts.set(next, part(found, part.from, middle));
            parts.add(part(found, middle, part.to));
        }
        return parts;
    }

    /** Brings the colours at most the mean along the part's widest channel to the front; how far they go. */
    private static int split(long[] found, Part part) {
        int middle = part.from;
        for (int i = part.from; i < part.to; i++) {
            if (channel(found[i], part.shift) > part.mean) continue;
            long low = found[i];
            found[i] = found[middle];
            found[middle++] = low;
        }
        return middle;
    }

    private static Part part(long[] found, int from, int to) {
        double pixels = 0;
        long most = 0;
        for (int i = from; i < to; i++) {
            pixels += found[i] >> 24;
            most = Math.max(most, found[i]);
        }
        int shown = 0;
        int widest = 0;
        double[] mean = new double[3];
        double[] error = new double[3];
        for (int c = 0; c < 3; c++) {
            for (int i = from; i < to; i++) mean[c] += (found[i] >> 24) * channel(found[i], 8 * c) / pixels;
            for (int i = from; i < to; i++)
                error[c] += (found[i] >> 24) * Math.pow(channel(found[i], 8 * c) - mean[c], 2);
            shown |= (int) Math.round(mean[c]) << 8 * c;
            if (error[c] > error[widest]) widest = c;
        }
        boolean plain = 2 * (most >> 24) > pixels;
        return new Part(
                from, to, 8 * widest, mean[widest], to - from < 2 ? 0 : error[widest], plain ? colour(most) : shown);
    }

    private static int colour(long found) {
        return (int) (found & 0xffffff);
    }

    private static int channel(long found, int shift) {
        return (int) (found >> shift) & 0xff;
    }
}
