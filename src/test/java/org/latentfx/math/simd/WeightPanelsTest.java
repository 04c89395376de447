package org.latentfx.math.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;

/** The copies of weights that the fast kernel multiplies by; for a Java machine with the vector module. */
class WeightPanelsTest {
    private static final int[][] SIZES = {{1, 1}, {17, 65}, {40, 400}, {33, 20}, {129, 70}};

    @Test
    void lanesBeyondTheMatrixStayExactlyZeroThroughTraining() {
        var random = new SplittableRandom(1);
        var kernel = new SimdKernel();
        for (int[] size : SIZES) {
            int in = size[0];
            int out = size[1];
            int batch = 21;
            var x = random(random, batch, in);
            var dy = random(random, batch, out);
            var matrix = random(random, in, out);
            var w = (WeightPanels) kernel.packWeights(matrix);
            var dw = new FMatrixRMaj(in, out);
            float[] m = new float[in * out];
            float[] v = new float[in * out];
            var dx = new FMatrixRMaj(batch, in);
            for (int t = 1; t <= 5; t++) {
                kernel.backwardInput(dy, w, x, Activation.IDENTITY, dx, 0, batch);
                kernel.weightGradient(x, dy, batch, dw, 0, in);
                var step = Kernel.AdamStep.at(t, 0.01);
                w.adam(step, dw.data, 0, m, v, 0, in / 2);
                w.adam(step, dw.data, in / 2 * out, m, v, in / 2, in);
                assertPanels(w.panels, in, out, matrix, false);
                assertPanels(w.transposed(), out, in, matrix, true);
            }
        }
    }

    /** Panels of rows × columns hold the matrix (or its transpose), and zeros right of it. */
    private static void assertPanels(Scratch panels, int rows, int columns, FMatrixRMaj matrix, boolean transposed) {
        for (int j = 0; j < PackedB.padded(columns); j++)
            for (int i = 0; i < rows; i++) {
                int panel = j / MicroKernel.NR * MicroKernel.NR * rows;
                float found = panels.array[panels.start + panel + i * MicroKernel.NR + j % MicroKernel.NR];
                float expected = j >= columns ? 0 : transposed ? matrix.get(j, i) : matrix.get(i, j);
                assertEquals(expected, found, 0f, rows + " × " + columns + " at " + i + ", " + j);
            }
    }

    private static FMatrixRMaj random(SplittableRandom random, int rows, int columns) {
        var a = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < a.data.length; i++) a.data[i] = (float) random.nextDouble(-1, 1);
        return a;
    }
}
