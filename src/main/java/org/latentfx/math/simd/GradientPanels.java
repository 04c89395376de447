package org.latentfx.math.simd;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Kernel;
import org.latentfx.math.Shapes;

/** Gradients with a packed copy, written by whoever computed the rows, for all threads that multiply by them. */
final class GradientPanels extends Kernel.PackedMatrix {
    /** Panels as long as the matrix has rows. */
    final Scratch panels = new Scratch();

    GradientPanels(FMatrixRMaj matrix) {
        super(matrix);
        panels.room(matrix.numRows * PackedB.padded(matrix.numCols));
        changed(0, matrix.numRows);
    }

    @Override
    public void changed(int from, int to) {
        Shapes.range("changed", from, to, matrix.numRows);
        PackedB.pack(matrix.data, matrix.numCols, from, to, panels, matrix.numRows);
    }
}
