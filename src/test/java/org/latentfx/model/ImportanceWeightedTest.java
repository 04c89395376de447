package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.batch.Allocation;
import org.latentfx.model.batch.Corruption;
import org.latentfx.model.kind.KindOptions;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;

@Tag("engine")
class ImportanceWeightedTest {
    private static final ImageSet IMAGES = TinyImages.bars(80);
    private static final int[] ORDER = TinyImages.order(80);

    private static ModelConfiguration configuration(
            PictureFormat format, String hidden, int latents, Activation f, Likelihood likelihood, int k) {
        return new ModelConfiguration(
                ModelKind.IWAE, format, LayerSpec.parse(hidden), latents, f, likelihood, 0.3, KindOptions.samples(k));
    }

    @Test
    void the_tiny_model_has_the_golden_bound_and_gradients() {
        JsonObject tiny = Golden.vae().getAsJsonObject("tiny_vae");
        var golden = tiny.getAsJsonArray("cases").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(one -> one.get("iwae").getAsBoolean())
                .findFirst()
                .orElseThrow();
        int k = golden.get("k").getAsInt();
        var of = configuration(PictureFormat.grey(5, 1), "4", 2, Activation.RELU, Likelihood.BERNOULLI, k);
        float[] weights = Golden.weights(tiny.getAsJsonObject("params"), of);
        float[] epsilon = new float[3 * k * 2]; // there sample by sample, here image by image
        for (int image = 0; image < 3; image++)
            for (int i = 0; i < k; i++) {
                float[] pair = Golden.numbers(
                        tiny.getAsJsonArray("eps").get(i).getAsJsonArray().get(image));
                System.arraycopy(pair, 0, epsilon, (image * k + i) * 2, 2);
            }
        for (Kernel kernel : Kernels.available())
            try (var workers = new Workers(2)) {
                var model = new ImportanceWeighted(of, Activation.TANH, 3, kernel, workers);
                model.restore(weights, new float[weights.length], new float[weights.length]);
                model.differentiate(Golden.numbers(golden.get("x")), epsilon, 3, 1);
                assertEquals(golden.get("loss_mean_nats").getAsDouble(), model.losses()[2], 1e-5);
                Golden.assertGradients(golden.getAsJsonObject("grads"), of, model.gradients(), kernel.name());
            }
    }

    @ParameterizedTest
    @CsvSource({
        "'9', TANH, BERNOULLI, 5, 7, 1, 0",
        "'8,6', SILU, CONTINUOUS_BERNOULLI, 4, 6, 0.6, 0",
        "'7', TANH, GAUSSIAN, 50, 70, 1, 0", // three slices
        "'conv3x4s2,8', TANH, BERNOULLI, 3, 9, 1.4, 0",
        "'9', TANH, BERNOULLI, 1, 8, 1, 0",
        "'12,8', TANH, BERNOULLI, 5, 7, 1, 0.4",
        "'12', SILU, BERNOULLI, 50, 70, 0.8, 0.3",
    })
    void every_gradient_equals_the_central_difference(
            String hidden, Activation f, Likelihood likelihood, int k, int batch, double beta, double dropout) {
        var of = configuration(IMAGES.format(), hidden, 3, f, likelihood, k);
        var settings =
                new StepSettings(1, 40, false, KlTerm.weighted(beta), 1, 1e-3, 1e-3, Corruption.NONE, 0, dropout);
        try (var workers = new Workers(2)) {
            var model = new ImportanceWeighted(of, batch, Kernels.best(), workers);
            model.initialize(1, IMAGES);
            float[] weights = model.weights().values();
            for (int i = 0; i < weights.length; i++) weights[i] += 0.2f * RandomStream.gaussian(8, i);
            restore(model, weights);
            model.step(IMAGES, ORDER, 0, batch, settings);
            restore(model, weights);
            model.differentiateAgain();
            float[] found = model.gradients();
            Slopes.check(of, weights, found, moved -> {
                restore(model, moved);
                model.differentiateAgain();
                return model.losses()[2];
            });
        }
    }

    @Test
    void more_samples_bound_more_tightly_and_the_parts_are_those_of_a_vae() {
        double[] bounds = new double[3];
        int[] samples = {1, 5, 50};
        try (var workers = new Workers(2)) {
            var vae = new Autoencoder(
                    new ModelConfiguration(
                            ModelKind.VAE,
                            IMAGES.format(),
                            LayerSpec.parse("20"),
                            3,
                            Activation.RELU,
                            Likelihood.BERNOULLI,
                            1),
                    80,
                    Kernels.best(),
                    workers);
            vae.initialize(1, IMAGES);
            vae.evaluate(IMAGES, 0, 80, 1, false);
            for (int n = 0; n < 3; n++) {
                var of = configuration(IMAGES.format(), "20", 3, Activation.RELU, Likelihood.BERNOULLI, samples[n]);
                var model = new ImportanceWeighted(of, 80, Kernels.best(), workers);
                restore(model, vae.weights().values());
                model.evaluate(IMAGES, 0, 80, 1, false);
                assertEquals(vae.reconstruction(), model.losses()[0], samples[n] == 1 ? 1e-4 : 0.5);
                assertEquals(vae.kl(), model.losses()[1], 1e-5);
                assertEquals(vae.outputVariance(), model.outputVariance(), samples[n] == 1 ? 1e-6 : 1e-2);
                bounds[n] = model.losses()[2];
            }
            assertEquals(vae.reconstruction() + vae.kl(), bounds[0], 0.5);
            assertTrue(bounds[0] > bounds[1] && bounds[1] > bounds[2], bounds[0] + " " + bounds[1] + " " + bounds[2]);
        }
    }

    @Test
    void any_number_of_threads_trains_the_same_model_and_it_goes_on_bit_for_bit() {
        float[] one = trained(1, 8);
        assertArrayEquals(one, trained(2, 8));
        assertArrayEquals(one, trained(3, 3));
    }

    /** Ten steps, all moved to another model after {@code change} of them. */
    private static float[] trained(int threads, int change) {
        try (var workers = new Workers(threads)) {
            var model = fresh(50, workers);
            for (int t = 0; t < 10; t++) {
                if (t == change) {
                    var other = fresh(50, workers);
                    other.restore(model.weights().values(), model.firstMoments(), model.secondMoments());
                    model = other;
                }
                step(model, t);
            }
            return model.weights().values();
        }
    }

    @Test
    void training_lowers_the_bound_and_allocates_next_to_nothing() {
        try (var workers = new Workers(1)) {
            var model = fresh(5, Kernels.named("ejml"), workers);
            model.evaluate(IMAGES, 0, 40, 1, false);
            double before = model.losses()[2];
            int[] t = {0};
            long bytes = Allocation.leastOf(
                    150,
                    4 * 256L,
                    () -> {
                        for (int i = 0; i < 4; i++) step(model, t[0]++);
                    },
                    Thread.currentThread());
            assertTrue(bytes <= 4 * 256, bytes + " bytes in four steps");
            while (t[0] < 100) step(model, t[0]++);
            model.evaluate(IMAGES, 0, 40, 1, false);
            assertTrue(model.losses()[2] < before - 3, before + " → " + model.losses()[2]);
        }
    }

    @Test
    void each_point_loses_other_units_and_none_is_lost_where_nothing_is_learnt() {
        try (var one = new Workers(1);
                var two = new Workers(2)) {
            var model = fresh(5, one);
            var same = fresh(5, two);
            var whole = fresh(5, one);
            model.evaluate(IMAGES, 0, 40, 1, false);
            double before = model.losses()[2];
            for (int t = 0; t < 3; t++) {
                dropping(model, t);
                dropping(same, t);
                step(whole, t);
            }
            assertArrayEquals(model.weights().values(), same.weights().values());
            whole.restore(model.weights().values(), model.firstMoments(), model.secondMoments());
            model.evaluate(IMAGES, 0, 40, 1, false);
            whole.evaluate(IMAGES, 0, 40, 1, false);
            assertEquals(whole.losses()[2], model.losses()[2]);
            assertTrue(model.losses()[2] < before, before + " → " + model.losses()[2]);
        }
    }

    private static ImportanceWeighted fresh(int k, Workers workers) {
        return fresh(k, Kernels.best(), workers);
    }

    private static ImportanceWeighted fresh(int k, Kernel kernel, Workers workers) {
        var of = configuration(IMAGES.format(), "20", 3, Activation.RELU, Likelihood.BERNOULLI, k);
        var model = new ImportanceWeighted(of, 40, kernel, workers);
        model.initialize(1, IMAGES);
        return model;
    }

    private static void step(ImportanceWeighted model, int t) {
        model.step(
                IMAGES,
                ORDER,
                t % 2 * 40,
                40,
                new StepSettings(1, t * 40L, t % 2 == 0, KlTerm.OF_THE_BOUND, t + 1, 2e-3));
    }

    private static void dropping(ImportanceWeighted model, int t) {
        var settings =
                new StepSettings(1, t * 40L, false, KlTerm.OF_THE_BOUND, t + 1, 2e-3, 2e-3, Corruption.NONE, 0, 0.3);
        model.step(IMAGES, ORDER, t % 2 * 40, 40, settings);
    }

    private static void restore(ImportanceWeighted model, float[] weights) {
        model.restore(weights, new float[weights.length], new float[weights.length]);
    }
}
