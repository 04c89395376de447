package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.prior.Posterior;

@Tag("engine")
class PlainAutoencoderTest {
    private static final ImageSet IMAGES = TinyImages.bars(96);
    private static final int[] ORDER = TinyImages.order(96);
    private static final ModelConfiguration PLAIN = of(ModelKind.AE);

    static List<Kernel> kernels() {
        return Kernels.available();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theSameModelComesOutForAnyNumberOfThreads(Kernel kernel) {
        float[] one = trained(kernel, 1, KlTerm.OF_THE_BOUND);
        assertArrayEquals(one, trained(kernel, 2, KlTerm.OF_THE_BOUND));
        assertArrayEquals(one, trained(kernel, 3, KlTerm.OF_THE_BOUND));
    }

    @Test
    void noScheduleOfTheKlActsOnIt() {
        assertArrayEquals(
                trained(Kernels.best(), 2, KlTerm.OF_THE_BOUND), trained(Kernels.best(), 2, KlTerm.freeBits(3, 0.5)));
    }

    @Test
    void itBeginsAsTheVaeOfTheSameSeedBeside() {
        try (var workers = new Workers(1)) {
            var plain = fresh(PLAIN, workers);
            var vae = fresh(of(ModelKind.VAE), workers);
            for (var tensor : PLAIN.tensors())
                assertArrayEquals(
                        numbers(vae, tensor.name().replaceFirst("^code", "mu")),
                        numbers(plain, tensor.name()),
                        tensor.name());
        }
    }

    @Test
    void itsOnlyLossIsTheReconstructionAndNoNoiseIsInIt() {
        try (var workers = new Workers(1)) {
            var plain = fresh(PLAIN, workers);
            plain.evaluate(IMAGES, 0, 20, 1, false);
            double[] losses = plain.losses().clone();
            plain.evaluate(IMAGES, 0, 20, 2, false);
            assertArrayEquals(losses, plain.losses());
            assertEquals(1, losses.length);
            assertEquals(0, plain.klPerLatent().length);
            assertEquals(0, plain.clampFraction());
        }
    }

    @Test
    void aFrozenOneEncodesAndDecodesAsTheOneInTraining() {
        try (var workers = new Workers(1)) {
            var plain = fresh(PLAIN, workers);
            plain.evaluate(IMAGES, 0, 20, 1, false);
            var frozen = new FrozenModel(plain.weights(), Kernels.best());
            float[] code = new float[20 * 2];
            float[] logVar = new float[20 * 2];
            new Encoder(frozen, 8).encode(IMAGES, 0, 20, code, logVar);
            float[] x = new float[20 * IMAGES.valuesPerImage()];
            IMAGES.read(Kernels.best(), 0, 20, x, 0);
            double[] loss = new double[20];
            new Decoder(frozen, 8).decode(code, x, 20, new float[x.length], loss);
            assertEquals(plain.reconstruction(), Arrays.stream(loss).average().orElseThrow(), 1e-5);
            for (float s : logVar) assertTrue(s == -Posterior.LIMIT, "a code is a point");
        }
    }

    private static ModelConfiguration of(ModelKind kind) {
        return new ModelConfiguration(
                kind, IMAGES.format(), LayerSpec.dense(13, 7), 2, Activation.RELU, Likelihood.BERNOULLI, 1);
    }

    private static Autoencoder fresh(ModelConfiguration configuration, Workers workers) {
        var model = new Autoencoder(configuration, 20, Kernels.best(), workers);
        model.initialize(5, IMAGES);
        return model;
    }

    private static float[] numbers(Autoencoder model, String tensor) {
        var at = model.configuration().tensors().stream()
                .filter(t -> t.name().equals(tensor))
                .findFirst()
                .orElseThrow();
        return Arrays.copyOfRange(model.weights().values(), at.offset(), at.offset() + at.size());
    }

    private static float[] trained(Kernel kernel, int threads, KlTerm term) {
        try (var workers = new Workers(threads)) {
            var model = new Autoencoder(PLAIN, 33, kernel, workers);
            model.initialize(3, IMAGES);
            for (int t = 1; t <= 12; t++)
                model.step(IMAGES, ORDER, t, 33, new StepSettings(3, t * 33L, t > 6, term, t, 1e-3));
            return model.weights().values();
        }
    }
}
