package org.latentfx.view;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The map's pixels: a ground (fields and the decoded manifold) that is kept, and points and prior rings drawn over a copy of it. Transparent
 * where nothing is drawn, so the theme's surface shows. It knows no nodes and no input. FX thread only.
 */
final class MapRaster {
    private static final double DASH = 5;
    private static final double RING_STRENGTH = 0.8;

    private final ManifoldPainter manifoldPainter = new ManifoldPainter();
    private final PointPainter pointPainter = new PointPainter();
    private final PixelImage picture;
    private final int[] ground;
    private final FieldPainter fieldPainter;
    private final double density;

    /** A raster for axes of that size in screen units, at {@code density} pixels each. */
    MapRaster(double width, double height, double density) {
        this.density = density;
        picture = new PixelImage((int) Math.ceil(width * density), (int) Math.ceil(height * density));
        ground = new int[picture.pixels().length];
        fieldPainter = new FieldPainter(ground, picture.width(), picture.height());
    }

    PixelImage picture() {
        return picture;
    }

    double density() {
        return density;
    }

    /** Whether it still suits a map of that size. */
    boolean suits(double width, double height, double newDensity) {
        return density == newDensity
                && picture.width() == (int) Math.ceil(width * density)
                && picture.height() == (int) Math.ceil(height * density);
    }

    /** Draws what lies under the points. */
    void drawGround(Axes2D axes, MapGround shown, Palette palette) {
        Arrays.fill(ground, 0);
        shown.paint(fieldPainter, axes, density, palette);
        if (shown.manifold() != null)
            manifoldPainter.paint(
                    ground, picture.width(), picture.height(), axes, density, shown.manifold(), palette.mark());
    }

    /** All together; {@code points} may be absent. */
    void drawPoints(Axes2D axes, @Nullable PlacedPoints points, boolean[] hidden, boolean rings, Palette palette) {
        System.arraycopy(ground, 0, picture.pixels(), 0, ground.length);
        if (points != null)
            pointPainter.paint(
                    picture.pixels(), picture.width(), picture.height(), axes, density, points, hidden, palette);
        if (rings) for (int sigmas = 1; sigmas <= 3; sigmas++) drawRing(axes, sigmas, palette.mark());
    }

    /** A dashed circle around the origin, one device pixel wide, softened across its line. */
    private void drawRing(Axes2D axes, double radius, int colour) {
        double r = radius * axes.scale() * density;
        double centreX = axes.px(0) * density;
        double centreY = axes.py(0) * density;
        int dashes = (int) Math.max(8, Math.round(Math.PI * r / (DASH * density)));
        int steps = (int) Math.ceil(2 * Math.PI * r);
        for (int i = 0; i < steps; i++) {
            double turn = (double) i / steps;
            if (turn * dashes % 1 > 0.5) continue;
            double x = centreX + r * Math.cos(2 * Math.PI * turn) - 0.5;
            double y = centreY - r * Math.sin(2 * Math.PI * turn) - 0.5;
            int left = (int) Math.floor(x);
            int top = (int) Math.floor(y);
            double right = x - left;
            double bottom = y - top;
            dot(left, top, (1 - right) * (1 - bottom), colour);
            dot(left + 1, top, right * (1 - bottom), colour);
            dot(left, top + 1, (1 - right) * bottom, colour);
            dot(left + 1, top + 1, right * bottom, colour);
        }
    }

    private void dot(int x, int y, double cover, int colour) {
        if (x < 0 || y < 0 || x >= picture.width() || y >= picture.height()) return;
        int[] pixels = picture.pixels();
        int at = y * picture.width() + x;
        pixels[at] = PixelImage.blend(pixels[at], colour, (int) (256 * RING_STRENGTH * cover));
    }
}
