package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;

/** The Gaussian likelihood with the best σ². */
@Tag("engine")
class SharedVarianceTest {
    private static final int BATCH = 10;
    private static final ImageSet IMAGES = TinyImages.bars(40);

    private static ModelConfiguration configuration(int width, int height) {
        return new ModelConfiguration(width, height, List.of(7), 3, Activation.TANH, Likelihood.OPTIMAL_GAUSSIAN, 0.1);
    }

    @Test
    void a_batch_has_the_golden_loss_of_its_mean_squared_error() throws IOException {
        try (var in = new InputStreamReader(
                        Objects.requireNonNull(getClass().getResourceAsStream("/golden-family.json")),
                        StandardCharsets.UTF_8);
                var workers = new Workers(2)) {
            var golden = JsonParser.parseReader(in)
                    .getAsJsonObject()
                    .getAsJsonObject("objectives")
                    .getAsJsonObject("sigma_vae_optimal");
            int n = golden.get("D").getAsInt();
            float off = (float) Math.sqrt(golden.get("m").getAsDouble());
            float[] x = new float[2 * n];
            for (int i = 0; i < x.length; i++) x[i] = 0.5f + (i % 3 == 0 ? off : -off); // all means are ½
            var vae = new Autoencoder(configuration(28, 28), 2, Kernels.named("ejml"), workers);
            vae.differentiate(x, new float[2 * 3], 2, KlTerm.OF_THE_BOUND);
            assertEquals(golden.get("nats").getAsDouble(), vae.reconstruction(), 1e-2);
        }
    }

    @Test
    void sigma_follows_the_error_of_the_batches_and_what_is_no_training_takes_it_as_it_stands() {
        try (var workers = new Workers(1)) {
            var vae = trained(workers, 400);
            Weights weights = vae.weights();
            int n = IMAGES.valuesPerImage();
            double ofBatch = Math.exp(2 * vae.reconstruction() / n - 1) / (2 * Math.PI);
            assertEquals(1, weights.variance() / ofBatch, 0.2);
            var frozen = new FrozenModel(weights, Kernels.named("ejml"));
            float[] mean = new float[n];
            float[] x = new float[n];
            IMAGES.read(frozen.kernel(), 0, 1, x, 0);
            double[] loss = new double[1];
            new Decoder(frozen, 1).decode(new float[3], x, 1, mean, loss);
            double squares = 0;
            for (int i = 0; i < n; i++) squares += (x[i] - mean[i]) * (x[i] - mean[i]);
            double constant = n / 2.0 * Math.log(2 * Math.PI * weights.variance());
            assertEquals(squares / (2 * weights.variance()) + constant, loss[0], 1e-3);
            vae.evaluate(IMAGES, 0, BATCH, 1, false);
            assertEquals(weights.variance(), vae.weights().variance());
        }
    }

    @Test
    void a_run_goes_on_bit_for_bit_and_alike_on_any_number_of_threads() {
        try (var one = new Workers(1);
                var two = new Workers(2)) {
            var whole = trained(one, 30);
            var half = trained(two, 20);
            var rest = new Autoencoder(half.configuration(), BATCH, Kernels.named("ejml"), two);
            rest.restore(half.weights().values(), half.firstMoments(), half.secondMoments());
            steps(rest, 20, 30);
            assertArrayEquals(whole.weights().values(), rest.weights().values());
        }
    }

    private static Autoencoder trained(Workers workers, int steps) {
        var format = IMAGES.format();
        var vae =
                new Autoencoder(configuration(format.width(), format.height()), BATCH, Kernels.named("ejml"), workers);
        vae.initialize(1, IMAGES);
        steps(vae, 0, steps);
        return vae;
    }

    private static void steps(Autoencoder vae, int from, int to) {
        int[] order = TinyImages.order(IMAGES.size());
        for (int t = from; t < to; t++) {
            int at = t * BATCH % IMAGES.size();
            var settings = new StepSettings(1, (long) t * BATCH, false, KlTerm.OF_THE_BOUND, t + 1, 0.01);
            vae.step(IMAGES, order, at, BATCH, settings);
        }
    }
}
