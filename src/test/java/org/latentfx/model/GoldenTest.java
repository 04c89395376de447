package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.likelihood.ContinuousBernoulli;
import org.latentfx.model.prior.Posterior;

/** The engine against numbers that were computed elsewhere, in double precision. */
@Tag("engine")
class GoldenTest {
    private static final JsonObject GOLDEN = golden();
    private static final Map<String, String> NAMES = Map.of(
            "We", "encoder.0.weight",
            "be", "encoder.0.bias",
            "Wm", "mu.weight",
            "bm", "mu.bias",
            "Wv", "log_var.weight",
            "bv", "log_var.bias",
            "Wd", "decoder.0.weight",
            "bd", "decoder.0.bias",
            "Wo", "out.weight",
            "bo", "out.bias");

    static List<Kernel> kernels() {
        return Kernels.available();
    }

    @Test
    void theKlTermEqualsTheGoldenValues() {
        for (JsonElement element : GOLDEN.getAsJsonArray("kl_diag_gauss_to_std")) {
            var e = element.getAsJsonObject();
            double expected = e.get("kl").getAsDouble();
            double found =
                    Posterior.kl(e.get("mu").getAsDouble(), e.get("logvar").getAsDouble());
            assertEquals(expected, found, 1e-12 * Math.abs(expected) + 1e-30, e.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theCrossEntropyFromLogitsEqualsTheGoldenValuesUpToTheEnds(Kernel kernel) {
        for (JsonElement element : GOLDEN.getAsJsonArray("bce_with_logits")) {
            var e = element.getAsJsonObject();
            float[] gradient = new float[1];
            float[] logit = {e.get("logit").getAsFloat()};
            float[] target = {e.get("target").getAsFloat()};
            double loss = kernel.bernoulli(logit, 0, target, 0, 1, 1, gradient);
            double expected = e.get("bce").getAsDouble();
            assertEquals(expected, loss, 1e-6 * Math.abs(expected) + 1e-6, e.toString());
            assertEquals(e.get("dbce_dlogit").getAsDouble(), gradient[0], 1e-6, e.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void fiveAdamStepsEqualTheGoldenValues(Kernel kernel) {
        var golden = GOLDEN.getAsJsonObject("adam_lr1e-3_b0.9_0.999_eps1e-8_theta0_1");
        float[] m = new float[1];
        float[] v = new float[1];
        float[] theta = {1};
        for (int t = 1; t <= 5; t++) {
            float[] gradient = {golden.getAsJsonArray("grads").get(t - 1).getAsFloat()};
            kernel.adam(Kernel.AdamStep.at(t, 1e-3), gradient, m, v, theta, 0, 1);
            double expected =
                    golden.getAsJsonArray("theta_after_step").get(t - 1).getAsDouble();
            assertEquals(expected, theta[0], 3e-7, "step " + t);
        }
    }

    @Test
    void theContinuousBernoulliHasTheGoldenNormaliserAndMean() {
        for (JsonElement element : GOLDEN.getAsJsonArray("continuous_bernoulli")) {
            var e = element.getAsJsonObject();
            double odds = e.get("lambda").getAsDouble();
            double logit = Math.log(odds) - Math.log1p(-odds);
            double mean = e.get("mean").getAsDouble();
            assertEquals(e.get("logC").getAsDouble(), ContinuousBernoulli.logNormaliser(logit), 1e-8, e.toString());
            assertEquals(mean, ContinuousBernoulli.mean(logit), 1e-9, e.toString());
            assertEquals(logit, ContinuousBernoulli.logit(mean), 1e-6 * (1 + Math.abs(logit)), e.toString());
        }
    }

    static List<JsonObject> singleSampleCases() {
        return GOLDEN.getAsJsonObject("tiny_vae").getAsJsonArray("cases").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(c -> c.get("k").getAsInt() == 1)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("singleSampleCases")
    void theTinyVaeHasTheGoldenLossAndGradients(JsonObject golden) {
        for (Kernel kernel : kernels()) tinyVae(golden, kernel);
    }

    private static void tinyVae(JsonObject golden, Kernel kernel) {
        var likelihood =
                golden.get("likelihood").getAsString().equals("bernoulli") ? Likelihood.BERNOULLI : Likelihood.GAUSSIAN;
        double sigma2 = golden.get("sigma2").getAsDouble();
        var configuration = new ModelConfiguration(5, 1, List.of(4), 2, Activation.RELU, likelihood, sigma2);
        float[] weights = new float[configuration.parameterCount()];
        var parameters = GOLDEN.getAsJsonObject("tiny_vae").getAsJsonObject("params");
        NAMES.forEach((key, name) -> {
            float[] values = numbers(parameters.get(key));
            System.arraycopy(values, 0, weights, tensor(configuration, name).offset(), values.length);
        });
        double beta = golden.get("beta").getAsDouble();
        float[] x = numbers(golden.get("x"));
        float[] epsilon = firstSample(GOLDEN.getAsJsonObject("tiny_vae").getAsJsonArray("eps"), 3);
        try (var workers = new Workers(2)) {
            var vae = new Autoencoder(configuration, Activation.TANH, 3, kernel, workers);
            vae.restore(weights, new float[weights.length], new float[weights.length]);
            vae.differentiate(x, epsilon, 3, KlTerm.weighted(beta));
            double loss = vae.reconstruction() + beta * vae.kl();
            assertEquals(golden.get("loss_mean_nats").getAsDouble(), loss, 1e-5);
            assertEquals(golden.get("rec_mean_nats").getAsDouble(), vae.reconstruction(), 1e-5);
            float[] kl = numbers(golden.get("kl_per_dim_mean"));
            for (int j = 0; j < 2; j++) assertEquals(kl[j], vae.klPerLatent()[j], 1e-5, "KL of latent " + j);
            float[] gradients = vae.gradients();
            NAMES.forEach((key, name) -> {
                float[] expected = numbers(golden.getAsJsonObject("grads").get(key));
                int offset = tensor(configuration, name).offset();
                for (int i = 0; i < expected.length; i++)
                    assertEquals(expected[i], gradients[offset + i], 2e-5, name + "[" + i + "] " + kernel.name());
            });
        }
    }

    /** ε of sample 0 of each image, whichever of the two outer indices counts the images. */
    private static float[] firstSample(JsonArray epsilon, int batch) {
        float[] first = new float[batch * 2];
        for (int r = 0; r < batch; r++) {
            float[] pair = numbers(epsilon.get(0).getAsJsonArray().get(r));
            System.arraycopy(pair, 0, first, 2 * r, 2);
        }
        return first;
    }

    private static ModelConfiguration.Tensor tensor(ModelConfiguration configuration, String name) {
        return configuration.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static float[] numbers(JsonElement element) {
        var all = new java.util.ArrayList<Float>();
        collect(element, all);
        float[] out = new float[all.size()];
        for (int i = 0; i < out.length; i++) out[i] = all.get(i);
        return out;
    }

    private static void collect(JsonElement element, List<Float> into) {
        if (element.isJsonArray()) for (JsonElement e : element.getAsJsonArray()) collect(e, into);
        else into.add(element.getAsFloat());
    }

    private static JsonObject golden() {
        try (var in =
                new InputStreamReader(GoldenTest.class.getResourceAsStream("/golden.json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
