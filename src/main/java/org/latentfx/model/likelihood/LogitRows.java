package org.latentfx.model.likelihood;

import org.latentfx.math.Kernel;

/**
 * Logits of pictures, a row each, which a likelihood turns into gradients in place. Made once for arrays that are used
 * again and again; members of a team may take different rows at once.
 *
 * @param values rows × width; modified
 */
public record LogitRows(Kernel kernel, float[] values, int width) {
    /** Where row {@code row} begins. */
    public int at(int row) {
        return row * width;
    }
}
