package org.latentfx.view.map.paint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentfx.view.kit.Palette;

class RampTest {
    private static int ground(Palette palette) {
        return palette == Palette.DARK ? 0xff151b23 : 0xffffffff;
    }

    @ParameterizedTest
    @EnumSource
    void everyColourStandsOutAndMoreSoTheHigherTheValue(Palette palette) {
        double before = 2;
        for (int colour : Ramp.of(palette)) {
            double contrast = FieldContrastTest.contrast(colour, ground(palette));
            assertTrue(contrast > before - 0.05, "found " + contrast + " after " + before);
            before = contrast;
        }
        assertTrue(before > 9, "the highest value is the loudest, found " + before);
    }

    /** Rods and two kinds of cones are left: what red and green have in common stays (after Viénot et al. 1999). */
    @ParameterizedTest
    @EnumSource
    void stepsStayApartForEyesWithoutRedOrGreen(Palette palette) {
        int[] ramp = Ramp.of(palette);
        for (int i = 0; i + 32 < ramp.length; i += 32) {
            double apart = FieldContrastTest.contrast(withoutGreen(ramp[i]), withoutGreen(ramp[i + 32]));
            assertTrue(apart > 1.12, "steps " + i + " and " + (i + 32) + ": " + apart);
        }
    }

    private static int withoutGreen(int argb) {
        int r = argb >> 16 & 0xff;
        int g = argb >> 8 & 0xff;
        int b = argb & 0xff;
        int common = (int) Math.round(0.29 * r + 0.71 * g);
        return 0xff000000 | common << 16 | common << 8 | b;
    }

    @org.junit.jupiter.api.Test
    void valuesBeyondTheRangeKeepTheColoursOfItsEnds() {
        float[] values = new float[1_001];
        for (int i = 0; i < 1_000; i++) values[i] = i;
        values[999] = 1e9f;
        values[1_000] = Float.NaN;
        var scale = PointScale.of(values);
        assertEquals(9, scale.low(), 1);
        assertEquals(990, scale.high(), 1);
        assertEquals(255, scale.step(999));
        assertEquals(0, scale.step(0));
        assertEquals(128, scale.step(500), 1);
        assertEquals(-1, scale.step(1_000));
        assertEquals(128, PointScale.of(new float[] {3, 3}).step(0), "all alike");
    }
}
