package org.latentfx.view.map.paint;

import org.latentfx.analysis.plane.Manifold;
import org.latentfx.io.plot.WordPainter;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.PixelImage;

/**
 * Draws the words of a decoded manifold into a raster, each at its latent coordinates in letters of one size: those of
 * as many places of the grid as do not overlap, on a veil of paper. FX thread only.
 */
final class ManifoldWords {
    /** Pixels of the scene. */
    private static final int SIZE = 12;

    /** From one line to the next, and from the end of a word to the next, in sizes of the letters. */
    private static final double LINE = 1.7;

    private static final double SPACE = 0.8;

    /** How much of what lies below a word is veiled, in 256ths. */
    private static final int VEIL = 190;

    private ManifoldWords() {}

    /** {@code density}: pixels of the raster per pixel of the axes. */
    static void paint(WordPainter.Paper paper, Axes2D axes, double density, Manifold of, Ink ink) {
        int each = of.format().values();
        double longest = 0;
        for (int i = 0; i < of.columns() * of.rows(); i++)
            longest = Math.max(longest, WordPainter.length(WordPainter.shown(of.pixels(), i * each, of.format())));
        int size = (int) Math.round(SIZE * density);
        double scale = axes.scale() * density;
        int last = of.rows() - 1;
        double across = ManifoldPainter.span(of.across(), of.columns() / 2) * scale;
        double up = ManifoldPainter.span(of.up(), of.rows() / 2) * scale;
        int overColumns = every((longest + SPACE) * size / across);
        int overRows = every(LINE * size / up);
        for (int row = last / 2 % overRows; row <= last; row += overRows)
            for (int column = (of.columns() - 1) / 2 % overColumns; column < of.columns(); column += overColumns) {
                double x = axes.px(of.across()[column]) * density;
                double y = axes.py(of.up()[last - row]) * density;
                int at = (row * of.columns() + column) * each;
                double length = WordPainter.length(WordPainter.shown(of.pixels(), at, of.format())) * size;
                veil(paper, x - length / 2 - size / 4.0, y - 0.7 * size, length + size / 2.0, 1.3 * size, ink.paper());
                WordPainter.centre(paper, x, y, size, of.pixels(), at, of.format(), ink.ink(), PixelImage::blend);
            }
    }

    private static int every(double tiles) {
        return (int) Math.max(1, Math.min(1000, Math.ceil(tiles)));
    }

    private static void veil(WordPainter.Paper on, double x, double y, double width, double height, int colour) {
        int toX = (int) Math.min(on.columns(), x + width);
        int toY = (int) Math.min(on.rows(), y + height);
        for (int row = (int) Math.max(0, y); row < toY; row++)
            for (int column = (int) Math.max(0, x); column < toX; column++) {
                int at = row * on.columns() + column;
                on.pixels()[at] = PixelImage.blend(on.pixels()[at], colour, VEIL);
            }
    }
}
