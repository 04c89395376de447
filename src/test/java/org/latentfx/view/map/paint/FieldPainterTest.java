package org.latentfx.view.map.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.plane.ClassRegions;
import org.latentfx.analysis.plane.Density;
import org.latentfx.analysis.plane.Grid;
import org.latentfx.analysis.plane.Sensitivity;
import org.latentfx.view.kit.Palette;

class FieldPainterTest {
    private static final int SIZE = 200;
    private final int[] target = new int[SIZE * SIZE];
    private final FieldPainter painter = new FieldPainter(target, SIZE, SIZE);
    private final Axes2D axes = new Axes2D(0, 0, 40, SIZE, SIZE);

    private int at(double x, double y) {
        return target[(int) axes.py(y) * SIZE + (int) axes.px(x)];
    }

    private static int alpha(int argb) {
        return argb >>> 24;
    }

    @Test
    void eachCellsColourStandsAtItsCentreAndBlendsEvenlyInBetween() {
        int[] colours = {0xff000000, 0xffff0000, 0xff00ff00, 0xff0000ff};
        painter.paint(axes, 1, Grid.square(2, 2), colours, false);
        assertEquals(0xff000000, at(-1, 1) & 0xfff8f8f8);
        assertEquals(0xf8, at(1, 1) >> 16 & 0xf8, "right of it, still in the upper row");
        assertEquals(0xf8, at(-1, -1) >> 8 & 0xf8, "the second row lies below");
        assertEquals(0xf8, at(1, -1) & 0xf8);
        assertEquals(127, at(0, 1) >> 16 & 0xff, 4);
        assertEquals(63, at(0, 0) >> 16 & 0xff, 4);
        assertEquals(0, at(2.1, 0), "nothing beyond the grid");
        assertEquals(0, at(0, -2.1));
    }

    @Test
    void weakColoursLetWhatLiesBelowShineThrough() {
        Arrays.fill(target, 0xff646464);
        painter.paint(axes, 1, Grid.square(2, 1), new int[] {FieldColours.weak(0xffff0000, 0.5)}, false);
        assertEquals(255, alpha(at(0, 0)));
        assertEquals(0.5 * 255 + 0.5 * 100, at(0, 0) >> 16 & 0xff, 2);
        assertEquals(50, at(0, 0) & 0xff, 2);
    }

    @Test
    void linesCoverAboutAQuarterAndLeaveTheRestAlone() {
        painter.paint(axes, 1, Grid.square(10, 1), new int[] {0xff00ff00}, true);
        long covered = Arrays.stream(target).filter(p -> p == 0xff00ff00).count();
        assertEquals(SIZE * SIZE / 7.0, covered, SIZE * SIZE / 7.0);
        assertTrue(covered > 0.1 * SIZE * SIZE);
        assertEquals(
                SIZE * SIZE - covered, Arrays.stream(target).filter(p -> p == 0).count());
    }

    @Test
    void aGridZoomedFarIntoIsStillDrawnInPlace() {
        Axes2D close = new Axes2D(0.5, 0.5, 50_000, SIZE, SIZE);
        painter.paint(close, 1, Grid.square(1, 2), new int[] {0, 0xff00ff00, 0, 0}, false);
        assertEquals(0xff00ff00, target[SIZE * SIZE / 2 + SIZE / 2]);
    }

    @Test
    void holesAreMarkedWhereThePriorHasMassAndNoImageIsAndNowhereElse() {
        var grid = new Grid(-4.5, 4.5, -0.5, 0.5, 9, 1);
        float[] prior = new float[9];
        float[] posterior = new float[9];
        Arrays.fill(prior, 0.1f);
        posterior[4] = 0.2f;
        posterior[5] = 0.004f;
        int[] colours = FieldColours.holes(new Density(grid, posterior, prior, true), Palette.DARK);
        boolean[] expected = {false, true, true, true, false, true, true, true, false};
        for (int i = 0; i < 9; i++) assertEquals(expected[i], colours[i] != 0, "cell " + i);
    }

    @Test
    void strongerShadesStandForLargerValuesAndSurerClasses() {
        var grid = new Grid(0, 3, 0, 1, 3, 1);
        int[] fog =
                FieldColours.density(new Density(grid, new float[] {0, 0.1f, 0.4f}, new float[3], true), Palette.DARK);
        assertEquals(0, fog[0]);
        assertEquals(2, (double) alpha(fog[2]) / alpha(fog[1]), 0.05, "by the square root");
        int[] heat = FieldColours.sensitivity(new Sensitivity(grid, new float[] {0, 1, 2}), Palette.LIGHT);
        assertTrue(alpha(heat[0]) < alpha(heat[1]) && alpha(heat[1]) < alpha(heat[2]));
        var regions =
                new ClassRegions(grid, new byte[] {1, 1, 2}, new float[] {1, 0.4f, 1}, new float[] {0.1f, 0.1f, 5});
        int[] tint = FieldColours.regions(regions, Palette.LIGHT);
        assertTrue(alpha(tint[0]) > alpha(tint[1]), "paler where the neighbours disagree");
        assertTrue(alpha(tint[0]) > alpha(tint[2]), "paler far from every image");
        assertTrue(alpha(tint[2]) > 0);
    }

    @Test
    void aFieldOverTheWholeMapIsDrawnAndTheTimeIsLogged() {
        int[] raster = new int[800 * 600];
        var wide = new FieldPainter(raster, 800, 600);
        int[] colours = new int[128 * 96];
        Arrays.fill(colours, FieldColours.weak(0xff4f9cf9, 0.4));
        double[] milliseconds = new double[40];
        for (int k = 0; k < milliseconds.length; k++) {
            long begin = System.nanoTime();
            wide.paint(new Axes2D(0, 0, 80, 800, 600), 1, new Grid(-6, 6, -5, 5, 128, 96), colours, false);
            milliseconds[k] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(milliseconds);
        Logger.getLogger("org.latentfx.view").info(() -> "a field on 800 × 600: median " + milliseconds[20] + " ms");
        assertTrue(Arrays.stream(raster).allMatch(p -> p != 0));
    }
}
