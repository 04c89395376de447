package org.latentfx.model.layer;

import java.util.ArrayList;
import java.util.List;

/** Tensors of a flat array in the making, each behind the last. One thread at a time. */
public final class TensorList {
    private final List<Tensor> tensors = new ArrayList<>();
    private int end;

    /** Weight and bias of a layer. */
    public void add(String name, LayerPlan plan) {
        add(name + ".weight", plan.rows(), plan.columns(), plan.weightLayout());
        add(name + ".bias", 1, plan.biases(), plan.biasLayout());
    }

    public void add(String name, int rows, int columns, TensorLayout layout) {
        tensors.add(new Tensor(name, end, rows, columns, layout));
        end += rows * columns;
    }

    /** A copy. */
    public List<Tensor> all() {
        return List.copyOf(tensors);
    }
}
