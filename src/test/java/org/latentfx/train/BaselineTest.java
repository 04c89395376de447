package org.latentfx.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentfx.data.ImageSet;
import org.latentfx.model.Likelihood;

class BaselineTest {
    private static final ImageSet TRAIN = images(0, 255, 51, 102, 0, 255);
    private static final ImageSet HELD_OUT = images(255, 0, 204, 51, 10, 20);

    /** Of the training images around their mean, 17/255 and 204/255. */
    private static final double VARIANCE =
            (17 * 17 + 34 * 34 + 17 * 17 + 51 * 51 + 102 * 102 + 51 * 51) / (65025 * 6.0);

    private static ImageSet images(int... pixels) {
        var bytes = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) bytes[i] = (byte) pixels[i];
        return new ImageSet(2, 1, bytes, new byte[pixels.length / 2], List.of());
    }

    private static double term(Likelihood likelihood, int pixel, double x) {
        double mean = TRAIN.meanPixels()[pixel];
        double variance = likelihood.learnsVariance() ? VARIANCE : 0.1;
        return likelihood.term(likelihood.logit(mean), x, variance);
    }

    @ParameterizedTest
    @EnumSource
    void it_is_the_loss_of_the_mean_training_image_on_held_out_images(Likelihood likelihood) {
        double sum = 0;
        double drawn = 0;
        var values = new float[2];
        for (int i = 0; i < HELD_OUT.size(); i++) {
            HELD_OUT.values(i, values);
            for (int p = 0; p < 2; p++) {
                double x = values[p];
                sum += term(likelihood, p, x);
                drawn += x * term(likelihood, p, 1) + (1 - x) * term(likelihood, p, 0);
            }
        }
        assertEquals(
                sum / 3, Baseline.of(TRAIN, HELD_OUT, likelihood, 0.1, false).loss(), 1e-6);
        assertEquals(
                drawn / 3, Baseline.of(TRAIN, HELD_OUT, likelihood, 0.1, true).loss(), 1e-6);
    }

    @ParameterizedTest
    @EnumSource
    void images_that_are_all_alike_have_no_variance(Likelihood likelihood) {
        var alike = images(7, 200, 7, 200);
        assertEquals(0, Baseline.of(TRAIN, alike, likelihood, 0.1, false).variance(), 1e-15);
    }
}
