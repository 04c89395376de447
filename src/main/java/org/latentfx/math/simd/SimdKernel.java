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
    public void forward(float[] x, int xAt, PackedWeights w, float[] bias, Activation f, float[] y, int yAt, int rows) {
        int in = w.matrix.numRows;
        int out = w.matrix.numCols;
        Scratch start = Scratch.mine(0).room(PackedB.padded(out));
        System.arraycopy(bias, 0, start.array, start.start, out);
        float lower = f == Activation.RELU ? 0 : Float.NEGATIVE_INFINITY;
        Gemm.mine()
                .multiply(
                        x,
                        xAt,
                        in,
                        rows,
                        in,
                        ((WeightPanels) w).panels,
                        start.array,
                        start.start,
                        1,
                        lower,
                        y,
                        yAt,
                        out,
                        out,
                        skipZeros);
        if (f != Activation.RELU && f != Activation.IDENTITY) activate(f, y, y, yAt, rows * out);
    }

    @Override
    public void backwardInput(
            float[] dy, int dyAt, PackedWeights w, float[] x, int xAt, Activation f, float[] dx, int dxAt, int rows) {
        int in = w.matrix.numRows;
        int out = w.matrix.numCols;
        Gemm.mine()
                .multiply(
                        dy,
                        dyAt,
                        out,
                        rows,
                        out,
                        ((WeightPanels) w).transposed(),
                        Gemm.ZEROS,
                        0,
                        0,
                        Float.NEGATIVE_INFINITY,
                        dx,
                        dxAt,
                        in,
                        in,
                        false);
        timesDerivative(f, x, xAt, dx, dxAt, rows * in);
    }

    @Override
    public void activate(Activation f, float[] x, float[] y, int offset, int n) {
        switch (f) {
            case IDENTITY -> {
                if (x != y) System.arraycopy(x, offset, y, offset, n);
            }
            case RELU -> Elements.leaky(x, 0, y, offset, n);
            case LEAKY_RELU -> Elements.leaky(x, Activation.LEAK, y, offset, n);
            case STEEP_LEAKY_RELU -> Elements.leaky(x, Activation.STEEP_LEAK, y, offset, n);
            case SILU -> Elements.silu(x, y, offset, n);
            case TANH -> Elements.tanh(x, y, offset, n);
        }
    }

    @Override
    public void timesDerivative(Activation f, float[] x, int xAt, float[] dx, int dxAt, int n) {
        switch (f) {
            case IDENTITY -> {}
            case RELU -> Elements.timesDerivative(x, xAt, 0, dx, dxAt, n);
            case LEAKY_RELU -> Elements.timesDerivative(x, xAt, Activation.LEAK, dx, dxAt, n);
            case STEEP_LEAKY_RELU -> Elements.timesDerivative(x, xAt, Activation.STEEP_LEAK, dx, dxAt, n);
            case SILU -> Elements.timesSiluDerivative(x, xAt, dx, dxAt, n);
            case TANH -> Elements.timesTanhDerivative(x, xAt, dx, dxAt, n);
        }
    }

    @Override
    public void addWeightGradient(
            float[] x, int xAt, int in, float[] dy, int dyAt, int out, int rows, float[] dw, int dwAt) {
        Gemm.mine().addTransposed(x, xAt, in, rows, dy, dyAt, out, dw, dwAt, skipZeros);
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
