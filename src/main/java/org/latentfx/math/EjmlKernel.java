package org.latentfx.math;

import static org.ejml.dense.block.TileMultiplication_F32.tileMultPlus;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;

/**
 * The plain kernel: EJML's products and ordinary Java loops for the rest. It works on every Java machine, and the other
 * kernels are checked against it. Products pass over runs of zeros (dark pixels). Any thread may use it.
 */
final class EjmlKernel implements Kernel {
    /** Terms of a sum taken at a time: their rows of B stay in the second cache while all rows of A pass. */
    private static final int KC = 128;

    /** Terms that are looked at together: they are left out if the factors of all are zero. */
    private static final int QUAD = 4;

    /** Rows of a weight gradient made at a time, so that they are used up while in a cache. */
    private static final int GROUP = 24;

    private static final ThreadLocal<FMatrixRMaj> GRADIENT = ThreadLocal.withInitial(() -> new FMatrixRMaj(0, 0));
    private static final ThreadLocal<FMatrixRMaj> TRANSPOSED = ThreadLocal.withInitial(() -> new FMatrixRMaj(0, 0));

    @Override
    public String name() {
        return "ejml";
    }

    @Override
    public String description() {
        return "EJML kernel";
    }

    /** Also keeps Wᵀ, so that both passes read memory in order. */
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
    public void forward(float[] x, int xAt, PackedWeights w, float[] bias, Activation f, float[] y, int yAt, int rows) {
        int n = w.matrix.numCols;
        for (int r = 0; r < rows; r++) System.arraycopy(bias, 0, y, yAt + r * n, n);
        multiplyAdd(x, xAt, w.matrix.numRows, w.matrix.data, 0, y, yAt, n, rows);
        if (f != Activation.IDENTITY) activate(f, y, y, yAt, rows * n);
    }

    @Override
    public void backwardInput(
            float[] dy, int dyAt, PackedWeights w, float[] x, int xAt, Activation f, float[] dx, int dxAt, int rows) {
        int n = w.matrix.numRows;
        Arrays.fill(dx, dxAt, dxAt + rows * n, 0);
        multiplyAdd(dy, dyAt, w.matrix.numCols, ((TwoWay) w).transposed.data, 0, dx, dxAt, n, rows);
        if (f != Activation.IDENTITY) timesDerivative(f, x, xAt, dx, dxAt, rows * n);
    }

    @Override
    public void activate(Activation f, float[] x, float[] y, int offset, int n) {
        for (int i = offset; i < offset + n; i++) y[i] = f.apply(x[i]);
    }

    @Override
    public void timesDerivative(Activation f, float[] x, int xAt, float[] dx, int dxAt, int n) {
        for (int i = 0; i < n; i++) dx[dxAt + i] *= f.derivative(x[xAt + i]);
    }

    @Override
    public void addWeightGradient(
            float[] x, int xAt, int in, float[] dy, int dyAt, int out, int rows, float[] dw, int dwAt) {
        FMatrixRMaj transposed = TRANSPOSED.get();
        transposed.reshape(GROUP, rows);
        for (int top = 0; top < in; top += GROUP) {
            int to = Math.min(top + GROUP, in);
            transpose(x, xAt, in, rows, top, to, transposed.data);
            multiplyAdd(transposed.data, 0, rows, dy, dyAt, dw, dwAt + top * out, out, to - top);
        }
    }

    @Override
    public void weightGradient(
            FMatrixRMaj x, PackedMatrix gradients, int batch, WorkPartition rows, int member, GradientRows use) {
        FMatrixRMaj dy = gradients.matrix;
        int n = dy.numCols;
        FMatrixRMaj block = GRADIENT.get();
        block.reshape(GROUP, n);
        FMatrixRMaj transposed = TRANSPOSED.get();
        transposed.reshape(GROUP, batch);
        for (int from = rows.take(member); from < rows.end(); from = rows.take(member)) {
            int end = rows.pieceEnd(from);
            Shapes.weightGradient(x, dy, batch, from, end);
            for (int top = from; top < end; top += GROUP) {
                int to = Math.min(top + GROUP, end);
                transpose(x.data, 0, x.numCols, batch, top, to, transposed.data);
                Arrays.fill(block.data, 0, (to - top) * n, 0);
                multiplyAdd(transposed.data, 0, batch, dy.data, 0, block.data, 0, n, to - top);
                use.rows(block.data, 0, top, to);
            }
        }
    }

    /** Columns {@code from..to} of {@code rows} rows of x become the rows of {@code out}. */
    private static void transpose(float[] x, int at, int columns, int rows, int from, int to, float[] out) {
        for (int r = 0; r < rows; r++)
            for (int i = from; i < to; i++) out[(i - from) * rows + r] = x[at + r * columns + i];
    }

    /**
     * C += A·B by EJML. A: rows × inner from {@code aAt} on; B: inner × n from {@code bAt} on; C: rows × n from
     * {@code cAt} on; all row-major without gaps. A row's result does not depend on the rows that come with it.
     */
    private static void multiplyAdd(
            float[] a, int aAt, int inner, float[] b, int bAt, float[] c, int cAt, int n, int rows) {
        for (int start = 0; start < inner; start += KC) {
            int end = Math.min(start + KC, inner);
            for (int r = 0; r < rows; r++) {
                int row = aAt + r * inner;
                for (int k = nextQuad(a, row, start, end, false); k < end; ) {
                    int behind = nextQuad(a, row, k, end, true);
                    tileMultPlus(a, b, c, 1, behind - k, n, inner, n, n, row + k, bAt + k * n, cAt + r * n);
                    k = nextQuad(a, row, behind, end, false);
                }
            }
        }
    }

    /**
     * The first quad at or after {@code k} whose terms are all zero, or that has one that is not; {@code end} if none.
     */
    private static int nextQuad(float[] a, int row, int k, int end, boolean zero) {
        for (; k + QUAD <= end; k += QUAD) {
            int at = row + k;
            if ((a[at] == 0 && a[at + 1] == 0 && a[at + 2] == 0 && a[at + 3] == 0) == zero) return k;
        }
        if (k < end && !zero) return k;
        return end;
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
            // adding and subtracting a tiny number flushes denormals, which are slow, to zero and changes no other
            // value
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
