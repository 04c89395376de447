package org.latentfx.model.likelihood;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.data.Letters;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Likelihood;

@Tag("engine")
class CategoricalTest {
    private static final int N = 2 * Letters.SYMBOLS;

    /** Two places: of the first each letter is as likely, of the second b is three times as likely as all others. */
    private static float[] logits() {
        float[] logits = new float[N];
        logits[Letters.SYMBOLS + 1] = (float) Math.log(3 * (Letters.SYMBOLS - 1));
        return logits;
    }

    @Test
    void a_word_costs_the_logarithms_of_the_odds_against_its_letters() {
        float[] values = logits();
        float[] x = Letters.values("ab", Letters.format(2));
        double loss = Categorical.loss(new LogitRows(Kernels.best(), values, N), 0, x, 0, 2);
        assertEquals(Math.log(Letters.SYMBOLS) + Math.log(4 / 3.0), loss, 1e-6);
        assertEquals(2 * (1.0 / Letters.SYMBOLS - 1), values[0], 1e-6);
        assertEquals(2.0 / Letters.SYMBOLS, values[Letters.END], 1e-6);
        assertEquals(2 * (0.75 - 1), values[Letters.SYMBOLS + 1], 1e-6);
    }

    @Test
    void logits_of_any_size_overflow_nowhere() {
        float[] values = new float[N];
        values[0] = 3e4f;
        values[Letters.SYMBOLS] = -3e4f;
        float[] x = Letters.values("aa", Letters.format(2));
        double loss = Categorical.loss(new LogitRows(Kernels.best(), values, N), 0, x, 0, 1);
        assertEquals(3e4 + Math.log(Letters.SYMBOLS - 1), loss, 1e-2);
    }

    @Test
    void the_parts_of_a_loss_add_up_to_it() {
        float[] values = logits();
        float[] x = Letters.values("c", Letters.format(2));
        Likelihood.CATEGORICAL.normalise(values, 0, N);
        double sum = 0;
        for (int i = 0; i < N; i++) sum += Likelihood.CATEGORICAL.term(values[i], x[i], 1);
        assertEquals(Categorical.loss(new LogitRows(Kernels.best(), logits(), N), 0, x, 0, 1), sum, 1e-6);
    }

    @Test
    void changes_of_logits_become_those_of_probabilities() {
        float[] means = logits();
        Categorical.means(means, 0, N);
        float[] changes = new float[N];
        for (int i = 0; i < N; i++) changes[i] = (float) RandomStream.gaussian(5, i);
        float step = 1e-3f;
        float[] moved = logits();
        for (int i = 0; i < N; i++) moved[i] += step * changes[i];
        Categorical.means(moved, 0, N);
        float[] first = changes.clone();
        Categorical.tangent(means, 0, changes, 0, N);
        for (int i = 0; i < N; i++) assertEquals((moved[i] - means[i]) / step, changes[i], 1e-3, "" + first[i]);
    }

    @Test
    void letters_are_drawn_as_often_as_they_are_likely() {
        int draws = 4000;
        int b = 0;
        for (int d = 0; d < draws; d++) {
            float[] values = logits();
            Categorical.draw(values, 0, N, 7, (long) d * N);
            double sum = 0;
            for (float value : values) sum += value;
            assertEquals(2, sum);
            if (values[Letters.SYMBOLS + 1] == 1) b++;
        }
        assertEquals(0.75, b / (double) draws, 4 * Math.sqrt(0.75 * 0.25 / draws));
    }
}
