package org.latentfx.math;

import org.ejml.data.FMatrixRMaj;

/**
 * Weights with a second copy in the panels that {@link SimdProducts} multiplies by. The copy is written by whoever
 * changed the rows, while they are still in that core's cache. Different threads may repack different rows at a time.
 */
final class SimdWeights extends Kernel.Weights {
    final SimdScratch panels = new SimdScratch();

    SimdWeights(FMatrixRMaj matrix) {
        super(matrix);
        panels.room(matrix.numRows * SimdProducts.padded(matrix.numCols));
        changed(0, matrix.numRows);
    }

    @Override
    public void changed(int from, int to) {
        Shapes.range("changed", from, to, matrix.numRows);
        SimdProducts.pack(
                matrix.data,
                from * matrix.numCols,
                matrix.numCols,
                to - from,
                matrix.numCols,
                panels.array,
                panels.start + from * SimdProducts.PANEL,
                matrix.numRows);
    }
}
