package org.latentfx.io.plot;

import org.latentfx.data.Letters;
import org.latentfx.data.PictureFormat;

/**
 * Paints the word that the probabilities of letters stand for, its likeliest letters up to the first end: the less
 * likely a letter is, the fainter. Writes pixels only; any thread that owns them.
 */
public final class WordPainter {
    /** What an empty word is shown as. */
    private static final String EMPTY = "-";

    /** Shorter words are as small as one so long, in sizes of the font: words beside each other look alike. */
    private static final double LEAST_LENGTH = 4.4;

    private static final double HEIGHT = 0.82;
    /** The rest is a margin on either side, which the frame around a chosen word does not reach. */
    private static final double WIDTH = 0.88;

    private static final int SMALLEST = 5;

    /** How much of the ink an impossible letter has. */
    private static final double FAINTEST = 0.4;

    /** Opaque or premultiplied pixels, {@code columns} a row. */
    public record Paper(int[] pixels, int columns, int rows) {}

    /** A rectangle of it. */
    public record Box(int x, int y, int width, int height) {}

    /** One pixel with a colour laid over so many 256ths of it. */
    public interface Blend {
        int over(int below, int colour, int share);
    }

    private WordPainter() {}

    /** What is shown of the values of a word from {@code offset} on. */
    public static String shown(float[] values, int offset, PictureFormat format) {
        String word = Letters.word(values, offset, format);
        return word.isEmpty() ? EMPTY : word;
    }

    /** Paints the word in the middle of a box, as large as fits into it; not where nobody could read it. */
    public static void paint(
            Paper paper, Box box, float[] values, int offset, PictureFormat format, int ink, Blend blend) {
        String word = shown(values, offset, format);
        double length = length(word);
        double size = Math.min(HEIGHT * box.height, WIDTH * box.width / Math.max(LEAST_LENGTH, length));
        int whole = (int) size;
        if (whole < SMALLEST) return;
        double left = box.x + (box.width - length * whole) / 2;
        double base = box.y + box.height / 2.0 + 0.27 * whole;
        line(paper, word, left, base, whole, values, offset, ink, blend);
    }

    /** Paints the word around a point, with letters of that size. */
    public static void centre(
            Paper paper,
            double x,
            double y,
            int size,
            float[] values,
            int offset,
            PictureFormat format,
            int ink,
            Blend blend) {
        String word = shown(values, offset, format);
        line(paper, word, x - length(word) * size / 2, y + 0.27 * size, size, values, offset, ink, blend);
    }

    /** The word as a grey picture of {@code as}: 0 for the paper, 1 for the ink. */
    static float[] picture(float[] values, int offset, PictureFormat format, PictureFormat as) {
        int[] pixels = new int[as.pixels()];
        var box = new Box(0, 0, as.width(), as.height());
        Blend blend = (below, colour, share) -> Math.min(256, below + (256 - below) * share / 256);
        paint(new Paper(pixels, as.width(), as.height()), box, values, offset, format, 0, blend);
        float[] picture = new float[pixels.length];
        for (int i = 0; i < picture.length; i++) picture[i] = pixels[i] / 256f;
        return picture;
    }

    /** How long a word is, in sizes of the font. */
    public static double length(String word) {
        double sum = 0;
        for (int i = 0; i < word.length(); i++) sum += LetterMasks.advance(word.charAt(i));
        return sum;
    }

    private static void line(
            Paper paper,
            String word,
            double left,
            double base,
            int size,
            float[] values,
            int offset,
            int ink,
            Blend blend) {
        double x = left;
        for (int i = 0; i < word.length(); i++) {
            double share = FAINTEST + (1 - FAINTEST) * Letters.share(values, offset, i);
            int at = (int) Math.floor(x * LetterMasks.PHASES);
            var mask = LetterMasks.of(word.charAt(i), size, Math.floorMod(at, LetterMasks.PHASES));
            int column = Math.floorDiv(at, LetterMasks.PHASES) - 1;
            stamp(paper, mask, column, (int) Math.round(base) - mask.base(), ink, share, blend);
            x += LetterMasks.advance(word.charAt(i)) * size;
        }
    }

    private static void stamp(
            Paper paper, LetterMasks.Mask mask, int left, int top, int ink, double share, Blend blend) {
        for (int row = Math.max(0, -top); row < Math.min(mask.height(), paper.rows - top); row++)
            for (int column = Math.max(0, -left); column < Math.min(mask.width(), paper.columns - left); column++) {
                int cover = (int) (share * (mask.cover()[row * mask.width() + column] & 0xff) * 256 / 255);
                if (cover == 0) continue;
                int at = (top + row) * paper.columns + left + column;
                paper.pixels[at] = blend.over(paper.pixels[at], ink, cover);
            }
    }
}
