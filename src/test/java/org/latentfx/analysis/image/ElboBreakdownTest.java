package org.latentfx.analysis.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentfx.analysis.Cloud;
import org.latentfx.analysis.Digits;
import org.latentfx.analysis.Progress;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.ReferenceDecoder;

class ElboBreakdownTest {
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CATEGORICAL")
    void the_parts_are_the_formulas_of_the_model(Likelihood likelihood) {
        var configuration = new ModelConfiguration(4, 3, List.of(6), 3, Activation.TANH, likelihood, 0.2);
        var weights = ReferenceDecoder.random(configuration, 3, 1);
        var reference = new ReferenceDecoder(weights);
        double variance = likelihood.learnsVariance() ? weights.variance() : 0.2;
        float[] x = new float[12];
        for (int i = 0; i < 12; i++) x[i] = (float) RandomStream.uniform(9, i);
        float[] epsilon = Cloud.normal(4 * 3, 7);
        var breakdown = new ProbedImage(new FrozenModel(weights, Kernels.best())).breakdown(x, epsilon);
        double[] losses = new double[4];
        double[] terms = new double[12];
        for (int s = 0; s < 4; s++) {
            double[] z = new double[3];
            for (int j = 0; j < 3; j++) {
                z[j] = breakdown.mu()[j] + Math.exp(breakdown.logVar()[j] / 2) * epsilon[3 * s + j];
                assertEquals(z[j], breakdown.samples()[3 * s + j], 1e-6);
            }
            double[] logits = reference.logits(z);
            for (int i = 0; i < 12; i++) {
                double mean = 1 / (1 + Math.exp(-logits[i]));
                double entropy = -x[i] * Math.log(mean) - (1 - x[i]) * Math.log(1 - mean);
                double term =
                        switch (likelihood) {
                            case BERNOULLI -> entropy;
                            case CONTINUOUS_BERNOULLI -> entropy - Math.log(logits[i] / Math.tanh(logits[i] / 2));
                            case GAUSSIAN, OPTIMAL_GAUSSIAN ->
                                Math.pow(x[i] - mean, 2) / (2 * variance) + 0.5 * Math.log(2 * Math.PI * variance);
                            case CATEGORICAL -> throw new IllegalArgumentException("it has letters, not pixels");
                        };
                terms[i] += term / 4;
                losses[s] += term;
            }
        }
        for (int i = 0; i < 12; i++) assertEquals(terms[i], breakdown.pixels()[i], 1e-5);
        for (int j = 0; j < 3; j++) {
            double mu = breakdown.mu()[j];
            double s = breakdown.logVar()[j];
            assertEquals(0.5 * (mu * mu + Math.exp(s) - 1 - s), breakdown.kl()[j], 1e-6);
        }
        double average = java.util.Arrays.stream(losses).average().orElseThrow();
        double squares = 0;
        for (double loss : losses) squares += (loss - average) * (loss - average);
        assertEquals(average, breakdown.reconstruction(), 1e-4);
        assertEquals(Math.sqrt(squares / 3 / 4), breakdown.standardError(), 1e-4);
    }

    @Test
    void without_noise_z_is_the_mean() {
        var breakdown = new ProbedImage(new FrozenModel(Digits.deep(), Kernels.best()))
                .breakdown(Digits.picture(5), new float[0]);
        assertArrayEquals(breakdown.mu(), breakdown.samples());
        assertEquals(0, breakdown.standardError());
        assertThrows(
                IllegalArgumentException.class, () -> new ProbedImage(new FrozenModel(Digits.deep(), Kernels.best()))
                        .breakdown(Digits.picture(5), new float[3]));
    }

    @Test
    void a_percentile_counts_the_held_out_images_that_cost_less() {
        var unusualness = new ElboRank(new double[] {1, 2, 2, 4});
        assertEquals(0, unusualness.percentile(0.5));
        assertEquals(50, unusualness.percentile(2));
        assertEquals(75, unusualness.percentile(3));
        assertEquals(100, unusualness.percentile(5));
    }

    @Test
    void held_out_digits_cost_what_their_breakdowns_say_and_noise_is_more_unusual_than_any() {
        var images = Digits.all().first(300);
        var unusualness = ElboRank.of(new FrozenModel(Digits.deep(), Kernels.best()), images, Progress.NONE);
        var probe = new ProbedImage(new FrozenModel(Digits.deep(), Kernels.best()));
        double[] expected = new double[300];
        for (int i = 0; i < 300; i++)
            expected[i] = probe.breakdown(Digits.picture(i), new float[0]).total();
        java.util.Arrays.sort(expected);
        assertArrayEquals(expected, unusualness.losses(), 1e-2);
        float[] noise = new float[784];
        for (int i = 0; i < 784; i++) noise[i] = (float) RandomStream.uniform(1, i);
        assertEquals(
                100, unusualness.percentile(probe.breakdown(noise, new float[0]).total()));
    }
}
