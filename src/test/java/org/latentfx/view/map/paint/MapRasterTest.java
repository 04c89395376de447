package org.latentfx.view.map.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.data.PictureFormat;
import org.latentfx.view.kit.Glyph;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.map.MapSample;

class MapRasterTest {
    private static final boolean[] ALL = new boolean[10];
    private final Axes2D axes = Axes2D.home(4, 400, 400);

    private static PlacedPoints placed(LatentPoints points) {
        return new PlacedPoints(points, Plane.latents(0, 1, points.latents()).project(points));
    }

    private static MapBackground tiles(Manifold manifold) {
        return MapBackground.of(manifold);
    }

    private static MapPoints all(PlacedPoints points, boolean[] hidden, boolean rings) {
        return new MapPoints(points, hidden, new BitSet(), new BitSet(), Plane.latents(0, 1, 2), null, rings);
    }

    private static int at(MapRaster raster, double px, double py) {
        return raster.picture().pixels()[(int) py * raster.picture().width() + (int) px];
    }

    @Test
    void aPointIsDrawnInItsClassesColourAtItsPlaceAtEveryDensity() {
        LatentPoints points = MapSample.at(10, 0, 0, -2, 1, 2.5f, -1.5f);
        for (double density : new double[] {1, 1.5, 2}) {
            var raster = new MapRaster(400, 400, density);
            raster.drawGround(axes, MapBackground.NONE, Palette.DARK);
            raster.drawPoints(axes, all(placed(points), ALL, false), Palette.DARK);
            for (int i = 0; i < 3; i++) {
                double px = axes.px(points.mu(i, 0)) * density;
                double py = axes.py(points.mu(i, 1)) * density;
                assertEquals(Palette.DARK.colour(i), at(raster, px, py), "class " + i + " at density " + density);
            }
            assertEquals(0, at(raster, axes.px(1) * density, axes.py(1) * density), "nothing is drawn elsewhere");
        }
    }

    @Test
    void aManifoldInColourKeepsItsColoursAndLetsTheGroundThroughALittle() {
        float[] at = {-1, 1};
        float[] pixels = new float[2 * 2 * 4 * 4 * 3];
        for (int i = 0; i < pixels.length / 3; i++) pixels[3 * i + (i / 16 % 2 == 0 ? 0 : 2)] = 1;
        var manifold = new Manifold(at, at, new PictureFormat(4, 4, 3), pixels);
        for (double density : new double[] {0.05, 0.3, 1}) {
            var raster = new MapRaster(400, 400, density);
            raster.drawGround(axes, tiles(manifold), Palette.LIGHT);
            raster.drawPoints(axes, all(null, ALL, false), Palette.LIGHT);
            int left = at(raster, axes.px(-1) * density, axes.py(1) * density);
            int right = at(raster, axes.px(1) * density, axes.py(-1) * density);
            assertEquals(0xcccc0000, left, "premultiplied red");
            assertEquals(0xcc0000cc, right, "premultiplied blue");
        }
    }

    @Test
    void pointsAtTheEdgeAreCutAndFarOrBrokenOnesLeftOut() {
        var raster = new MapRaster(400, 400, 1);
        LatentPoints points = MapSample.at(10, -4, 4, 4, -4, 1e30f, 0, Float.NaN, 1, Float.NEGATIVE_INFINITY, 0);
        raster.drawPoints(axes, all(placed(points), ALL, false), Palette.LIGHT);
        assertNotEquals(0, at(raster, 0, 0));
        assertNotEquals(0, at(raster, 399, 399));
        for (int y = 20; y < 380; y++)
            for (int x = 0; x < 400; x++) assertEquals(0, at(raster, x, y), "pixel " + x + ", " + y);
    }

    @Test
    void aHiddenClassLeavesNoPixel() {
        LatentPoints points = MapSample.cloud(400, 2, 3);
        var raster = new MapRaster(400, 400, 1);
        raster.drawPoints(axes, all(placed(points), new boolean[] {false, false, false}, false), Palette.DARK);
        assertTrue(Arrays.stream(raster.picture().pixels()).anyMatch(p -> p == Palette.DARK.colour(1)));
        raster.drawPoints(axes, all(placed(points), new boolean[] {false, true, false}, false), Palette.DARK);
        assertTrue(Arrays.stream(raster.picture().pixels()).noneMatch(p -> p == Palette.DARK.colour(1)));
        assertTrue(Arrays.stream(raster.picture().pixels()).anyMatch(p -> p == Palette.DARK.colour(2)));
    }

    @Test
    void tilesStandAroundTheirLatentCoordinatesAndAreWeakerThanPoints() {
        var raster = new MapRaster(400, 400, 1);
        raster.drawGround(axes, tiles(MapSample.manifold(6, 1)), Palette.DARK);
        raster.drawPoints(axes, all(null, ALL, false), Palette.DARK);
        int inside = at(raster, axes.px(1.4), axes.py(-1.4));
        assertTrue(inside >>> 24 > 80 && inside >>> 24 < 180, "translucent ink, found " + Integer.toHexString(inside));
        assertEquals(0, at(raster, axes.px(1.6), axes.py(0)), "the outermost tiles end half a step out");
        assertEquals(inside, at(raster, axes.px(-1.4), axes.py(1.4)));
    }

    @Test
    void tilesKeepTheirMeanGreyAtEverySizeAndTheFirstRowIsOnTop() {
        var manifold = MapSample.manifold(2, 0.5f);
        Arrays.fill(manifold.pixels(), 0, 32, 1);
        for (double scale : new double[] {4, 9, 30, 77.7, 400}) {
            Axes2D view = new Axes2D(0, 0, scale, 300, 300);
            var raster = new MapRaster(300, 300, 1);
            raster.drawGround(view, tiles(manifold), Palette.LIGHT);
            raster.drawPoints(view, all(null, ALL, false), Palette.LIGHT);
            int top = at(raster, view.px(0.2), view.py(0.25)) >>> 24;
            int bottom = at(raster, view.px(0.2), view.py(-0.25)) >>> 24;
            assertEquals(140, top, 2, "scale " + scale);
            assertEquals(70, bottom, 2, "scale " + scale);
        }
    }

    @Test
    void selectedPointsStandOutAndTheirPosteriorsAreDrawnToScale() {
        LatentPoints points = MapSample.at(10, -2, 1, 2, -1);
        var selected = new BitSet();
        selected.set(1);
        var raster = new MapRaster(400, 400, 1);
        raster.drawGround(axes, MapBackground.NONE, Palette.DARK);
        var plane = Plane.latents(0, 1, 2);
        raster.drawPoints(
                axes, new MapPoints(placed(points), ALL, selected, selected, plane, null, false), Palette.DARK);
        int other = at(raster, axes.px(-2), axes.py(1)) >>> 24;
        assertTrue(other > 20 && other < 100, "the others fade, found " + other);
        assertEquals(Palette.DARK.colour(1), at(raster, axes.px(2), axes.py(-1)));
        int[] reach = {0, 0};
        for (int y = 0; y < 400; y++) {
            for (int x = 0; x < 400; x++) {
                boolean near = Math.abs(x - axes.px(2)) < 60 && Math.abs(y - axes.py(-1)) < 60;
                if (!near || at(raster, x, y) >>> 24 < 40) continue;
                reach[0] = Math.max(reach[0], (int) Math.abs(x + 0.5 - axes.px(2)));
                reach[1] = Math.max(reach[1], (int) Math.abs(y + 0.5 - axes.py(-1)));
            }
        }
        assertEquals(0.5 * axes.scale(), reach[0], 1.5);
        assertEquals(0.25 * axes.scale(), reach[1], 1.5);
    }

    @Test
    void whereEvenDotsCoverEachOtherManyPointsShowTheirDensity() {
        assertEquals(256, PointPainter.strength(axes, 5_000));
        Axes2D far = Axes2D.home(40, 400, 400);
        float[] mu = new float[2 * 20_000];
        for (int i = 0; i < 15_000; i++) mu[2 * i] = 1;
        for (int i = 15_000; i < 15_010; i++) mu[2 * i] = -10;
        for (int i = 15_010; i < 20_000; i++) mu[2 * i] = 30;
        mu[2 * 15_010] = 10;
        var raster = new MapRaster(400, 400, 1);
        raster.drawPoints(far, all(placed(MapSample.at(1, mu)), ALL, false), Palette.DARK);
        int dense = at(raster, far.px(1), far.py(0)) >>> 24;
        int some = at(raster, far.px(-10), far.py(0)) >>> 24;
        int one = at(raster, far.px(10), far.py(0)) >>> 24;
        assertTrue(dense > 240 && dense > some && some > one && one > 20, dense + ", " + some + ", " + one);
    }

    @Test
    void ringsLieAtWholeStandardDeviations() {
        var raster = new MapRaster(400, 400, 1);
        raster.drawPoints(axes, all(null, ALL, true), Palette.DARK);
        Set<Integer> radii = new HashSet<>();
        for (int y = 0; y < 400; y++) {
            for (int x = 0; x < 400; x++) {
                if (at(raster, x, y) == 0) continue;
                double radius = Math.hypot(x + 0.5 - 200, y + 0.5 - 200) / axes.scale();
                assertEquals(Math.rint(radius), radius, 1.5 / axes.scale());
                radii.add((int) Math.rint(radius));
            }
        }
        assertEquals(Set.of(1, 2, 3), radii);
    }

    @Test
    void blendingIsPlainSourceOver() {
        assertEquals(0xff336699, PixelImage.blend(0xff112233, 0xff336699, 256));
        assertEquals(0xff112233, PixelImage.blend(0xff112233, 0xff336699, 0));
        assertEquals(0x7f193a4c, PixelImage.blend(0, 0xff337499, 128));
    }

    @Test
    void hundredClassesAllLookDifferent() {
        Set<String> looks = new HashSet<>();
        for (int c = 0; c < 100; c++) looks.add(Palette.DARK.colour(c) + " " + Palette.glyph(c));
        assertEquals(100, looks.size());
        Set<String> shapes = new HashSet<>();
        for (Glyph glyph : Glyph.values()) shapes.add(Arrays.toString(glyph.mask(4)));
        assertEquals(Glyph.values().length, shapes.size(), "glyphs differ even when small");
    }

    @Test
    void seventyThousandPointsAreDrawnAndTheTimeIsLogged() {
        PlacedPoints points = placed(MapSample.cloud(70_000, 2, 10));
        Axes2D view = Axes2D.home(4, 800, 600);
        var raster = new MapRaster(800, 600, 1);
        raster.drawGround(view, tiles(MapSample.manifold(20, 0.7f)), Palette.DARK);
        double[] milliseconds = new double[60];
        for (int k = 0; k < milliseconds.length; k++) {
            long begin = System.nanoTime();
            raster.drawPoints(view, all(points, ALL, true), Palette.DARK);
            milliseconds[k] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(milliseconds);
        Logger.getLogger("org.latentfx.view")
                .info(() -> "70,000 points on 800 × 600: median " + milliseconds[30] + " ms");
        long drawn = Arrays.stream(raster.picture().pixels())
                .filter(p -> p >>> 24 > 128)
                .count();
        assertTrue(drawn > 20_000, "only " + drawn + " pixels are covered");
    }
}
