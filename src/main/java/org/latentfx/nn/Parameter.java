package org.latentfx.nn;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Kernel;

/**
 * One trained matrix with its gradient and Adam's two moments, all of one shape. A step fills the gradient of a bias
 * but not that of weights, which it uses up at once. Owned by the training thread, whose workers may update different
 * rows at the same time; a frozen parameter has no gradient and no moments (0 × 0).
 */
public record Parameter(String name, FMatrixRMaj value, FMatrixRMaj gradient, FMatrixRMaj m, FMatrixRMaj v) {
    /** A parameter of zeros, ready for training. */
    public static Parameter trained(String name, int rows, int columns) {
        return new Parameter(
                name,
                new FMatrixRMaj(rows, columns),
                new FMatrixRMaj(rows, columns),
                new FMatrixRMaj(rows, columns),
                new FMatrixRMaj(rows, columns));
    }

    /** A parameter of zeros that is only ever read once filled. */
    public static Parameter frozen(String name, int rows, int columns) {
        return new Parameter(
                name,
                new FMatrixRMaj(rows, columns),
                new FMatrixRMaj(0, 0),
                new FMatrixRMaj(0, 0),
                new FMatrixRMaj(0, 0));
    }

    /** One step of Adam (Kingma & Ba 2015, algorithm 1) on elements {@code from..to}, from the gradient held here. */
    public void update(Kernel kernel, Kernel.AdamStep step, int from, int to) {
        kernel.adam(step, gradient.data, m.data, v.data, value.data, from, to);
    }
}
