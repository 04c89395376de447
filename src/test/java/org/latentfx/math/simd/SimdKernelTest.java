package org.latentfx.math.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.WorkPartition;

/**
 * The products of the fast kernel against plain loops in double, at awkward sizes and on parts of the rows. On a Java
 * machine without the vector module the same tests hold for the kernel that stands in for it.
 */
@Tag("engine")
class SimdKernelTest {
    private static final int[] SIZES = {0, 1, 3, 7, 12, 16, 17, 31, 33, 64, 129};

    private final Kernel kernel = Kernels.named("simd");
    private final SplittableRandom random = new SplittableRandom(7);

    private static boolean vectorModule() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    }

    @Test
    void isWhatANameAsksForWhereTheModuleIsPresentAndElseThePlainKernelStandsIn() {
        assertEquals(vectorModule() ? "simd" : "ejml", kernel.name());
        if (vectorModule()) assertTrue(new SimdKernel().description().startsWith("SIMD kernel, "));
        else assertThrows(LinkageError.class, SimdKernel::new);
    }

    private FMatrixRMaj random(int rows, int columns) {
        var a = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < a.data.length; i++) a.data[i] = (float) random.nextDouble(-1, 1);
        return a;
    }

    private static FMatrixRMaj filled(int rows, int columns, float value) {
        var a = new FMatrixRMaj(rows, columns);
        Arrays.fill(a.data, value);
        return a;
    }

    /**
     * Runs {@code check} on every in × out of the awkward sizes, with a batch and a part of its rows that change too.
     */
    private static void atAwkwardSizes(Shape check) {
        int turn = 0;
        for (int in : SIZES)
            for (int out : SIZES) {
                int batch = SIZES[turn++ % SIZES.length];
                check.of(batch, in, out, batch / 3, batch - batch / 4);
            }
    }

    private interface Shape {
        void of(int batch, int in, int out, int from, int to);
    }

    private static void close(double expected, float actual, int inner, String what) {
        assertEquals(expected, actual, 2e-7 * (inner + 8), what);
    }

    private static double forward(FMatrixRMaj x, FMatrixRMaj w, float[] bias, Activation f, int r, int j) {
        double sum = bias[j];
        for (int k = 0; k < x.numCols; k++) sum += (double) x.get(r, k) * w.get(k, j);
        return switch (f) {
            case IDENTITY -> sum;
            case RELU -> Math.max(sum, 0);
            case LEAKY_RELU -> Math.max(sum, Activation.LEAK * sum);
            case STEEP_LEAKY_RELU -> Math.max(sum, Activation.STEEP_LEAK * sum);
            case SILU -> sum / (1 + Math.exp(-sum));
            case TANH -> Math.tanh(sum);
        };
    }

    @ParameterizedTest
    @EnumSource
    void forwardMultipliesAddsTheBiasAndActivatesTheRowsAskedForOnly(Activation f) {
        atAwkwardSizes((batch, in, out, from, to) -> {
            var x = random(batch, in);
            var w = random(in, out);
            float[] bias = random(1, out).data;
            var y = filled(batch, out, 5);
            kernel.forward(x, kernel.packWeights(w), bias, f, y, from, to);
            for (int r = 0; r < batch; r++)
                for (int j = 0; j < out; j++) {
                    double expected = r >= from && r < to ? forward(x, w, bias, f, r, j) : 5;
                    close(expected, y.get(r, j), in, batch + "×" + in + "×" + out + " at " + r + ", " + j);
                }
        });
    }

    @ParameterizedTest
    @EnumSource
    void backwardInputMultipliesByTheTransposedWeightsAndTheSlopeAtTheInputs(Activation f) {
        atAwkwardSizes((batch, in, out, from, to) -> {
            var dy = random(batch, out);
            var w = random(in, out);
            var x = random(batch, in);
            var dx = filled(batch, in, 5);
            kernel.backwardInput(dy, kernel.packWeights(w), x, f, dx, from, to);
            for (int r = 0; r < batch; r++)
                for (int i = 0; i < in; i++) {
                    double sum = 0;
                    for (int j = 0; j < out; j++) sum += (double) dy.get(r, j) * w.get(i, j);
                    double expected = r >= from && r < to ? sum * f.derivative(x.get(r, i)) : 5;
                    close(expected, dx.get(r, i), out, batch + "×" + in + "×" + out + " at " + r + ", " + i);
                }
        });
    }

    @Test
    void weightGradientSumsOverTheBatchForTheRowsAskedForOnly() {
        for (int batch : new int[] {0, 1, 5, 33})
            atAwkwardSizes((rows, in, out, ignored, unused) -> {
                int from = in / 3;
                int to = in - in / 4;
                var x = random(batch + 2, in);
                var dy = random(batch + 2, out);
                var dw = filled(in, out, 5);
                kernel.weightGradient(x, dy, batch, dw, from, to);
                for (int i = 0; i < in; i++)
                    for (int j = 0; j < out; j++) {
                        double sum = 0;
                        for (int r = 0; r < batch; r++) sum += (double) x.get(r, i) * dy.get(r, j);
                        double expected = i >= from && i < to ? sum : 5;
                        close(expected, dw.get(i, j), batch, batch + "×" + in + "×" + out + " at " + i + ", " + j);
                    }
            });
    }

    @Test
    void biasGradientSumsTheColumnsAskedForOnly() {
        for (int out : SIZES) {
            var dy = random(37, out);
            float[] db = filled(1, out, 5).data;
            kernel.biasGradient(dy, 29, db, out / 3, out - out / 4);
            for (int j = 0; j < out; j++) {
                double sum = 0;
                for (int r = 0; r < 29; r++) sum += dy.get(r, j);
                close(j >= out / 3 && j < out - out / 4 ? sum : 5, db[j], 29, out + " at " + j);
            }
        }
    }

    @Test
    void sharingOutTheRowsChangesNoBitOfAnyProduct() {
        int batch = 45;
        int in = 67;
        int out = 53;
        var x = random(batch, in);
        var dy = random(batch, out);
        var w = kernel.packWeights(random(in, out));
        float[] bias = random(1, out).data;
        FMatrixRMaj[] whole = products(x, dy, w, bias, new int[] {0, batch}, new int[] {0, in}, new int[] {0, out});
        for (int cut = 0; cut <= batch; cut++) {
            FMatrixRMaj[] parts = products(
                    x, dy, w, bias, new int[] {0, cut, batch}, new int[] {0, cut, in}, new int[] {0, cut, out});
            for (int p = 0; p < whole.length; p++) assertArrayEquals(whole[p].data, parts[p].data, "cut at " + cut);
        }
    }

    private FMatrixRMaj[] products(
            FMatrixRMaj x,
            FMatrixRMaj dy,
            Kernel.PackedWeights w,
            float[] bias,
            int[] rows,
            int[] inputs,
            int[] outputs) {
        FMatrixRMaj[] all = {
            new FMatrixRMaj(x.numRows, dy.numCols),
            new FMatrixRMaj(x.numRows, x.numCols),
            new FMatrixRMaj(x.numCols, dy.numCols),
            new FMatrixRMaj(1, dy.numCols)
        };
        for (int i = 1; i < rows.length; i++) {
            kernel.forward(x, w, bias, Activation.TANH, all[0], rows[i - 1], rows[i]);
            kernel.backwardInput(dy, w, x, Activation.TANH, all[1], rows[i - 1], rows[i]);
            kernel.weightGradient(x, dy, x.numRows, all[2], inputs[i - 1], inputs[i]);
            kernel.biasGradient(dy, x.numRows, all[3].data, outputs[i - 1], outputs[i]);
        }
        return all;
    }

    @Test
    void leavingOutZerosChangesNoBitOfAnyProduct() {
        for (int batch : new int[] {1, 2, 6, 67})
            for (int in : new int[] {6, 12, 30, 129, 784}) {
                var x = random(batch, in);
                for (int i = 0; i < x.data.length; i++) if (random.nextInt(100) < 92) x.data[i] = 0;
                for (int i = 0; i < batch; i++) Arrays.fill(x.data, i * in, i * in + Math.min(in, 14), 0);
                var w = random(in, 45);
                var dy = random(batch, 45);
                float[] bias = random(1, 45).data;
                var results = new float[2][];
                for (int dense = 0; dense < 2; dense++) {
                    var each = dense == 1 ? kernel.dense() : kernel;
                    var y = new FMatrixRMaj(batch, 45);
                    var dw = new FMatrixRMaj(in, 45);
                    each.forward(x, each.packWeights(w), bias, Activation.LEAKY_RELU, y, 0, batch);
                    each.weightGradient(x, dy, batch, dw, 0, in);
                    results[dense] = Arrays.copyOf(y.data, y.data.length + dw.data.length);
                    System.arraycopy(dw.data, 0, results[dense], y.data.length, dw.data.length);
                }
                assertArrayEquals(results[1], results[0], 0f);
            }
    }

    @Test
    void everyRowOfTheWeightGradientComesOnceInSomeBlock() {
        var x = random(20, 131);
        var dy = random(20, 33);
        var whole = new FMatrixRMaj(131, 33);
        kernel.weightGradient(x, dy, 20, whole, 0, 131);
        int[] times = new int[131];
        kernel.weightGradient(
                x,
                kernel.packGradients(dy),
                20,
                new WorkPartition(24, 8).start(8, 131, 2),
                0,
                (block, at, from, to) -> {
                    for (int i = from * 33; i < to * 33; i++) assertEquals(whole.data[i], block[at + i - from * 33]);
                    for (int r = from; r < to; r++) times[r]++;
                });
        for (int r = 0; r < 131; r++) assertEquals(r < 8 ? 0 : 1, times[r]);
    }

    @Test
    void changedRowsOfTheWeightsCountFromTheNextProductOn() {
        var x = random(5, 41);
        var w = random(41, 47);
        float[] bias = new float[47];
        var kept = kernel.packWeights(w);
        for (int i = 13 * 47; i < 29 * 47; i++) w.data[i] += 1;
        kept.changed(13, 29);
        var y = new FMatrixRMaj(5, 47);
        var fresh = new FMatrixRMaj(5, 47);
        kernel.forward(x, kept, bias, Activation.IDENTITY, y, 0, 5);
        kernel.forward(x, kernel.packWeights(w), bias, Activation.IDENTITY, fresh, 0, 5);
        assertArrayEquals(fresh.data, y.data);
    }

    @Test
    void aGradientCountsTheRowsOfTheOutputGradientThatWereReportedAsChanged() {
        var x = random(20, 31);
        var dy = random(24, 47);
        var kept = kernel.packGradients(dy);
        for (int i = 3 * 47; i < 17 * 47; i++) dy.data[i] += 1;
        kept.changed(3, 11);
        kept.changed(11, 17);
        var fresh = new FMatrixRMaj(31, 47);
        kernel.weightGradient(x, dy, 20, fresh, 0, 31);
        int[] seen = {0};
        kernel.weightGradient(x, kept, 20, new WorkPartition(8, 8).start(0, 31, 2), 0, (block, at, from, to) -> {
            for (int i = from * 47; i < to * 47; i++) assertEquals(fresh.data[i], block[at + i - from * 47]);
            seen[0] += to - from;
        });
        assertEquals(31, seen[0]);
        assertThrows(IllegalArgumentException.class, () -> kept.changed(20, 25));
    }

    @Test
    void aProductWithASumThatIsNotANumberGivesNotANumber() {
        var x = filled(9, 3, 1);
        x.data[4] = Float.NaN;
        var y = new FMatrixRMaj(9, 20);
        kernel.forward(x, kernel.packWeights(filled(3, 20, 1)), new float[20], Activation.RELU, y, 0, 9);
        assertTrue(Float.isNaN(y.get(1, 0)) && Float.isNaN(y.get(1, 19)));
        assertEquals(3, y.get(0, 0));
    }

    @Test
    void wrongShapesAndSharedArraysAreRefusedWithTheNumbers() {
        var w = kernel.packWeights(new FMatrixRMaj(4, 6));
        var x = new FMatrixRMaj(3, 5);
        var y = new FMatrixRMaj(3, 6);
        var thrown = assertThrows(
                IllegalArgumentException.class, () -> kernel.forward(x, w, new float[6], Activation.RELU, y, 0, 3));
        assertTrue(thrown.getMessage().contains("3×5") && thrown.getMessage().contains("4×6"), thrown.getMessage());
        var square = kernel.packWeights(new FMatrixRMaj(6, 6));
        assertThrows(
                IllegalArgumentException.class,
                () -> kernel.forward(y, square, new float[6], Activation.RELU, y, 0, 3));
        assertThrows(
                IllegalArgumentException.class, () -> kernel.backwardInput(y, square, y, Activation.RELU, y, 0, 3));
        assertThrows(IllegalArgumentException.class, () -> kernel.weightGradient(y, y, 4, new FMatrixRMaj(6, 6), 0, 6));
        assertThrows(IllegalArgumentException.class, () -> w.changed(2, 5));
    }
}
