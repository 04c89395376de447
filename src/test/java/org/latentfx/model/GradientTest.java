package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.data.Letters;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.KindOptions;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;

/** Every gradient, by parameter name, against central differences of a loss computed elsewhere in double precision. */
@Tag("engine")
class GradientTest {
    private static final double STEP = 1e-5;
    private static final byte[] LABELS = {2, 0, 1, 2, 1, 0, 0};
    private static final PictureFormat GREY = PictureFormat.grey(3, 2);

    static Stream<Arguments> cases() {
        var hidden =
                Stream.of("none", "7", "9,5", "4,6,3").map(LayerSpec::parse).toList();
        var activations = List.of(Activation.RELU, Activation.LEAKY_RELU, Activation.SILU, Activation.TANH);
        var dense = Kernels.available().stream().flatMap(kernel -> hidden.stream()
                .flatMap(layers -> activations.stream().flatMap(f -> likelihoods(f)
                        .flatMap(likelihood -> Stream.of(ModelKind.VAE, ModelKind.AE, ModelKind.CVAE)
                                .map(kind -> Arguments.of(kernel, kind, GREY, layers, f, likelihood))))));
        return Stream.concat(dense, Stream.concat(convolutions(), words()));
    }

    /** Those that differ at the output alone are tried with one activation. */
    private static Stream<Likelihood> likelihoods(Activation f) {
        return f == Activation.TANH
                ? Stream.of(Likelihood.values()).filter(likelihood -> !likelihood.ofWords())
                : Stream.of(Likelihood.BERNOULLI, Likelihood.GAUSSIAN);
    }

    private static Stream<Arguments> words() {
        var hidden = Stream.of("none", "6").map(LayerSpec::parse).toList();
        return Kernels.available().stream()
                .flatMap(kernel -> hidden.stream().flatMap(layers -> Stream.of(ModelKind.VAE, ModelKind.CVAE)
                        .map(kind -> Arguments.of(
                                kernel, kind, Letters.format(2), layers, Activation.TANH, Likelihood.CATEGORICAL))));
    }

    /** At each place of a word the values are odds, which add up to 1. */
    private static void becomeOdds(float[] x) {
        for (int place = 0; place < x.length; place += Letters.SYMBOLS) {
            float sum = 0;
            for (int i = place; i < place + Letters.SYMBOLS; i++) sum += x[i];
            for (int i = place; i < place + Letters.SYMBOLS; i++) x[i] /= sum;
        }
    }

    /** Odd and even sides, so that mirrors add rows or not; with and without dense layers behind; grey and colour. */
    private static Stream<Arguments> convolutions() {
        var hidden = Stream.of("conv3x4s2", "conv2x3s1,conv4x4s2,5", "conv3x3s2,conv2x4s2")
                .map(LayerSpec::parse)
                .toList();
        var formats = List.of(PictureFormat.grey(6, 5), new PictureFormat(4, 7, PictureFormat.COLOUR));
        return Kernels.available().stream().flatMap(kernel -> hidden.stream()
                .flatMap(layers -> formats.stream().flatMap(format -> Stream.of(Activation.SILU, Activation.TANH)
                        .map(f -> Arguments.of(kernel, ModelKind.VAE, format, layers, f, Likelihood.BERNOULLI)))));
    }

    @ParameterizedTest(name = "{1} {2} {3} {4} {5}")
    @MethodSource("cases")
    void everyGradientEqualsTheCentralDifference(
            Kernel kernel,
            ModelKind kind,
            PictureFormat format,
            List<LayerSpec> hidden,
            Activation f,
            Likelihood likelihood) {
        var configuration = new ModelConfiguration(
                kind,
                format,
                hidden,
                3,
                f,
                likelihood,
                0.3,
                kind.can(Capability.CONDITIONAL) ? KindOptions.classes(3) : KindOptions.NONE);
        int batch = configuration.convolutional() ? 7 : 5;
        double beta = 1.7;
        // others for a model of other inputs, so that no unit stands at its corner
        float[] weights = uniform(configuration.parameterCount(), kind == ModelKind.CVAE ? 5 : 1, 0.9f);
        float[] x = uniform(batch * configuration.values(), 2, 0.5f);
        for (int i = 0; i < x.length; i++) x[i] += 0.5f;
        if (likelihood.ofWords()) becomeOdds(x);
        float[] epsilon = uniform(batch * 3, 3, 1.5f);
        float[] gradients;
        var reference = new ReferenceVae(configuration, f);
        reference.labels = LABELS;
        double[] w = doubles(weights);
        double[][] images = rows(x, batch);
        double[][] noise = rows(epsilon, batch);
        try (var workers = new Workers(2)) {
            var vae = new Autoencoder(configuration, batch, kernel, workers);
            vae.restore(weights, new float[weights.length], new float[weights.length]);
            vae.differentiate(x, LABELS, epsilon, batch, KlTerm.weighted(beta));
            gradients = vae.gradients();
            double loss = reference.loss(w, images, noise, beta);
            assertEquals(loss, vae.reconstruction() + beta * vae.kl(), 1e-5 * (1 + Math.abs(loss)));
        }
        for (var tensor : configuration.tensors()) {
            for (int i = 0; i < tensor.size(); i++) {
                int at = tensor.offset() + i;
                double kept = w[at];
                w[at] = kept + STEP;
                double up = reference.loss(w, images, noise, beta);
                w[at] = kept - STEP;
                double down = reference.loss(w, images, noise, beta);
                w[at] = kept;
                double expected = (up - down) / (2 * STEP);
                assertEquals(expected, gradients[at], 2e-5 * (1 + Math.abs(expected)), tensor.name() + "[" + i + "]");
            }
        }
    }

    private static float[] uniform(int n, long key, float range) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) values[i] = (float) (range * (2 * RandomStream.uniform(key, i) - 1));
        return values;
    }

    private static double[] doubles(float[] a) {
        double[] d = new double[a.length];
        for (int i = 0; i < a.length; i++) d[i] = a[i];
        return d;
    }

    private static double[][] rows(float[] a, int count) {
        double[][] rows = new double[count][a.length / count];
        for (int i = 0; i < a.length; i++) rows[i / rows[0].length][i % rows[0].length] = a[i];
        return rows;
    }
}
