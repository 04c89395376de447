package org.latentfx.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engine")
class GradualKernelTest {
    private final Kernel plain = Kernels.named("ejml");
    private final Kernel fast = Kernels.best();
    private final GradualKernel gradual = new GradualKernel(plain, fast);

    private static FMatrixRMaj wave(int rows, int columns) {
        var matrix = new FMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.data.length; i++) matrix.data[i] = (float) Math.sin(i * 0.7);
        return matrix;
    }

    private static float[] forward(Kernel kernel, Kernel.PackedWeights weights) {
        var y = new FMatrixRMaj(5, 33);
        kernel.forward(wave(5, 19), weights, new float[33], Activation.TANH, y, 0, 5);
        return y.data;
    }

    @Test
    void computes_plainly_first_and_fast_from_then_on() {
        var w = wave(19, 33);
        assertArrayEquals(forward(plain, plain.packWeights(w)), forward(gradual, gradual.packWeights(w)));
        gradual.hurry();
        assertArrayEquals(forward(fast, fast.packWeights(w)), forward(gradual, gradual.packWeights(w)));
    }

    @Test
    void weights_stay_with_the_kernel_that_prepared_them_and_follow_their_matrix() {
        var w = wave(19, 33);
        var before = gradual.packWeights(w);
        gradual.hurry();
        w.data[40] = 3;
        before.changed(0, 19);
        assertArrayEquals(forward(plain, plain.packWeights(w)), forward(gradual, before));
    }

    @Test
    void the_status_bar_names_the_fast_one() {
        assertEquals(fast.description(), gradual.description());
    }
}
