package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.batch.Corruption;
import org.latentfx.model.codebook.CodebookShape;
import org.latentfx.model.codebook.Quantisation;
import org.latentfx.model.kind.KindOptions;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.text.Refusal;

@Tag("engine")
class VqVaeTest {
    private static final ImageSet IMAGES = TinyImages.bars(80);
    private static final int[] ORDER = TinyImages.order(80);

    private static ModelConfiguration configuration(
            ModelKind kind, String hidden, Activation f, Likelihood p, CodebookShape codebook) {
        return new ModelConfiguration(
                kind, IMAGES.format(), LayerSpec.parse(hidden), 6, f, p, 0.3, KindOptions.codebook(codebook));
    }

    private static ModelConfiguration rounded(String hidden, Activation f, Likelihood p, int codes, int size) {
        return configuration(ModelKind.VQVAE, hidden, f, p, new CodebookShape(codes, size));
    }

    private static StepSettings settings(int t, boolean revival) {
        return new StepSettings(
                4,
                t * 9L,
                false,
                KlTerm.OF_THE_BOUND,
                t + 1,
                0.002,
                0,
                Corruption.MASKING,
                0.2,
                0.1,
                new Quantisation(0.25, revival));
    }

    /** Of the encoder as if what rounding adds were a constant, which is what straight-through means. */
    @ParameterizedTest
    @CsvSource({
        "'9', TANH, BERNOULLI, 5, 2",
        "'8,6', SILU, CONTINUOUS_BERNOULLI, 7, 3",
        "'6', LEAKY_RELU, GAUSSIAN, 4, 6",
        "'conv3x4s2,8', TANH, BERNOULLI, 6, 1",
    })
    void every_gradient_equals_the_central_difference_with_the_rounding_held(
            String hidden, Activation f, Likelihood likelihood, int codes, int size) {
        var of = rounded(hidden, f, likelihood, codes, size);
        int batch = 7;
        float[] x = new float[batch * of.values()];
        for (int i = 0; i < x.length; i++) x[i] = (float) RandomStream.uniform(2, i);
        try (var workers = new Workers(2)) {
            var model = new Autoencoder(of, batch, Kernels.best(), workers);
            model.initialize(1, IMAGES);
            float[] weights = model.weights().values();
            for (int i = 0; i < weights.length; i++) weights[i] += 0.2f * RandomStream.gaussian(8, i);
            model.restore(weights, new float[weights.length], new float[weights.length]);
            model.differentiate(x, new float[0], batch, KlTerm.OF_THE_BOUND);
            float[] found = model.gradients();
            float[] free = encoded(weights, of, x, batch);
            float[] codesOf = free.clone();
            var codebook = new FrozenModel(new Weights(of, weights), Kernels.best()).codebook();
            codebook.round(codesOf, 0, codesOf.length);
            assertEquals(cost(weights, of, x, batch, free, codesOf), losses(model), 1e-3);
            Slopes.check(of, weights, found, moved -> cost(moved, of, x, batch, free, codesOf));
        }
    }

    private static double losses(Autoencoder model) {
        return model.losses()[0] + 0.25 * model.losses()[1];
    }

    /** The plain autoencoder of the same weights: they come first. */
    private static FrozenModel plain(float[] weights, ModelConfiguration of) {
        var plain = new ModelConfiguration(
                ModelKind.AE, of.format(), of.hidden(), of.latents(), of.activation(), of.likelihood(), of.variance());
        return new FrozenModel(new Weights(plain, Arrays.copyOf(weights, plain.parameterCount())), Kernels.best());
    }

    private static float[] encoded(float[] weights, ModelConfiguration of, float[] x, int batch) {
        float[] h = new float[batch * of.latents()];
        new Encoder(plain(weights, of), batch).encode(x, batch, h, new float[h.length]);
        return h;
    }

    private static double cost(
            float[] weights, ModelConfiguration of, float[] x, int batch, float[] free, float[] codes) {
        float[] z = encoded(weights, of, x, batch);
        double commitment = 0;
        for (int i = 0; i < z.length; i++) {
            commitment += Math.pow(z[i] - codes[i], 2) / batch;
            z[i] += codes[i] - free[i];
        }
        double[] loss = new double[batch];
        new Decoder(plain(weights, of), batch).decode(z, x, batch, new float[x.length], loss);
        return Arrays.stream(loss).average().orElseThrow() + 0.25 * commitment;
    }

    @Test
    void steps_are_the_same_for_any_number_of_threads_and_after_a_look_or_a_restore() {
        var of = rounded("9", Activation.RELU, Likelihood.BERNOULLI, 12, 2);
        float[][] after = new float[4][];
        for (int way = 0; way < 4; way++)
            try (var workers = new Workers(way == 1 ? 3 : way == 3 ? 2 : 1)) {
                TrainableModel model = TrainableModel.of(of, 20, Kernels.best(), workers);
                model.initialize(5, IMAGES);
                for (int t = 0; t < 8; t++) {
                    if (way == 2) {
                        model.evaluate(IMAGES, 3, 11, 1, true);
                        var weights = model.weights().values();
                        var other = TrainableModel.of(of, 11, Kernels.best(), workers);
                        other.restore(weights, model.firstMoments(), model.secondMoments());
                        model = other;
                    }
                    model.step(IMAGES, ORDER, t * 9, t == 7 ? 4 : 9, settings(t, true));
                }
                assertFalse(model.diverged());
                after[way] = model.weights().values();
            }
        assertArrayEquals(after[0], after[1]);
        assertArrayEquals(after[0], after[2]);
        assertArrayEquals(after[0], after[3]);
    }

    @Test
    void what_is_trained_and_measured_is_what_the_frozen_model_says_and_it_learns() {
        var of = rounded("12", Activation.RELU, Likelihood.BERNOULLI, 16, 2);
        try (var workers = new Workers(2)) {
            var model = new Autoencoder(of, 20, Kernels.best(), workers);
            model.initialize(5, IMAGES);
            model.evaluate(IMAGES, 0, 20, 1, false);
            double before = model.losses()[0];
            for (int t = 0; t < 400; t++) model.step(IMAGES, ORDER, t % 8 * 9, 9, settings(t, true));
            model.evaluate(IMAGES, 0, 20, 1, false);
            double[] losses = model.losses().clone();
            assertTrue(losses[0] < 0.7 * before, before + " before, " + losses[0]);
            assertTrue(losses[2] > 2 && losses[2] <= 16, "perplexity " + losses[2]);
            assertEquals(0, model.klPerLatent().length);
            var frozen = new FrozenModel(model.weights(), Kernels.best());
            float[] h = new float[20 * 6];
            new Encoder(frozen, 8).encode(IMAGES, 0, 20, h, new float[h.length]);
            float[] x = new float[20 * IMAGES.valuesPerImage()];
            IMAGES.read(Kernels.best(), 0, 20, x, 0);
            double[] loss = new double[20];
            new Decoder(frozen, 8).decode(h, x, 20, new float[x.length], loss);
            assertEquals(losses[0], Arrays.stream(loss).average().orElseThrow(), 1e-4);
            assertEquals(losses[3], frozen.codebook().dead());
        }
    }

    @Test
    void latents_have_to_make_whole_slots_and_others_have_no_codebook() {
        assertThrows(Refusal.class, () -> rounded("9", Activation.RELU, Likelihood.BERNOULLI, 8, 4));
        assertThrows(
                Refusal.class,
                () -> configuration(ModelKind.AE, "9", Activation.RELU, Likelihood.BERNOULLI, new CodebookShape(8, 2)));
        assertThrows(
                Refusal.class,
                () -> configuration(ModelKind.VQVAE, "9", Activation.RELU, Likelihood.BERNOULLI, CodebookShape.NONE));
    }
}
