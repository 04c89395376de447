package org.latentfx.io;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * At most so many colours that stand for all colours of a picture: median cut (Heckbert 1982), each part of the colour
 * space shown by its most frequent colour, so that large plain areas keep theirs. Immutable; any thread may use it.
 */
final class ColourTable {
    private final int[] colours;
    private final int[] distinct;
    private final byte[] entry;

    /** Some of the distinct colours, from {@code from} to before {@code to}, in an order of their own. */
    private record Part(int from, int to, int shift, double urgency) {}

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
        // colour and how often it occurs, in one number each, so that sorting by a channel moves both
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
            long most1 = 0;
            for (int i = parts.get(p).from; i < parts.get(p).to; i++) {
                most1 = Math.max(most1, found[i]);
                entry[Arrays.binarySearch(distinct, colour(found[i]))] = (byte) p;
            }
            colours[p] = colour(most1);
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
            for (int p = 1; p < parts.size(); p++) if (parts.get(p).urgency > parts.get(next).urgency) next = p;
            Part part = parts.get(next);
            if (part.urgency == 0) break;
            int middle = split(found, part);
            parts.set(next, part(found, part.from, middle));
            parts.add(part(found, middle, part.to));
        }
        return parts;
    }

    /** Sorts a part by its longest channel; where its upper half begins, by the number of pixels. */
    private static int split(long[] found, Part part) {
        Long[] some = new Long[part.to - part.from];
        long all = 0;
        for (int i = 0; i < some.length; i++) {
            some[i] = found[part.from + i];
            all += some[i] >> 24;
        }
        Arrays.sort(some, (a, b) -> Integer.compare(channel(a, part.shift), channel(b, part.shift)));
        for (int i = 0; i < some.length; i++) found[part.from + i] = some[i];
        long half = 0;
        int middle = part.from;
        while (middle < part.to - 1 && (middle == part.from || 2 * half < all)) half += found[middle++] >> 24;
        return middle;
    }

    private static Part part(long[] found, int from, int to) {
        int shift = 0;
        int range = -1;
        double pixels = 0;
        for (int i = from; i < to; i++) pixels += found[i] >> 24;
        for (int channel = 0; channel <= 16; channel += 8) {
            int low = 255;
            int high = 0;
            for (int i = from; i < to; i++) {
                low = Math.min(low, channel(found[i], channel));
                high = Math.max(high, channel(found[i], channel));
            }
            if (high - low > range) {
                range = high - low;
                shift = channel;
            }
        }
        return new Part(from, to, shift, to - from < 2 ? 0 : range * Math.cbrt(pixels));
    }

    private static int colour(long found) {
        return (int) (found & 0xffffff);
    }

    private static int channel(long found, int shift) {
        return (int) (found >> shift) & 0xff;
    }
}
