package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.batch.Allocation;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;

/** A β-TCVAE in training. */
@Tag("engine")
class TotalCorrelationTest {
    private static final ImageSet IMAGES = TinyImages.bars(80);
    private static final int[] ORDER = TinyImages.order(80);

    private static ModelConfiguration configuration(ModelKind kind, String hidden, Activation f) {
        return new ModelConfiguration(kind, IMAGES.format(), LayerSpec.parse(hidden), 3, f, Likelihood.BERNOULLI, 1);
    }

    private static Autoencoder fresh(ModelConfiguration of, int batch, Workers workers) {
        return fresh(of, batch, Kernels.best(), workers);
    }

    private static Autoencoder fresh(ModelConfiguration of, int batch, Kernel kernel, Workers workers) {
        var model = new Autoencoder(of, batch, kernel, workers).learningFrom(900);
        model.initialize(1, IMAGES);
        return model;
    }

    private static void restore(Autoencoder model, float[] weights) {
        model.restore(weights, new float[weights.length], new float[weights.length]);
    }

    @ParameterizedTest
    @CsvSource({
        "'9', TANH, 7, 1, 6, 1",
        "'8,6', SILU, 20, 0.3, 2, 1.7",
        "'conv3x4s2,8', TANH, 9, 1, 1, 1",
        "'7', TANH, 1, 0.5, 4, 0.8", // one image is all there is
    })
    void every_gradient_equals_the_central_difference(
            String hidden, Activation f, int batch, double alpha, double beta, double gamma) {
        var of = configuration(ModelKind.TCVAE, hidden, f);
        var term = KlTerm.parts(alpha, beta, gamma);
        float[] x = new float[batch * of.values()];
        for (int i = 0; i < x.length; i++) x[i] = (float) RandomStream.uniform(2, i);
        float[] epsilon = new float[batch * 3];
        for (int i = 0; i < epsilon.length; i++) epsilon[i] = RandomStream.gaussian(3, i);
        try (var workers = new Workers(2)) {
            var model = fresh(of, batch, workers);
            float[] weights = model.weights().values();
            for (int i = 0; i < weights.length; i++) weights[i] += 0.2f * RandomStream.gaussian(8, i);
            restore(model, weights);
            model.differentiate(x, epsilon, batch, term);
            float[] found = model.gradients();
            Slopes.check(of, weights, found, moved -> {
                restore(model, moved);
                model.differentiate(x, epsilon, batch, term);
                return model.losses()[0] + term.value(model.klPerLatent(), model.losses());
            });
        }
    }

    @Test
    void the_parts_add_up_to_what_one_sample_an_image_says_of_the_kl() {
        try (var workers = new Workers(2)) {
            var model = fresh(configuration(ModelKind.TCVAE, "20", Activation.RELU), 80, workers);
            double[] sum = new double[2];
            for (int seed = 0; seed < 40; seed++) {
                model.evaluate(IMAGES, 0, 80, seed, false);
                sum[0] += model.losses()[1] / 40;
                sum[1] += (model.losses()[2] + model.losses()[3] + model.losses()[4]) / 40;
            }
            assertEquals(sum[0], sum[1], 0.1, "the sample's mean is the KL");
        }
    }

    @Test
    void any_number_of_threads_trains_the_same_model_and_it_is_another_than_a_vae() {
        float[] one = trained(ModelKind.TCVAE, 1);
        assertArrayEquals(one, trained(ModelKind.TCVAE, 2));
        assertArrayEquals(one, trained(ModelKind.TCVAE, 3));
        assertTrue(!Arrays.equals(one, trained(ModelKind.VAE, 2)));
    }

    private static float[] trained(ModelKind kind, int threads) {
        try (var workers = new Workers(threads)) {
            var model = fresh(configuration(kind, "20,12", Activation.RELU), 20, workers);
            for (int t = 0; t < 12; t++) step(model, t);
            return model.weights().values();
        }
    }

    private static void step(Autoencoder model, int t) {
        var term = model.configuration().kind() == ModelKind.VAE ? KlTerm.weighted(6) : KlTerm.parts(1, 6, 1);
        model.step(IMAGES, ORDER, t % 4 * 20, 20, new StepSettings(4, 20L * t, false, term, t + 1, 0.002));
    }

    @Test
    void a_step_allocates_no_more_than_what_it_is_asked() {
        try (var workers = new Workers(1)) {
            // plain loops: vectors are objects until they are compiled
            var plain = Kernels.named("ejml");
            var model = fresh(configuration(ModelKind.TCVAE, "20,12", Activation.RELU), 20, plain, workers);
            long bytes = Allocation.leastOf(
                    40,
                    20 * 400,
                    () -> {
                        for (int t = 0; t < 20; t++) step(model, t);
                    },
                    Thread.currentThread());
            assertTrue(bytes <= 20 * 400, bytes + " bytes in 20 steps, whose settings are some hundred each");
        }
    }
}
