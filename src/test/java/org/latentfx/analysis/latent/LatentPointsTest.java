package org.latentfx.analysis.latent;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Digits;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Weights;

class LatentPointsTest {
    private final Kernel kernel = Kernels.named("ejml");
    private final ImageSet images = Digits.learnt();
    private final Weights before = Digits.flat();
    private final Weights after = new Weights(before.configuration(), doubled(before.values()));

    private static float[] doubled(float[] values) {
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) result[i] *= 2;
        return result;
    }

    @Test
    void somePointsAreRenewedAndTheOthersStayRoundTheEnd() {
        var old = LatentPoints.of(new FrozenModel(before, kernel), images);
        var all = LatentPoints.of(new FrozenModel(after, kernel), images);
        var some = old.renewed(new FrozenModel(after, kernel), 1900, 400);
        for (int i : new int[] {0, 299, 1900, 1999}) assertArrayEquals(all.mean(i), some.mean(i), 1e-5f);
        for (int i : new int[] {300, 1000, 1899}) assertArrayEquals(old.mean(i), some.mean(i));
        assertArrayEquals(
                LatentPoints.of(new FrozenModel(before, kernel), images).mu(),
                old.mu(),
                "the former points stay as they were");
    }

    @Test
    void allRenewedAreThePointsOfTheOtherWeights() {
        var renewed = LatentPoints.of(new FrozenModel(before, kernel), images)
                .renewed(new FrozenModel(after, kernel), 700, 2000);
        var all = LatentPoints.of(new FrozenModel(after, kernel), images);
        assertArrayEquals(all.mu(), renewed.mu(), 1e-5f);
        assertArrayEquals(all.logVar(), renewed.logVar(), 1e-5f);
    }

    @Test
    void pointsOfAnotherLatentSpaceAreRefused() {
        var points = new LatentPoints(images, 3, new float[6000], new float[6000]);
        assertThrows(IllegalArgumentException.class, () -> points.renewed(new FrozenModel(before, kernel), 0, 10));
        assertThrows(IllegalArgumentException.class, () -> new LatentPoints(
                        images, 2, Arrays.copyOf(points.mu(), 4000), new float[4000])
                .renewed(new FrozenModel(before, kernel), 0, 2001));
    }
}
