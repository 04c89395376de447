package org.latentfx.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kernel that works here against EJML in double precision, at sizes that fall beside every block and lane width.
 */
@Tag("engine")
class KernelTest {
    private static final int[] SIZES = {1, 3, 7, 8, 16, 17, 31, 33, 64, 129};

    static List<Kernel> kernels() {
        return Kernels.available();
    }

    /** batch, in, out: each awkward size in each place, and the empty ones. */
    private static List<int[]> shapes() {
        var shapes = new ArrayList<int[]>();
        for (int size : SIZES) {
            shapes.add(new int[] {size, 17, 9});
            shapes.add(new int[] {5, size, 33});
            shapes.add(new int[] {13, 20, size});
            shapes.add(new int[] {size, size, size});
        }
        shapes.add(new int[] {0, 5, 4});
        shapes.add(new int[] {3, 40, 784});
        shapes.add(new int[] {66, 784, 40});
        shapes.add(new int[] {100, 400, 10});
        return shapes;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void forwardEqualsDoublePrecision(Kernel kernel) {
        for (int[] s : shapes()) {
            for (Activation f : Activation.values()) {
                var x = sparse(s[0], s[1], 1);
                var w = matrix(s[1], s[2], 2);
                float[] bias = matrix(1, s[2], 3).data;
                var expected = product(x, w, false, false);
                for (int i = 0; i < expected.data.length; i++)
                    expected.data[i] = f.apply((float) (expected.data[i] + bias[i % s[2]]));
                var y = matrix(s[0], s[2], 4);
                inRanges(s[0], (from, to) -> kernel.forward(x, kernel.packWeights(w), bias, f, y, from, to));
                compare("forward " + f, s, expected, y, s[1]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void backwardInputEqualsDoublePrecision(Kernel kernel) {
        for (int[] s : shapes()) {
            for (Activation f : Activation.values()) {
                var dy = matrix(s[0], s[2], 5);
                var w = matrix(s[1], s[2], 6);
                var x = sparse(s[0], s[1], 7);
                var expected = product(dy, w, false, true);
                for (int i = 0; i < expected.data.length; i++) expected.data[i] *= f.derivative(x.data[i]);
                var dx = matrix(s[0], s[1], 8);
                inRanges(s[0], (from, to) -> kernel.backwardInput(dy, kernel.packWeights(w), x, f, dx, from, to));
                compare("backwardInput " + f, s, expected, dx, s[2]);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void weightAndBiasGradientsEqualDoublePrecision(Kernel kernel) {
        for (int[] s : shapes()) {
            // the matrices hold more rows than the batch: the rows behind it must not count
            var x = sparse(s[0] + 3, s[1], 9);
            var dy = matrix(s[0] + 3, s[2], 10);
            var dw = matrix(s[1], s[2], 11);
            inRanges(s[1], (from, to) -> kernel.weightGradient(x, dy, s[0], dw, from, to));
            var xTop = new FMatrixRMaj(s[0], s[1], true, Arrays.copyOf(x.data, s[0] * s[1]));
            var dyTop = new FMatrixRMaj(s[0], s[2], true, Arrays.copyOf(dy.data, s[0] * s[2]));
            compare("weightGradient", s, product(xTop, dyTop, true, false), dw, s[0]);
            float[] db = matrix(1, s[2], 12).data;
            inRanges(s[2], (from, to) -> kernel.biasGradient(dy, s[0], db, from, to));
            for (int j = 0; j < s[2]; j++) {
                double sum = 0;
                for (int r = 0; r < s[0]; r++) sum += dy.data[r * s[2] + j];
                assertEquals(sum, db[j], tolerance(s[0]), "biasGradient " + Arrays.toString(s) + " column " + j);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aWeightGradientAddedUpAtOnceOrInPiecesEqualsDoublePrecision(Kernel kernel) {
        for (int[] s : shapes()) {
            var x = sparse(s[0], s[1], 40);
            var dy = matrix(s[0], s[2], 41);
            float[] whole = new float[3 + s[1] * s[2]];
            kernel.addWeightGradient(x.data, 0, s[1], dy.data, 0, s[2], s[0], whole, 3);
            float[] pieces = new float[3 + s[1] * s[2]];
            for (int from = 0; from < s[0]; from += 7)
                kernel.addWeightGradient(
                        x.data, from * s[1], s[1], dy.data, from * s[2], s[2], Math.min(7, s[0] - from), pieces, 3);
            assertArrayEquals(new float[3], Arrays.copyOf(whole, 3));
            var expected = product(x, dy, true, false);
            for (int i = 0; i < expected.data.length; i++) {
                double e = expected.data[i];
                for (float found : new float[] {whole[3 + i], pieces[3 + i]})
                    assertEquals(e, found, tolerance(s[0]) + 1e-6 * Math.abs(e), Arrays.toString(s) + i);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void anActivationByItselfDoesWhatItDoesBehindAProduct(Kernel kernel) {
        float[] x = matrix(1, 133, 42).data;
        for (Activation f : Activation.values()) {
            float[] y = new float[133];
            kernel.activate(f, x, y, 3, 127);
            float[] inPlace = x.clone();
            kernel.activate(f, inPlace, inPlace, 3, 127);
            float[] slope = new float[140];
            Arrays.fill(slope, 1);
            kernel.timesDerivative(f, x, 3, slope, 5, 127);
            for (int i = 3; i < 130; i++) {
                assertEquals(f.apply(x[i]), y[i], 1e-6 * Math.abs(x[i]), f + " of " + x[i]);
                assertEquals(y[i], inPlace[i], f + " of " + x[i]);
                assertEquals(f.derivative(x[i]), slope[2 + i], 2e-6, f + "′ at " + x[i]);
            }
            assertEquals(1, slope[4]);
            assertEquals(1, slope[132]);
            assertEquals(0, y[2] + y[130]);
            assertEquals(x[130], inPlace[130]);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void aChangedWeightCountsInTheNextProduct(Kernel kernel) {
        var w = matrix(33, 19, 13);
        var weights = kernel.packWeights(w);
        for (int i = 8 * 19; i < 24 * 19; i++) w.data[i] = -2 * w.data[i];
        weights.changed(8, 24);
        var x = matrix(5, 33, 14);
        var y = new FMatrixRMaj(5, 19);
        kernel.forward(x, weights, new float[19], Activation.IDENTITY, y, 0, 5);
        compare("forward", new int[] {5, 33, 19}, product(x, w, false, false), y, 33);
        var dx = new FMatrixRMaj(5, 33);
        kernel.backwardInput(y, weights, x, Activation.IDENTITY, dx, 0, 5);
        compare("backwardInput", new int[] {5, 33, 19}, product(y, w, false, true), dx, 60);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void weightsMovedByAdamEqualElementsMovedByAdamAndCountInTheNextProduct(Kernel kernel) {
        var w = matrix(33, 19, 30);
        var weights = kernel.packWeights(w);
        float[] gradient = matrix(16, 19, 31).data;
        float[] shifted = new float[8 * 19 + gradient.length];
        System.arraycopy(gradient, 0, shifted, 8 * 19, gradient.length);
        float[] m = matrix(33, 19, 32).data;
        float[] v = new float[33 * 19];
        float[] expected = w.data.clone();
        float[] expectedM = m.clone();
        float[] expectedV = v.clone();
        var step = Kernel.AdamStep.at(3, 0.1);
        var dx = new FMatrixRMaj(5, 33);
        var dy = matrix(5, 19, 33);
        kernel.backwardInput(dy, weights, dx.copy(), Activation.IDENTITY, dx, 0, 5);
        weights.adam(step, gradient, 5 * 19, m, v, 13, 24);
        kernel.adam(step, shifted, expectedM, expectedV, expected, 13 * 19, 24 * 19);
        assertArrayEquals(expected, w.data);
        assertArrayEquals(expectedM, m);
        assertArrayEquals(expectedV, v);
        var x = matrix(5, 33, 34);
        var y = new FMatrixRMaj(5, 19);
        kernel.forward(x, weights, new float[19], Activation.IDENTITY, y, 0, 5);
        compare("forward", new int[] {5, 33, 19}, product(x, w, false, false), y, 33);
        kernel.backwardInput(dy, weights, x, Activation.IDENTITY, dx, 0, 5);
        compare("backwardInput", new int[] {5, 33, 19}, product(dy, w, false, true), dx, 19);
        assertThrows(IllegalArgumentException.class, () -> weights.adam(step, gradient, 6 * 19, m, v, 13, 24));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theSplitIntoRangesDoesNotChangeABit(Kernel kernel) {
        var x = sparse(40, 130, 15);
        var w = kernel.packWeights(matrix(130, 70, 16));
        float[] bias = matrix(1, 70, 17).data;
        var whole = new FMatrixRMaj(40, 70);
        var parts = new FMatrixRMaj(40, 70);
        kernel.forward(x, w, bias, Activation.TANH, whole, 0, 40);
        for (int from = 0; from < 40; from += 8) kernel.forward(x, w, bias, Activation.TANH, parts, from, from + 8);
        assertArrayEquals(whole.data, parts.data);
        var dx = new FMatrixRMaj(40, 130);
        var dxParts = new FMatrixRMaj(40, 130);
        kernel.backwardInput(whole, w, x, Activation.RELU, dx, 0, 40);
        for (int from = 0; from < 40; from += 8)
            kernel.backwardInput(whole, w, x, Activation.RELU, dxParts, from, from + 8);
        assertArrayEquals(dx.data, dxParts.data);
        var dw = new FMatrixRMaj(130, 70);
        var dwParts = new FMatrixRMaj(130, 70);
        kernel.weightGradient(x, whole, 37, dw, 0, 130);
        for (int from = 0; from < 130; from += 8)
            kernel.weightGradient(x, whole, 37, dwParts, from, Math.min(from + 8, 130));
        assertArrayEquals(dw.data, dwParts.data);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void bernoulliLossAndGradientEqualDoublePrecision(Kernel kernel) {
        for (int n : new int[] {0, 1, 3, 7, 16, 17, 31, 33, 129, 784}) {
            float[] logits = matrix(1, n + 5, 18).data;
            for (int i = 0; i < n; i++) logits[5 + i] *= i % 11 == 0 ? 40 : 4;
            float[] targets = matrix(1, n + 2, 19).data;
            for (int i = 0; i < targets.length; i++) targets[i] = i % 3 == 0 ? i % 2 : Math.abs(targets[i]) / 4;
            double expected = 0;
            float[] gradient = new float[n + 5];
            double found = kernel.bernoulli(logits, 5, targets, 2, n, 0.5f, gradient);
            for (int i = 0; i < n; i++) {
                double l = logits[5 + i];
                double x = targets[2 + i];
                expected += Math.max(l, 0) + Math.log1p(Math.exp(-Math.abs(l))) - x * l;
                assertEquals(0.5 * (1 / (1 + Math.exp(-l)) - x), gradient[5 + i], 3e-7, "gradient at logit " + l);
            }
            assertEquals(expected, found, 1e-6 * (1 + Math.abs(expected)), n + " pixels");
            float[] kept = gradient.clone();
            kernel.bernoulli(logits, 5, targets, 2, n, 0.5f, logits);
            assertArrayEquals(Arrays.copyOfRange(kept, 5, n + 5), Arrays.copyOfRange(logits, 5, n + 5));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void expAndSigmoidEqualDoublePrecisionToTheEnds(Kernel kernel) {
        float[] x = matrix(1, 133, 20).data;
        for (int i = 0; i < x.length; i++) x[i] *= 10;
        System.arraycopy(new float[] {0, -0f, 1e-8f, 87, -87, 200, -200, 1e30f, -1e30f}, 0, x, 60, 9);
        elementwise(x, Math::exp, kernel::exp);
        elementwise(x, v -> 1 / (1 + Math.exp(-v)), kernel::sigmoid);
    }

    private interface Elementwise {
        void run(float[] x, float[] out, int offset, int n);
    }

    private static void elementwise(float[] x, DoubleUnaryOperator f, Elementwise operation) {
        for (int n : new int[] {0, 1, 15, 16, 17, 130}) {
            float[] out = new float[x.length];
            operation.run(x, out, 3, n);
            for (int i = 0; i < x.length; i++) {
                double expected = i < 3 || i >= 3 + n ? 0 : f.applyAsDouble(x[i]);
                if (expected > Float.MAX_VALUE) assertTrue(out[i] > 1e38f, "at " + x[i] + " found " + out[i]);
                else assertEquals(expected, out[i], 1e-6 * expected + 1e-37, "at " + x[i]);
            }
            float[] inPlace = x.clone();
            operation.run(inPlace, inPlace, 3, n);
            assertArrayEquals(Arrays.copyOfRange(out, 3, 3 + n), Arrays.copyOfRange(inPlace, 3, 3 + n));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void adamEqualsDoublePrecisionAndTouchesNothingOutsideItsRange(Kernel kernel) {
        int n = 133;
        float[] value = matrix(1, n, 21).data;
        float[] before = value.clone();
        float[] m = new float[n];
        float[] v = new float[n];
        double[] md = new double[n];
        double[] vd = new double[n];
        double[] theta = new double[n];
        for (int i = 0; i < n; i++) theta[i] = value[i];
        for (int t = 1; t <= 20; t++) {
            float[] gradient = matrix(1, n, 100 + t).data;
            for (int i = 0; i < n; i++) gradient[i] *= i % 5 == 0 ? 0 : (float) Math.pow(10, i % 7 - 5);
            kernel.adam(Kernel.AdamStep.at(t, 1e-2), gradient, m, v, value, 3, 130);
            for (int i = 3; i < 130; i++) {
                md[i] = 0.9 * md[i] + 0.1 * gradient[i];
                vd[i] = 0.999 * vd[i] + 0.001 * gradient[i] * gradient[i];
                double mHat = md[i] / (1 - Math.pow(0.9, t));
                double vHat = vd[i] / (1 - Math.pow(0.999, t));
                theta[i] -= 1e-2 * mHat / (Math.sqrt(vHat) + 1e-8);
            }
        }
        for (int i = 0; i < n; i++) {
            boolean still = i < 3 || i >= 130 || i % 5 == 0;
            if (still) assertEquals(before[i], value[i], "element " + i + " has no gradient");
            else assertEquals(theta[i], value[i], 3e-6, "element " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void noiseFollowsTheSharedDefinitionWhereverItStarts(Kernel kernel) {
        for (int n : new int[] {0, 1, 2, 15, 17, 130}) {
            for (long position : new long[] {0, 1, 7, 1L << 33}) {
                float[] out = new float[n + 4];
                kernel.gaussian(99, position, out, 2, n);
                for (int i = 0; i < n; i++)
                    assertEquals(RandomStream.gaussian(99, position + i), out[2 + i], 2e-5, n + " from " + position);
                assertEquals(0, out[n + 2] + out[n + 3] + out[0] + out[1]);
            }
        }
        float[] whole = new float[64];
        float[] parts = new float[64];
        kernel.gaussian(5, 40, whole, 0, 64);
        for (int i = 0; i < 64; i += 7) kernel.gaussian(5, 40 + i, parts, i, Math.min(7, 64 - i));
        assertArrayEquals(whole, parts);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void bytesBecomeGreyOrDrawnPixels(Kernel kernel) {
        byte[] bytes = new byte[260];
        for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
        float[] out = new float[262];
        kernel.dequantise(bytes, 1, out, 2, 255);
        for (int i = 0; i < 255; i++) assertEquals((i + 1) / 255f, out[2 + i], 1e-7f, "byte " + (i + 1));
        assertEquals(1, out[256]);
        kernel.binarise(bytes, 0, 7, 1000, out, 2, 257);
        for (int i = 0; i < 257; i++)
            assertEquals(RandomStream.bernoulli(7, 1000 + i, bytes[i] & 0xFF) ? 1 : 0, out[2 + i], "byte " + i);
        assertEquals(0, out[2]);
        assertEquals(1, out[2 + 255]);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void wrongShapesAreRefusedWithTheNumbers(Kernel kernel) {
        var w = kernel.packWeights(new FMatrixRMaj(5, 3));
        var x = new FMatrixRMaj(2, 4);
        var y = new FMatrixRMaj(2, 3);
        var wrong = assertThrows(
                IllegalArgumentException.class, () -> kernel.forward(x, w, new float[3], Activation.RELU, y, 0, 2));
        for (String number : List.of("2×4", "5×3", "2×3"))
            assertTrue(wrong.getMessage().contains(number), wrong.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> kernel.forward(new FMatrixRMaj(2, 5), w, new float[3], Activation.RELU, y, 0, 3));
        assertThrows(IllegalArgumentException.class, () -> kernel.backwardInput(x, w, x, Activation.RELU, y, 0, 2));
        assertThrows(IllegalArgumentException.class, () -> kernel.weightGradient(x, y, 2, y, 0, 2));
        assertThrows(IllegalArgumentException.class, () -> kernel.weightGradient(x, y, 3, new FMatrixRMaj(4, 3), 0, 4));
        assertThrows(IllegalArgumentException.class, () -> kernel.biasGradient(y, 2, new float[4], 0, 3));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void anOutputThatIsAlsoAnInputIsRefused(Kernel kernel) {
        var square = new FMatrixRMaj(3, 3);
        var w = kernel.packWeights(new FMatrixRMaj(3, 3));
        assertThrows(
                IllegalArgumentException.class,
                () -> kernel.forward(square, w, new float[3], Activation.RELU, square, 0, 3));
        assertThrows(
                IllegalArgumentException.class,
                () -> kernel.backwardInput(square, w, new FMatrixRMaj(3, 3), Activation.RELU, square, 0, 3));
        assertThrows(
                IllegalArgumentException.class,
                () -> kernel.weightGradient(square, new FMatrixRMaj(3, 3), 3, square, 0, 3));
    }

    private interface Range {
        void run(int from, int to);
    }

    /** In three uneven ranges, as three members would. */
    private static void inRanges(int rows, Range operation) {
        for (int member = 0; member < 3; member++)
            operation.run(Workers.share(rows, member, 3), Workers.share(rows, member + 1, 3));
    }

    private static FMatrixRMaj matrix(int rows, int columns, long key) {
        var a = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < a.data.length; i++) a.data[i] = RandomStream.gaussian(key, i);
        return a;
    }

    /** About half of the elements zero, some rows and columns wholly, as in pictures and behind a ReLU. */
    private static FMatrixRMaj sparse(int rows, int columns, long key) {
        var a = matrix(rows, columns, key);
        for (int i = 0; i < a.data.length; i++)
            if (a.data[i] < 0 || i % columns == 2 || i / columns == 3) a.data[i] = 0;
        return a;
    }

    private static DMatrixRMaj product(FMatrixRMaj a, FMatrixRMaj b, boolean transposeA, boolean transposeB) {
        var out = new DMatrixRMaj(transposeA ? a.numCols : a.numRows, transposeB ? b.numRows : b.numCols);
        if (transposeA) CommonOps_DDRM.multTransA(wide(a), wide(b), out);
        else if (transposeB) CommonOps_DDRM.multTransB(wide(a), wide(b), out);
        else CommonOps_DDRM.mult(wide(a), wide(b), out);
        return out;
    }

    private static DMatrixRMaj wide(FMatrixRMaj a) {
        var d = new DMatrixRMaj(a.numRows, a.numCols);
        for (int i = 0; i < a.getNumElements(); i++) d.data[i] = a.data[i];
        return d;
    }

    private static void compare(String what, int[] shape, DMatrixRMaj expected, FMatrixRMaj found, int inner) {
        for (int i = 0; i < expected.data.length; i++) {
            double e = expected.data[i];
            assertEquals(e, found.data[i], tolerance(inner) + 1e-6 * Math.abs(e), what + Arrays.toString(shape) + i);
        }
    }

    /** Rounding of a sum of {@code inner} products of standard normal numbers. */
    private static double tolerance(int inner) {
        return 4e-6 * (1 + Math.sqrt(inner));
    }
}
