package org.latentfx.math;

import org.ejml.data.FMatrixRMaj;

/**
 * The operations a training step is made of. Each works on a range of output rows (or of elements), so that several
 * threads can share one operation by splitting the range, and each output element is computed in the same order
 * whatever the split: the result does not depend on the number of threads. Inputs come first and are not modified; the
 * output comes last; a matrix of the output may not share its array with an input. Wrong shapes throw
 * IllegalArgumentException with the numbers. Implementations hold no state of their own beyond per-thread scratch.
 */
public interface Kernel {
    /** The name by which a person chooses this kernel: {@code ejml} or {@code simd}. */
    String name();

    /** What the status bar says, such as "SIMD kernel, 512 bit". */
    String description();

    /** A matrix together with whatever layout of it this kernel multiplies by fastest. */
    abstract class PackedMatrix {
        /** The matrix itself. */
        public final FMatrixRMaj matrix;

        protected PackedMatrix(FMatrixRMaj matrix) {
            this.matrix = matrix;
        }

        /**
         * Must be called after rows {@code from} (inclusive) to {@code to} (exclusive) of {@link #matrix} changed, best
         * by the thread that wrote them, while they are in its caches. Threads may report different rows at a time.
         */
        public abstract void changed(int from, int to);
    }

    /** A weight matrix, in × out. */
    abstract class PackedWeights extends PackedMatrix {
        protected PackedWeights(FMatrixRMaj matrix) {
            super(matrix);
        }

        /**
         * {@link Kernel#adam} on rows {@code from..to}, whose gradient starts at {@code gradient[at]}; they need not be
         * reported as changed. m, v: row-major, as long as the matrix.
         */
        public abstract void adam(AdamStep step, float[] gradient, int at, float[] m, float[] v, int from, int to);

        /**
         * From now on these weights never change, and only {@link Kernel#forward} multiplies by them: what it can do
         * without is let go of, be it the matrix's own numbers.
         */
        public void forwardOnly() {}
    }

    /** Wraps {@code matrix} (in × out, kept by reference). */
    PackedWeights packWeights(FMatrixRMaj matrix);

    /** Wraps a loss's derivatives by a layer's sums (batch × out, kept by reference) for {@link #weightGradient}. */
    PackedMatrix packGradients(FMatrixRMaj matrix);

    /** Y = f(X·W + b) for rows {@code from..to} of Y. X: batch × in, W: in × out, b: out, Y: batch × out. */
    default void forward(FMatrixRMaj x, PackedWeights w, float[] bias, Activation f, FMatrixRMaj y, int from, int to) {
        Shapes.forward(x, w.matrix, bias, y, from, to);
        forward(x.data, from * x.numCols, w, bias, f, y.data, from * y.numCols, to - from);
    }

    /** The same for {@code rows} rows that begin at {@code x[xAt]} and {@code y[yAt]}, without gaps. */
    void forward(float[] x, int xAt, PackedWeights w, float[] bias, Activation f, float[] y, int yAt, int rows);

    /**
     * dX = (dY·Wᵀ) ⊙ f′(X) for rows {@code from..to} of dX, where X is what {@link Activation#derivative} of the
     * previous layer takes: its outputs, or its sums if {@link Activation#ofSum}. dY: batch × out, X and dX: batch ×
     * in.
     */
    default void backwardInput(
            FMatrixRMaj dy, PackedWeights w, FMatrixRMaj x, Activation f, FMatrixRMaj dx, int from, int to) {
        Shapes.backwardInput(dy, w.matrix, x, dx, from, to);
        int in = dx.numCols;
        backwardInput(dy.data, from * dy.numCols, w, x.data, from * in, f, dx.data, from * in, to - from);
    }

    /** The same for {@code rows} rows that begin at {@code dy[dyAt]}, {@code x[xAt]} and {@code dx[dxAt]}. */
    void backwardInput(
            float[] dy, int dyAt, PackedWeights w, float[] x, int xAt, Activation f, float[] dx, int dxAt, int rows);

    /**
     * dW += Xᵀ·dY over {@code rows} rows of X (rows × in, from {@code x[xAt]} on) and dY (rows × out). dW: in × out.
     * The same calls in the same order give the same bits.
     */
    void addWeightGradient(float[] x, int xAt, int in, float[] dy, int dyAt, int out, int rows, float[] dw, int dwAt);

    /** y = f(x) for {@code n} elements from {@code offset} on. May be used in place. */
    void activate(Activation f, float[] x, float[] y, int offset, int n);

    /** dx ← dx ⊙ f′ for {@code n} elements; x is what {@link Activation#derivative} takes. */
    void timesDerivative(Activation f, float[] x, int xAt, float[] dx, int dxAt, int n);

    /** dW = Xᵀ·dY for rows {@code from..to} of dW, summing over batch rows {@code 0..batch}. */
    default void weightGradient(FMatrixRMaj x, FMatrixRMaj dy, int batch, FMatrixRMaj dw, int from, int to) {
        Shapes.weightGradient(x, dy, batch, dw, from, to);
        int out = dw.numCols;
        PackedMatrix gradients = packGradients(dy);
        weightGradient(
                x,
                gradients,
                batch,
                new WorkPartition(1, 1).start(from, to, 1),
                0,
                (block, at, first, last) -> System.arraycopy(block, at, dw.data, first * out, (last - first) * out));
    }

    /**
     * The same for all rows that {@code member} can take from {@code rows}, some at a time into one small block that
     * stays in a cache: a gradient that is used up at once need not go to memory.
     */
    void weightGradient(FMatrixRMaj x, PackedMatrix dy, int batch, WorkPartition rows, int member, GradientRows use);

    /**
     * Takes rows {@code from} (inclusive) to {@code to} (exclusive) of a gradient, row-major from {@code block[at]} on,
     * on the thread that made them. The block holds others after the return. Must not multiply.
     */
    @FunctionalInterface
    interface GradientRows {
        void rows(float[] block, int at, int from, int to);
    }

    /**
     * This kernel, but one that multiplies zeros like any other number: slower on pictures with much black, same
     * results.
     */
    default Kernel dense() {
        return this;
    }

    /** db_j = Σ over batch rows of dY_rj for columns {@code from..to}. */
    void biasGradient(FMatrixRMaj dy, int batch, float[] db, int from, int to);

    /**
     * Bernoulli negative log-likelihood of {@code n} targets in [0, 1] given logits ℓ, summed in double: Σ softplus(ℓ)
     * − xℓ, in nats; writes scale·(sigmoid(ℓ) − x) to {@code gradient} at the logits' offset. The gradient may be
     * written over the logits.
     */
    double bernoulli(
            float[] logits, int logitOffset, float[] targets, int targetOffset, int n, float scale, float[] gradient);

    /**
     * value ← value − rate·m̂/(√v̂ + ε) with moments updated in place, for elements {@code from..to} (Kingma & Ba
     * 2015).
     */
    void adam(AdamStep step, float[] gradient, float[] m, float[] v, float[] value, int from, int to);

    /** The scalars of one Adam step: rate and the two bias corrections 1 − βᵗ, ready for use. */
    record AdamStep(float rate, float beta1, float beta2, float epsilon, float correction1, float correction2) {
        /** The scalars of step {@code t} (from 1) with the usual β₁ = 0.9, β₂ = 0.999, ε = 1e-8. */
        public static AdamStep at(long t, double rate) {
            return new AdamStep((float) rate, 0.9f, 0.999f, 1e-8f, (float) (1 - Math.pow(0.9, t)), (float)
                    (1 - Math.pow(0.999, t)));
        }

        /** The same with other decay rates of the two moments. */
        public static AdamStep at(long t, double rate, double beta1, double beta2) {
            return new AdamStep(
                    (float) rate, (float) beta1, (float) beta2, 1e-8f, (float) (1 - Math.pow(beta1, t)), (float)
                            (1 - Math.pow(beta2, t)));
        }
    }

    /**
     * Standard normal noise: element i is {@link RandomStream#gaussian} number {@code position + i} of {@code key}, to
     * rounding.
     */
    void gaussian(long key, long position, float[] out, int offset, int n);

    /** Bytes 0..255 to 0..1. */
    void dequantise(byte[] bytes, int byteOffset, float[] out, int offset, int n);

    /** Each pixel 0 or 1: {@link RandomStream#bernoulli} number {@code position + i} of {@code key}, exactly. */
    void binarise(byte[] bytes, int byteOffset, long key, long position, float[] out, int offset, int n);

    /** out = eˣ. May be used in place. */
    void exp(float[] x, float[] out, int offset, int n);

    /** out = 1/(1 + e⁻ˣ). May be used in place. */
    void sigmoid(float[] x, float[] out, int offset, int n);
}
