package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.prior.Posterior;

/** The terms that may stand for the KL, against numbers from elsewhere and against central differences. */
@Tag("engine")
class KlTermTest {
    private static final double STEP = 1e-5;

    @Test
    void freeBitsAndCapacityHaveTheGoldenValuesAndGradients() throws IOException {
        try (var in = new InputStreamReader(
                KlTermTest.class.getResourceAsStream("/golden-schedules.json"), StandardCharsets.UTF_8)) {
            var golden = JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject("objectives");
            check(golden, "free_bits_0_5_per_latent_batch_mean", KlTerm.freeBits(1, 0.5));
            check(golden, "capacity_gamma_100_C_3", KlTerm.capacity(100, 3));
        }
    }

    private static void check(JsonObject golden, String name, KlTerm term) {
        var expected = golden.getAsJsonObject(name);
        JsonArray mu = golden.getAsJsonArray("mu");
        JsonArray s = golden.getAsJsonArray("logvar");
        var losses = new BatchLosses(4, 2);
        for (int i = 0; i < 8; i++) losses.klOfRow[i] = Posterior.kl(at(mu, i), at(s, i));
        losses.average(4);
        losses.weigh(term, 4);
        double value = expected.get("value").getAsDouble();
        assertEquals(value, term.value(losses.klPerLatent, 0, losses.kl), 1e-12 * value, name);
        for (int i = 0; i < 8; i++) {
            float weight = losses.klWeights[i % 2];
            float sigma = (float) Math.exp(at(s, i) / 2);
            double byMu = at(expected.getAsJsonArray("dmu"), i);
            double byS = at(expected.getAsJsonArray("dlogvar"), i);
            assertEquals(byMu, Posterior.muGradient((float) at(mu, i), 0, weight), 1e-5 * Math.abs(byMu), name);
            float found = Posterior.logVarGradient((float) at(s, i), sigma, 0, 0, weight);
            assertEquals(byS, found, 1e-5 * Math.abs(byS) + 1e-5 * Math.abs(weight), name);
        }
    }

    private static double at(JsonArray rows, int i) {
        return rows.get(i / 2).getAsJsonArray().get(i % 2).getAsDouble();
    }

    private interface Loss {
        double of(ReferenceVae reference, double[] weights);
    }

    private static final int BATCH = 5;
    private static final ModelConfiguration SMALL =
            new ModelConfiguration(3, 2, List.of(7), 3, Activation.TANH, Likelihood.BERNOULLI, 0.3);
    private static final float[] X = pixels();
    private static final float[] EPSILON = uniform(BATCH * 3, 3, 1.5f);

    static List<Arguments> terms() {
        return List.of(
                Arguments.of(
                        KlTerm.capacity(2, 0.3), (Loss) (vae, w) -> vae.capacity(w, rows(X), rows(EPSILON), 2, 0.3)),
                Arguments.of(KlTerm.capacity(2, 30), (Loss) (vae, w) -> vae.capacity(w, rows(X), rows(EPSILON), 2, 30)),
                Arguments.of(KlTerm.freeBits(1.7, 0.9), (Loss)
                        (vae, w) -> vae.freeBits(w, rows(X), rows(EPSILON), 1.7, 0.9)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("terms")
    void everyGradientEqualsTheCentralDifferenceByName(KlTerm term, Loss loss) {
        float[] weights = uniform(SMALL.parameterCount(), 1, 0.9f);
        double[] w = doubles(weights);
        var reference = new ReferenceVae(SMALL, Activation.TANH);
        for (var kernel : Kernels.available()) {
            try (var workers = new Workers(2)) {
                var vae = new Autoencoder(SMALL, BATCH, kernel, workers);
                vae.restore(weights, new float[weights.length], new float[weights.length]);
                vae.differentiate(X, EPSILON, BATCH, term);
                double expected = loss.of(reference, w);
                double found = vae.reconstruction() + term.value(vae.klPerLatent(), vae.losses());
                assertEquals(expected, found, 1e-5 * expected);
                float[] gradients = vae.gradients();
                for (var tensor : SMALL.tensors())
                    for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                        double slope = slope(loss, reference, w, i);
                        assertEquals(slope, gradients[i], 2e-5 * (1 + Math.abs(slope)), tensor.name() + "[" + i + "]");
                    }
            }
        }
    }

    private static double slope(Loss loss, ReferenceVae reference, double[] w, int i) {
        double kept = w[i];
        w[i] = kept + STEP;
        double up = loss.of(reference, w);
        w[i] = kept - STEP;
        double down = loss.of(reference, w);
        w[i] = kept;
        return (up - down) / (2 * STEP);
    }

    @Test
    void aLatentBelowItsFreeBitsIsNotPressedOn() {
        var reference = new ReferenceVae(SMALL, Activation.TANH);
        reference.loss(doubles(uniform(SMALL.parameterCount(), 1, 0.9f)), rows(X), rows(EPSILON), 1);
        double least = Math.min(reference.klPerLatent[0], Math.min(reference.klPerLatent[1], reference.klPerLatent[2]));
        double most = Math.max(reference.klPerLatent[0], Math.max(reference.klPerLatent[1], reference.klPerLatent[2]));
        assertTrue(least < 0.9 && most > 0.9, "the case above has latents on both sides: " + least + " " + most);
        assertEquals(0, KlTerm.freeBits(3, 0.9).slope(least, 9));
        assertEquals(3, KlTerm.freeBits(3, 0.9).slope(most, 9));
    }

    /** Where the whole batch is waited for, a term with the same gradient moves the weights to the same bits. */
    @Test
    void waitingForTheBatchChangesNothingElse() {
        for (int threads : new int[] {1, 2, 3})
            for (var kernel : Kernels.available())
                assertArrayEquals(
                        trained(KlTerm.OF_THE_BOUND, threads, kernel), trained(KlTerm.freeBits(1, 0), threads, kernel));
    }

    private static float[] trained(KlTerm term, int threads, Kernel kernel) {
        try (var workers = new Workers(threads)) {
            var images = TinyImages.bars(96);
            var vae = new Autoencoder(
                    new ModelConfiguration(
                            TinyImages.SIDE,
                            TinyImages.SIDE,
                            List.of(24),
                            4,
                            Activation.RELU,
                            Likelihood.BERNOULLI,
                            0.1),
                    33,
                    kernel,
                    workers);
            vae.initialize(3, images);
            for (int t = 1; t <= 12; t++)
                vae.step(images, TinyImages.order(96), t, 33, new StepSettings(3, t * 33L, t > 6, term, t, 1e-3));
            return vae.weights().values();
        }
    }

    private static float[] pixels() {
        float[] x = uniform(BATCH * 6, 2, 0.5f);
        for (int i = 0; i < x.length; i++) x[i] += 0.5f;
        return x;
    }

    private static float[] uniform(int n, long key, float range) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = (float) (range * (2 * RandomStream.uniform(key, i) - 1));
        return values;
    }

    private static double[] doubles(float[] a) {
        double[] d = new double[a.length];
        for (int i = 0; i < a.length; i++) d[i] = a[i];
        return d;
    }

    private static double[][] rows(float[] a) {
        double[][] rows = new double[BATCH][a.length / BATCH];
        for (int i = 0; i < a.length; i++) rows[i / rows[0].length][i % rows[0].length] = a[i];
        return rows;
    }
}
