package org.latentfx.io.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How much of each pixel a letter covers, by size and by the quarter of a pixel at which it begins. Any thread. */
final class LetterMasks {
    static final int PHASES = 4;

    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 1);
    private static final Map<Key, Mask> KEPT = new ConcurrentHashMap<>();
    private static final double[] ADVANCES = new double[128];

    static {
        for (char c = ' '; c < ADVANCES.length; c++)
            ADVANCES[c] = FONT.createGlyphVector(EXACT, String.valueOf(c))
                    .getGlyphMetrics(0)
                    .getAdvanceX();
    }

    private record Key(char letter, int size, int phase) {}

    /** Coverage 0..255 of width × height pixels; the base line lies {@code base} pixels below the top. */
    record Mask(int width, int height, int base, byte[] cover) {}

    private LetterMasks() {}

    /** How far a letter reaches, in sizes of the font. */
    static double advance(char letter) {
        return letter < ADVANCES.length ? ADVANCES[letter] : ADVANCES['o'];
    }

    static Mask of(char letter, int size, int phase) {
        return KEPT.computeIfAbsent(new Key(letter, size, phase), LetterMasks::drawn);
    }

    private static Mask drawn(Key key) {
        int width = (int) Math.ceil(advance(key.letter) * key.size) + 3;
        int base = (int) Math.ceil(0.95 * key.size) + 1;
        int height = base + (int) Math.ceil(0.3 * key.size) + 1;
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        var graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.setColor(Color.WHITE);
        var glyph = FONT.deriveFont((float) key.size).createGlyphVector(EXACT, String.valueOf(key.letter));
        graphics.fill(glyph.getOutline(1 + (float) key.phase / PHASES, base));
        graphics.dispose();
        return new Mask(width, height, base, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    }
}
