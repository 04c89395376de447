package org.latentfx.io.plot;

/**
 * What a plot is drawn with, onto pixels ({@link PixelPen}) or as SVG ({@link SvgPen}). Lengths are in points from the
 * top left; colours are 0xRRGGBB.
 */
interface Pen {
    /** Which end of a text stands at its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** A filled rectangle. */
    void rectangle(double x, double y, double width, double height, int colour);

    /** A line through all points. */
    void line(double[] x, double[] y, double width, boolean dashed, int colour);

    /** A disc at each point. */
    void dots(double[] x, double[] y, double radius, int colour);

    /** {@code mark} at each point, as large as a disc of {@code radius}. */
    void marks(double[] x, double[] y, double radius, Mark mark, int colour);

    /** A text whose baseline is at y. */
    void text(double x, double y, String text, Anchor anchor, double size, int colour);

    /** A text that reads upwards, its middle at (x, y). */
    void upwards(double x, double y, String text, double size, int colour);

    /** What {@code drawing} draws, as far as it lies within the rectangle. */
    void within(double x, double y, double width, double height, Runnable drawing);
}
