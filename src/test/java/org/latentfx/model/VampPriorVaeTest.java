package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.latentfx.model.kind.KindOptions;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.prior.PosteriorMixture;

@Tag("engine")
class VampPriorVaeTest {
    private static final ImageSet IMAGES = TinyImages.bars(80);
    private static final int[] ORDER = TinyImages.order(80);

    private static ModelConfiguration configuration(String hidden, int latents, Activation f, Likelihood p, int k) {
        return new ModelConfiguration(
                ModelKind.VAE,
                IMAGES.format(),
                LayerSpec.parse(hidden),
                latents,
                f,
                p,
                0.3,
                KindOptions.pseudoInputs(k));
    }

    private static StepSettings settings(int t) {
        return new StepSettings(4, t * 9L, false, KlTerm.weighted(0.7), t + 1, 0.002, 0, Corruption.MASKING, 0.2, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "'9', TANH, BERNOULLI, 5, 7, WEIGHTED",
        "'8,6', SILU, CONTINUOUS_BERNOULLI, 13, 6, WEIGHTED",
        "'6', LEAKY_RELU, GAUSSIAN, 3, 4, WEIGHTED",
        "'conv3x4s2,8', TANH, BERNOULLI, 4, 9, WEIGHTED",
        "'7', TANH, BERNOULLI, 1, 8, CAPACITY",
    })
    void every_gradient_equals_the_central_difference(
            String hidden, Activation f, Likelihood likelihood, int k, int batch, KlTerm.Form form) {
        var of = configuration(hidden, 3, f, likelihood, k);
        var term = form == KlTerm.Form.WEIGHTED ? KlTerm.weighted(0.7) : KlTerm.capacity(3, 0.5);
        float[] x = new float[batch * of.values()];
        for (int i = 0; i < x.length; i++) x[i] = (float) RandomStream.uniform(2, i);
        float[] epsilon = new float[batch * 3];
        for (int i = 0; i < epsilon.length; i++) epsilon[i] = RandomStream.gaussian(3, i);
        try (var workers = new Workers(2)) {
            var model = new VampPriorVae(of, batch, Kernels.best(), workers);
            model.initialize(1, IMAGES);
            float[] weights = model.weights().values();
            for (int i = 0; i < weights.length; i++) weights[i] += 0.2f * RandomStream.gaussian(8, i);
            restore(model, weights);
            model.differentiate(x, epsilon, batch, term);
            float[] found = model.gradients();
            assertTrue(of.tensors().stream().anyMatch(one -> one.name().equals("prior.pseudo_inputs")));
            Slopes.check(of, weights, found, moved -> {
                restore(model, moved);
                model.differentiate(x, epsilon, batch, term);
                return model.losses()[0] + term.value(new double[0], model.losses());
            });
        }
    }

    private static void restore(TrainableModel model, float[] weights) {
        model.restore(weights, new float[weights.length], new float[weights.length]);
    }

    @Test
    void steps_are_the_same_for_any_number_of_threads_and_after_a_look_or_a_restore() {
        var of = configuration("9", 3, Activation.TANH, Likelihood.BERNOULLI, 14);
        float[][] after = new float[3][];
        for (int way = 0; way < 3; way++)
            try (var workers = new Workers(way == 1 ? 3 : 1)) {
                TrainableModel model = TrainableModel.of(of, 20, Kernels.best(), workers);
                model.initialize(5, IMAGES);
                for (int t = 0; t < 6; t++) {
                    if (way == 2) {
                        model.evaluate(IMAGES, 3, 11, 1, true);
                        var weights = model.weights().values();
                        var other = TrainableModel.of(of, 11, Kernels.best(), workers);
                        other.restore(weights, model.firstMoments(), model.secondMoments());
                        model = other;
                    }
                    model.step(IMAGES, ORDER, t * 9, t == 5 ? 4 : 9, settings(t));
                }
                assertFalse(model.diverged());
                after[way] = model.weights().values();
            }
        assertArrayEquals(after[0], after[1]);
        assertArrayEquals(after[0], after[2]);
    }

    @Test
    void what_is_trained_and_measured_is_what_the_frozen_model_says() {
        var of = configuration("9", 3, Activation.TANH, Likelihood.BERNOULLI, 6);
        try (var workers = new Workers(2)) {
            var model = new VampPriorVae(of, 20, Kernels.best(), workers);
            model.initialize(5, IMAGES);
            float[] begun = new FrozenModel(model.weights(), Kernels.best()).pseudoInputs();
            double first = 0;
            for (int t = 0; t < 200; t++) {
                int from = t % 8 * 9;
                model.step(IMAGES, ORDER, from, 9, settings(t));
                if (t == 0) first = model.losses()[0];
            }
            assertTrue(model.losses()[0] < 0.9 * first, first + " before, " + model.losses()[0]);
            var frozen = new FrozenModel(model.weights(), Kernels.best());
            float[] pseudo = frozen.pseudoInputs();
            assertEquals(6 * of.values(), pseudo.length);
            double moved = 0;
            for (int i = 0; i < pseudo.length; i++) moved = Math.max(moved, Math.abs(pseudo[i] - begun[i]));
            assertTrue(moved > 0.005, "pseudo-inputs moved by " + moved);
            var prior = assertInstanceOf(PosteriorMixture.class, frozen.prior());
            float[] mu = new float[18];
            float[] s = new float[18];
            new Encoder(frozen, 6).encode(pseudo, 6, mu, s);
            for (int i = 0; i < 18; i++) assertEquals(mu[i], prior.mu(i / 3, i % 3), 1e-5);
            model.evaluate(IMAGES, 0, 20, 3, false);
            float[] codes = new float[60];
            float[] spread = new float[60];
            new Encoder(frozen, 20).encode(IMAGES, 0, 20, codes, spread);
            double kl = 0;
            for (int r = 0; r < 20; r++) {
                float[] z = new float[3];
                double own = 3 * Math.log(2 * Math.PI);
                for (int j = 0; j < 3; j++) {
                    float e = RandomStream.gaussian(RandomStream.EVALUATION.key(3), r * 3L + j);
                    z[j] = codes[r * 3 + j] + (float) Math.exp(0.5 * spread[r * 3 + j]) * e;
                    own += spread[r * 3 + j] + e * e;
                }
                kl -= (0.5 * own + prior.logDensity(z, 0)) / 20;
            }
            assertEquals(kl, model.losses()[1], 1e-4);
            assertEquals(0, model.klPerLatent().length);
        }
    }
}
