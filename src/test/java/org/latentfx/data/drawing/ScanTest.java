package org.latentfx.data.drawing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.analysis.Digits;

class ScanTest {
    private static final int ENLARGED = 8;
    private static final int SIDE = 28 * ENLARGED + 100;

    /** What light falls on each place, and how much the ink there is: the grey to be seen. */
    private interface Look {
        double grey(double x, double y, double ink);
    }

    /** A digit, eight times as large and with smoothed edges, on a larger sheet. */
    private static float[] picture(int image, double noise, Look look) {
        float[] digit = Digits.picture(image);
        float[] grey = new float[SIDE * SIDE];
        var random = new Random(image);
        for (int y = 0; y < SIDE; y++)
            for (int x = 0; x < SIDE; x++) {
                double ink = between(digit, (x - 60.0) / ENLARGED, (y - 40.0) / ENLARGED);
                double seen = look.grey((double) x / SIDE, (double) y / SIDE, ink) + noise * random.nextGaussian();
                grey[y * SIDE + x] = Math.round(255 * Math.max(0, Math.min(1, seen))) / 255f;
            }
        return grey;
    }

    /** Between the pixels around a place, none of which need lie on the digit. */
    private static double between(float[] digit, double x, double y) {
        double ink = 0;
        for (int row = Math.max(0, (int) Math.floor(y)); row < Math.min(28, y + 1); row++)
            for (int column = Math.max(0, (int) Math.floor(x)); column < Math.min(28, x + 1); column++) {
                double weight = Math.max(0, 1 - Math.abs(x - column)) * Math.max(0, 1 - Math.abs(y - row));
                ink += weight * digit[row * 28 + column];
            }
        return ink;
    }

    private static float[] read(float[] grey) {
        Scan scan = Scan.of(grey, SIDE, SIDE);
        return Drawing.normalised(scan.ink(), scan.side());
    }

    /** Share of the ink that differs, one of the two moved by at most a pixel: as rounding of the centre may do. */
    private static double difference(float[] a, float[] b) {
        double least = Double.POSITIVE_INFINITY;
        for (int shift : new int[] {-29, -28, -27, -1, 0, 1, 27, 28, 29}) {
            double sum = 0;
            double ink = 0;
            for (int i = 30; i < a.length - 30; i++) {
                sum += Math.abs(a[i] - b[i + shift]);
                ink += a[i];
            }
            least = Math.min(least, sum / ink);
        }
        return least;
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.5, 1", "0.7, 1", "0.5, 0", "0.4, 0.1", "0.2, 0.6", "1, 0.8"})
    void ink_is_on_the_side_of_the_paper_where_it_lies_whatever_the_papers_grey(double paper, double ink) {
        for (int image = 0; image < 3; image++) {
            float[] expected = read(picture(image, 0, (x, y, i) -> i));
            float[] found = read(picture(image, 0, (x, y, i) -> paper + (ink - paper) * i));
            assertTrue(difference(expected, found) < 0.25, image + ": " + difference(expected, found));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.41, 0.25})
    void a_photo_in_a_dim_room_keeps_its_ink(double paper) {
        for (int image = 0; image < 3; image++) {
            float[] expected = read(picture(image, 0, (x, y, i) -> i));
            float[] found = read(picture(image, 0.01, (x, y, i) -> paper * (1 - 0.75 * i)));
            assertTrue(difference(expected, found) < 0.35, image + ": " + difference(expected, found));
        }
    }

    @Test
    void light_that_falls_off_towards_a_side_or_the_corners_is_no_ink() {
        Look lamp = (x, y, i) -> (0.3 + 0.5 * x) * (1 - 0.75 * i);
        Look vignette = (x, y, i) -> (0.8 - 0.5 * Math.hypot(x - 0.5, y - 0.5)) * (1 - 0.75 * i);
        Look chalk = (x, y, i) -> 0.15 + 0.3 * y + 0.5 * i;
        for (Look look : new Look[] {lamp, vignette, chalk})
            for (int image = 0; image < 3; image++) {
                float[] expected = read(picture(image, 0, (x, y, i) -> i));
                float[] found = read(picture(image, 0.01, look));
                assertTrue(difference(expected, found) < 0.4, image + ": " + difference(expected, found));
            }
    }

    /** Across the ink, along it, and over a corner. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.7, 0", "0.7, 0.6, 0.3", "0.5, 0.9, 0.6", "0.55, 0.5, 5"})
    void the_sharp_edge_of_a_shadow_leaves_no_ghost(double light, double place, double slope) {
        Look shadow = (x, y, i) -> {
            double beyond = (y + slope * x - place * (1 + slope) / 1.3) * SIDE;
            return 0.8 * (1 - (1 - light) / (1 + Math.exp(-beyond / 1.5))) * (1 - 0.8 * i);
        };
        for (int image = 0; image < 3; image++) {
            float[] expected = read(picture(image, 0, (x, y, i) -> i));
            float[] found = read(picture(image, 0.012, shadow));
            assertTrue(difference(expected, found) < 0.4, image + ": " + difference(expected, found));
        }
        assertTrue(Scan.of(picture(0, 0.012, (x, y, i) -> shadow.grey(x, y, 0)), SIDE, SIDE)
                .isEmpty());
    }

    @Test
    void ink_that_reaches_the_edge_of_plain_paper_is_ink() {
        float[] grey = new float[20 * 20];
        for (int i = 0; i < grey.length; i++) grey[i] = i % 20 >= 10 && i / 20 > 2 && i / 20 < 17 ? 0 : 1;
        float[] ink = Scan.of(grey, 20, 20).ink();
        for (int i = 0; i < grey.length; i++) assertEquals(1 - grey[i], ink[i]);
    }

    @Test
    void dust_beside_the_digit_does_not_shrink_it() {
        float[] grey = picture(0, 0.01, (x, y, i) -> 0.8 * (1 - 0.75 * i));
        float[] clean = read(grey);
        for (int y = 5; y < 8; y++) for (int x = 300; x < 303; x++) grey[y * SIDE + x] = 0.1f;
        assertArrayEquals(clean, read(grey), 0.05f);
    }

    @Test
    void paper_with_nothing_but_noise_rounding_or_a_shadow_is_empty() {
        assertTrue(Scan.of(picture(0, 0.012, (x, y, i) -> 0.5), SIDE, SIDE).isEmpty());
        assertTrue(Scan.of(picture(0, 0.012, (x, y, i) -> 0.3 + 0.4 * x), SIDE, SIDE)
                .isEmpty());
        assertTrue(Scan.of(picture(0, 0, (x, y, i) -> 1 - i / 255), SIDE, SIDE).isEmpty());
        assertFalse(Scan.of(picture(0, 0, (x, y, i) -> 1 - i / 10), SIDE, SIDE).isEmpty());
    }

    @Test
    void a_picture_of_one_pixel_or_one_row_is_empty_or_ink_but_no_fault() {
        assertTrue(Scan.of(new float[] {0.3f}, 1, 1).isEmpty());
        assertEquals(
                7, Scan.of(new float[] {0, 0.2f, 1, 0.5f, 0.3f, 0, 0.9f}, 7, 1).side());
    }
}
