package org.latentfx.analysis.inpainting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Cloud;
import org.latentfx.analysis.Digits;
import org.latentfx.analysis.Progress;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.prior.StandardNormal;
import org.latentfx.text.Refusal;

class InversionTest {
    private static boolean[] upperHalf() {
        boolean[] known = new boolean[784];
        for (int i = 0; i < 392; i++) known[i] = true;
        return known;
    }

    private static boolean[] all() {
        boolean[] known = new boolean[784];
        java.util.Arrays.fill(known, true);
        return known;
    }

    private static Inversion invert(float[] picture, boolean[] known, List<float[]> starts, double prior) {
        return Inversion.of(
                new FrozenModel(Digits.deep(), Kernels.best()), picture, known, starts, prior, 150, Progress.NONE);
    }

    private static List<float[]> starts(int count) {
        var starts = new ArrayList<float[]>();
        starts.add(new float[8]);
        for (int i = 1; i < count; i++) starts.add(Cloud.normal(8, i));
        return starts;
    }

    @Test
    void a_picture_the_decoder_drew_is_found_again() {
        float[] hidden = Cloud.normal(8, 42);
        float[] picture = new float[784];
        new Decoder(new FrozenModel(Digits.deep(), Kernels.best()), 1).decode(hidden, 1, picture);
        var found = invert(picture, all(), starts(4), 0);
        float[] drawn = new float[784];
        new Decoder(new FrozenModel(Digits.deep(), Kernels.best()), 1).decode(found.z(), 1, drawn);
        double squares = 0;
        for (int i = 0; i < 784; i++) squares += Math.pow(drawn[i] - picture[i], 2);
        assertTrue(Math.sqrt(squares) < 0.5, "pixel distance " + Math.sqrt(squares));
    }

    @Test
    void the_walk_ends_at_the_lowest_cost_and_every_cost_is_that_of_its_point() {
        float[] picture = Digits.picture(4);
        var found = invert(picture, upperHalf(), starts(3), 1);
        assertEquals(found.walk().size(), found.costs().length);
        assertTrue(found.after() < 0.8 * found.before(), found.before() + " → " + found.after());
        for (double cost : found.costs()) assertTrue(cost >= found.after());
        assertEquals(150, found.steps());
        for (int step : new int[] {0, found.walk().size() - 1}) {
            float[] z = found.walk().get(step);
            float[] drawn = new float[784];
            new Decoder(new FrozenModel(Digits.deep(), Kernels.best()), 1).decode(z, 1, drawn);
            double cost = 0;
            for (int i = 0; i < 392; i++)
                cost -= picture[i] * Math.log(drawn[i]) + (1 - picture[i]) * Math.log1p(-drawn[i]);
            for (float value : z) cost += 0.5 * value * value;
            assertEquals(cost, found.costs()[step], 1e-3 * cost);
        }
    }

    @Test
    void hidden_pixels_do_not_matter() {
        float[] other = Digits.picture(4);
        for (int i = 392; i < 784; i++) other[i] = 1 - other[i];
        assertEquals(
                invert(Digits.picture(4), upperHalf(), starts(2), 0).after(),
                invert(other, upperHalf(), starts(2), 0).after());
    }

    @Test
    void more_starts_are_never_worse() {
        float[] picture = Digits.picture(8);
        double one = invert(picture, all(), starts(1), 1).after();
        double six = invert(picture, all(), starts(6), 1).after();
        assertTrue(six <= one + 1e-3, one + " → " + six);
    }

    @Test
    void a_heavier_prior_keeps_z_nearer_to_zero() {
        float[] picture = Digits.picture(1);
        float[] free = invert(picture, upperHalf(), starts(1), 0).z();
        float[] held = invert(picture, upperHalf(), starts(1), 20).z();
        var prior = new StandardNormal(held.length);
        assertTrue(prior.logDensity(held, 0) > prior.logDensity(free, 0));
    }

    @Test
    void cancelling_keeps_what_was_found() {
        var seen = new ArrayList<Double>();
        var progress = new Progress(() -> seen.size() >= 5, seen::add);
        var found = Inversion.of(
                new FrozenModel(Digits.deep(), Kernels.best()), Digits.picture(2), all(), starts(2), 0, 100, progress);
        assertFalse(found.finished());
        assertEquals(4, found.steps());
        assertEquals(5, seen.size());
        assertSame(8, found.z().length);
    }

    @Test
    void with_every_pixel_hidden_there_is_nothing_to_ask() {
        assertThrows(Refusal.class, () -> invert(Digits.picture(0), new boolean[784], starts(1), 0));
    }

    @Test
    void a_gan_finds_its_own_picture_again_by_squared_differences() {
        var of = new ModelConfiguration(
                ModelKind.GAN,
                PictureFormat.grey(6, 6),
                LayerSpec.dense(24),
                4,
                Activation.RELU,
                Likelihood.BERNOULLI,
                1);
        float[] weights = new float[of.parameterCount()];
        for (int i = 0; i < weights.length; i++) weights[i] = (float) (0.4 * RandomStream.gaussian(3, i));
        var gan = new FrozenModel(new Weights(of, weights), Kernels.best());
        float[] picture = new float[36];
        new Decoder(gan, 1).decode(Cloud.normal(4, 42), 1, picture);
        boolean[] known = new boolean[36];
        java.util.Arrays.fill(known, true);
        var starts = List.of(new float[4], Cloud.normal(4, 1), Cloud.normal(4, 2));
        var found = Inversion.of(gan, picture, known, starts, 0, 150, Progress.NONE);
        float[] drawn = new float[36];
        new Decoder(gan, 1).decode(found.z(), 1, drawn);
        double squares = 0;
        for (int i = 0; i < 36; i++) squares += Math.pow(drawn[i] - picture[i], 2);
        assertEquals(squares, found.after(), 1e-4);
        assertTrue(found.after() < 0.05 * found.before(), found.before() + " to " + found.after());
    }
}
