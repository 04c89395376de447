package org.latentfx.analysis.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernels;

class RateDistortionBoundTest {
    private static RateDistortionBound of(ImageSet images) {
        return RateDistortionBound.of(images, Kernels.best(), Progress.NONE);
    }

    /** {@code copies} images of one pixel, black and white in turn. */
    private static ImageSet coins(int copies) {
        byte[] pixels = new byte[copies];
        for (int i = 0; i < copies; i += 2) pixels[i] = (byte) 255;
        return new ImageSet(1, 1, pixels, new byte[copies], List.of("0"));
    }

    @Test
    void theFiguresForTheHeldOutDigitsAreThoseKnown() {
        var bound = of(Datasets.loadTest("mnist"));
        double[] rates = {0.165, 1, 3, 5};
        double[] known = {0.0561, 0.0379, 0.0121, 0.0032}; // with fewer slopes, which gives a little less
        for (int i = 0; i < rates.length; i++) {
            double mse = bound.mse(rates[i]);
            assertTrue(mse >= known[i] - 1e-4 && mse < known[i] + 1e-3, rates[i] + " nats: " + mse);
            assertEquals(rates[i], bound.rate(mse), 1e-9);
        }
        assertEquals(0.0674, bound.mse(0), 0.001, "the mean image costs nothing");
    }

    @Test
    void aFairCoinCostsOneBitAndNothingIfItsMeanWillDo() {
        var bound = of(coins(1000));
        assertEquals(Math.log(2), bound.rate(0), 0.01);
        assertEquals(0, bound.rate(0.25), 0.01);
        assertEquals(0, bound.mse(1), 1e-12);
    }

    @Test
    void moreRateNeverForbidsMore() {
        byte[] pixels = new byte[400 * 16];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i * i % 251);
        var bound = of(new ImageSet(4, 4, pixels, new byte[400], List.of("0")));
        double before = Double.POSITIVE_INFINITY;
        for (double rate = 0; rate < bound.mostRate(); rate += 0.25) {
            assertTrue(bound.mse(rate) <= before);
            before = bound.mse(rate);
        }
        assertEquals(0, bound.mse(bound.mostRate() + 1e-6), 1e-6, "enough nats to name the image");
    }

    @Test
    void imagesThatAreAllTheSameCostNothing() {
        byte[] pixels = new byte[40];
        Arrays.fill(pixels, (byte) 7);
        var bound = of(new ImageSet(2, 2, pixels, new byte[10], List.of("0")));
        assertEquals(0, bound.rate(0));
        assertEquals(0, bound.mse(0));
    }
}
