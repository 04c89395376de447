package org.latentfx.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;

@Tag("engine")
class DecoderJacobianTest {
    private static final int ROWS = 3;
    private static final int LATENTS = 5;
    private static final int PIXELS = 6 * 4;

    static Stream<Arguments> cases() {
        return Kernels.available().stream()
                .flatMap(kernel -> Stream.of(Activation.RELU, Activation.LEAKY_RELU, Activation.TANH)
                        .flatMap(f -> Stream.of(List.<Integer>of(), List.of(9), List.of(7, 11))
                                .map(hidden -> Arguments.of(kernel, f, hidden))));
    }

    private static Weights model(Activation f, List<Integer> hidden) {
        var likelihood = hidden.size() == 1 ? Likelihood.CONTINUOUS_BERNOULLI : Likelihood.BERNOULLI;
        var configuration = new ModelConfiguration(6, 4, hidden, LATENTS, f, likelihood, 1);
        return ReferenceDecoder.random(configuration, 5, 0.8);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pushed_tangents_equal_central_differences(Kernel kernel, Activation f, List<Integer> hidden) {
        Weights weights = model(f, hidden);
        var reference = new ReferenceDecoder(weights);
        var jacobian = new DecoderJacobian(new FrozenModel(weights, kernel), ROWS);
        double[] z = noise(ROWS * LATENTS, 1);
        int count = 4;
        double[] tangents = noise(ROWS * count * LATENTS, 2);
        float[] changes = new float[ROWS * count * PIXELS];
        jacobian.at(floats(z), ROWS);
        jacobian.push(floats(tangents), count, changes);
        for (int t = 0; t < ROWS * count; t++) {
            double[] expected = reference.derivative(part(z, t / count, LATENTS), part(tangents, t, LATENTS), 1e-6);
            for (int i = 0; i < PIXELS; i++)
                assertEquals(expected[i], changes[t * PIXELS + i], 1e-5, "tangent " + t + " pixel " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pulled_gradients_equal_central_differences(Kernel kernel, Activation f, List<Integer> hidden) {
        Weights weights = model(f, hidden);
        var reference = new ReferenceDecoder(weights);
        var jacobian = new DecoderJacobian(new FrozenModel(weights, kernel), ROWS);
        double[] z = noise(ROWS * LATENTS, 1);
        double[] gradient = noise(ROWS * PIXELS, 3);
        float[] pulled = new float[ROWS * LATENTS];
        jacobian.at(floats(z), ROWS);
        jacobian.pull(floats(gradient), pulled);
        for (int r = 0; r < ROWS; r++) {
            for (int j = 0; j < LATENTS; j++) {
                double[] axis = new double[LATENTS];
                axis[j] = 1;
                double[] derivative = reference.derivative(part(z, r, LATENTS), axis, 1e-6);
                double expected = 0;
                for (int i = 0; i < PIXELS; i++) expected += derivative[i] * gradient[r * PIXELS + i];
                assertEquals(expected, pulled[r * LATENTS + j], 2e-5, "row " + r + " latent " + j);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradients_by_logits_skip_the_last_bend(Kernel kernel, Activation f, List<Integer> hidden) {
        Weights weights = model(f, hidden);
        var jacobian = new DecoderJacobian(new FrozenModel(weights, kernel), ROWS);
        jacobian.at(floats(noise(ROWS * LATENTS, 1)), ROWS);
        float[] gradient = floats(noise(ROWS * PIXELS, 3));
        float[] expected = new float[ROWS * LATENTS];
        float[] found = new float[ROWS * LATENTS];
        jacobian.pull(gradient, expected);
        for (int i = 0; i < gradient.length; i++)
            gradient[i] *= weights.configuration().likelihood().slope(jacobian.logits()[i], jacobian.means()[i]);
        jacobian.pullLogits(gradient, found);
        for (int i = 0; i < found.length; i++) assertEquals(expected[i], found[i], 1e-6);
    }

    @Test
    void more_rows_than_there_is_room_for_are_refused() {
        var jacobian = new DecoderJacobian(new FrozenModel(model(Activation.RELU, List.of(3)), Kernels.best()), 2);
        assertThrows(IllegalArgumentException.class, () -> jacobian.at(new float[3 * LATENTS], 3));
    }

    private static double[] noise(int n, long key) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) x[i] = (float) (2 * RandomStream.uniform(key, i) - 1);
        return x;
    }

    private static double[] part(double[] x, int row, int size) {
        return java.util.Arrays.copyOfRange(x, row * size, (row + 1) * size);
    }

    private static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) y[i] = (float) x[i];
        return y;
    }
}
