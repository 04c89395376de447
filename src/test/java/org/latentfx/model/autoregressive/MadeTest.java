package org.latentfx.model.autoregressive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.KlTerm;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Slopes;
import org.latentfx.model.StepSettings;
import org.latentfx.model.TinyImages;
import org.latentfx.model.TrainableModel;
import org.latentfx.model.Weights;
import org.latentfx.model.batch.Allocation;
import org.latentfx.model.kind.KindOptions;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.look.ExactLikelihood;
import org.latentfx.text.Refusal;

@Tag("engine")
class MadeTest {
    private static final ImageSet IMAGES = TinyImages.bars(96);
    private static final int[] ORDER = TinyImages.order(96);
    private static final ModelConfiguration MADE = of(IMAGES.format(), PixelOrder.SHUFFLED, 19, 23);
    private static final ModelConfiguration SMALL = of(PictureFormat.grey(3, 3), PixelOrder.SHUFFLED, 8, 7);

    private static ModelConfiguration of(PictureFormat format, PixelOrder order, int... units) {
        return new ModelConfiguration(
                ModelKind.MADE,
                format,
                LayerSpec.dense(units),
                1,
                Activation.TANH,
                Likelihood.BERNOULLI,
                1,
                KindOptions.order(order));
    }

    static List<Kernel> kernels() {
        return Kernels.available();
    }

    private static StepSettings settings(int t, double rate) {
        return new StepSettings(3, 33L * t, t % 2 == 0, KlTerm.OF_THE_BOUND, t, rate);
    }

    /** Weights large enough for every pixel to matter. */
    private static float[] weights(ModelConfiguration of) {
        try (var workers = new Workers(1)) {
            var made = TrainableModel.of(of, 1, Kernels.best(), workers);
            int n = of.values();
            made.initialize(4, new ImageSet(of.format(), new byte[n], new byte[1], List.of("one")));
            float[] weights = made.weights().values();
            int end = of.tensors().get(of.trained()).offset();
            for (int i = 0; i < end; i++) weights[i] = weights[i] == 0 ? 0 : (float) (2 * Math.sin(7 * i));
            return weights;
        }
    }

    private static FrozenModel frozen(ModelConfiguration of, Kernel kernel) {
        return new FrozenModel(new Weights(of, weights(of)), kernel);
    }

    // ---- what it is ----

    @ParameterizedTest
    @MethodSource("kernels")
    void theProbabilitiesOfAllPicturesSumToOne(Kernel kernel) {
        int n = SMALL.values();
        float[] all = new float[(1 << n) * n];
        for (int i = 0; i < all.length; i++) all[i] = i / n >> i % n & 1;
        double[] nats = new double[1 << n];
        new ExactLikelihood(frozen(SMALL, kernel), 50).nats(all, nats.length, nats);
        assertEquals(1, Arrays.stream(nats).map(one -> Math.exp(-one)).sum(), 1e-5);
    }

    @ParameterizedTest
    @EnumSource(PixelOrder.class)
    void noPixelIsHeardByThoseBeforeIt(PixelOrder order) {
        var of = of(PictureFormat.grey(3, 3), order, 8, 7);
        var model = frozen(of, Kernels.best());
        var exact = new ExactLikelihood(model, 1);
        int[] way = model.drawing().order();
        float[] picture = {1, 0, 0, 1, 1, 0, 1, 0, 1};
        float[] before = exact.natsByValue(picture);
        int heard = 0;
        for (int at = 0; at < way.length; at++) {
            float[] other = picture.clone();
            other[way[at]] = 1 - picture[way[at]];
            float[] after = exact.natsByValue(other);
            for (int k = 0; k < at; k++) assertEquals(before[way[k]], after[way[k]], way[k] + " hears " + way[at]);
            // its own logit is the same, and so its two probabilities are of one coin
            assertEquals(1, Math.exp(-before[way[at]]) + Math.exp(-after[way[at]]), 1e-6);
            for (int k = at + 1; k < way.length; k++) if (before[way[k]] != after[way[k]]) heard++;
        }
        assertTrue(heard > 20, heard + " of 36 pairs");
        int[] rows = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        assertEquals(order == PixelOrder.NATURAL, Arrays.equals(rows, way));
    }

    @Test
    void aPictureDrawnValueByValueGoesByTheProbabilitiesOfOnePass() {
        var model = frozen(SMALL, Kernels.best());
        var drawing = model.drawing();
        int n = SMALL.values();
        float[] logits = new float[n];
        float[] drawn = new float[n];
        for (long key = 0; key < 20; key++) {
            drawing.whole(key, new float[0], logits, drawn, 0);
            float[] nats = new ExactLikelihood(model, 1).natsByValue(drawn);
            for (int i = 0; i < n; i++)
                assertEquals(nats[i], SMALL.likelihood().term(logits[i], drawn[i], 1), 1e-5, "value " + i);
        }
    }

    @Test
    void drawsComeAsOftenAsTheyAreLikely() {
        var of = of(PictureFormat.grey(3, 1), PixelOrder.SHUFFLED, 6);
        var model = frozen(of, Kernels.best());
        int draws = 4000;
        int[] seen = new int[8];
        float[] drawn = new float[3];
        var drawing = model.drawing();
        for (int i = 0; i < draws; i++) {
            drawing.whole(Draws.key(i), new float[0], new float[3], drawn, 0);
            seen[(int) (drawn[0] + 2 * drawn[1] + 4 * drawn[2])]++;
        }
        for (int picture = 0; picture < 8; picture++) {
            double[] nats = new double[1];
            float[] x = {picture & 1, picture >> 1 & 1, picture >> 2 & 1};
            new ExactLikelihood(model, 1).nats(x, 1, nats);
            double p = Math.exp(-nats[0]);
            assertEquals(p, (double) seen[picture] / draws, 5 * Math.sqrt(p * (1 - p) / draws) + 1e-3);
        }
    }

    @Test
    void whatIsKnownStaysAndTheRestIsDrawnGivenIt() {
        var model = frozen(SMALL, Kernels.best());
        float[] known = {1, 0, -1, -1, 1, -1, -1, 0, -1};
        float[] drawn = new float[9];
        model.drawing().whole(3, known, new float[9], drawn, 0);
        for (int i = 0; i < 9; i++) assertTrue(known[i] < 0 ? drawn[i] == 0 || drawn[i] == 1 : drawn[i] == known[i]);
    }

    @Test
    void otherModelsAreNotAskedForAnExactLikelihood() {
        var vae = new ModelConfiguration(3, 3, List.of(4), 2, Activation.TANH, Likelihood.BERNOULLI, 1);
        var model = new FrozenModel(new Weights(vae, new float[vae.parameterCount()]), Kernels.best());
        assertThrows(Refusal.class, () -> new ExactLikelihood(model, 1));
        assertThrows(Refusal.class, model::drawing);
    }

    // ---- how it learns ----

    /** A step from zero moments leaves (1 − β₁) times the gradient as first moment. */
    @ParameterizedTest
    @MethodSource("kernels")
    void everyGradientEqualsTheCentralDifference(Kernel kernel) {
        try (var workers = new Workers(2)) {
            var made = TrainableModel.of(MADE, 33, kernel, workers);
            made.initialize(4, IMAGES);
            float[] weights = made.weights().values();
            made.step(IMAGES, ORDER, 0, 33, settings(1, 0));
            float[] gradient = made.firstMoments();
            for (int i = 0; i < gradient.length; i++) gradient[i] *= 10;
            int masks = MADE.tensors().get(MADE.trained()).offset();
            float[] none = new float[weights.length];
            Slopes.check(MADE, weights, gradient, moved -> {
                System.arraycopy(weights, masks, moved, masks, weights.length - masks); // what is cut stays cut
                made.restore(moved, none, none);
                made.evaluate(IMAGES, 0, 33, 1, false);
                return made.losses()[0];
            });
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theSameModelComesOutForAnyNumberOfThreads(Kernel kernel) {
        float[] one = trained(kernel, 1, 12);
        assertArrayEquals(one, trained(kernel, 2, 12));
        assertArrayEquals(one, trained(kernel, 3, 12));
    }

    @Test
    void aWeightThatIsCutIsNeverLearnt() {
        float[] before = trained(Kernels.best(), 1, 0);
        float[] after = trained(Kernels.best(), 2, 12);
        int cut = 0;
        for (var tensor : MADE.tensors().subList(0, MADE.trained()))
            for (int i = tensor.offset(); !tensor.bias() && i < tensor.offset() + tensor.size(); i++) {
                if (before[i] != 0) continue;
                assertEquals(0, after[i], tensor.name());
                cut++;
            }
        assertTrue(cut > 600, cut + " weights are cut");
        int masks = MADE.tensors().get(MADE.trained()).offset();
        assertArrayEquals(
                Arrays.copyOfRange(before, masks, before.length), Arrays.copyOfRange(after, masks, after.length));
    }

    @Test
    void aRestoredOneGoesOnAsTheOneThatItWasTakenFrom() {
        try (var workers = new Workers(1)) {
            var one = TrainableModel.of(MADE, 33, Kernels.best(), workers);
            one.initialize(9, IMAGES);
            for (int t = 1; t < 5; t++) one.step(IMAGES, ORDER, t, 33, settings(t, 1e-3));
            var other = TrainableModel.of(MADE, 33, Kernels.best(), workers);
            other.restore(one.weights().values(), one.firstMoments(), one.secondMoments());
            one.step(IMAGES, ORDER, 7, 33, settings(5, 1e-3));
            other.step(IMAGES, ORDER, 7, 33, settings(5, 1e-3));
            assertArrayEquals(one.weights().values(), other.weights().values());
            assertEquals(one.losses()[0], other.losses()[0]);
        }
    }

    @Test
    void itLearnsWhatOnePixelTellsOfAnother() {
        try (var workers = new Workers(1)) {
            var made = TrainableModel.of(MADE, 96, Kernels.best(), workers);
            made.initialize(9, IMAGES);
            made.evaluate(IMAGES, 0, 96, 1, true);
            double before = made.losses()[0];
            for (int t = 1; t <= 300; t++) made.step(IMAGES, ORDER, 0, 96, settings(2 * t, 1e-2));
            made.evaluate(IMAGES, 0, 96, 1, true);
            assertTrue(made.losses()[0] < before - 3, made.losses()[0] + " nats, before " + before);
            float[] pixels = new float[96 * 36];
            double[] nats = new double[96];
            made.evaluate(IMAGES, 0, 96, 1, false);
            IMAGES.read(Kernels.best(), 0, 96, pixels, 0);
            new ExactLikelihood(new FrozenModel(made.weights(), Kernels.best()), 40).nats(pixels, 96, nats);
            assertEquals(made.losses()[0], Arrays.stream(nats).average().orElseThrow(), 1e-4);
        }
    }

    @Test
    void aStepAllocatesNextToNothing() {
        try (var workers = new Workers(1)) {
            var made = TrainableModel.of(MADE, 33, Kernels.named("ejml"), workers);
            made.initialize(9, IMAGES);
            var settings = settings(2, 1e-3);
            long least = Allocation.leastOf(
                    150,
                    2560, // small records of scalars, where the compiler has not removed them
                    () -> {
                        for (int i = 0; i < 10; i++) made.step(IMAGES, ORDER, 0, 33, settings);
                    },
                    Thread.currentThread());
            assertTrue(least <= 2560, least + " bytes in ten steps");
        }
    }

    private static float[] trained(Kernel kernel, int threads, int steps) {
        try (var workers = new Workers(threads)) {
            var made = TrainableModel.of(MADE, 33, kernel, workers);
            made.initialize(3, IMAGES);
            for (int t = 1; t <= steps; t++) made.step(IMAGES, ORDER, t, 33, settings(t, 1e-3));
            return made.weights().values();
        }
    }
}
