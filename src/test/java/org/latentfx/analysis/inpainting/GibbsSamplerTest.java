package org.latentfx.analysis.inpainting;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Digits;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.ImportanceEstimate;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.ReferenceDecoder;
import org.latentfx.model.Weights;
import org.latentfx.text.Refusal;

class GibbsSamplerTest {
    private static final float[] BITS = {1, 0, 1, 1, 0, 0};
    private static final boolean[] KNOWN = {true, true, true, false, false, false};

    /** Random weights: its encoder, wider than the prior, is not at all the posterior of its decoder. */
    private static Weights untrained() {
        var configuration = new ModelConfiguration(6, 1, List.of(5), 1, Activation.TANH, Likelihood.BERNOULLI, 1);
        Weights weights = ReferenceDecoder.random(configuration, 12, 1.5);
        for (var tensor : configuration.tensors())
            if (tensor.name().startsWith("log_var"))
                java.util.Arrays.fill(
                        weights.values(), tensor.offset(), tensor.offset() + tensor.size(), tensor.bias() ? 0.8f : 0);
        return weights;
    }

    /** ∫ p(known|z) p(z) dz in [0], and the same times each pixel's mean after it. */
    private static double[] integrals(Weights weights, boolean[] known) {
        var reference = new ReferenceDecoder(weights);
        double[] sums = new double[7];
        for (double z = -8; z < 8; z += 0.002) {
            double[] mean = reference.decode(new double[] {z});
            double weight = Normal.density(z) * 0.002;
            for (int i = 0; i < 6; i++) if (known[i]) weight *= BITS[i] > 0 ? mean[i] : 1 - mean[i];
            sums[0] += weight;
            for (int i = 0; i < 6; i++) sums[i + 1] += weight * mean[i];
        }
        return sums;
    }

    @Test
    void metropolis_within_gibbs_draws_from_the_exact_conditional_and_pseudo_gibbs_does_not() {
        Weights weights = untrained();
        double[] sums = integrals(weights, KNOWN);
        float[] half = {.5f, .5f, .5f, .5f, .5f, .5f};
        var sampler = new GibbsSampler(new FrozenModel(weights, Kernels.best()), BITS, KNOWN, 3);
        var exact = sampler.run(true, half, 100, 6000, Progress.NONE);
        var pseudo = sampler.run(false, half, 100, 6000, Progress.NONE);
        double exactError = 0;
        double pseudoError = 0;
        for (int i = 3; i < 6; i++) {
            double expected = sums[i + 1] / sums[0];
            exactError = Math.max(exactError, Math.abs(exact.picture()[i] - expected));
            pseudoError = Math.max(pseudoError, Math.abs(pseudo.picture()[i] - expected));
        }
        assertTrue(exactError < 0.01, "exact: off by " + exactError);
        assertTrue(pseudoError > 0.02, "pseudo: off by " + pseudoError);
        assertEquals(1, pseudo.acceptRate());
        assertTrue(exact.acceptRate() > 0.05 && exact.acceptRate() < 0.99, "accepted " + exact.acceptRate());
    }

    @Test
    void known_pixels_stay_and_hidden_ones_come_nearer_than_the_mean_image() {
        boolean[] known = new boolean[784];
        for (int i = 0; i < 784; i++) known[i] = i % 28 < 14;
        float[] baseline = Inpainting.meanImage(Digits.learnt());
        double exact = 0;
        double pseudo = 0;
        double mean = 0;
        for (int image = 0; image < 6; image++) {
            float[] picture = Digits.picture(image);
            var sampler = new GibbsSampler(new FrozenModel(Digits.deep(), Kernels.best()), picture, known, 1);
            var first = sampler.run(true, baseline, 20, 60, Progress.NONE);
            var second = sampler.run(false, baseline, 20, 60, Progress.NONE);
            for (int i = 0; i < 784; i++) if (known[i]) assertEquals(picture[i], first.picture()[i]);
            exact += first.error();
            pseudo += second.error();
            mean += first.baselineError();
            assertEquals(first.baselineError(), second.baselineError());
        }
        assertTrue(exact < 0.9 * mean, exact + " against " + mean);
        assertTrue(pseudo < 0.9 * mean, pseudo + " against " + mean);
    }

    @Test
    void the_same_key_gives_the_same_draws() {
        float[] half = {.5f, .5f, .5f, .5f, .5f, .5f};
        var first = new GibbsSampler(new FrozenModel(untrained(), Kernels.best()), BITS, KNOWN, 3)
                .run(true, half, 3, 9, Progress.NONE);
        var second = new GibbsSampler(new FrozenModel(untrained(), Kernels.best()), BITS, KNOWN, 3)
                .run(true, half, 3, 9, Progress.NONE);
        assertArrayEquals(first.picture(), second.picture());
        assertArrayEquals(first.z(), second.z());
    }

    @Test
    void with_nothing_hidden_there_is_nothing_to_fill_in() {
        boolean[] known = {true, true, true, true, true, true};
        assertThrows(
                Refusal.class, () -> new GibbsSampler(new FrozenModel(untrained(), Kernels.best()), BITS, known, 1));
    }

    @Test
    void the_importance_bound_matches_the_golden_vectors_however_low_the_weights() throws java.io.IOException {
        try (var in = new InputStreamReader(
                GibbsSamplerTest.class.getResourceAsStream("/golden.json"), StandardCharsets.UTF_8)) {
            var golden = JsonParser.parseReader(in).getAsJsonObject();
            var plain = golden.getAsJsonObject("iwae");
            var found = ImportanceEstimate.of(numbers(plain.getAsJsonArray("log_w")));
            assertEquals(plain.get("L5").getAsDouble(), found.bound(), 1e-12);
            assertEquals(plain.get("elbo_mean").getAsDouble(), found.elbo(), 1e-12);
            assertEquals(plain.get("ess").getAsDouble(), found.effective(), 1e-12);
            assertArrayEquals(numbers(plain.getAsJsonArray("normalised_weights")), found.weights(), 1e-14);
            var low = golden.getAsJsonObject("iwae_stability");
            assertEquals(
                    low.get("L5").getAsDouble(),
                    ImportanceEstimate.of(numbers(low.getAsJsonArray("log_w"))).bound(),
                    1e-9);
        }
    }

    private static double[] numbers(JsonArray array) {
        double[] x = new double[array.size()];
        for (int i = 0; i < x.length; i++) x[i] = array.get(i).getAsDouble();
        return x;
    }

    @Test
    void many_samples_find_the_exact_likelihood_from_below() {
        boolean[] all = {true, true, true, true, true, true};
        double exact = Math.log(integrals(untrained(), all)[0]);
        var found = ImportanceEstimate.of(new FrozenModel(untrained(), Kernels.best()), BITS, 20_000, 4, Progress.NONE);
        assertEquals(exact, found.bound(), 0.03);
        assertTrue(found.elbo() < found.bound());
        assertTrue(found.effective() > 1 && found.effective() < 20_000);
    }
}
