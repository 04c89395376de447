package org.latentfx.train.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.latentfx.data.DataSplit;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.TrainableModel;
import org.latentfx.model.layer.Tensor;
import org.latentfx.train.Loss;
import org.latentfx.train.NextStep;
import org.latentfx.train.RunState;

/**
 * The next step of a run, taken on a copy. The gradient g is read off Adam's first moment m, which a step makes
 * m′ = β₁ m + (1 − β₁) g of (Kingma & Ba 2015, algorithm 1), so that no step need keep it.
 *
 * @param gradients squared norm of each tensor's gradient
 * @param updates squared norm of what the step adds to it
 */
record NextUpdate(RunState before, NextStep step, Loss loss, double[] gradients, double[] updates) {
    static NextUpdate of(RunState state, DataSplit data, Kernel kernel) {
        ModelConfiguration c = state.configuration();
        NextStep step = NextStep.of(state, data);
        try (var alone = new Workers(1)) {
            var copy = TrainableModel.of(c, step.batch(), kernel, alone);
            copy.restore(state.values(), state.firstMoments(), state.secondMoments());
            step.take(copy, data.train());
            double beta = copy.beta1();
            // one array after the other, so that there is never more than one of them
            double[] gradients = squares(c, state.firstMoments(), copy.firstMoments(), beta, 1 - beta);
            double[] updates = squares(c, state.values(), copy.weights().values(), 1, 1);
            return new NextUpdate(state, step, Loss.of(c.kind().losses(), copy.losses()), gradients, updates);
        }
    }

    /** Σ ((after − kept · before) / share)² of each tensor. */
    private static double[] squares(ModelConfiguration c, float[] before, float[] after, double kept, double share) {
        return c.tensors().stream()
                .mapToDouble(tensor -> {
                    double sum = 0;
                    for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++) {
                        double difference = (after[i] - kept * before[i]) / share;
                        sum += difference * difference;
                    }
                    return sum;
                })
                .toArray();
    }

    /** Every layer that learns, with its tensors in order. @param units by the name of their layer */
    List<LayerSignals> layers(Map<String, LayerSignals.Units> units) {
        var layers = new ArrayList<LayerSignals>();
        var tensors = before.configuration().tensors();
        var some = new ArrayList<LayerSignals.Tensor>();
        int trained = before.configuration().trained();
        for (int t = 0; t < trained; t++) {
            some.add(tensor(t));
            String layer = layer(tensors.get(t));
            if (t + 1 < trained && layer(tensors.get(t + 1)).equals(layer)) continue;
            layers.add(new LayerSignals(layer, some, units.get(layer)));
            some.clear();
        }
        return layers;
    }

    private static String layer(Tensor tensor) {
        return tensor.name().substring(0, tensor.name().lastIndexOf('.'));
    }

    private LayerSignals.Tensor tensor(int t) {
        var tensor = before.configuration().tensors().get(t);
        int end = tensor.offset() + tensor.size();
        double squares = 0;
        for (int i = tensor.offset(); i < end; i++) squares += (double) before.values()[i] * before.values()[i];
        var values = new Histogram.Counter();
        values.add(before.values(), tensor.offset(), end);
        return new LayerSignals.Tensor(
                tensor.name(), Math.sqrt(gradients[t]), Math.sqrt(squares), Math.sqrt(updates[t]), values.histogram());
    }
}
