package org.latentfx.analysis.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.latentfx.data.PictureFormat;

class ReconstructionsTest {
    @Test
    void the_difference_is_one_number_a_pixel_in_colour_the_mean_over_the_channels() {
        float[] originals = {9, 9, 9, 9, 9, 9, 1, 0, 0.5f, 0, 0, 0};
        float[] outputs = {0, 0, 0, 0, 0, 0, 0.4f, 0.3f, 0.5f, 0, 0, 0.6f};
        var two = new Reconstructions(new int[] {4, 5}, new PictureFormat(2, 1, 3), originals, outputs);
        assertArrayEquals(new float[] {0.3f, 0.2f}, two.difference(1), 1e-6f);
        var grey = new Reconstructions(
                new int[] {4}, PictureFormat.grey(2, 1), new float[] {1, 0}, new float[] {0.25f, 1});
        assertArrayEquals(new float[] {0.75f, 1}, grey.difference(0));
    }
}
