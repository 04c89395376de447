package org.latentfx.view.map.paint;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.io.plot.WordPainter;
import org.latentfx.model.prior.PosteriorMixture;
import org.latentfx.view.kit.Ink;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;

/**
 * The map's pixels: the background (fields and decoded manifold) is kept, and points and prior rings are drawn over a
 * copy of it. Transparent where nothing is drawn. FX thread only.
 */
public final class MapRaster {
    private static final double DASH = 5;
    private static final double LINE_STRENGTH = 0.8;

    /** Larger or farther ellipses are out of the picture anyway. */
    private static final double MOST_PIXELS = 20_000;

    private final ManifoldPainter manifoldPainter = new ManifoldPainter();
    private final PointPainter pointPainter;
    private final PixelImage picture;
    private final int[] ground;
    private final FieldPainter fieldPainter;
    private final double density;
    /** To be read, they lie over the points. */
    private @Nullable Manifold words;

    /** A raster for axes of that size in screen units, at {@code density} pixels each. */
    public MapRaster(double width, double height, double density) {
        this.density = density;
        picture = new PixelImage((int) Math.ceil(width * density), (int) Math.ceil(height * density));
        ground = new int[picture.pixels().length];
        pointPainter = new PointPainter(picture.pixels(), picture.width(), picture.height());
        fieldPainter = new FieldPainter(ground, picture.width(), picture.height());
    }

    public PixelImage picture() {
        return picture;
    }

    double density() {
        return density;
    }

    /** Whether it still suits a map of that size. */
    public boolean suits(double width, double height, double newDensity) {
        return density == newDensity
                && picture.width() == (int) Math.ceil(width * density)
                && picture.height() == (int) Math.ceil(height * density);
    }

    /** Draws what lies under the points. */
    public void drawGround(Axes2D axes, MapBackground shown, Palette palette) {
        Arrays.fill(ground, 0);
        shown.paint(fieldPainter, axes, density, palette);
        words = shown.manifold() != null && shown.manifold().format().letters() ? shown.manifold() : null;
        if (shown.manifold() != null && words == null)
            manifoldPainter.paint(
                    ground, picture.width(), picture.height(), axes, density, shown.manifold(), palette.mark());
    }

    /** All together. */
    public void drawPoints(Axes2D axes, MapPoints shown, Palette palette) {
        System.arraycopy(ground, 0, picture.pixels(), 0, ground.length);
        PlacedPoints placed = shown.placed();
        if (placed != null) {
            pointPainter.paint(axes, density, placed, shown, palette);
            drawEllipses(axes, placed, shown, palette);
        }
        if (shown.rings() && shown.components() != null)
            drawComponents(axes, shown.components(), shown.plane(), palette);
        else if (shown.rings())
            for (int sigmas = 1; sigmas <= 3; sigmas++)
                drawEllipse(axes, 0, 0, new PosteriorEllipse(sigmas, sigmas, 0), palette.mark(), true);
        if (words != null)
            ManifoldWords.paint(
                    new WordPainter.Paper(picture.pixels(), picture.width(), picture.height()),
                    axes,
                    density,
                    words,
                    palette == Palette.DARK ? Ink.DARK : Ink.LIGHT);
    }

    private void drawEllipses(Axes2D axes, PlacedPoints placed, MapPoints shown, Palette palette) {
        BitSet outlined = shown.outlined();
        if (outlined.isEmpty()) return;
        int[] colours = PointPainter.colours(placed, shown.hidden().length, shown.scale(), palette);
        for (int i = outlined.nextSetBit(0); i >= 0 && i < placed.size(); i = outlined.nextSetBit(i + 1)) {
            if (shown.hidden()[placed.label(i)]) continue;
            var ellipse = PosteriorEllipse.of(placed.points(), i, shown.plane());
            drawEllipse(axes, placed.a(i), placed.b(i), ellipse, colours[i], false);
        }
    }

    /** The 1 σ ellipses of a learnt prior's components, of many evenly chosen ones. */
    private void drawComponents(Axes2D axes, PosteriorMixture prior, Plane plane, Palette palette) {
        int d = plane.latents();
        int all = prior.components();
        int count = Math.min(all, MapPoints.MOST_OUTLINED);
        for (int i = 0; i < count; i++) {
            int at = (int) ((long) i * all / count) * d;
            var ellipse = PosteriorEllipse.of(prior.logVar(), at, plane);
            drawEllipse(axes, plane.a(prior.mu(), at), plane.b(prior.mu(), at), ellipse, palette.mark(), false);
        }
    }

    /** One device pixel wide, softened across its line. */
    private void drawEllipse(Axes2D axes, double a, double b, PosteriorEllipse ellipse, int colour, boolean dashed) {
        double scale = axes.scale() * density;
        double centreX = axes.px(a) * density - 0.5;
        double centreY = axes.py(b) * density - 0.5;
        double r = Math.max(ellipse.width(), ellipse.height()) * scale;
        if (!(r < MOST_PIXELS) || !(Math.abs(centreX) + Math.abs(centreY) < MOST_PIXELS)) return;
        int dashes = (int) Math.max(8, Math.round(Math.PI * r / (DASH * density)));
        int steps = (int) Math.ceil(2 * Math.PI * r);
        double cos = Math.cos(ellipse.turn()) * scale;
        double sin = Math.sin(ellipse.turn()) * scale;
        for (int i = 0; i < steps; i++) {
            double turn = (double) i / steps;
            if (dashed && turn * dashes % 1 > 0.5) continue;
            double along = ellipse.width() * Math.cos(2 * Math.PI * turn);
            double aside = ellipse.height() * Math.sin(2 * Math.PI * turn);
            softDot(centreX + along * cos - aside * sin, centreY - along * sin - aside * cos, colour);
        }
    }

    /** A pixel's worth of colour, shared by the four pixels around (x, y). */
    private void softDot(double x, double y, int colour) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        double right = x - left;
        double bottom = y - top;
        dot(left, top, (1 - right) * (1 - bottom), colour);
        dot(left + 1, top, right * (1 - bottom), colour);
        dot(left, top + 1, (1 - right) * bottom, colour);
        dot(left + 1, top + 1, right * bottom, colour);
    }

    private void dot(int x, int y, double cover, int colour) {
        if (x < 0 || y < 0 || x >= picture.width() || y >= picture.height()) return;
        int[] pixels = picture.pixels();
        int at = y * picture.width() + x;
        pixels[at] = PixelImage.blend(pixels[at], colour, (int) (256 * LINE_STRENGTH * cover));
    }
}
