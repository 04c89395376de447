package org.latentfx.analysis.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LabelAccuracy;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.Autoencoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;

class EvaluationTest {
    private static final ImageSet IMAGES = Datasets.loadTest("mnist").first(330);
    private static final ModelConfiguration SMALL =
            new ModelConfiguration(28, 28, List.of(20), 4, Activation.RELU, Likelihood.BERNOULLI, 1);

    private static Evaluation evaluate(Weights weights, int threads, int samples, boolean binarise) {
        try (var workers = new Workers(threads)) {
            return Evaluation.of(new FrozenModel(weights, Kernels.best()), IMAGES, workers, samples, binarise, 7);
        }
    }

    private static Weights fresh() {
        try (var workers = new Workers(1)) {
            var vae = new Autoencoder(SMALL, 10, Kernels.best(), workers);
            vae.initialize(2, Datasets.loadTest("mnist"));
            return vae.weights();
        }
    }

    @Test
    void oneSampleGivesTheLossThatTheModelInTrainingMeasures() {
        var weights = fresh();
        var evaluation = evaluate(weights, 2, 1, false);
        try (var workers = new Workers(2)) {
            var vae = new Autoencoder(SMALL, 330, Kernels.best(), workers);
            int n = weights.values().length;
            vae.restore(weights.values(), new float[n], new float[n]);
            vae.evaluate(IMAGES, 0, 330, 7, false);
            assertEquals(vae.reconstruction(), evaluation.reconstruction(), 1e-3);
            assertEquals(vae.kl(), evaluation.kl(), 1e-6);
            assertEquals(vae.klPerLatent()[2], evaluation.klPerLatent()[2], 1e-6);
        }
        assertEquals(evaluation.reconstruction() + evaluation.kl(), evaluation.total());
        assertEquals(330, evaluation.images());
    }

    @Test
    void anyNumberOfWorkersGivesTheSameFigures() {
        for (int samples : new int[] {0, 3}) {
            var one = evaluate(fresh(), 1, samples, true);
            var three = evaluate(fresh(), 3, samples, true);
            assertEquals(one.reconstruction(), three.reconstruction());
            assertEquals(one.mse(), three.mse());
            assertArrayEquals(one.klPerLatent(), three.klPerLatent());
        }
    }

    @Test
    void moreSamplesStayNearTheMeanOfThemAndTheMeanCodeIsBetterOnAverage() {
        var weights = fresh();
        double one = evaluate(weights, 2, 1, false).reconstruction();
        double many = evaluate(weights, 2, 8, false).reconstruction();
        double mean = evaluate(weights, 2, 0, false).reconstruction();
        assertEquals(one, many, 5);
        assertTrue(mean < many, mean + " against " + many);
    }

    @Test
    void aDecoderThatAlwaysShowsTheMeanImageHasThePublishedErrorAndNoActiveLatent() {
        float[] values = fresh().values().clone();
        Arrays.fill(values, 0, values.length - 784, 0);
        var all = Datasets.loadTest("mnist");
        var weights = new Weights(SMALL, values);
        Evaluation evaluation;
        try (var workers = new Workers(2)) {
            evaluation = Evaluation.of(new FrozenModel(weights, Kernels.best()), all, workers, 0, false, 1);
        }
        assertEquals(0.0675, evaluation.mse(), 0.001);
        assertEquals(0, evaluation.activeUnits());
        assertEquals(0, evaluation.kl());
    }

    @Test
    void anEmptySetIsRefused() {
        try (var workers = new Workers(1)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Evaluation.of(
                            new FrozenModel(fresh(), Kernels.best()), IMAGES.first(0), workers, 0, false, 1));
        }
    }

    @Test
    void nearestNeighboursVoteAsASearchOneByOneWould() {
        int latents = 3;
        var references = cloud(Datasets.loadTest("mnist").first(5_000), latents, 1);
        var queries = cloud(IMAGES.first(100), latents, 2);
        int right = 0;
        for (int q = 0; q < queries.size(); q++) {
            int query = q;
            var nearest = IntStream.range(0, references.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(r -> distance(references, r, queries, query)))
                    .limit(5)
                    .toList();
            int[] votes = new int[10];
            for (int r : nearest) votes[references.images().labels()[r]]++;
            int chosen = references.images().labels()[nearest.get(0)];
            for (int r : nearest) {
                int label = references.images().labels()[r];
                if (votes[label] > votes[chosen]) chosen = label;
            }
            if (chosen == IMAGES.labels()[q]) right++;
        }
        for (int threads = 1; threads <= 3; threads++) {
            try (var workers = new Workers(threads)) {
                double accuracy = LabelAccuracy.of(references, queries, 5, Kernels.best(), workers);
                assertEquals(right / 100.0, accuracy, 0.0101, threads + " threads");
            }
        }
        assertTrue(right > 20, "labels can be read off this cloud: " + right);
    }

    /** Points around a centre for each label. */
    private static LatentPoints cloud(ImageSet images, int latents, long key) {
        float[] mu = new float[images.size() * latents];
        for (int i = 0; i < mu.length; i++) {
            double centre = 2 * RandomStream.uniform(50, images.labels()[i / latents] * 10L + i % latents);
            mu[i] = (float) (centre + 0.5 * RandomStream.gaussian(key, i));
        }
        return new LatentPoints(images, latents, mu, new float[mu.length]);
    }

    private static double distance(LatentPoints a, int i, LatentPoints b, int k) {
        double sum = 0;
        for (int j = 0; j < a.latents(); j++) sum += Math.pow(a.mu(i, j) - b.mu(k, j), 2);
        return sum;
    }

    @Test
    void theLossesOfTheClassesAverageToThatOfAllImages() {
        var evaluation = evaluate(fresh(), 2, 1, false);
        assertEquals(10, evaluation.classes().size());
        double sum = 0;
        int images = 0;
        for (var one : evaluation.classes()) {
            sum += one.images() * one.total();
            images += one.images();
        }
        assertEquals(330, images);
        assertEquals(evaluation.total(), sum / images, 1e-6);
        int zeros = 0;
        for (byte label : IMAGES.labels()) if (label == 0) zeros++;
        assertEquals(zeros, evaluation.classes().get(0).images());
    }

    @Test
    void aCancelledEvaluationEnds() {
        var cancelled = new Progress(() -> true, share -> {});
        try (var workers = new Workers(1)) {
            var model = new FrozenModel(fresh(), Kernels.best());
            assertThrows(
                    CancellationException.class, () -> Evaluation.of(model, IMAGES, workers, 1, false, 7, cancelled));
        }
    }
}
