package org.latentfx.model.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputSampleTest {
    private static float[] outputs(int from, int rows) {
        var outputs = new float[rows * 2];
        for (int r = 0; r < rows; r++) {
            outputs[2 * r] = (from + r) % 3 - 1;
            outputs[2 * r + 1] = 4;
        }
        return outputs;
    }

    private static double whole(int size, int piece) {
        var sample = new OutputSample(2, logit -> 1 / (1 + Math.exp(-logit)));
        for (int from = 0; from < size; from += piece) {
            int rows = Math.min(piece, size - from);
            sample.begin(size, from);
            sample.take(outputs(from, rows), 0, rows / 2);
            sample.take(outputs(from, rows), rows / 2, rows);
        }
        return sample.variance();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 30, 63, 64, 1000})
    void the_variance_does_not_depend_on_the_pieces(int size) {
        double atOnce = whole(size, size);
        assertEquals(atOnce, whole(size, 7));
        assertEquals(atOnce, whole(size, 1));
    }

    @Test
    void it_is_that_of_the_sigmoids_over_the_images_averaged_over_pixels() {
        double a = 1 / (1 + Math.E);
        double low = a - 0.5; // sigmoid(−1), ½ and sigmoid(1) lie evenly about ½
        assertEquals(2 * low * low / 3 / 2, whole(63, 63), 1e-7);
        assertEquals(0, whole(1, 1));
    }
}
