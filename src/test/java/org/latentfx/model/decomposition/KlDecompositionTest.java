package org.latentfx.model.decomposition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.decomposition.KlDecomposition.Sampling;

@Tag("engine")
class KlDecompositionTest {
    private static final int BATCH = 4;

    private static JsonObject golden() throws IOException {
        try (var in = new InputStreamReader(
                Objects.requireNonNull(KlDecompositionTest.class.getResourceAsStream("/golden-family.json")),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject("objectives");
        }
    }

    private static double at(JsonArray rows, int i) {
        return rows.get(i / 2).getAsJsonArray().get(i % 2).getAsDouble();
    }

    /** The golden loss is of an image's KL alone; its derivatives by μ and log σ² go through z too. */
    @Test
    void weighted_sampling_has_the_golden_value_and_gradients() throws IOException {
        var golden = golden();
        var expected = golden.getAsJsonObject("beta_tcvae_minibatch_weighted_N1000_beta6");
        for (Kernel kernel : Kernels.available())
            try (var workers = new Workers(2)) {
                var parts = new KlDecomposition(7, 2, Sampling.WEIGHTED, kernel, workers);
                parts.of(1000);
                double[] sigma = new double[8];
                for (int i = 0; i < 8; i++) {
                    double mu = at(golden.getAsJsonArray("mu"), i);
                    double s = at(golden.getAsJsonArray("logvar"), i);
                    sigma[i] = Math.exp(s / 2);
                    float z = (float) (mu + sigma[i] * at(golden.getAsJsonArray("eps"), i));
                    parts.put(i / 2, i % 2, (float) mu, (float) s, (float) sigma[i], z);
                }
                double[] found = new double[3];
                parts.measure(BATCH, found, 0);
                assertEquals(expected.get("value").getAsDouble(), found[0] + 6 * found[1] + found[2], 1e-4);
                parts.differentiate(1, 6, 1);
                for (int i = 0; i < 8; i++) {
                    double byMu = parts.byZ(i / 2, i % 2) + parts.byMu(i / 2, i % 2);
                    assertEquals(at(expected.getAsJsonArray("dmu"), i), byMu, 2e-5, kernel.name());
                    double epsilon = at(golden.getAsJsonArray("eps"), i);
                    double byS = 0.5 * sigma[i] * epsilon * parts.byZ(i / 2, i % 2) + parts.byLogVar(i / 2, i % 2);
                    assertEquals(at(expected.getAsJsonArray("dlogvar"), i), byS, 2e-5, kernel.name());
                }
            }
    }

    /** Codes far apart: q(z) is only the own one's N-th part, and the information all that N images can tell. */
    @Test
    void stratified_sampling_finds_log_n_nats_in_codes_that_are_far_apart() {
        double[] found = measured(Sampling.STRATIFIED, 64, 1, 5000, 0, 100_000, 0.1);
        assertEquals(Math.log(5000), found[0], 1e-3);
        assertEquals(0, found[1], 1e-3, "one latent is independent by itself");
    }

    @Test
    void two_latents_that_say_the_same_have_all_of_it_in_common() {
        // z₂ = z₁ up to noise of 0.1: KL(q(z) ‖ q(z₁)q(z₂)) is about −½ log(1 − ρ²) with ρ² = (1/1.01)²
        double[] same = measured(Sampling.STRATIFIED, 512, 2, 512, 0, 1, 0.1);
        double rho = 1 / 1.01;
        assertEquals(-0.5 * Math.log(1 - rho * rho), same[1], 0.25);
        double[] other = measured(Sampling.STRATIFIED, 512, 2, 512, 1, 1, 0.1);
        assertTrue(other[1] < 0.6 && other[1] < same[1] - 1, other[1] + " and " + same[1]);
    }

    @Test
    void one_code_that_is_the_prior_costs_nothing() {
        double[] found = measured(Sampling.STRATIFIED, 1, 3, 1, 0, 0, 1);
        assertArrayEquals(new double[3], found, 1e-6);
    }

    @Test
    void the_three_parts_add_up_to_the_log_ratio_of_each_code_and_prior() {
        for (Sampling sampling : Sampling.values()) {
            double[] found = measured(sampling, 33, 4, 900, 1, 1, 0.5);
            double expected = 0;
            for (int i = 0; i < 33 * 4; i++) {
                float e = RandomStream.gaussian(2, i);
                double z = RandomStream.gaussian(1, i) + 0.5 * e;
                expected += (-Math.log(0.5) - 0.5 * e * e + 0.5 * z * z) / 33;
            }
            assertEquals(expected, found[0] + found[1] + found[2], 1e-4, sampling.name());
        }
    }

    @Test
    void any_number_of_threads_finds_the_same() {
        double[] one = null;
        for (int threads = 1; threads < 4; threads++)
            try (var workers = new Workers(threads)) {
                double[] found = measured(workers, Sampling.STRATIFIED, 100, 5, 900, 1, 1, 0.5);
                if (one != null) assertArrayEquals(one, found);
                one = found;
            }
    }

    private static double[] measured(
            Sampling sampling, int batch, int latents, int images, int own, double spread, double sigma) {
        try (var workers = new Workers(2)) {
            return measured(workers, sampling, batch, latents, images, own, spread, sigma);
        }
    }

    /** @param own 1 where each latent has a mean of its own, 0 where all latents of an image share one */
    private static double[] measured(
            Workers workers,
            Sampling sampling,
            int batch,
            int latents,
            int images,
            int own,
            double spread,
            double sigma) {
        var parts = new KlDecomposition(batch, latents, sampling, Kernels.best(), workers);
        parts.of(images);
        for (int i = 0; i < batch; i++)
            for (int j = 0; j < latents; j++) {
                int at = own == 1 ? i * latents + j : i;
                float mu = (float) (spread * RandomStream.gaussian(1, at));
                float z = mu + (float) sigma * RandomStream.gaussian(2, (long) i * latents + j);
                parts.put(i, j, mu, (float) (2 * Math.log(sigma)), (float) sigma, spread == 0 ? 0.5f : z);
            }
        double[] found = new double[3];
        parts.measure(batch, found, 0);
        parts.differentiate(1, 2, 3);
        return found;
    }
}
