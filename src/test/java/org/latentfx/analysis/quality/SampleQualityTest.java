package org.latentfx.analysis.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.quality.FrechetDistance.Gaussian;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;

class SampleQualityTest {
    private static JsonObject golden(String name) throws IOException {
        try (var in = new InputStreamReader(
                SampleQualityTest.class.getResourceAsStream("/golden-family.json"), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject(name);
        }
    }

    private static double[] numbers(JsonArray array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) values[i] = array.get(i).getAsDouble();
        return values;
    }

    private static double[][] rows(JsonArray array) {
        double[][] rows = new double[array.size()][];
        for (int i = 0; i < rows.length; i++) rows[i] = numbers(array.get(i).getAsJsonArray());
        return rows;
    }

    @Test
    void theFrechetDistanceOfTwoGaussiansIsTheGoldenOne() throws IOException {
        var golden = golden("frechet_distance");
        var a = new Gaussian(
                numbers(golden.getAsJsonArray("mu1")), new DMatrixRMaj(rows(golden.getAsJsonArray("cov1"))));
        var b = new Gaussian(
                numbers(golden.getAsJsonArray("mu2")), new DMatrixRMaj(rows(golden.getAsJsonArray("cov2"))));
        assertEquals(golden.get("value").getAsDouble(), FrechetDistance.of(a, b), 1e-7);
        assertEquals(FrechetDistance.of(a, b), FrechetDistance.of(b, a), 1e-9);
        assertEquals(0, FrechetDistance.of(a, a), 1e-9);
    }

    @Test
    void aCloudKnowsItsMeanAndItsCovariance() {
        var cloud = Gaussian.of(new float[] {0, 0, 2, 4, 4, 2}, 3, 2);
        assertArrayEquals(new double[] {2, 2}, cloud.mean(), 1e-12);
        assertArrayEquals(new double[] {4, 2, 2, 4}, cloud.covariance().data, 1e-12);
    }

    @Test
    void precisionAndRecallAreTheGoldenOnes() throws IOException {
        var golden = golden("precision_recall_k3");
        var found =
                PrecisionRecall.of(flat(golden.getAsJsonArray("real")), flat(golden.getAsJsonArray("generated")), 2);
        assertEquals(golden.get("precision").getAsDouble(), found.precision(), 1e-12);
        assertEquals(golden.get("recall").getAsDouble(), found.recall(), 1e-12);
    }

    private static float[] flat(JsonArray array) {
        double[][] rows = rows(array);
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        return flat;
    }

    @Test
    void theNearestImageOfAnImageOfTheSetIsItself() {
        var images = Datasets.load("mnist").test().first(300);
        Kernel kernel = Kernels.best();
        float[] pictures = new float[2 * 784];
        images.read(kernel, 270, 2, pictures, 0);
        var found = new NearestImage(images, kernel).of(pictures, 2, Progress.NONE);
        assertEquals(270, found[0].image());
        assertEquals(271, found[1].image());
        assertEquals(0, found[1].distance());
        images.read(kernel, 0, 1, pictures, 0);
        double expected = Double.POSITIVE_INFINITY;
        float[] other = new float[784];
        for (int i = 1; i < images.size(); i++) {
            images.read(kernel, i, 1, other, 0);
            double sum = 0;
            for (int p = 0; p < 784; p++) sum += (pictures[p] - other[p]) * (pictures[p] - other[p]);
            expected = Math.min(expected, Math.sqrt(sum / 784));
        }
        int[] rest = new int[299];
        for (int i = 0; i < rest.length; i++) rest[i] = i + 1;
        assertEquals(
                expected,
                new NearestImage(images.pick(rest), kernel).of(pictures, 1, Progress.NONE)[0].distance(),
                1e-6);
    }

    /** Of weights that were never trained every sample is near the mean image. */
    @Test
    void samplesOfAnUntrainedModelLieBetweenFloorAndCeilingAndHaveNoVariety() {
        DataSplit all = Datasets.load("mnist");
        var data = new DataSplit("digits", all.train().first(6000), all.test().first(1000));
        Kernel kernel = Kernels.best();
        var classifier = SampleQuality.trained(data.train(), kernel, 1, Progress.NONE);
        assertTrue(classifier.accuracy(data.test()) > 0.9, "accuracy " + classifier.accuracy(data.test()));
        var c = new ModelConfiguration(28, 28, List.of(16), 2, Activation.TANH, Likelihood.BERNOULLI, 1);
        float[] weights = new float[c.parameterCount()];
        for (int i = 0; i < weights.length; i++) weights[i] = (float) (0.05 * RandomStream.gaussian(1, i));
        var model = new FrozenModel(new Weights(c, weights), kernel);
        var found = SampleQuality.of(model, classifier, data, 500, 7, Progress.NONE);
        assertEquals(500, found.samples());
        assertEquals(500, Arrays.stream(found.classes().counts()).sum());
        assertTrue(found.floor() > 0 && found.floor() < found.frechet() / 10, found.toString());
        assertTrue(found.within().recall() < 0.1, found.toString());
        var pair = found.pairs().get(0);
        float[] training = new float[784];
        data.train().read(kernel, pair.image(), 1, training, 0);
        assertArrayEquals(training, pair.training(), "beside the image that is named");
        assertTrue(found.toTraining() > found.heldOutToTraining(), found.toString());
        assertEquals(
                found.frechet(),
                SampleQuality.of(model, classifier, data, 500, 7, Progress.NONE).frechet());
    }
}
