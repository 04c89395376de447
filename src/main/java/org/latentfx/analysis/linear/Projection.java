package org.latentfx.analysis.linear;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;

/** Numbers of images → (x − mean)ᵀ u for some directions u, by the kernel's products. One thread. */
final class Projection {
    private final Kernel kernel;
    private final Kernel.PackedWeights axes;
    private final float[] bias;

    /** @param axes numbers of an image × directions, row-major */
    Projection(double[] mean, float[] axes, Kernel kernel) {
        this.kernel = kernel;
        int directions = axes.length / mean.length;
        this.axes = kernel.packWeights(FMatrixRMaj.wrap(mean.length, directions, axes));
        bias = new float[directions];
        for (int j = 0; j < directions; j++) {
            double sum = 0;
            for (int i = 0; i < mean.length; i++) sum += mean[i] * axes[i * directions + j];
            bias[j] = (float) -sum;
        }
    }

    /** @param to rows × directions */
    void of(float[] x, int rows, float[] to) {
        kernel.forward(x, 0, axes, bias, Activation.IDENTITY, to, 0, rows);
    }
}
