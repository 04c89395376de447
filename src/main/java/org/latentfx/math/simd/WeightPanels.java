package org.latentfx.math.simd;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Kernel;
import org.latentfx.math.Shapes;

/**
 * Weights with packed copies: one of W for the forward pass and, once asked for, one of Wᵀ for the backward pass. The
 * thread that changed rows packs them, while they are in its core's cache. Threads may report different rows at a time.
 */
final class WeightPanels extends Kernel.PackedWeights {
    private static final float[] NONE = {};

    /** W in panels of columns. */
    final Scratch panels = new Scratch();

    private volatile @Nullable Scratch transposed;

    WeightPanels(FMatrixRMaj matrix) {
        super(matrix);
        panels.room(matrix.numRows * PackedB.padded(matrix.numCols));
        changed(0, matrix.numRows);
    }

    /** Wᵀ in panels of columns, made on first use: the first layer of a network and frozen networks never need it. */
    Scratch transposed() {
        Scratch known = transposed;
        return known != null ? known : makeTransposed();
    }

    private synchronized Scratch makeTransposed() {
        Scratch known = transposed;
        if (known != null) return known;
        var made = new Scratch().room(matrix.numCols * PackedB.padded(matrix.numRows));
        PackedB.packTransposed(matrix.data, matrix.numCols, 0, matrix.numRows, made);
        transposed = made;
        return made;
    }

    @Override
    public void changed(int from, int to) {
        Shapes.range("changed", from, to, matrix.numRows);
        PackedB.pack(matrix.data, matrix.numCols, from, to, panels, matrix.numRows);
        Scratch known = transposed;
        if (known != null) PackedB.packTransposed(matrix.data, matrix.numCols, from, to, known);
    }

    @Override
    public void forwardOnly() {
        matrix.data = NONE;
        transposed = null;
    }

    @Override
    public void adam(Kernel.AdamStep step, float[] gradient, int at, float[] m, float[] v, int from, int to) {
        int n = matrix.numCols;
        Shapes.adam(gradient, at, m, v, matrix.data, from * n, to * n);
        Elements.adam(step, gradient, at, m, v, matrix.data, from * n, to * n);
        changed(from, to);
    }
}
