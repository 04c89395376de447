package org.latentfx.io.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Draws onto an image, {@code scale} pixels a point. Needs no display. One thread at a time. */
final class PixelPen implements Pen {
    private final BufferedImage image;
    private final Graphics2D graphics;

    PixelPen(double width, double height, int scale) {
        image = new BufferedImage((int) (width * scale), (int) (height * scale), BufferedImage.TYPE_INT_RGB);
        graphics = image.createGraphics();
        graphics.scale(scale, scale);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    /** What was drawn. */
    BufferedImage image() {
        return image;
    }

    @Override
    public void rectangle(double x, double y, double width, double height, int colour) {
        graphics.setColor(new Color(colour));
        graphics.fill(new Rectangle2D.Double(x, y, width, height));
    }

    @Override
    public void line(double[] x, double[] y, double width, boolean dashed, int colour) {
        if (x.length == 0) return;
        var path = new Path2D.Double();
        path.moveTo(x[0], y[0]);
        for (int i = 1; i < x.length; i++) path.lineTo(x[i], y[i]);
        graphics.setColor(new Color(colour));
        float[] dashes = dashed ? new float[] {4, 3} : new float[] {1, 0};
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes, 0));
        graphics.draw(path);
    }

    @Override
    public void dots(double[] x, double[] y, double radius, int colour) {
        graphics.setColor(new Color(colour));
        for (int i = 0; i < x.length; i++)
            graphics.fill(new Ellipse2D.Double(x[i] - radius, y[i] - radius, 2 * radius, 2 * radius));
    }

    @Override
    public void marks(double[] x, double[] y, double radius, Mark mark, int colour) {
        if (mark == Mark.DISC) {
            dots(x, y, radius, colour);
            return;
        }
        graphics.setColor(new Color(colour));
        for (int i = 0; i < x.length; i++) {
            var path = new Path2D.Double(Path2D.WIND_NON_ZERO);
            for (double[] line : mark.outlines()) {
                for (int c = 0; c < line.length; c += 2) {
                    double across = x[i] + radius * line[c];
                    double down = y[i] + radius * line[c + 1];
                    if (c == 0) path.moveTo(across, down);
                    else path.lineTo(across, down);
                }
                path.closePath();
            }
            graphics.fill(path);
        }
    }

    @Override
    public void text(double x, double y, String text, Anchor anchor, double size, int colour) {
        graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) size));
        graphics.setColor(new Color(colour));
        double wide = graphics.getFontMetrics().stringWidth(text);
        double back = anchor == Anchor.START ? 0 : anchor == Anchor.MIDDLE ? wide / 2 : wide;
        graphics.drawString(text, (float) (x - back), (float) y);
    }

    @Override
    public void upwards(double x, double y, String text, double size, int colour) {
        var before = graphics.getTransform();
        graphics.rotate(-Math.PI / 2, x, y);
        text(x, y, text, Anchor.MIDDLE, size, colour);
        graphics.setTransform(before);
    }

    @Override
    public void within(double x, double y, double width, double height, Runnable drawing) {
        Shape before = graphics.getClip();
        graphics.clip(new Rectangle2D.Double(x, y, width, height));
        drawing.run();
        graphics.setClip(before);
    }
}
