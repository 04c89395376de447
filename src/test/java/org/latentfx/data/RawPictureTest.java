package org.latentfx.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.latentfx.data.DataImport.Fitting;

class RawPictureTest {
    private static final Fitting PLAIN = DataImport.GUESSED.fitting();

    /** Red, then blue. */
    private static final RawPicture TWO = picture(2, 1, 200, 0, 0, 0, 0, 100);

    private static RawPicture picture(int width, int height, int... values) {
        return new RawPicture(new PictureFormat(width, height, values.length / (width * height)), bytes(values));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }

    @Test
    void colours_become_grey_by_their_luma_and_grey_becomes_three_equal_channels() {
        assertArrayEquals(bytes(42, 7), TWO.fitted(PLAIN, PictureFormat.grey(2, 1)));
        assertArrayEquals(bytes(9, 9, 9, 8, 8, 8), picture(2, 1, 9, 8).fitted(PLAIN, new PictureFormat(2, 1, 3)));
    }

    @Test
    void the_channels_of_a_pixel_stay_together_when_it_is_turned_inverted_shrunk_and_cropped() {
        assertArrayEquals(TWO.pixels(), TWO.fitted(PLAIN.turned(), new PictureFormat(1, 2, 3)));
        var inverted = new Fitting(null, false, true, false, false);
        assertArrayEquals(bytes(55, 255, 255, 255, 255, 155), TWO.fitted(inverted, TWO.format()));
        assertArrayEquals(
                bytes(100, 0, 50),
                picture(2, 2, 200, 0, 0, 0, 0, 100, 200, 0, 0, 0, 0, 100).fitted(PLAIN, new PictureFormat(1, 1, 3)));
        var cropped = new Fitting(null, true, false, false, false);
        assertArrayEquals(
                bytes(1, 2, 3), picture(3, 1, 9, 9, 9, 1, 2, 3, 9, 9, 9).fitted(cropped, new PictureFormat(1, 1, 3)));
    }

    @Test
    void a_picture_that_is_fitted_in_gets_edges_of_the_mean_colour_of_its_corners() {
        byte[] fitted = TWO.fitted(PLAIN, new PictureFormat(2, 3, 3));
        assertArrayEquals(bytes(100, 0, 50, 100, 0, 50, 200, 0, 0, 0, 0, 100, 100, 0, 50, 100, 0, 50), fitted);
    }

    @Test
    void only_pixels_of_unequal_channels_show_colour() {
        assertTrue(TWO.showsColour());
        assertFalse(picture(2, 1, 5, 5, 5, 7, 7, 7).showsColour());
        assertFalse(picture(2, 1, 5, 7).showsColour());
    }
}
