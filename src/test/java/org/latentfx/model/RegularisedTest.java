package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.batch.Corruption;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.KindOptions;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;

/** Training on corrupted inputs and with dropout. */
@Tag("engine")
class RegularisedTest {
    private static final int BATCH = 9;
    private static final ImageSet IMAGES = TinyImages.bars(36);
    private static final int[] ORDER = TinyImages.order(36);
    private static final double STEP = 1e-2;

    private static ModelConfiguration configuration(ModelKind kind, String hidden, Activation f) {
        var options = kind.can(Capability.CONDITIONAL) ? KindOptions.classes(6) : KindOptions.NONE;
        return new ModelConfiguration(
                kind, IMAGES.format(), LayerSpec.parse(hidden), 3, f, Likelihood.BERNOULLI, 1, options);
    }

    private static Autoencoder fresh(ModelConfiguration configuration, Workers workers) {
        var vae = new Autoencoder(configuration, BATCH, Kernels.named("ejml"), workers);
        vae.initialize(1, IMAGES);
        return vae;
    }

    private static StepSettings settings(int t, Corruption corruption, double rate, double dropout) {
        return new StepSettings(
                4, (long) t * BATCH, false, KlTerm.weighted(0.7), t + 1, 0.002, 0.002, corruption, rate, dropout);
    }

    @ParameterizedTest
    @CsvSource({
        "VAE, '9,5', TANH, MASKING, 0.4, 0",
        "CVAE, '7', SILU, GAUSSIAN, 0.5, 0",
        "VAE, '12,8', TANH, NONE, 0, 0.5",
        "AE, '12,8', SILU, MASKING, 0.3, 0.3",
        "CVAE, '12', TANH, NONE, 0, 0.4",
        "VAE, 'conv3x4s2,8', TANH, GAUSSIAN, 0.2, 0.4",
    })
    void every_gradient_equals_the_central_difference(
            ModelKind kind, String hidden, Activation f, Corruption corruption, double rate, double dropout) {
        var configuration = configuration(kind, hidden, f);
        try (var workers = new Workers(2)) {
            var vae = fresh(configuration, workers);
            float[] weights = vae.weights().values();
            for (int i = 0; i < weights.length; i++) weights[i] += 0.2f * RandomStream.gaussian(8, i);
            float[] none = new float[weights.length];
            vae.restore(weights, none, none);
            vae.step(IMAGES, ORDER, 0, BATCH, settings(3, corruption, rate, dropout));
            vae.restore(weights, none, none);
            vae.differentiateAgain();
            float[] found = vae.gradients();
            for (var tensor : configuration.tensors()) {
                // along the tensor's own gradient and a random direction: floats resolve no single weight
                float[] way = new float[weights.length];
                double expected = 0;
                for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                    way[i] = found[i] + 0.1f * RandomStream.gaussian(6, i);
                    expected += (double) way[i] * found[i];
                }
                double size = 0;
                for (float one : way) size += one * one;
                double step = STEP / Math.sqrt(size);
                double slope = (loss(vae, weights, way, step) - loss(vae, weights, way, -step)) / (2 * step);
                assertEquals(expected, slope, 0.01 * Math.abs(expected) + 2e-3 * Math.sqrt(size), tensor.name());
            }
        }
    }

    private static double loss(Autoencoder vae, float[] weights, float[] way, double step) {
        float[] moved = weights.clone();
        for (int i = 0; i < moved.length; i++) moved[i] += (float) (step * way[i]);
        vae.restore(moved, new float[moved.length], new float[moved.length]);
        vae.differentiateAgain();
        return vae.reconstruction() + 0.7 * vae.kl();
    }

    @ParameterizedTest
    @EnumSource(
            value = Corruption.class,
            names = {"MASKING", "GAUSSIAN"})
    void the_target_stays_clean_and_so_does_what_is_evaluated(Corruption corruption) {
        try (var workers = new Workers(1)) {
            var vae = fresh(configuration(ModelKind.VAE, "9", Activation.RELU), workers);
            vae.evaluate(IMAGES, 0, BATCH, 1, false);
            double before = vae.losses()[0];
            var clean = vae.trace(() -> vae.step(IMAGES, ORDER, 0, BATCH, settings(0, Corruption.NONE, 0, 0)));
            var noisy = vae.trace(() -> vae.step(IMAGES, ORDER, 0, BATCH, settings(0, corruption, 0.4, 0.3)));
            assertArrayEquals(clean.x(), noisy.x());
            assertArrayEquals(clean.read(), clean.x());
            int changed = 0;
            for (int i = 0; i < noisy.x().length; i++) if (noisy.x()[i] != noisy.read()[i]) changed++;
            double share = (double) changed / noisy.x().length;
            if (corruption == Corruption.MASKING) assertEquals(0.4, share, 0.1);
            else assertEquals(1, share, 0.01);
            assertFalse(Arrays.equals(clean.gradients(), noisy.gradients()));
            vae.evaluate(IMAGES, 0, BATCH, 1, false);
            assertEquals(before, vae.losses()[0]);
        }
    }

    @Test
    void any_number_of_threads_trains_the_same_model() {
        float[] one = trained(1);
        assertArrayEquals(one, trained(2));
        assertArrayEquals(one, trained(3));
    }

    private static float[] trained(int threads) {
        try (var workers = new Workers(threads)) {
            var vae = fresh(configuration(ModelKind.VAE, "20,12", Activation.RELU), workers);
            for (int t = 0; t < 12; t++)
                vae.step(IMAGES, ORDER, t % 4 * BATCH, BATCH, settings(t, Corruption.GAUSSIAN, 0.2, 0.3));
            return vae.weights().values();
        }
    }

    @Test
    void units_left_out_change_from_step_to_step_and_sums_stay_as_they_were_on_average() {
        try (var workers = new Workers(1)) {
            var vae = fresh(configuration(ModelKind.AE, "2000", Activation.TANH), workers);
            var whole = vae.trace(() -> vae.step(IMAGES, ORDER, 0, BATCH, settings(0, Corruption.NONE, 0, 0)));
            var some = vae.trace(() -> vae.step(IMAGES, ORDER, 0, BATCH, settings(0, Corruption.NONE, 0, 0.5)));
            var others = vae.trace(() -> vae.step(IMAGES, ORDER, 0, BATCH, settings(1, Corruption.NONE, 0, 0.5)));
            assertNotEquals(some.losses().reconstruction(), others.losses().reconstruction());
            double mean = 0;
            for (var each : List.of(some, others)) mean += each.losses().reconstruction() / 2;
            assertEquals(
                    whole.losses().reconstruction(), mean, 0.1 * whole.losses().reconstruction());
        }
    }
}
