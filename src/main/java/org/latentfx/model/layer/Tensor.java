package org.latentfx.model.layer;

import java.util.List;

/**
 * One named tensor in a model's flat array of weights: {@code rows × columns} floats from {@code offset}, row-major. A
 * weight is in × out, a bias 1 × out; of a convolution (kernel · kernel · in) × out or, transposed, in × (kernel ·
 * kernel · out), as {@link org.latentfx.nn.Convolution} says. Immutable.
 */
public record Tensor(String name, int offset, int rows, int columns, TensorLayout layout) {
    /** Its sizes in PyTorch. */
    public List<Integer> shape() {
        return layout.shape();
    }

    /** Where number {@code n} of PyTorch's tensor stands in the flat array. */
    public int place(int n) {
        return offset + layout.place(n, rows, columns);
    }

    /** Whether it is a convolution's weight. */
    public boolean convolution() {
        return shape().size() == 4;
    }

    public int size() {
        return rows * columns;
    }

    public boolean bias() {
        return name.endsWith(".bias");
    }
}
