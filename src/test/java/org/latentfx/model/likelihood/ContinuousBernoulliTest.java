package org.latentfx.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.latentfx.math.Kernels;

class ContinuousBernoulliTest {
    @ParameterizedTest
    @ValueSource(doubles = {-800, -30, -4, -0.3, -0.02, -0.0199, -1e-9, 0, 1e-5, 0.02, 0.1, 0.9, 7, 1000})
    void it_is_a_density_with_the_mean_and_the_variance_that_it_says(double logit) {
        int steps = 200_000;
        double sum = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < steps; i++) {
            double x = (i + 0.5) / steps;
            double p = Math.exp(-ContinuousBernoulli.term(logit, x)) / steps;
            sum += p;
            first += p * x;
            second += p * x * x;
        }
        double tolerance = 2e-6;
        assertEquals(1, sum, tolerance);
        assertEquals(first, ContinuousBernoulli.mean(logit), tolerance);
        assertEquals(second - first * first, ContinuousBernoulli.variance(logit), tolerance);
    }

    @Test
    void a_loss_is_the_sum_of_its_terms_also_of_logits_that_a_run_should_not_have() {
        float[] logits = {-3e38f, 3e38f, 0, -0.01f, 12, -1e20f, 1e-30f, 1e30f, -1e35f, 5};
        float[] x = {0, 1, 0.5f, 0.2f, 0.9f, 0, 1, 1, 0, 0};
        double sum = 0;
        for (int i = 0; i < x.length; i++) sum += ContinuousBernoulli.term(logits[i], x[i]);
        float[] gradient = logits.clone();
        double loss = ContinuousBernoulli.loss(new LogitRows(Kernels.named("ejml"), gradient, x.length), 0, x, 0, 1);
        assertEquals(sum, loss, 1e-9 * Math.abs(sum));
        for (int i = 0; i < x.length; i++)
            assertEquals(ContinuousBernoulli.mean(logits[i]) - x[i], gradient[i], 1e-6, "logit " + logits[i]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-6, -0.4, 0, 1e-7, 2})
    void draws_have_its_mean_and_stay_between_0_and_1(double logit) {
        int count = 20_000;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double x = ContinuousBernoulli.draw(logit, 5, i);
            assertTrue(x >= 0 && x <= 1, "x = " + x);
            sum += x;
        }
        double error = Math.sqrt(ContinuousBernoulli.variance(logit) / count);
        assertEquals(ContinuousBernoulli.mean(logit), sum / count, 4 * error);
    }
}
