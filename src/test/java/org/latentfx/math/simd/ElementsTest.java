package org.latentfx.math.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;

/**
 * Element-wise maths and random draws of the fast kernel against double, over their whole range and at every remainder.
 * On a Java machine without the vector module the same tests hold for the kernel that stands in for it.
 */
@Tag("engine")
class ElementsTest {
    private static final int[] SIZES = {0, 1, 3, 7, 15, 16, 17, 31, 33, 129, 784};

    private final Kernel kernel = Kernels.named("simd");
    private final SplittableRandom random = new SplittableRandom(11);

    private interface Function {
        void apply(float[] x, float[] out, int offset, int n);
    }

    /** Relative error against double wherever the result is a normal float, absolute error below. */
    private static void accurate(Function f, DoubleUnaryOperator exact, double low, double high, String name) {
        int n = 200_003;
        float[] x = new float[n];
        for (int i = 0; i < n; i++) x[i] = (float) (low + (high - low) * i / (n - 1));
        for (int i = 0; i < 300; i++) x[i] = (float) Math.scalb(i % 2 == 0 ? 1.0 : -1.0, -i / 2);
        float[] out = new float[n];
        f.apply(x, out, 0, n);
        double worst = 0;
        int at = 0;
        for (int i = 0; i < n; i++) {
            double y = exact.applyAsDouble(x[i]);
            double error = Math.abs(out[i] - y) / Math.max(Math.abs(y), 2e-32);
            if (Math.abs(y) >= Float.MIN_NORMAL && Math.abs(y) <= Float.MAX_VALUE)
                error = Math.abs(out[i] - y) / Math.abs(y);
            if (Math.abs(y) > Float.MAX_VALUE) error = out[i] == (float) y ? 0 : 1;
            if (!(error <= worst)) {
                worst = error;
                at = i;
            }
        }
        assertTrue(worst <= 1e-6, name + "(" + x[at] + ") = " + out[at] + ", relative error " + worst);
    }

    private static void ends(Function f, float atMinus, float atPlus) {
        float[] x = {Float.NEGATIVE_INFINITY, -1e30f, Float.POSITIVE_INFINITY, 1e30f, Float.NaN};
        float[] out = new float[5];
        f.apply(x, out, 0, 5);
        assertArrayEquals(new float[] {atMinus, atMinus, atPlus, atPlus, Float.NaN}, out);
    }

    @Test
    void exponentialIsAccurateOverItsWholeRange() {
        accurate(kernel::exp, Math::exp, -110, 95, "exp");
        accurate(kernel::exp, Math::exp, -1, 1, "exp");
        ends(kernel::exp, 0, Float.POSITIVE_INFINITY);
    }

    @Test
    void sigmoidIsAccurateOverItsWholeRange() {
        accurate(kernel::sigmoid, x -> 1 / (1 + Math.exp(-x)), -110, 110, "sigmoid");
        accurate(kernel::sigmoid, x -> 1 / (1 + Math.exp(-x)), -2, 2, "sigmoid");
        ends(kernel::sigmoid, 0, 1);
    }

    @Test
    void hyperbolicTangentIsAccurateOverItsWholeRange() {
        accurate(this::tanh, Math::tanh, -20, 20, "tanh");
        accurate(this::tanh, Math::tanh, -1, 1, "tanh");
        ends(this::tanh, -1, 1);
        float[] zeros = {-0f, 0f};
        tanh(zeros, zeros.clone(), 0, 2);
        assertEquals(0, zeros[1]);
    }

    /** A layer with one weight of 1 shows its activation alone. */
    private void tanh(float[] x, float[] out, int offset, int n) {
        var y = new FMatrixRMaj(n, 1);
        var one = kernel.packWeights(new FMatrixRMaj(new float[][] {{1}}));
        var rows = FMatrixRMaj.wrap(n, 1, x);
        kernel.forward(rows, one, new float[1], Activation.TANH, y, 0, n);
        System.arraycopy(y.data, 0, out, offset, n);
    }

    @Test
    void functionsWorkInPlaceOnPartsOfArraysOfAnyLength() {
        for (int n : SIZES) {
            float[] x = uniform(n + 5, -6, 6);
            float[] y = x.clone();
            kernel.exp(y, y, 2, n);
            float[] z = x.clone();
            kernel.sigmoid(z, z, 2, n);
            for (int i = 0; i < n + 5; i++) {
                boolean inside = i >= 2 && i < n + 2;
                assertEquals(inside ? Math.exp(x[i]) : x[i], y[i], 1e-6 * Math.max(1, y[i]));
                assertEquals(inside ? 1 / (1 + Math.exp(-x[i])) : x[i], z[i], 1e-6);
            }
        }
    }

    @Test
    void bernoulliGivesLossAndGradientInOnePass() {
        for (int n : SIZES) {
            float[] logits = uniform(n + 3, -8, 8);
            if (n > 6) {
                logits[3] = 150;
                logits[5] = -150;
                logits[6] = 0;
            }
            float[] targets = uniform(n + 1, 0, 1);
            float[] gradient = new float[n + 3];
            Arrays.fill(gradient, 9);
            double loss = kernel.bernoulli(logits, 2, targets, 1, n, 0.5f, gradient);
            double expected = 0;
            for (int i = 0; i < n; i++) {
                double l = logits[2 + i];
                double x = targets[1 + i];
                expected += Math.max(l, 0) + Math.log1p(Math.exp(-Math.abs(l))) - x * l;
                assertEquals(0.5 * (1 / (1 + Math.exp(-l)) - x), gradient[2 + i], 2e-7);
            }
            assertEquals(expected, loss, 3e-7 * Math.abs(expected) + 1e-6 * Math.min(n, 1), n + " pixels");
            assertEquals(9, gradient[1]);
            assertEquals(9, gradient[2 + n]);
            assertEquals(loss, kernel.bernoulli(logits, 2, targets, 1, n, 0.5f, logits), "over the logits");
        }
    }

    @Test
    void aLossWithALogitThatIsNotANumberIsNotANumber() {
        float[] logits = new float[40];
        logits[5] = Float.NaN;
        assertTrue(Double.isNaN(kernel.bernoulli(logits, 0, new float[40], 0, 40, 1, new float[40])));
        assertTrue(Double.isNaN(kernel.bernoulli(logits, 2, new float[40], 0, 5, 1, new float[40])));
    }

    @Test
    void adamFollowsItsFormulaAndIsTheSameHoweverTheRangeIsCut() {
        int n = 157;
        float[] g = uniform(n, -1, 1);
        float[] m = uniform(n, -1, 1);
        float[] v = uniform(n, 0, 1);
        float[] w = uniform(n, -1, 1);
        var step = Kernel.AdamStep.at(3, 1e-2);
        float[][] whole = {m.clone(), v.clone(), w.clone()};
        kernel.adam(step, g, whole[0], whole[1], whole[2], 0, n);
        for (int i = 0; i < n; i++) {
            double mi = 0.9 * m[i] + 0.1 * g[i];
            double vi = 0.999 * v[i] + 0.001 * g[i] * g[i];
            double wi = w[i] - 1e-2 * (mi / (1 - Math.pow(0.9, 3))) / (Math.sqrt(vi / (1 - Math.pow(0.999, 3))) + 1e-8);
            assertEquals(mi, whole[0][i], 2e-7);
            assertEquals(vi, whole[1][i], 2e-7);
            assertEquals(wi, whole[2][i], 1e-6 + 1e-6 * Math.abs(wi));
        }
        for (int cut = 0; cut <= n; cut += 13) {
            float[][] parts = {m.clone(), v.clone(), w.clone()};
            kernel.adam(step, g, parts[0], parts[1], parts[2], 0, cut);
            kernel.adam(step, g, parts[0], parts[1], parts[2], cut, n);
            for (int p = 0; p < 3; p++) assertArrayEquals(whole[p], parts[p], "cut at " + cut);
        }
    }

    @Test
    void adamLeavesZerosAloneAndTurnsFadedMomentsIntoZeros() {
        float[] zeros = new float[40];
        float[] m = new float[40];
        float[] v = new float[40];
        float[] w = new float[40];
        Arrays.fill(m, 20, 40, 1e-37f);
        Arrays.fill(v, 20, 40, 1e-38f);
        for (int t = 1; t < 5; t++) kernel.adam(Kernel.AdamStep.at(t, 1e-3), zeros, m, v, w, 0, 40);
        assertArrayEquals(new float[40], m);
        assertArrayEquals(new float[40], v);
        for (int i = 0; i < 20; i++) assertEquals(0, w[i]);
    }

    @Test
    void normalDrawsAreThoseOfTheStreamFromAnyPosition() {
        for (int n : SIZES)
            for (long position : new long[] {0, 1, 2, 7, 1_000_000_007L, -3}) {
                float[] out = new float[n + 2];
                kernel.gaussian(99, position, out, 1, n);
                for (int i = 0; i < n; i++)
                    assertEquals(RandomStream.gaussian(99, position + i), out[1 + i], 2e-6, n + " from " + position);
                assertEquals(0, out[0]);
                assertEquals(0, out[n + 1]);
            }
    }

    @Test
    void normalDrawsHaveTheMomentsOfTheNormalDistribution() {
        int n = 400_000;
        float[] out = new float[n];
        kernel.gaussian(5, 0, out, 0, n);
        double[] moments = new double[5];
        for (float z : out) for (int p = 1; p < 5; p++) moments[p] += Math.pow(z, p) / n;
        assertEquals(0, moments[1], 0.01);
        assertEquals(1, moments[2], 0.01);
        assertEquals(0, moments[3], 0.03);
        assertEquals(3, moments[4], 0.06);
    }

    @Test
    void pixelsAreDrawnAndScaledExactlyAsByThePlainKernel() {
        var plain = Kernels.named("ejml");
        byte[] bytes = new byte[1000];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
        for (int n : SIZES) {
            float[] expected = new float[n + 4];
            float[] actual = new float[n + 4];
            plain.binarise(bytes, 3, 42, 1234567, expected, 2, n);
            kernel.binarise(bytes, 3, 42, 1234567, actual, 2, n);
            assertArrayEquals(expected, actual);
            plain.dequantise(bytes, 3, expected, 2, n);
            kernel.dequantise(bytes, 3, actual, 2, n);
            assertArrayEquals(expected, actual);
        }
    }

    private float[] uniform(int n, double low, double high) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) x[i] = (float) random.nextDouble(low, high);
        return x;
    }
}
