package org.latentfx.data.drawing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Digits;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImageSet;

class CanvasTest {
    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) sum += value;
        return sum;
    }

    @Test
    void a_stroke_covers_a_capsule_and_leaves_the_canvas_it_was_made_on() {
        Canvas line = Canvas.EMPTY.stroke(50, 100, 150, 100, 10, false);
        assertEquals(100 * 20 + Math.PI * 100, sum(line.ink()), 10);
        assertTrue(Canvas.EMPTY.isEmpty());
        assertEquals(1, line.ink()[100 * Canvas.SIDE + 100]);
        assertEquals(0, line.ink()[115 * Canvas.SIDE + 100]);
    }

    @Test
    void the_eraser_takes_away_what_the_pen_left() {
        Canvas line = Canvas.EMPTY.stroke(50, 100, 150, 100, 10, false);
        assertTrue(line.stroke(50, 100, 150, 100, 11, true).isEmpty());
        Canvas half = line.stroke(150, 100, 200, 100, 20, true);
        assertFalse(half.isEmpty());
        assertEquals(0, half.ink()[100 * Canvas.SIDE + 140]);
        assertEquals(1, half.ink()[100 * Canvas.SIDE + 80]);
    }

    @Test
    void what_leaves_the_canvas_is_lost() {
        Canvas corner = Canvas.EMPTY.stroke(-30, -30, 0, 0, 10, false);
        assertEquals(Math.PI * 25, sum(corner.ink()), 4);
        assertTrue(Canvas.EMPTY.stroke(-90, 500, -40, 900, 10, false).isEmpty());
    }

    @Test
    void dark_ink_on_noisy_paper_is_found_whatever_the_size() {
        int width = 1300;
        int height = 700;
        float[] grey = new float[width * height];
        for (int i = 0; i < grey.length; i++) grey[i] = 0.9f + 0.04f * (i * 7919L % 11 / 11f);
        for (int y = 200; y < 500; y++) for (int x = 600; x < 660; x++) grey[y * width + x] = 0.1f;
        Scan scan = Scan.of(grey, width, height);
        assertTrue(scan.side() <= 512);
        double share = sum(scan.ink()) / (scan.side() * scan.side());
        assertEquals(300 * 60 / (1300.0 * 1300), share, 2e-3);
        float[] digit = Drawing.normalised(scan.ink(), scan.side());
        assertEquals(1, digit[14 * 28 + 14], 0.05);
        assertEquals(20 * 4, sum(digit), 8);
    }

    @Test
    void a_held_out_digit_saved_as_a_picture_comes_back_as_it_was() {
        for (int image = 0; image < 50; image++) {
            float[] digit = Digits.picture(image);
            Scan scan = Scan.of(digit, 28, 28);
            assertArrayEquals(digit, Drawing.normalised(scan.ink(), scan.side()), 1.01f / 255);
        }
    }

    @Test
    void blank_pictures_stay_blank_and_wrong_sizes_are_refused() {
        assertEquals(0, sum(Scan.of(new float[] {1, 1, 1, 1}, 2, 2).ink()));
        assertThrows(IllegalArgumentException.class, () -> Scan.of(new float[5], 2, 2));
    }

    @Test
    void digits_are_known_by_their_centred_mass() {
        assertTrue(Drawing.suits(Datasets.loadTest("mnist").first(200)));
        assertFalse(Drawing.suits(Datasets.loadTest("fashion-mnist").first(200)));
        assertFalse(Drawing.suits(Datasets.loadTest("sprites").first(200)));
    }

    @Test
    void digits_on_bright_paper_are_known_as_such() {
        var digits = Datasets.loadTest("mnist").first(200);
        byte[] pixels = digits.pixels().clone();
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) ~pixels[i];
        var inverted = new ImageSet(28, 28, pixels, digits.labels(), digits.classNames());
        assertTrue(Drawing.onBrightPaper(inverted));
        assertTrue(Drawing.suits(inverted));
        for (String name : Datasets.names())
            assertFalse(Drawing.onBrightPaper(Datasets.loadTest(name).first(200)), name);
    }
}
