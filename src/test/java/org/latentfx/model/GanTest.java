package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonArray;
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
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.gan.AdversarialLosses;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.look.Opinion;

@Tag("engine")
class GanTest {
    private static double[] numbers(JsonArray array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) values[i] = array.get(i).getAsDouble();
        return values;
    }

    @Test
    void bothPlayersLoseWhatTheGoldenVectorsSay() {
        var golden = Golden.family("gan_losses");
        var discriminator = golden.getAsJsonObject("discriminator_real_label_1.0");
        double[] real = numbers(discriminator.getAsJsonArray("real_logits"));
        double[] fake = numbers(discriminator.getAsJsonArray("fake_logits"));
        var losses = new AdversarialLosses(4);
        for (int r = 0; r < 4; r++) {
            losses.discriminator(real[r], fake[r], r);
            losses.generator(fake[r], r);
        }
        losses.average(4);
        assertEquals(discriminator.get("loss").getAsDouble(), losses.means[0], 1e-12);
        var generator = golden.getAsJsonObject("generator_non_saturating");
        assertEquals(generator.get("loss").getAsDouble(), losses.means[1], 1e-12);
        double[] dReal = numbers(discriminator.getAsJsonArray("d_real"));
        double[] dFake = numbers(generator.getAsJsonArray("d_fake"));
        for (int r = 0; r < 4; r++) {
            assertEquals(dReal[r], (AdversarialLosses.sigmoid(real[r]) - 1) / 4, 1e-12);
            assertEquals(dFake[r], (AdversarialLosses.sigmoid(fake[r]) - 1) / 4, 1e-12);
        }
    }

    @Test
    void atEquilibriumTheDiscriminatorLosesTwiceTheLogarithmOfTwo() {
        var losses = new AdversarialLosses(3);
        for (int r = 0; r < 3; r++) losses.discriminator(0, 0, r);
        losses.average(3);
        assertEquals(2 * Math.log(2), losses.means[0], 1e-12);
        assertArrayEquals(new double[] {0.5, 0.5}, new double[] {losses.means[2], losses.means[3]}, 1e-12);
    }

    private static final ModelConfiguration TINY = new ModelConfiguration(
            ModelKind.GAN,
            PictureFormat.grey(3, 2),
            LayerSpec.dense(5, 4),
            3,
            Activation.RELU,
            Likelihood.BERNOULLI,
            1);

    private static final int BATCH = 5;

    private static ImageSet images() {
        byte[] pixels = new byte[BATCH * 6];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (RandomStream.bits(5, i) >>> 56);
        return new ImageSet(3, 2, pixels, new byte[BATCH], List.of("one"));
    }

    private static float[] weights() {
        float[] weights = new float[TINY.parameterCount()];
        for (int i = 0; i < weights.length; i++) weights[i] = (float) (1.6 * RandomStream.uniform(7, i) - 0.8);
        return weights;
    }

    /** A step from zero moments leaves (1 − β₁) times the gradient as first moment. */
    private static float[] gradients(Kernel kernel, int threads, float[] weights) {
        try (var workers = new Workers(threads)) {
            var gan = TrainableModel.of(TINY, BATCH, kernel, workers);
            gan.restore(weights, new float[weights.length], new float[weights.length]);
            gan.step(
                    images(),
                    new int[] {0, 1, 2, 3, 4},
                    0,
                    BATCH,
                    new StepSettings(3, 0, false, KlTerm.OF_THE_BOUND, 1, 0, 0));
            float[] gradients = gan.firstMoments();
            for (int i = 0; i < gradients.length; i++) gradients[i] *= 2;
            return gradients;
        }
    }

    static List<Kernel> kernels() {
        return Kernels.available();
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyGradientEqualsTheCentralDifference(Kernel kernel) {
        float[] weights = weights();
        float[] gradients = gradients(kernel, 2, weights);
        var reference = new ReferenceGan(TINY, images(), BATCH, 3, weights);
        double step = 1e-5;
        for (var tensor : TINY.tensors()) {
            boolean discriminator = tensor.name().startsWith("discriminator");
            boolean trained = !tensor.name().endsWith(".u") && tensor.name().contains("tor.");
            for (int at = tensor.offset(); at < tensor.offset() + tensor.size(); at++) {
                double up = reference.loss(discriminator, at, step);
                double down = reference.loss(discriminator, at, -step);
                double expected = trained ? (up - down) / (2 * step) : 0;
                assertEquals(expected, gradients[at], 3e-5 * (1 + Math.abs(expected)), tensor.name() + " at " + at);
            }
        }
    }

    @Test
    void theResultDoesNotDependOnTheNumberOfThreads() {
        for (Kernel kernel : Kernels.available())
            assertArrayEquals(gradients(kernel, 1, weights()), gradients(kernel, 3, weights()));
    }

    @Test
    void aRestoredGanGoesOnAsTheOneThatItWasTakenFrom() {
        var settings = new StepSettings(3, 0, false, KlTerm.OF_THE_BOUND, 1, 0.01, 0.02);
        var later = new StepSettings(3, BATCH, false, KlTerm.OF_THE_BOUND, 2, 0.01, 0.02);
        int[] order = {0, 1, 2, 3, 4};
        try (var workers = new Workers(1)) {
            var one = TrainableModel.of(TINY, BATCH, Kernels.best(), workers);
            one.initialize(9, images());
            one.step(images(), order, 0, BATCH, settings);
            var other = TrainableModel.of(TINY, BATCH, Kernels.best(), workers);
            other.restore(one.weights().values(), one.firstMoments(), one.secondMoments());
            other.evaluate(images(), 0, BATCH, 4, false);
            one.step(images(), order, 0, BATCH, later);
            other.step(images(), order, 0, BATCH, later);
            assertArrayEquals(one.weights().values(), other.weights().values());
            assertArrayEquals(one.losses(), other.losses());
            assertFalse(one.diverged());
        }
    }

    @Test
    void picturesAreDecodedByTheAveragedGenerator() {
        try (var workers = new Workers(1)) {
            var gan = TrainableModel.of(TINY, BATCH, Kernels.best(), workers);
            gan.initialize(9, images());
            float[] weights = gan.weights().values();
            var reference = new ReferenceGan(TINY, images(), BATCH, 3, weights);
            float[] z = {0.3f, -1.2f, 0.8f};
            float[] pixels = new float[6];
            new Decoder(new FrozenModel(gan.weights(), Kernels.best()), 1).decode(z, 1, pixels);
            double[] expected = reference.picture(new double[] {z[0], z[1], z[2]});
            for (int i = 0; i < 6; i++) assertEquals(expected[i], pixels[i], 1e-6);
        }
    }

    @Test
    void theFrozenDiscriminatorThinksOfImagesWhatTheOneInTrainingDoes() {
        try (var workers = new Workers(1)) {
            var gan = TrainableModel.of(TINY, BATCH, Kernels.best(), workers);
            gan.initialize(9, images());
            gan.step(
                    images(),
                    new int[] {0, 1, 2, 3, 4},
                    0,
                    BATCH,
                    new StepSettings(3, 0, false, KlTerm.OF_THE_BOUND, 1, 0.01, 0.02));
            gan.evaluate(images(), 0, BATCH, 4, false);
            float[] pictures = new float[BATCH * 6];
            images().read(Kernels.best(), 0, BATCH, pictures, 0);
            float[] opinions = new float[BATCH];
            new Opinion(new FrozenModel(gan.weights(), Kernels.best()), 2).of(pictures, BATCH, opinions);
            double mean = 0;
            for (float opinion : opinions) mean += opinion / BATCH;
            assertEquals(gan.losses()[2], mean, 1e-6);
        }
    }
}
