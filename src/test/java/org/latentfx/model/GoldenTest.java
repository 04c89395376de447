package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
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
    private static final JsonObject GOLDEN = Golden.vae();

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
        var tiny = GOLDEN.getAsJsonObject("tiny_vae");
        float[] weights = Golden.weights(tiny.getAsJsonObject("params"), configuration);
        double beta = golden.get("beta").getAsDouble();
        float[] x = Golden.numbers(golden.get("x"));
        float[] epsilon = firstSample(tiny.getAsJsonArray("eps"), 3);
        try (var workers = new Workers(2)) {
            var vae = new Autoencoder(configuration, Activation.TANH, 3, kernel, workers);
            vae.restore(weights, new float[weights.length], new float[weights.length]);
            vae.differentiate(x, epsilon, 3, KlTerm.weighted(beta));
            double loss = vae.reconstruction() + beta * vae.kl();
            assertEquals(golden.get("loss_mean_nats").getAsDouble(), loss, 1e-5);
            assertEquals(golden.get("rec_mean_nats").getAsDouble(), vae.reconstruction(), 1e-5);
            float[] kl = Golden.numbers(golden.get("kl_per_dim_mean"));
            for (int j = 0; j < 2; j++) assertEquals(kl[j], vae.klPerLatent()[j], 1e-5, "KL of latent " + j);
            Golden.assertGradients(golden.getAsJsonObject("grads"), configuration, vae.gradients(), kernel.name());
        }
    }

    /** ε of sample 0 of each image, whichever of the two outer indices counts the images. */
    private static float[] firstSample(JsonArray epsilon, int batch) {
        float[] first = new float[batch * 2];
        for (int r = 0; r < batch; r++) {
            float[] pair = Golden.numbers(epsilon.get(0).getAsJsonArray().get(r));
            System.arraycopy(pair, 0, first, 2 * r, 2);
        }
        return first;
    }
}
