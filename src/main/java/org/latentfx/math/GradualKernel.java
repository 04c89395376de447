package org.latentfx.math;

import org.ejml.data.FMatrixRMaj;

/**
 * The plain kernel until {@link #hurry}, then the fast one. Java runs vector code hundreds of times slower until it has
 * compiled it, so what a person looks at in the first seconds is computed plainly while the fast kernel warms up
 * elsewhere. PackedWeights stay with the kernel that prepared them. Not for training, whose curve must come from one
 * kernel alone. Any thread.
 */
public final class GradualKernel implements Kernel {
    private final Kernel fast;
    private volatile Kernel now;

    public GradualKernel(Kernel plain, Kernel fast) {
        this.fast = fast;
        now = plain;
    }

    /** From now on new weights go to the fast kernel. */
    public void hurry() {
        now = fast;
    }

    /** PackedWeights and the kernel that prepared them. */
    private static final class Owned extends PackedWeights {
        private final Kernel owner;
        private final PackedWeights inner;

        Owned(Kernel owner, FMatrixRMaj matrix) {
            super(matrix);
            this.owner = owner;
            inner = owner.packWeights(matrix);
        }

        @Override
        public void changed(int from, int to) {
            inner.changed(from, to);
        }

        @Override
        public void adam(AdamStep step, float[] gradient, int at, float[] m, float[] v, int from, int to) {
            inner.adam(step, gradient, at, m, v, from, to);
        }
    }

    /** Slopes and the kernel that prepared them. */
    private static final class OwnedGradients extends PackedMatrix {
        private final Kernel owner;
        private final PackedMatrix inner;

        OwnedGradients(Kernel owner, FMatrixRMaj matrix) {
            super(matrix);
            this.owner = owner;
            inner = owner.packGradients(matrix);
        }

        @Override
        public void changed(int from, int to) {
            inner.changed(from, to);
        }
    }

    @Override
    public String name() {
        return fast.name();
    }

    @Override
    public String description() {
        return fast.description();
    }

    @Override
    public PackedWeights packWeights(FMatrixRMaj matrix) {
        return new Owned(now, matrix);
    }

    @Override
    public PackedMatrix packGradients(FMatrixRMaj matrix) {
        return new OwnedGradients(now, matrix);
    }

    @Override
    public void forward(FMatrixRMaj x, PackedWeights w, float[] bias, Activation f, FMatrixRMaj y, int from, int to) {
        var owned = (Owned) w;
        owned.owner.forward(x, owned.inner, bias, f, y, from, to);
    }

    @Override
    public void backwardInput(
            FMatrixRMaj dy, PackedWeights w, FMatrixRMaj x, Activation f, FMatrixRMaj dx, int from, int to) {
        var owned = (Owned) w;
        owned.owner.backwardInput(dy, owned.inner, x, f, dx, from, to);
    }

    @Override
    public void weightGradient(
            FMatrixRMaj x, PackedMatrix dy, int batch, WorkPartition rows, int member, GradientRows use) {
        var owned = (OwnedGradients) dy;
        owned.owner.weightGradient(x, owned.inner, batch, rows, member, use);
    }

    @Override
    public void biasGradient(FMatrixRMaj dy, int batch, float[] db, int from, int to) {
        now.biasGradient(dy, batch, db, from, to);
    }

    @Override
    public double bernoulli(
            float[] logits, int logitOffset, float[] targets, int targetOffset, int n, float scale, float[] gradient) {
        return now.bernoulli(logits, logitOffset, targets, targetOffset, n, scale, gradient);
    }

    @Override
    public void adam(AdamStep step, float[] gradient, float[] m, float[] v, float[] value, int from, int to) {
        now.adam(step, gradient, m, v, value, from, to);
    }

    @Override
    public void gaussian(long key, long position, float[] out, int offset, int n) {
        now.gaussian(key, position, out, offset, n);
    }

    @Override
    public void dequantise(byte[] bytes, int byteOffset, float[] out, int offset, int n) {
        now.dequantise(bytes, byteOffset, out, offset, n);
    }

    @Override
    public void binarise(byte[] bytes, int byteOffset, long key, long position, float[] out, int offset, int n) {
        now.binarise(bytes, byteOffset, key, position, out, offset, n);
    }

    @Override
    public void exp(float[] x, float[] out, int offset, int n) {
        now.exp(x, out, offset, n);
    }

    @Override
    public void sigmoid(float[] x, float[] out, int offset, int n) {
        now.sigmoid(x, out, offset, n);
    }
}
