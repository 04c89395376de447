package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.batch.Allocation;
import org.latentfx.model.prior.Posterior;

/** The frozen encoder and decoder. */
@Tag("engine")
class FrozenTest {
    private static final ImageSet IMAGES = TinyImages.bars(40);

    static List<Kernel> kernels() {
        return Kernels.available();
    }

    private static Weights weights(List<Integer> hidden, Likelihood likelihood) {
        var c = new ModelConfiguration(6, 6, hidden, 3, Activation.TANH, likelihood, 0.2);
        return new Weights(c, InitialWeights.of(c, 1, IMAGES));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void encoderAndDecoderTogetherGiveTheLossOfTheModelInTraining(Kernel kernel) {
        for (var hidden : List.of(List.<Integer>of(), List.of(17), List.of(20, 9))) {
            for (var likelihood : Likelihood.values()) {
                if (likelihood.ofWords()) continue;
                var weights = weights(hidden, likelihood);
                float[] mu = new float[40 * 3];
                float[] logVar = new float[40 * 3];
                // a batch that does not divide the number of rows
                new Encoder(new FrozenModel(weights, kernel), 7).encode(IMAGES, 0, 40, mu, logVar);
                float[] z = new float[40 * 3];
                long key = RandomStream.EVALUATION.key(5);
                for (int i = 0; i < z.length; i++)
                    z[i] = mu[i] + (float) Math.exp(logVar[i] / 2) * RandomStream.gaussian(key, i);
                float[] x = new float[40 * 36];
                kernel.dequantise(IMAGES.pixels(), 0, x, 0, x.length);
                double[] loss = new double[40];
                float[] mean = new float[40 * 36];
                new Decoder(new FrozenModel(weights, kernel), 11).decode(z, x, 40, mean, loss);
                double kl = 0;
                for (int i = 0; i < z.length; i++) kl += Posterior.kl(mu[i], logVar[i]) / 40;
                try (var workers = new Workers(2)) {
                    var vae = new Autoencoder(weights.configuration(), 40, kernel, workers);
                    vae.restore(
                            weights.values(), new float[weights.values().length], new float[weights.values().length]);
                    vae.evaluate(IMAGES, 0, 40, 5, false);
                    assertEquals(vae.kl(), kl, 1e-5);
                    assertEquals(vae.reconstruction(), Arrays.stream(loss).sum() / 40, 1e-3);
                }
                float[] alone = new float[40 * 36];
                new Decoder(new FrozenModel(weights, kernel), 64).decode(z, 40, alone);
                assertArrayEquals(alone, mean, 1e-6f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void imagesAreFoundByTheirNumberAndBytesEqualFloats(Kernel kernel) {
        var encoder = new Encoder(new FrozenModel(weights(List.of(12), Likelihood.BERNOULLI), kernel), 8);
        float[] all = new float[40 * 3];
        float[] some = new float[10 * 3];
        float[] logVar = new float[40 * 3];
        encoder.encode(IMAGES, 0, 40, all, logVar);
        encoder.another().encode(IMAGES, 25, 10, some, logVar);
        assertArrayEquals(Arrays.copyOfRange(all, 75, 105), some, 1e-6f);
        float[] x = new float[40 * 36];
        kernel.dequantise(IMAGES.pixels(), 0, x, 0, x.length);
        float[] again = new float[40 * 3];
        encoder.encode(x, 40, again, logVar);
        assertArrayEquals(all, again);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void decodingOnePointAllocatesNothingOnceCompiled(Kernel kernel) {
        var decoder = new Decoder(new FrozenModel(weights(List.of(30), Likelihood.BERNOULLI), kernel), 1);
        float[] z = {0.3f, -1, 2};
        float[] pixels = new float[36];
        long bytes = Allocation.leastOf(
                10_000, // the compiler may be busy with what ran before
                0,
                () -> {
                    for (int i = 0; i < 1_000; i++) decoder.decode(z, 1, pixels);
                },
                Thread.currentThread());
        assertEquals(0, bytes, "bytes for 1,000 points");
    }
}
