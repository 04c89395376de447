package org.latentfx.model.prior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

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

@Tag("engine")
class PosteriorMixtureTest {
    private static JsonObject golden() throws IOException {
        try (var in = new InputStreamReader(
                Objects.requireNonNull(PosteriorMixtureTest.class.getResourceAsStream("/golden-family.json")),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject();
        }
    }

    private static float[] flat(JsonArray rows) {
        float[] all = new float[rows.size() * rows.get(0).getAsJsonArray().size()];
        for (int i = 0; i < all.length; i++) {
            int columns = all.length / rows.size();
            all[i] = rows.get(i / columns).getAsJsonArray().get(i % columns).getAsFloat();
        }
        return all;
    }

    @Test
    void density_kl_and_gradients_are_the_golden_ones() throws IOException {
        JsonObject all = golden();
        JsonObject of = all.getAsJsonObject("mixture_prior");
        JsonObject codes = all.getAsJsonObject("objectives");
        float[] mu = flat(codes.getAsJsonArray("mu"));
        float[] s = flat(codes.getAsJsonArray("logvar"));
        float[] epsilon = flat(codes.getAsJsonArray("eps"));
        float[] dmu = flat(of.getAsJsonArray("dmu"));
        float[] ds = flat(of.getAsJsonArray("dlogvar"));
        float[] componentMu = flat(of.getAsJsonArray("component_mu"));
        float[] componentS = flat(of.getAsJsonArray("component_logvar"));
        for (Kernel kernel : Kernels.available()) {
            var prior = new PosteriorMixture(3, 2, kernel);
            for (int k = 0; k < 3; k++) prior.set(k, componentMu, 2 * k, componentS, 2 * k);
            double kl = 0;
            for (int r = 0; r < 4; r++) {
                float[] z = new float[2];
                double own = 2 * Math.log(2 * Math.PI);
                for (int j = 0; j < 2; j++) {
                    z[j] = Posterior.sample(mu[2 * r + j], s[2 * r + j], epsilon[2 * r + j]);
                    own += s[2 * r + j] + epsilon[2 * r + j] * epsilon[2 * r + j];
                }
                double expected = of.getAsJsonArray("log_prior").get(r).getAsDouble();
                assertEquals(expected, prior.logDensity(z, 0), 2e-5);
                kl += (-0.5 * own - prior.logDensity(z, 0)) / 4;
                float[] dz = new float[2];
                prior.addGradient(z, 0, 0.25f, dz);
                for (int j = 0; j < 2; j++) {
                    int i = 2 * r + j;
                    assertEquals(dmu[i], dz[j], 1e-5);
                    double deviation = Math.exp(0.5 * s[i]);
                    assertEquals(ds[i], 0.5 * (dz[j] * epsilon[i] * deviation - 0.25), 1e-5);
                }
            }
            assertEquals(of.get("kl_monte_carlo").getAsDouble(), kl, 1e-5);
        }
    }

    @Test
    void one_component_that_is_standard_is_the_standard_normal() {
        var one = new PosteriorMixture(1, 5, Kernels.best());
        one.set(0, new float[5], 0, new float[5], 0);
        var normal = new StandardNormal(5);
        float[] z = {0.3f, -1, 2, 0, 0.7f};
        assertEquals(normal.logDensity(z, 0), one.logDensity(z, 0), 1e-5);
        assertEquals(normal.marginal(2, -1.3), one.marginal(2, -1.3), 1e-7);
        float[] expected = new float[5];
        float[] found = new float[5];
        normal.addGradient(z, 0, 0.5f, expected);
        one.addGradient(z, 0, 0.5f, found);
        assertArrayEquals(expected, found, 1e-6f);
        float[] a = new float[20];
        float[] b = new float[20];
        normal.draw(Kernels.best(), 3, 40, 4, a);
        one.draw(Kernels.best(), 3, 40, 4, b);
        assertArrayEquals(a, b);
    }

    @Test
    void the_gradients_of_components_are_the_central_differences() {
        int k = 4;
        int d = 3;
        int rows = 7;
        float[] mu = new float[k * d];
        float[] s = new float[k * d];
        float[] z = new float[rows * d];
        for (int i = 0; i < mu.length; i++) mu[i] = RandomStream.gaussian(1, i);
        for (int i = 0; i < s.length; i++) s[i] = 0.5f * RandomStream.gaussian(2, i);
        for (int i = 0; i < z.length; i++) z[i] = RandomStream.gaussian(3, i);
        s[4] = 11; // held at 10, where it has no gradient
        var prior = prior(mu, s, k, d);
        float[] shares = new float[rows * k];
        for (int r = 0; r < rows; r++) prior.logDensity(z, r * d, shares, r * k);
        for (int c = 0; c < k; c++) {
            float[] gradient = new float[2 * d];
            prior.componentGradient(c, z, d, rows, shares, 2, gradient, 0);
            for (int j = 0; j < d; j++) {
                assertEquals(2 * slope(mu, s, mu, c * d + j, z, k, d), gradient[j], 2e-3);
                assertEquals(2 * slope(mu, s, s, c * d + j, z, k, d), gradient[d + j], 2e-3);
            }
        }
    }

    private static PosteriorMixture prior(float[] mu, float[] s, int k, int d) {
        var prior = new PosteriorMixture(k, d, Kernels.best());
        for (int c = 0; c < k; c++) prior.set(c, mu, c * d, s, c * d);
        return prior;
    }

    private static double slope(float[] mu, float[] s, float[] moved, int i, float[] z, int k, int d) {
        float before = moved[i];
        double[] sums = new double[2];
        for (int side = 0; side < 2; side++) {
            moved[i] = before + (side == 0 ? 0.01f : -0.01f);
            var prior = prior(mu, s, k, d);
            for (int r = 0; r < z.length / d; r++) sums[side] -= prior.logDensity(z, r * d);
        }
        moved[i] = before;
        return (sums[0] - sums[1]) / 0.02;
    }
}
