package org.latentfx.io.plot;

import java.awt.image.BufferedImage;
import java.util.function.Consumer;

/**
 * A drawing with a size, made anew for each form that it takes. Any thread.
 */
public final class Plot {
    private static final int PAPER = 0xffffff;

    private final double width;
    private final double height;
    private final Consumer<Pen> drawing;

    /** @param width in points, as {@code height} */
    Plot(double width, double height, Consumer<Pen> drawing) {
        this.width = width;
        this.height = height;
        this.drawing = drawing;
    }

    /** The pixels on white, {@code scale} of them a point. */
    public BufferedImage pixels(int scale) {
        var pen = new PixelPen(width, height, scale);
        draw(pen);
        return pen.image();
    }

    /** An SVG file. */
    public String svg() {
        var pen = new SvgPen(width, height);
        draw(pen);
        return pen.file();
    }

    /** An SVG element for an HTML page, {@code label} saying what it shows. */
    public String inline(String label) {
        var pen = new SvgPen(width, height);
        draw(pen);
        return pen.inline(label);
    }

    private void draw(Pen pen) {
        pen.rectangle(0, 0, width, height, PAPER);
        drawing.accept(pen);
    }
}
