package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Sprites;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;

/** Some steps of training on whole pictures: every kernel learns the same, with any number of threads. */
@Tag("engine")
class KernelAgreementTest {
    private static final int STEPS = 20;
    private static final int FEW = 6;
    private static final int BATCH = 60;
    private static final ImageSet IMAGES = Sprites.generate(STEPS * BATCH, 3).images();
    private static final int[] ORDER = TinyImages.order(STEPS * BATCH);

    /** The loss before each step, from the same seed; pixels are drawn as 0 or 1 in every other. */
    private static double[] losses(Kernel kernel, int threads, Activation activation, int steps) {
        var configuration = new ModelConfiguration(
                IMAGES.width(), IMAGES.height(), List.of(100, 50), 7, activation, Likelihood.BERNOULLI, 0.1);
        try (var workers = new Workers(threads)) {
            var vae = new Autoencoder(configuration, BATCH, kernel, workers);
            vae.initialize(2, IMAGES);
            double[] losses = new double[steps];
            for (int t = 0; t < steps; t++) {
                int from = t * BATCH;
                vae.step(
                        IMAGES,
                        ORDER,
                        from,
                        BATCH,
                        new StepSettings(2, from, t % 2 == 1, KlTerm.OF_THE_BOUND, t + 1, 1e-3));
                losses[t] = vae.reconstruction() + vae.kl();
            }
            return losses;
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IDENTITY")
    void everyKernelMeetsTheSameLossesToFourDigits(Activation activation) {
        double[] plain = losses(Kernels.named("ejml"), 2, activation, STEPS);
        double[] fast = losses(Kernels.best(), 2, activation, STEPS);
        for (int t = 0; t < STEPS; t++) assertEquals(1, fast[t] / plain[t], 1e-4, "loss " + (t + 1));
    }

    @Test
    void theCurveIsTheSameToTheLastBitWithAnyNumberOfThreads() {
        for (Kernel kernel : Kernels.available()) {
            double[] one = losses(kernel, 1, Activation.RELU, FEW);
            for (int threads = 2; threads <= 3; threads++)
                assertArrayEquals(one, losses(kernel, threads, Activation.RELU, FEW), kernel.name() + ", " + threads);
        }
    }
}
