package org.latentfx.math;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * The plain kernel: ordinary loops over EJML's matrices, which work on every Java machine and which the other kernels
 * are checked against. Its products skip exact zeros (dark pixels, resting ReLUs). Any thread may use it.
 */
final class EjmlKernel implements Kernel {
    /** Inner rows per block: a block of the right-hand matrix stays in the second-level cache while all rows pass. */
    private static final int BLOCK = 128;

    /** Rows of a gradient made at a time. */
    private static final int GROUP = 24;

    private static final ThreadLocal<int[]> NON_ZERO = ThreadLocal.withInitial(() -> new int[BLOCK]);
    private static final ThreadLocal<FMatrixRMaj> GRADIENT = ThreadLocal.withInitial(() -> new FMatrixRMaj(0, 0));

    @Override
    public String name() {
        return "ejml";
    }

    @Override
    public String description() {
        return "EJML kernel";
    }

    /** Also keeps Wᵀ, so that both directions read memory in order. */
    private static final class TwoWay extends PackedWeights {
        private final FMatrixRMaj transposed;

        private TwoWay(FMatrixRMaj matrix) {
            super(matrix);
            transposed = new FMatrixRMaj(matrix.numCols, matrix.numRows);
            changed(0, matrix.numRows);
        }

        @Override
        public void changed(int from, int to) {
            Shapes.range("changed", from, to, matrix.numRows);
            int in = matrix.numRows;
            int out = matrix.numCols;
            for (int tile = from; tile < to; tile += 16) {
                int end = Math.min(tile + 16, to);
                for (int j = 0; j < out; j++)
                    for (int i = tile; i < end; i++) transposed.data[j * in + i] = matrix.data[i * out + j];
            }
        }

        @Override
        public void adam(AdamStep step, float[] gradient, int at, float[] m, float[] v, int from, int to) {
            int n = matrix.numCols;
            EjmlKernel.adam(step, gradient, at, m, v, matrix.data, from * n, to * n);
            changed(from, to);
        }
    }

    @Override
    public PackedWeights packWeights(FMatrixRMaj matrix) {
        return new TwoWay(matrix);
    }

    @Override
    public PackedMatrix packGradients(FMatrixRMaj matrix) {
        return new PackedMatrix(matrix) {
            @Override
            public void changed(int from, int to) {
                Shapes.range("changed", from, to, matrix.numRows);
            }
        };
    }

    @Override
    public void forward(FMatrixRMaj x, PackedWeights w, float[] bias, Activation f, FMatrixRMaj y, int from, int to) {
        Shapes.forward(x, w.matrix, bias, y, from, to);
        int n = y.numCols;
        for (int r = from; r < to; r++) System.arraycopy(bias, 0, y.data, r * n, n);
        accumulate(x.data, x.numCols, 1, x.numCols, w.matrix.data, y.data, 0, n, from, to);
        if (f == Activation.IDENTITY) return;
        for (int i = from * n; i < to * n; i++) y.data[i] = f.apply(y.data[i]);
    }

    @Override
    public void backwardInput(
            FMatrixRMaj dy, PackedWeights w, FMatrixRMaj x, Activation f, FMatrixRMaj dx, int from, int to) {
        Shapes.backwardInput(dy, w.matrix, x, dx, from, to);
        int n = dx.numCols;
        Arrays.fill(dx.data, from * n, to * n, 0);
        accumulate(dy.data, dy.numCols, 1, dy.numCols, ((TwoWay) w).transposed.data, dx.data, 0, n, from, to);
        if (f == Activation.IDENTITY) return;
        for (int i = from * n; i < to * n; i++) dx.data[i] *= f.derivative(x.data[i]);
    }

    @Override
    public void weightGradient(
            FMatrixRMaj x, PackedMatrix gradients, int batch, WorkPartition rows, int member, GradientRows use) {
        FMatrixRMaj dy = gradients.matrix;
        int n = dy.numCols;
        FMatrixRMaj block = GRADIENT.get();
        block.reshape(GROUP, n);
        for (int from = rows.take(member); from < rows.end(); from = rows.take(member)) {
            int end = rows.pieceEnd(from);
            Shapes.weightGradient(x, dy, batch, from, end);
            for (int top = from; top < end; top += GROUP) {
                int to = Math.min(top + GROUP, end);
                Arrays.fill(block.data, 0, (to - top) * n, 0);
                accumulate(x.data, 1, x.numCols, batch, dy.data, block.data, -top * n, n, top, to);
                use.rows(block.data, 0, top, to);
            }
        }
    }

    /**
     * out[at + r·n + j] += Σ_k a[r·rowStride + k·stride] · b[k·n + j] for k in 0..inner, j in 0..n and r in {@code
     * from..to}.
     */
    private static void accumulate(
            float[] a, int rowStride, int stride, int inner, float[] b, float[] out, int at, int n, int from, int to) {
        int[] nonZero = NON_ZERO.get();
        for (int start = 0; start < inner; start += BLOCK) {
            int end = Math.min(start + BLOCK, inner);
            for (int r = from; r < to; r++) {
                int count = 0;
                for (int k = start; k < end; k++) {
                    nonZero[count] = k;
                    if (a[r * rowStride + k * stride] != 0) count++;
                }
                int i = 0;
                for (; i + 4 <= count; i += 4) {
                    int k0 = nonZero[i];
                    int k1 = nonZero[i + 1];
                    int k2 = nonZero[i + 2];
                    int k3 = nonZero[i + 3];
                    float a0 = a[r * rowStride + k0 * stride];
                    float a1 = a[r * rowStride + k1 * stride];
                    float a2 = a[r * rowStride + k2 * stride];
                    float a3 = a[r * rowStride + k3 * stride];
                    addFour(a0, k0 * n, a1, k1 * n, a2, k2 * n, a3, k3 * n, b, out, at + r * n, n);
                }
                for (; i < count; i++) {
                    int k = nonZero[i];
                    addOne(a[r * rowStride + k * stride], k * n, b, out, at + r * n, n);
                }
            }
        }
    }

    private static void addFour(
            float a0,
            int k0,
            float a1,
            int k1,
            float a2,
            int k2,
            float a3,
            int k3,
            float[] b,
            float[] out,
            int o,
            int n) {
        for (int j = 0; j < n; j++) out[o + j] += (a0 * b[k0 + j] + a1 * b[k1 + j]) + (a2 * b[k2 + j] + a3 * b[k3 + j]);
    }

    private static void addOne(float a, int k, float[] b, float[] out, int o, int n) {
        for (int j = 0; j < n; j++) out[o + j] += a * b[k + j];
    }

    @Override
    public void biasGradient(FMatrixRMaj dy, int batch, float[] db, int from, int to) {
        Shapes.biasGradient(dy, batch, db, from, to);
        Arrays.fill(db, from, to, 0);
        for (int r = 0; r < batch; r++) for (int j = from; j < to; j++) db[j] += dy.data[r * dy.numCols + j];
    }

    @Override
    public double bernoulli(
            float[] logits, int logitOffset, float[] targets, int targetOffset, int n, float scale, float[] gradient) {
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double l = logits[logitOffset + i];
            double x = targets[targetOffset + i];
            double e = Math.exp(-Math.abs(l));
            sum += Math.max(l, 0) + Math.log(1 + e) - x * l;
            gradient[logitOffset + i] = (float) (scale * ((l >= 0 ? 1 : e) / (1 + e) - x));
        }
        return sum;
    }

    @Override
    public void adam(AdamStep step, float[] gradient, float[] m, float[] v, float[] value, int from, int to) {
        adam(step, gradient, from, m, v, value, from, to);
    }

    private static void adam(
            AdamStep step, float[] gradient, int at, float[] m, float[] v, float[] value, int from, int to) {
        Shapes.adam(gradient, at, m, v, value, from, to);
        float beta1 = step.beta1();
        float beta2 = step.beta2();
        float rate = step.rate() / step.correction1();
        float scale = 1 / step.correction2();
        float epsilon = step.epsilon();
        for (int i = from; i < to; i++) {
            float g = gradient[at + i - from];
            // adding and taking away a speck turns denormals, which are slow, into zeros; live values stay as they are
            float m1 = (beta1 * m[i] + (1 - beta1) * g + 1e-25f) - 1e-25f;
            float v1 = (beta2 * v[i] + (1 - beta2) * g * g + 1e-30f) - 1e-30f;
            m[i] = m1;
            v[i] = v1;
            value[i] -= rate * m1 / ((float) Math.sqrt(v1 * scale) + epsilon);
        }
    }

    @Override
    public void gaussian(long key, long position, float[] out, int offset, int n) {
        for (int i = 0; i < n; i++) out[offset + i] = RandomStream.gaussian(key, position + i);
    }

    @Override
    public void dequantise(byte[] bytes, int byteOffset, float[] out, int offset, int n) {
        for (int i = 0; i < n; i++) out[offset + i] = (bytes[byteOffset + i] & 0xFF) / 255f;
    }

    @Override
    public void binarise(byte[] bytes, int byteOffset, long key, long position, float[] out, int offset, int n) {
        for (int i = 0; i < n; i++)
            out[offset + i] = RandomStream.bernoulli(key, position + i, bytes[byteOffset + i] & 0xFF) ? 1 : 0;
    }

    @Override
    public void exp(float[] x, float[] out, int offset, int n) {
        for (int i = offset; i < offset + n; i++) out[i] = (float) Math.exp(x[i]);
    }

    @Override
    public void sigmoid(float[] x, float[] out, int offset, int n) {
        for (int i = offset; i < offset + n; i++) out[i] = (float) (1 / (1 + Math.exp(-x[i])));
    }
}
