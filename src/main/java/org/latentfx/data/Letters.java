package org.latentfx.data;

import java.text.Normalizer;
import java.util.Locale;

/**
 * A word as a picture: a row for each place, in it one value for each of a to z and one for the end, behind which
 * nothing follows. In data one value of a row is 1 and the others 0; what a model decodes are their probabilities.
 * Pure functions.
 */
public final class Letters {
    /** a to z and the end. */
    public static final int SYMBOLS = 27;

    /** The value of a row that stands for the end, or for what is behind it. */
    public static final int END = SYMBOLS - 1;

    /** Places of a word, unless some are longer: models of words mostly fit each other's data. */
    public static final int USUAL = 10;

    /** Longer words are left out. */
    public static final int LONGEST = 16;

    /** Stands in a word where all values of a place are 0. */
    public static final char UNTOLD = '·';

    private Letters() {}

    /** Of words of up to {@code places} letters. */
    public static PictureFormat format(int places) {
        return new PictureFormat(SYMBOLS, places, PictureFormat.GREY, true);
    }

    /** {@code text} in small letters without accents; empty where it is no word of a to z then. */
    public static String folded(String text) {
        String plain = Normalizer.normalize(text.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}+", "")
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace("ø", "o")
                .replace("ł", "l");
        for (int i = 0; i < plain.length(); i++) if (plain.charAt(i) < 'a' || plain.charAt(i) > 'z') return "";
        return plain;
    }

    /** The bytes of a word of a to z, no longer than the format's places: 255 for its letters and 0 for all others. */
    public static byte[] bytes(String word, PictureFormat format) {
        byte[] bytes = new byte[format.values()];
        for (int place = 0; place < format.height(); place++) {
            int letter = place < word.length() ? word.charAt(place) - 'a' : END;
            bytes[place * SYMBOLS + letter] = (byte) 255;
        }
        return bytes;
    }

    /** The same as values, 0 and 1. */
    public static float[] values(String word, PictureFormat format) {
        byte[] bytes = bytes(word, format);
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) values[i] = (bytes[i] & 0xff) / 255f;
        return values;
    }

    /** The likeliest letter of each place up to the first that is the end, of the values from {@code offset} on. */
    public static String word(float[] values, int offset, PictureFormat format) {
        var word = new StringBuilder();
        for (int place = 0; place < format.height(); place++) {
            int letter = likeliest(values, offset + place * SYMBOLS);
            if (letter == END) break;
            boolean untold = share(values, offset, place) == 0;
            word.append(untold ? UNTOLD : (char) ('a' + letter));
        }
        return word.toString();
    }

    /**
     * The word of b, from {@code offset} on, with nothing told at places where a has the same letter: values of a word
     * of the same format.
     */
    public static float[] differing(PictureFormat format, float[] a, float[] b, int offset) {
        float[] values = new float[format.values()];
        String from = word(a, offset, format);
        String to = word(b, offset, format);
        for (int place = 0; place < format.height(); place++) {
            boolean ended = place >= Math.max(from.length(), to.length());
            int other = place < to.length() ? to.charAt(place) - 'a' : END;
            boolean same = place < from.length() && place < to.length() && from.charAt(place) == to.charAt(place);
            if (ended) values[place * SYMBOLS + END] = 1;
            else if (!same && other != END) values[place * SYMBOLS + other] = 1;
        }
        return values;
    }

    private static int likeliest(float[] values, int at) {
        int best = 0;
        for (int i = 1; i < SYMBOLS; i++) if (values[at + i] > values[at + best]) best = i;
        return best;
    }

    /** The value of the likeliest letter of {@code place}. */
    public static float share(float[] values, int offset, int place) {
        int at = offset + place * SYMBOLS;
        return values[at + likeliest(values, at)];
    }

    /** The probability of just that word: that of its letters and of the end behind them, places being independent. */
    public static double probability(float[] values, int offset, PictureFormat format) {
        int letters = word(values, offset, format).length();
        double all = 1;
        for (int place = 0; place < Math.min(letters + 1, format.height()); place++)
            all *= share(values, offset, place);
        return all;
    }
}
