package org.latentfx.analysis.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.Autoencoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;

class MarginalLikelihoodTest {
    private static final ImageSet IMAGES = Datasets.loadTest("mnist").first(41);
    private static final ModelConfiguration SMALL =
            new ModelConfiguration(28, 28, List.of(20), 4, Activation.TANH, Likelihood.BERNOULLI, 1);

    private static MarginalLikelihood measured(int threads, int k, long seed) {
        try (var workers = new Workers(threads)) {
            var vae = new Autoencoder(SMALL, 10, Kernels.best(), workers);
            vae.initialize(2, IMAGES);
            var model = new FrozenModel(vae.weights(), Kernels.best());
            return MarginalLikelihood.of(model, IMAGES, workers, k, true, seed, Progress.NONE);
        }
    }

    private static JsonObject golden(String file) throws IOException {
        try (var in =
                new InputStreamReader(MarginalLikelihoodTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject();
        }
    }

    private static double[] numbers(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(one -> one.getAsDouble())
                .toArray();
    }

    private static double[][] rows(JsonArray array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(row -> numbers(row.getAsJsonArray()))
                .toArray(double[][]::new);
    }

    @Test
    void likelihood_error_and_effective_sizes_are_the_golden_ones() throws IOException {
        var golden = golden("/golden-family.json").getAsJsonObject("importance_estimate");
        var found = MarginalLikelihood.of(rows(golden.getAsJsonArray("log_w")));
        assertEquals(golden.get("nll").getAsDouble(), found.nll(), 1e-12);
        assertEquals(golden.get("standard_error").getAsDouble(), found.standardError(), 1e-12);
        double[] effective = numbers(golden.getAsJsonArray("ess"));
        assertEquals(java.util.Arrays.stream(effective).average().orElseThrow(), found.effective(), 1e-12);
        assertEquals(java.util.Arrays.stream(effective).min().orElseThrow(), found.leastEffective(), 1e-12);
        assertEquals(8, found.k());
        assertEquals(6, found.images());
    }

    /**
     * A linear VAE is probabilistic PCA (Lucas 2019), whose log p(x) is known. The output's sigmoid is all but a
     * straight line near ½, where the oracle's picture is put at a small scale s: log p changes by −D log s.
     */
    @Test
    void of_a_linear_model_the_exact_likelihood_is_found() throws IOException {
        var oracle = golden("/golden.json").getAsJsonObject("ppca_oracle");
        double[][] w = rows(oracle.getAsJsonArray("W"));
        double[] centre = numbers(oracle.getAsJsonArray("mu"));
        double[][] x = rows(oracle.getAsJsonArray("X"));
        double[] exact = numbers(oracle.getAsJsonArray("log_px_exact"));
        double sigma = Math.sqrt(oracle.get("sigma2").getAsDouble());
        double scale = 0.01 / sigma;
        var model = new FrozenModel(linear(w, scale, oracle), Kernels.best());
        for (int i = 0; i < exact.length; i++) {
            float[] picture = new float[6];
            for (int p = 0; p < 6; p++) picture[p] = (float) (0.5 + scale * (x[i][p] - centre[p]));
            int k = 50_000;
            var found = ImportanceEstimate.of(model, picture, k, 3 + i, Progress.NONE);
            double error = Math.sqrt(1 / found.effective() - 1.0 / k);
            double bent = 0.04; // what is left of the sigmoid's curve
            assertEquals(exact[i] - 6 * Math.log(scale), found.bound(), 4 * error + bent, "image " + i);
            double gap = oracle.get("elbo_gap_best_diag").getAsDouble();
            assertEquals(exact[i] - gap - 6 * Math.log(scale), found.elbo(), 0.1, "image " + i);
        }
    }

    /** Encoder and decoder without hidden layers: the oracle's best diagonal posterior, and its loadings. */
    private static Weights linear(double[][] w, double scale, JsonObject oracle) {
        var c = new ModelConfiguration(6, 1, List.of(), 2, Activation.RELU, Likelihood.GAUSSIAN, 1e-4);
        double[] variance = numbers(oracle.getAsJsonArray("best_diag_var"));
        double[][] covariance = rows(oracle.getAsJsonArray("posterior_cov"));
        double sigma2 = oracle.get("sigma2").getAsDouble();
        float[] values = new float[c.parameterCount()];
        for (var tensor : c.tensors()) {
            for (int row = 0; row < tensor.rows(); row++) {
                for (int column = 0; column < tensor.columns(); column++) {
                    values[tensor.offset() + row * tensor.columns() + column] =
                            (float) value(tensor.name(), row, column, w, scale, variance, covariance, sigma2);
                }
            }
        }
        return new Weights(c, values);
    }

    private static double value(
            String name,
            int row,
            int column,
            double[][] w,
            double scale,
            double[] variance,
            double[][] cov,
            double s2) {
        // posterior mean = M⁻¹Wᵀ(x − μ), M⁻¹ = covariance/σ²; the picture is ½ + scale·(x − μ)
        double[] mean = new double[2];
        double[] shift = new double[2];
        for (int j = 0; j < 2; j++) {
            for (int p = 0; p < w.length; p++) {
                double load = (cov[j][0] * w[p][0] + cov[j][1] * w[p][1]) / s2 / scale;
                if (p == row) mean[j] = load;
                shift[j] -= 0.5 * load;
            }
        }
        return switch (name) {
            case "mu.weight" -> mean[column];
            case "mu.bias" -> shift[column];
            case "log_var.bias" -> Math.log(variance[column]);
            case "out.weight" -> 4 * scale * w[column][row];
            default -> 0;
        };
    }

    @Test
    void any_number_of_threads_gives_the_same_and_another_seed_does_not() {
        var one = measured(1, 130, 5);
        assertEquals(one, measured(3, 130, 5));
        assertTrue(Math.abs(one.nll() - measured(2, 130, 6).nll()) > 1e-6);
    }

    @Test
    void more_samples_lower_the_likelihood_towards_the_truth_and_never_pass_the_elbo() {
        var one = measured(2, 1, 5);
        var some = measured(2, 10, 5);
        var many = measured(2, 500, 5);
        assertEquals(one.negativeElbo(), one.nll(), 1e-9);
        assertEquals(1, one.effective(), 1e-12);
        assertTrue(many.nll() < some.nll() && some.nll() < one.nll());
        for (var found : List.of(some, many)) assertTrue(found.nll() < found.negativeElbo());
        assertEquals(one.negativeElbo(), many.negativeElbo(), 1);
    }

    @Test
    void it_tells_how_far_it_is_and_ends_when_nobody_wants_it() {
        try (var workers = new Workers(2)) {
            var vae = new Autoencoder(SMALL, 10, Kernels.best(), workers);
            vae.initialize(2, IMAGES);
            var model = new FrozenModel(vae.weights(), Kernels.best());
            boolean[] stop = new boolean[1];
            var progress = new Progress(() -> stop[0], share -> stop[0] = share > 0.3);
            assertThrows(
                    CancellationException.class,
                    () -> MarginalLikelihood.of(model, IMAGES, workers, 20, true, 1, progress));
            assertTrue(stop[0]);
        }
    }
}
