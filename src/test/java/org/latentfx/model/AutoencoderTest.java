package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.batch.Allocation;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.layer.Tensor;

@Tag("engine")
class AutoencoderTest {
    private static final ImageSet IMAGES = TinyImages.bars(96);
    private static final int[] ORDER = TinyImages.order(96);
    private static final ModelConfiguration SMALL = configuration(List.of(40, 24), Likelihood.BERNOULLI);

    static List<Kernel> kernels() {
        return Kernels.available();
    }

    private static ModelConfiguration configuration(List<Integer> hidden, Likelihood likelihood) {
        return new ModelConfiguration(TinyImages.SIDE, TinyImages.SIDE, hidden, 5, Activation.RELU, likelihood, 0.1);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void convolutionsTrainedByAnyNumberOfThreadsAreTheSame(Kernel kernel) {
        float[] one = convolutional(kernel, 1);
        assertArrayEquals(one, convolutional(kernel, 2));
        assertArrayEquals(one, convolutional(kernel, 3));
    }

    private static float[] convolutional(Kernel kernel, int threads) {
        var format = PictureFormat.grey(TinyImages.SIDE, TinyImages.SIDE);
        var layers = LayerSpec.parse("conv5x4s2,conv6x3s2,9");
        var of = new ModelConfiguration(ModelKind.VAE, format, layers, 3, Activation.SILU, Likelihood.BERNOULLI, 1);
        try (var workers = new Workers(threads)) {
            var vae = new Autoencoder(of, 40, kernel, workers);
            vae.initialize(1, IMAGES);
            for (int t = 1; t <= 20; t++)
                vae.step(IMAGES, ORDER, 0, 40, new StepSettings(1, t * 40L, false, KlTerm.OF_THE_BOUND, t, 3e-3));
            return vae.weights().values();
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void oneBatchCanBeLearntByHeart(Kernel kernel) {
        for (Likelihood likelihood : Likelihood.values()) {
            if (likelihood.ofWords()) continue;
            try (var workers = new Workers(1)) {
                var vae = new Autoencoder(configuration(List.of(64), likelihood), 8, kernel, workers);
                vae.initialize(1, IMAGES);
                double first = 0;
                for (int t = 1; t <= 600; t++) {
                    vae.step(IMAGES, ORDER, 0, 8, new StepSettings(1, t * 8L, false, KlTerm.weighted(0.01), t, 3e-3));
                    if (t == 1) first = vae.reconstruction();
                }
                if (likelihood.density() && likelihood != Likelihood.GAUSSIAN) { // which may exceed any bound
                    assertTrue(
                            vae.reconstruction() < first - 18,
                            likelihood + " from " + first + " to " + vae.reconstruction());
                    continue;
                }
                // the pixels' own entropy, below which no cross-entropy can fall
                double floor = likelihood == Likelihood.BERNOULLI ? entropy(8) : gaussianFloor();
                assertTrue(vae.reconstruction() >= floor, likelihood + " fell to " + vae.reconstruction());
                assertTrue(
                        vae.reconstruction() - floor < 0.1 * (first - floor),
                        likelihood + " from " + first + " to " + vae.reconstruction() + " over " + floor);
            }
        }
    }

    private static double entropy(int images) {
        double sum = 0;
        for (int i = 0; i < images * 36; i++) {
            double x = (IMAGES.pixels()[i] & 0xFF) / 255.0;
            if (x > 0 && x < 1) sum -= x * Math.log(x) + (1 - x) * Math.log(1 - x);
        }
        return sum / images;
    }

    private static double gaussianFloor() {
        return 36 * 0.5 * Math.log(2 * Math.PI * 0.1);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void anyNumberOfThreadsTrainsTheSameModelToTheLastBit(Kernel kernel) {
        for (int batch : new int[] {1, 7, 8, 32, 33}) {
            float[] one = trained(kernel, 1, batch);
            assertArrayEquals(one, trained(kernel, 2, batch), "2 threads, batch " + batch);
            assertArrayEquals(one, trained(kernel, 3, batch), "3 threads, batch " + batch);
        }
    }

    private static float[] trained(Kernel kernel, int threads, int batch) {
        try (var workers = new Workers(threads)) {
            var vae = new Autoencoder(SMALL, batch, kernel, workers);
            vae.initialize(3, IMAGES);
            double losses = 0;
            for (int t = 1; t <= 12; t++) {
                vae.step(
                        IMAGES,
                        ORDER,
                        t,
                        batch,
                        new StepSettings(3, (long) t * batch, t > 6, KlTerm.OF_THE_BOUND, t, 1e-3));
                losses += vae.reconstruction() + vae.kl();
            }
            float[] weights = vae.weights().values();
            float[] all = Arrays.copyOf(weights, weights.length + 1);
            all[weights.length] = (float) losses;
            return all;
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theModelDoesNotDependOnHowLargeABatchWasProvidedFor(Kernel kernel) {
        try (var workers = new Workers(2)) {
            var exact = new Autoencoder(SMALL, 11, kernel, workers);
            var roomy = new Autoencoder(SMALL, 96, kernel, workers);
            for (var vae : List.of(exact, roomy)) {
                vae.initialize(1, IMAGES);
                vae.step(IMAGES, ORDER, 5, 11, new StepSettings(1, 0, false, KlTerm.OF_THE_BOUND, 1, 1e-3));
            }
            assertArrayEquals(exact.weights().values(), roomy.weights().values());
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aStepAllocatesNothingOnceCompiled(Kernel kernel) {
        try (var workers = new Workers(2)) {
            var vae = new Autoencoder(SMALL, 32, kernel, workers);
            vae.initialize(1, IMAGES);
            Thread[] members = new Thread[2];
            workers.run((member, count) -> members[member] = Thread.currentThread());
            int steps = 200;
            long[] t = {0};
            long bytes = Allocation.leastOf(
                    150,
                    128L * steps,
                    () -> {
                        for (int i = 0; i < steps; i++)
                            vae.step(
                                    IMAGES,
                                    ORDER,
                                    0,
                                    32,
                                    new StepSettings(1, t[0], i % 2 == 0, KlTerm.OF_THE_BOUND, ++t[0], 1e-3));
                    },
                    members);
            // two small records of scalars a step, where the compiler has not removed them
            assertTrue(bytes <= 128L * steps, bytes / steps + " bytes a step");
        }
    }

    @Test
    void aRestoredModelGoesOnToTheLastBit() {
        try (var workers = new Workers(1)) {
            var vae = new Autoencoder(SMALL, 16, Kernels.best(), workers);
            vae.initialize(1, IMAGES);
            for (int t = 1; t <= 5; t++)
                vae.step(IMAGES, ORDER, t, 16, new StepSettings(1, t * 16L, false, KlTerm.OF_THE_BOUND, t, 1e-3));
            var copy = new Autoencoder(SMALL, 16, Kernels.best(), workers);
            copy.restore(vae.weights().values(), vae.firstMoments(), vae.secondMoments());
            for (var each : List.of(vae, copy))
                each.step(IMAGES, ORDER, 40, 16, new StepSettings(1, 96, false, KlTerm.OF_THE_BOUND, 6, 1e-3));
            assertArrayEquals(vae.weights().values(), copy.weights().values());
            assertArrayEquals(vae.secondMoments(), copy.secondMoments());
            assertEquals(vae.reconstruction(), copy.reconstruction());
        }
    }

    @Test
    void evaluatingChangesNoWeightAndGivesTheSameEachTime() {
        try (var workers = new Workers(2)) {
            var vae = new Autoencoder(SMALL, 32, Kernels.best(), workers);
            vae.initialize(1, IMAGES);
            float[] before = vae.weights().values();
            vae.evaluate(IMAGES, 10, 20, 9, true);
            double loss = vae.reconstruction();
            vae.evaluate(IMAGES, 12, 20, 9, true);
            vae.evaluate(IMAGES, 10, 20, 9, true);
            assertEquals(loss, vae.reconstruction());
            assertArrayEquals(before, vae.weights().values());
        }
    }

    @Test
    void logVarianceBeyondTheLimitIsHeldThereWithoutGradientAndReported() {
        float[] weights = new float[SMALL.parameterCount()];
        var bias = tensor("log_var.bias");
        weights[bias.offset()] = 50;
        weights[bias.offset() + 1] = -50;
        try (var workers = new Workers(1)) {
            var vae = new Autoencoder(SMALL, 4, Kernels.best(), workers);
            vae.restore(weights, new float[weights.length], new float[weights.length]);
            vae.differentiate(new float[4 * SMALL.values()], new float[4 * SMALL.latents()], 4, KlTerm.OF_THE_BOUND);
            assertEquals(0.4, vae.clampFraction(), 1e-12);
            assertEquals(0.5 * (Math.exp(10) - 11), vae.klPerLatent()[0], 1e-2);
            assertEquals(0.5 * (Math.exp(-10) + 9), vae.klPerLatent()[1], 1e-6);
            float[] gradients = vae.gradients();
            assertEquals(0, gradients[bias.offset()]);
            assertEquals(0, gradients[bias.offset() + 1]);
        }
    }

    @Test
    void theFirstTensorThatIsNotFiniteIsNamed() {
        try (var workers = new Workers(1)) {
            var vae = new Autoencoder(SMALL, 4, Kernels.best(), workers);
            vae.initialize(1, IMAGES);
            assertEquals("", vae.weights().firstNonFinite());
            float[] weights = vae.weights().values();
            weights[tensor("decoder.1.weight").offset() + 3] = Float.NaN;
            weights[tensor("out.bias").offset()] = Float.POSITIVE_INFINITY;
            vae.restore(weights, new float[weights.length], new float[weights.length]);
            assertEquals("decoder.1.weight", vae.weights().firstNonFinite());
            vae.step(IMAGES, ORDER, 0, 4, new StepSettings(1, 0, false, KlTerm.OF_THE_BOUND, 1, 1e-3));
            assertFalse(Double.isFinite(vae.reconstruction()));
        }
    }

    @Test
    void whatDoesNotFitIsRefusedWithTheNumbers() {
        try (var workers = new Workers(1)) {
            var vae = new Autoencoder(SMALL, 8, Kernels.best(), workers);
            var batch = assertThrows(
                    IllegalArgumentException.class,
                    () -> vae.step(IMAGES, ORDER, 0, 9, new StepSettings(1, 0, false, KlTerm.OF_THE_BOUND, 1, 1e-3)));
            assertTrue(batch.getMessage().contains("9") && batch.getMessage().contains("8"));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> vae.step(IMAGES, ORDER, 90, 8, new StepSettings(1, 0, false, KlTerm.OF_THE_BOUND, 1, 1e-3)));
            assertThrows(IllegalArgumentException.class, () -> vae.evaluate(IMAGES, 90, 8, 1, false));
            var other = new ImageSet(2, 18, IMAGES.pixels(), IMAGES.labels(), IMAGES.classNames());
            assertThrows(IllegalArgumentException.class, () -> vae.evaluate(other, 0, 8, 1, false));
            assertThrows(IllegalArgumentException.class, () -> vae.restore(new float[3], new float[3], new float[3]));
            assertThrows(IllegalArgumentException.class, () -> new Autoencoder(SMALL, 0, Kernels.best(), workers));
        }
    }

    private static Tensor tensor(String name) {
        return SMALL.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
