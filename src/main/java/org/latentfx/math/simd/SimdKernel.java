package org.latentfx.math.simd;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Shapes;
import org.latentfx.math.WorkPartition;

/**
 * The fast kernel: vectors of 256 or 512 bits through Java's vector module. It brings each operation to
 * {@link Gemm}, {@link Elements} or {@link Noise}; it is loaded by name, because a Java machine without
 * the module cannot load it. Any thread may use it.
 */
public final class SimdKernel implements Kernel {
    private static final int BITS = MicroKernel.LANES * Float.SIZE;

    private final boolean skipZeros;

    /**
     * The kernel for this machine.
     *
     * @throws IllegalStateException if its vectors are narrower than 256 bits
     */
    public SimdKernel() {
        this(true);
    }

    private SimdKernel(boolean skipZeros) {
        this.skipZeros = skipZeros;
        if (BITS < 256) throw new IllegalStateException("vectors of " + BITS + " bits, expected 256 or more");
    }

    @Override
    public String name() {
        return "simd";
    }

    @Override
    public String description() {
        return "SIMD kernel, " + BITS + " bit" + (skipZeros ? "" : ", zeros multiplied too");
    }

    @Override
    public Kernel dense() {
        return skipZeros ? new SimdKernel(false) : this;
    }

    @Override
    public PackedWeights packWeights(FMatrixRMaj matrix) {
        return new WeightPanels(matrix);
    }

    @Override
    public PackedMatrix packGradients(FMatrixRMaj matrix) {
        return new GradientPanels(matrix);
    }

    @Override
    public void forward(FMatrixRMaj x, PackedWeights w, float[] bias, Activation f, FMatrixRMaj y, int from, int to) {
        Shapes.forward(x, w.matrix, bias, y, from, to);
        int in = x.numCols;
        int out = y.numCols;
        Scratch start = Scratch.mine(0).room(PackedB.padded(out));
        System.arraycopy(bias, 0, start.array, start.start, out);
        float lower = f == Activation.RELU ? 0 : Float.NEGATIVE_INFINITY;
        Gemm.mine()
                .multiply(
                        x.data,
                        from * in,
                        in,
                        to - from,
                        in,
                        ((WeightPanels) w).panels,
                        start.array,
                        start.start,
                        1,
                        lower,
                        y.data,
                        from * out,
                        out,
                        out,
                        skipZeros);
        switch (f) {
            case IDENTITY, RELU -> {}
            case LEAKY_RELU -> Elements.leaky(y.data, from * out, (to - from) * out);
            case TANH -> Elements.tanh(y.data, y.data, from * out, (to - from) * out);
        }
    }

    @Override
    public void backwardInput(
            FMatrixRMaj dy, PackedWeights w, FMatrixRMaj x, Activation f, FMatrixRMaj dx, int from, int to) {
        Shapes.backwardInput(dy, w.matrix, x, dx, from, to);
        int in = dx.numCols;
        int out = dy.numCols;
        int n = (to - from) * in;
        Gemm.mine()
                .multiply(
                        dy.data,
                        from * out,
                        out,
                        to - from,
                        out,
                        ((WeightPanels) w).transposed(),
                        Gemm.ZEROS,
                        0,
                        0,
                        Float.NEGATIVE_INFINITY,
                        dx.data,
                        from * in,
                        in,
                        in,
                        false);
        switch (f) {
            case IDENTITY -> {}
            case RELU -> Elements.timesDerivative(x.data, 0, dx.data, from * in, n);
            case LEAKY_RELU -> Elements.timesDerivative(x.data, Activation.LEAK, dx.data, from * in, n);
            case TANH -> Elements.timesTanhDerivative(x.data, dx.data, from * in, n);
        }
    }

    @Override
    public void weightGradient(
            FMatrixRMaj x, PackedMatrix dy, int batch, WorkPartition rows, int member, GradientRows use) {
        Scratch panels = ((GradientPanels) dy).panels;
        int out = dy.matrix.numCols;
        var products = Gemm.mine();
        for (int from = rows.take(member); from < rows.end(); from = rows.take(member)) {
            int to = rows.pieceEnd(from);
            Shapes.weightGradient(x, dy.matrix, batch, from, to);
            products.multiplyTransposed(
                    x.data, x.numCols, from, to, batch, panels, dy.matrix.numRows, out, skipZeros, use);
        }
    }

    @Override
    public void biasGradient(FMatrixRMaj dy, int batch, float[] db, int from, int to) {
        Shapes.biasGradient(dy, batch, db, from, to);
        Elements.columnSums(dy.data, dy.numCols, batch, db, from, to);
    }

    @Override
    public double bernoulli(
            float[] logits, int logitOffset, float[] targets, int targetOffset, int n, float scale, float[] gradient) {
        return Elements.bernoulli(logits, logitOffset, targets, targetOffset, n, scale, gradient);
    }

    @Override
    public void adam(AdamStep step, float[] gradient, float[] m, float[] v, float[] value, int from, int to) {
        Shapes.adam(gradient, from, m, v, value, from, to);
        Elements.adam(step, gradient, from, m, v, value, from, to);
    }

    @Override
    public void gaussian(long key, long position, float[] out, int offset, int n) {
        Noise.gaussian(key, position, out, offset, n);
    }

    @Override
    public void dequantise(byte[] bytes, int byteOffset, float[] out, int offset, int n) {
        Elements.dequantise(bytes, byteOffset, out, offset, n);
    }

    @Override
    public void binarise(byte[] bytes, int byteOffset, long key, long position, float[] out, int offset, int n) {
        Noise.binarise(bytes, byteOffset, key, position, out, offset, n);
    }

    @Override
    public void exp(float[] x, float[] out, int offset, int n) {
        Elements.exp(x, out, offset, n);
    }

    @Override
    public void sigmoid(float[] x, float[] out, int offset, int n) {
        Elements.sigmoid(x, out, offset, n);
    }
}
