package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.data.Datasets;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;

@Tag("engine")
class InitialWeightsTest {
    private static final ImageSet MNIST = Datasets.loadTest("mnist");
    private static final ModelConfiguration CLASSIC =
            new ModelConfiguration(28, 28, List.of(400), 20, Activation.RELU, Likelihood.BERNOULLI, 1);

    @Test
    void allZeroWeightsCostLogTwoForEachPixelAndTheMeanPictureTwoHundredAndSixNats() {
        float[] zero = new float[CLASSIC.parameterCount()];
        assertEquals(784 * Math.log(2), loss(CLASSIC, zero, 500)[0], 1e-3);
        float[] bias = InitialWeights.of(CLASSIC, 1, MNIST);
        Arrays.fill(bias, 0, bias.length - 784, 0);
        assertEquals(206.6, loss(CLASSIC, bias, MNIST.size())[0], 1);
    }

    @Test
    void aFreshModelIsNotFarFromTheMeanPictureNorFromThePrior() {
        for (Activation f : List.of(Activation.RELU, Activation.LEAKY_RELU, Activation.TANH)) {
            for (var hidden : List.of(List.of(400), List.of(512, 256), List.of(200, 200))) {
                var c = new ModelConfiguration(28, 28, hidden, 20, f, Likelihood.BERNOULLI, 1);
                double[] loss = loss(c, InitialWeights.of(c, 1, MNIST), 500);
                assertTrue(loss[0] < 260, c + ": reconstruction " + loss[0]);
                assertTrue(loss[1] < 5, c + ": KL " + loss[1]);
            }
        }
    }

    /** Reconstruction and KL over the first held-out images. */
    private static double[] loss(ModelConfiguration configuration, float[] weights, int images) {
        double[] loss = new double[2];
        try (var workers = new Workers(2)) {
            var vae = new Autoencoder(configuration, 500, Kernels.named("ejml"), workers);
            vae.restore(weights, new float[weights.length], new float[weights.length]);
            for (int from = 0; from < images; from += 500) {
                vae.evaluate(MNIST, from, 500, 1, false);
                loss[0] += vae.reconstruction() * 500 / images;
                loss[1] += vae.kl() * 500 / images;
            }
        }
        return loss;
    }

    @Test
    void hiddenLayersHaveHesVarianceAndHeadsAndOutputGlorots() {
        float[] values = InitialWeights.of(CLASSIC, 1, MNIST);
        assertEquals(2.0 / 784, variance(values, "encoder.0.weight"), 0.02 * 2 / 784);
        assertEquals(2.0 / 420, variance(values, "mu.weight"), 0.05 * 2 / 420);
        assertEquals(2.0 / 20, variance(values, "decoder.0.weight"), 0.05 * 2 / 20);
        assertEquals(2.0 / 1184, variance(values, "out.weight"), 0.02 * 2 / 1184);
        assertEquals(0, variance(values, "encoder.0.bias"));
    }

    private static double variance(float[] values, String name) {
        var tensor = CLASSIC.tensors().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
        double sum = 0;
        for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) sum += values[i] * values[i];
        return sum / tensor.size();
    }

    @Test
    void theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() {
        assertArrayEquals(InitialWeights.of(CLASSIC, 4, MNIST), InitialWeights.of(CLASSIC, 4, MNIST));
        assertFalse(Arrays.equals(InitialWeights.of(CLASSIC, 4, MNIST), InitialWeights.of(CLASSIC, 5, MNIST)));
    }
}
