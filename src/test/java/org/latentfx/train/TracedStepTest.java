package org.latentfx.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Sprites;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.StepTrace;
import org.latentfx.model.Weights;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.prior.Posterior;

@Tag("engine")
class TracedStepTest {
    /** 300 images in batches of 64: five steps an epoch, the last of 44 images. */
    private static final DataSplit DATA = new DataSplit(
            "few sprites",
            Sprites.generate(300, 1).images(),
            Sprites.generate(150, 2).images());

    private static Trainer trainer(Map<String, String> settings) {
        var all = new HashMap<>(Map.of("hidden", "32,16", "latents", "3", "batch", "64"));
        all.putAll(settings);
        var run = Settings.fromTexts(Preset.MAP.hyperparameters(), all);
        return new Trainer(DATA, run, Kernels.best(), new Workers(1));
    }

    private static Trainer copyOf(Trainer original, int threads) {
        RunState state = original.state();
        var copy = new Trainer(DATA, state.hyperparameters(), Kernels.best(), new Workers(threads));
        copy.restore(state);
        return copy;
    }

    private static void steps(Trainer trainer, int count) {
        for (int i = 0; i < count; i++) trainer.step();
    }

    @ParameterizedTest
    @CsvSource({
        "hidden, '32,16'",
        "hidden, none",
        "latents, 50",
        "latents, 1",
        "likelihood, gaussian",
        "activation, tanh",
        "binarise, true",
        "beta-schedule, 'free-bits 0.1'",
        "beta-schedule, 'capacity 25 100 0.5'",
        "model, iwae",
        "model, ae",
        "dropout, 0.3"
    })
    void aTracedStepOnACopyIsTheStepThatTrainingTakesBitForBit(String setting, String value) {
        var original = trainer(Map.of(setting, value));
        steps(original, 4); // the next batch is the short one at the end of an epoch
        TracedStep traced = copyOf(original, 2).trace();
        double rate = original.learningRate();
        original.step();
        var history = original.history().train();
        int last = history.size() - 1;
        assertEquals(5, traced.step());
        assertEquals(44, traced.trace().batch());
        assertEquals(rate, traced.learningRate());
        assertEquals((float) traced.loss().reconstruction(), (float) history.reconstruction(last));
        assertEquals((float) traced.loss().kl(), (float) history.kl(last));
        assertArrayEquals(original.weights().values(), traced.trace().after());
    }

    @Test
    void ofSeveralPointsAnImageTheHeaviestIsShownAndTheirSharesMakeTheBound() {
        var original = trainer(Map.of("model", "iwae", "importance-samples", "5", "beta", "0.7", "dropout", "0.2"));
        steps(original, 6);
        var copy = copyOf(original, 2);
        StepTrace trace = copy.trace().trace();
        original.step();
        assertArrayEquals(original.weights().values(), trace.after());
        var importance = Objects.requireNonNull(trace.importance());
        int last = original.history().train().size() - 1;
        assertEquals(
                (float) importance.loss(), (float) original.history().train().value(LossTerm.BOUND, last));
        for (int r = 0; r < trace.batch(); r++) {
            double sum = 0;
            for (int i = 0; i < 5; i++) {
                sum += importance.shares()[5 * r + i];
                assertTrue(importance.largest(r) >= importance.shares()[5 * r + i]);
            }
            assertEquals(1, sum, 1e-5);
            for (int j = 0; j < 3; j++) {
                int at = 3 * r + j;
                assertEquals(trace.mu(r, j) + trace.sigma()[at] * trace.epsilon()[at], trace.z()[at]);
            }
        }
        assertEquals(Arrays.stream(importance.lossOfImage()).average().orElseThrow(), importance.loss(), 1e-9);
    }

    @Test
    void theRunStaysWhereItStands() {
        var traced = trainer(Map.of());
        steps(traced, 2);
        var untouched = copyOf(traced, 1);
        for (int i = 0; i < 7; i++) {
            traced.trace();
            traced.trace();
            traced.step();
            untouched.step();
            assertEquals(untouched.state(), traced.state());
        }
    }

    @Test
    void whatItShowsOnTheWayIsWhatTheSameModelComputes() {
        var original = trainer(Map.of("binarise", "true"));
        steps(original, 7);
        StepTrace trace = original.trace().trace();
        var model = new FrozenModel(new Weights(trace.configuration(), trace.before()), Kernels.best());
        assertArrayEquals(original.weights().values(), trace.before());
        int count = trace.batch() * 3;
        float[] mu = new float[count];
        float[] logVar = new float[count];
        new Encoder(model, trace.batch()).encode(trace.x(), trace.batch(), mu, logVar);
        for (int i = 0; i < count; i++) {
            assertEquals(mu[i], trace.mu(i / 3, i % 3));
            assertEquals(logVar[i], trace.logVar(i / 3, i % 3));
            assertEquals(Math.exp(0.5 * logVar[i]), trace.sigma()[i], 1e-6);
            assertEquals(mu[i] + trace.sigma()[i] * trace.epsilon()[i], trace.z()[i]);
        }
        float[] means = new float[trace.x().length];
        double[] loss = new double[trace.batch()];
        new Decoder(model, trace.batch()).decode(trace.z(), trace.x(), trace.batch(), means, loss);
        assertArrayEquals(means, trace.means());
        assertArrayEquals(loss, trace.losses().reconstructionOfImage());
        assertEquals(Arrays.stream(loss).average().orElseThrow(), trace.losses().reconstruction(), 1e-9);
    }

    @Test
    void aModelThatIsOnlyAskedGoesForwardFromTheMean() {
        var original = trainer(Map.of());
        steps(original, 3);
        var model = new FrozenModel(original.weights(), Kernels.best());
        float[] x = new float[DATA.train().valuesPerImage()];
        DATA.train().values(7, x);
        StepTrace asked = StepTrace.forward(model, x);
        float[] mu = new float[3];
        float[] logVar = new float[3];
        new Encoder(model, 1).encode(x, 1, mu, logVar);
        float[] means = new float[x.length];
        double[] loss = new double[1];
        new Decoder(model, 1).decode(mu, x, 1, means, loss);
        assertArrayEquals(mu, asked.z());
        assertArrayEquals(means, asked.means());
        assertEquals(loss[0], asked.losses().reconstruction());
        for (int j = 0; j < 3; j++) {
            assertEquals(logVar[j], asked.logVar(0, j));
            assertEquals(Posterior.kl(mu[j], logVar[j]), asked.losses().klPerLatent()[j], 1e-12);
        }
        assertEquals(6, asked.layers().size());
        assertEquals("decoder.0", asked.layers().get(3).name());
    }

    @Test
    void theImagesAreThoseThatTheBatchIsMadeOf() {
        var original = trainer(Map.of());
        steps(original, 5); // the next step begins an epoch, which shuffles
        TracedStep traced = original.trace();
        int values = DATA.train().valuesPerImage();
        float[] image = new float[values];
        for (int row = 0; row < 64; row++) {
            DATA.train().values(traced.images()[row], image);
            assertArrayEquals(image, Arrays.copyOfRange(traced.trace().x(), row * values, (row + 1) * values));
        }
        assertEquals(1, traced.epoch());
    }

    @Test
    void theFirstStepOfAdamMovesEachWeightByTheRateAgainstItsGradient() {
        var fresh = trainer(Map.of("learning-rate", "0.01"));
        TracedStep traced = fresh.trace();
        StepTrace trace = traced.trace();
        int moved = 0;
        for (int i = 0; i < trace.before().length; i++) {
            float g = trace.gradients()[i];
            if (Math.abs(g) < 1e-4) continue;
            moved++;
            assertEquals(-0.01 * Math.signum(g), trace.after()[i] - trace.before()[i], 2e-5);
        }
        assertTrue(moved > 1000, "weights with a gradient: " + moved);
    }

    @Test
    void aTensorIsToldByItsNormsAndItsSteepestNumber() {
        TracedStep traced = trainer(Map.of()).trace();
        StepTrace trace = traced.trace();
        for (var tensor : traced.tensors()) {
            int from = tensor.tensor().offset();
            int to = from + tensor.tensor().size();
            double gradient = 0;
            float steepest = 0;
            for (int i = from; i < to; i++) {
                gradient += (double) trace.gradients()[i] * trace.gradients()[i];
                steepest = Math.max(steepest, Math.abs(trace.gradients()[i]));
            }
            assertEquals(Math.sqrt(gradient), tensor.gradient(), 1e-9);
            assertEquals(steepest, Math.abs(trace.gradients()[tensor.steepest()]));
            assertEquals(tensor.weight() == 0, Double.isNaN(tensor.ratio()));
        }
        assertEquals(14, traced.tensors().size());
    }
}
