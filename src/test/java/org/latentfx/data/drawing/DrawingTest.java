package org.latentfx.data.drawing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Digits;

class DrawingTest {
    @Test
    void every_real_digit_stays_as_it_is_within_one_grey_level() {
        for (int i = 0; i < Digits.all().size(); i++) {
            float[] digit = Digits.picture(i);
            assertArrayEquals(digit, Drawing.normalised(digit, 28), 1f / 255, "digit " + i);
        }
    }

    @Test
    void a_digit_a_hair_outside_the_rounding_of_the_centre_is_not_pushed_over() {
        // two columns, the right one fainter: the centre of mass is at 13.48 by pixel centres, as in two training
        // digits
        float[] digit = new float[784];
        for (int y = 4; y < 24; y++) {
            digit[y * 28 + 13] = 1;
            digit[y * 28 + 14] = 0.923f;
        }
        assertArrayEquals(digit, Drawing.normalised(digit, 28));
        float[] moved = new float[784];
        System.arraycopy(digit, 0, moved, 3, 781);
        float[] rounded = new float[784];
        System.arraycopy(digit, 0, rounded, 1, 783);
        assertArrayEquals(rounded, Drawing.normalised(moved, 28), "three pixels off is centred by rounding");
    }

    @Test
    void a_digit_drawn_large_and_off_centre_becomes_the_digit_again() {
        for (int i = 0; i < 50; i++) {
            float[] digit = Digits.picture(i);
            float[] canvas = new float[280 * 280];
            // each pixel a square of 6 × 6, moved towards a corner
            for (int y = 0; y < 168; y++)
                for (int x = 0; x < 168; x++) canvas[(y + 100) * 280 + x + 7] = digit[y / 6 * 28 + x / 6];
            assertArrayEquals(digit, Drawing.normalised(canvas, 280), 1f / 255, "digit " + i);
        }
    }

    /** A slanted stroke with round ends, somewhere on a canvas. */
    private static float[] stroke(int side, double x0, double y0, double x1, double y1, double radius) {
        float[] canvas = new float[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double t =
                        ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / ((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
                double nearest = Math.max(0, Math.min(1, t));
                double distance = Math.hypot(x - x0 - nearest * (x1 - x0), y - y0 - nearest * (y1 - y0));
                canvas[y * side + x] = (float) Math.max(0, Math.min(1, radius - distance));
            }
        }
        return canvas;
    }

    @Test
    void a_drawing_fills_the_box_keeps_its_shape_and_is_centred_by_mass() {
        float[] out = Drawing.normalised(stroke(280, 30, 200, 110, 40, 11), 280);
        double mass = 0;
        double mx = 0;
        double my = 0;
        int[] box = {28, -1, 28, -1};
        for (int i = 0; i < 784; i++) {
            mass += out[i];
            mx += out[i] * (i % 28);
            my += out[i] * (i / 28);
            if (out[i] < 0.5f / 255) continue;
            box[0] = Math.min(box[0], i % 28);
            box[1] = Math.max(box[1], i % 28);
            box[2] = Math.min(box[2], i / 28);
            box[3] = Math.max(box[3], i / 28);
        }
        assertEquals(20, box[3] - box[2] + 1, "height");
        // the ink is 102 × 182 pixels: 11.2 of 20
        assertEquals(11.2, box[1] - box[0] + 1, 1, "width");
        assertEquals(14, mx / mass, 0.5);
        assertEquals(14, my / mass, 0.5);
        double drawn = 0;
        for (float ink : stroke(280, 30, 200, 110, 40, 11)) drawn += ink;
        assertEquals(drawn * 400 / 182 / 182, mass, 0.03 * mass, "ink scaled by area");
    }

    @Test
    void normalising_twice_is_normalising_once() {
        for (int i = 0; i < 40; i++) {
            float[] once = Drawing.normalised(stroke(200, 20 + i, 30, 150 - 3 * i, 60 + 3 * i, 3 + i % 7), 200);
            assertArrayEquals(once, Drawing.normalised(once, 28), 1f / 255, "stroke " + i);
        }
    }

    @Test
    void ink_far_from_its_middle_stays_within_the_field() {
        // a heavy blob with a long thin tail: centring by mass alone would push the tail out
        float[] canvas = new float[100 * 100];
        for (int y = 40; y < 60; y++) for (int x = 0; x < 20; x++) canvas[y * 100 + x] = 1;
        for (int x = 20; x < 100; x++) canvas[50 * 100 + x] = 1;
        float[] out = Drawing.normalised(canvas, 100);
        double mass = 0;
        for (float ink : out) mass += ink;
        assertEquals(480 / 25.0, mass, 1e-3, "no ink is lost");
    }

    @Test
    void an_empty_canvas_stays_empty_and_one_dot_becomes_a_full_box() {
        assertArrayEquals(new float[784], Drawing.normalised(new float[50 * 50], 50));
        float[] dot = new float[50 * 50];
        dot[777] = 1;
        float[] out = Drawing.normalised(dot, 50);
        double mass = 0;
        for (float ink : out) mass += ink;
        assertEquals(400, mass, 1e-3);
    }

    @Test
    void a_whole_canvas_shrinks_without_moving() {
        float[] canvas = new float[40 * 40];
        canvas[0] = 1;
        float[] out = Drawing.reduced(canvas, 40, 20, 20);
        assertEquals(0.25f, out[0], 1e-6);
        for (int i = 1; i < out.length; i++) assertEquals(0, out[i]);
        float[] wide = Drawing.reduced(canvas, 40, 30, 20);
        assertTrue(wide[5] > 0.2 && wide[4] == 0, "centred in a wider field");
    }
}
