package org.latentfx.view.map.paint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.analysis.plane.Density;
import org.latentfx.analysis.plane.Grid;
import org.latentfx.analysis.plane.Sensitivity;
import org.latentfx.view.kit.Palette;

/** The fields' pixels over the ground of each theme, by the luminance contrast of WCAG 2. */
class FieldContrastTest {
    private static final int DARK_GROUND = 0xff151b23;
    private static final int LIGHT_GROUND = 0xffffffff;
    private static final double ALIKE = 1.35;
    private static final Grid FLAT = Grid.square(4, 8);

    private static MapBackground sensitivity(double value) {
        float[] values = new float[FLAT.cells()];
        java.util.Arrays.fill(values, (float) value);
        for (int i = 0; i < 2; i++) values[i] = 1;
        return new MapBackground(null, new Sensitivity(FLAT, values), null, null, null, null);
    }

    private static MapBackground density(double value, double prior) {
        float[] posterior = new float[FLAT.cells()];
        java.util.Arrays.fill(posterior, (float) value);
        posterior[0] = 1;
        float[] priors = new float[FLAT.cells()];
        java.util.Arrays.fill(priors, (float) prior);
        return new MapBackground(null, null, null, new Density(FLAT, posterior, priors, true), null, null);
    }

    /** The strongest contrast of a painted pixel around the middle with the ground. */
    private static double contrast(MapBackground field, Palette palette, int ground) {
        var raster = new MapRaster(200, 200, 1);
        raster.drawGround(Axes2D.home(4, 200, 200), field, palette);
        var points = new MapPoints(
                null,
                new boolean[0],
                new java.util.BitSet(),
                new java.util.BitSet(),
                org.latentfx.analysis.plane.Plane.latents(0, 1, 2),
                null,
                false);
        raster.drawPoints(Axes2D.home(4, 200, 200), points, palette);
        double most = 1;
        for (int y = 90; y < 110; y++)
            for (int x = 90; x < 110; x++)
                most = Math.max(
                        most,
                        contrast(FieldPainter.over(ground, raster.picture().pixels()[y * 200 + x]), ground));
        return most;
    }

    static double contrast(int one, int other) {
        double a = luminance(one) + 0.05;
        double b = luminance(other) + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    static double luminance(int argb) {
        return 0.2126 * linear(argb >> 16) + 0.7152 * linear(argb >> 8) + 0.0722 * linear(argb);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.03928 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static void assertAlike(MapBackground field, double least) {
        double dark = contrast(field, Palette.DARK, DARK_GROUND);
        double light = contrast(field, Palette.LIGHT, LIGHT_GROUND);
        assertTrue(
                Math.max(dark, light) / Math.min(dark, light) < ALIKE && Math.min(dark, light) > least,
                "dark " + dark + ", light " + light);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 1})
    void sensitivityIsAsClearInEitherTheme(double value) {
        assertAlike(sensitivity(value), 1 + value);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.25, 1})
    void densityIsAsClearInEitherTheme(double value) {
        assertAlike(density(value, 0), 1 + 2 * value);
    }

    @Test
    void holesAreAsClearInEitherTheme() {
        assertAlike(density(0, 1), 2.2);
    }
}
