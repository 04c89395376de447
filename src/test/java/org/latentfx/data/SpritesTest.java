package org.latentfx.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpritesTest {
    private static final Sprites SPRITES = Sprites.generate(600, 5);

    @Test
    void theSameKeyDrawsTheSameImagesAndAnotherKeyOthers() {
        assertEquals(
                SPRITES.images().checksum(), Sprites.generate(600, 5).images().checksum());
        assertArrayEquals(SPRITES.factors(), Sprites.generate(600, 5).factors());
        assertNotEquals(
                SPRITES.images().checksum(), Sprites.generate(600, 6).images().checksum());
        assertEquals(
                SPRITES.images().first(10).checksum(),
                Sprites.generate(10, 5).images().checksum());
    }

    @Test
    void everyMachineDrawsTheseVeryBytes() {
        assertEquals(2413351744L, Sprites.test().images().checksum());
    }

    @Test
    void aShapeStandsWhereItsFactorsSay() {
        for (int i = 0; i < SPRITES.images().size(); i++) {
            double ink = 0;
            double x = 0;
            double y = 0;
            for (int p = 0; p < 784; p++) {
                int pixel = SPRITES.images().pixels()[i * 784 + p] & 255;
                ink += pixel;
                x += pixel * (p % 28 + 0.5 - 14);
                y += pixel * (p / 28 + 0.5 - 14);
            }
            assertEquals(factor(i, 2), x / ink, 0.06);
            assertEquals(factor(i, 3), y / ink, 0.06);
        }
    }

    @Test
    void theInkIsTheAreaOfTheShape() {
        double[] areaPerSquaredRadius = {2, Math.PI * 0.6, (4 + Math.PI) / 1.857 / 1.857};
        for (int i = 0; i < SPRITES.images().size(); i++) {
            double ink = 0;
            for (int p = 0; p < 784; p++) ink += (SPRITES.images().pixels()[i * 784 + p] & 255) / 255.0;
            double area = areaPerSquaredRadius[(int) factor(i, 0)] * factor(i, 1) * factor(i, 1);
            assertEquals(1, ink / area, 0.05, "image " + i);
        }
    }

    @Test
    void edgesAreSmoothAndBordersEmpty() {
        int grey = 0;
        for (int i = 0; i < SPRITES.images().size(); i++)
            for (int p = 0; p < 784; p++) {
                int pixel = SPRITES.images().pixels()[i * 784 + p] & 255;
                if (pixel > 0 && pixel < 255) grey++;
                if (p < 28 || p >= 756 || p % 28 == 0 || p % 28 == 27) assertEquals(0, pixel);
            }
        assertTrue(grey > 10 * SPRITES.images().size(), "grey edge pixels: " + grey);
    }

    @Test
    void aTurnedSquareFillsOtherPixels() {
        // the tilted square's corner reaches further right than the upright one's side
        int upright = -1;
        int tilted = -1;
        for (int i = 0; i < SPRITES.images().size(); i++)
            if (factor(i, 0) == 0) {
                if (Math.abs(factor(i, 4)) < 4) upright = i;
                if (Math.abs(factor(i, 4)) > 41) tilted = i;
            }
        assertTrue(reach(tilted) - reach(upright) > 0.15, reach(tilted) + " against " + reach(upright));
    }

    @Test
    void theThreeShapesComeEquallyOften() {
        int[] counts = new int[3];
        for (byte label : Sprites.test().images().labels()) counts[label]++;
        for (int count : counts) assertEquals(4000 / 3.0, count, 120);
    }

    /** The right-most half-inked pixel, from the centre, in radii. */
    private static double reach(int i) {
        int right = 0;
        for (int p = 0; p < 784; p++)
            if ((SPRITES.images().pixels()[i * 784 + p] & 255) >= 100) right = Math.max(right, p % 28);
        return (right + 1 - 14 - factor(i, 2)) / factor(i, 1);
    }

    private static float factor(int image, int factor) {
        return SPRITES.factors()[image * Sprites.FACTORS + factor];
    }
}
