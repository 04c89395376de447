package org.latentfx.view.slow;

import java.util.List;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.Tensor;
import org.latentfx.session.slow.SlowMotion.Shown;
import org.latentfx.train.TracedStep.TensorStep;

/**
 * What a step did to the weights and biases of one layer together. Immutable.
 *
 * @param gradient Euclidean norm, nats per image
 * @param ratio size of the change by size of the weights
 */
record LayerStep(double gradient, double ratio) {
    static LayerStep of(Shown step, ModelConfiguration model, int layer) {
        double weight = 0;
        double gradient = 0;
        double update = 0;
        List<Tensor> own = tensors(model, layer);
        for (TensorStep tensor : step.tensors()) {
            if (!own.contains(tensor.tensor())) continue;
            weight += tensor.weight() * tensor.weight();
            gradient += tensor.gradient() * tensor.gradient();
            update += tensor.update() * tensor.update();
        }
        return new LayerStep(Math.sqrt(gradient), weight == 0 ? Double.NaN : Math.sqrt(update / weight));
    }

    /** The largest gradient of all layers. */
    static double largestGradient(Shown step) {
        ModelConfiguration model = step.step().trace().configuration();
        double largest = 0;
        for (int i = 0; i < 2 * model.hidden().size() + 2; i++)
            largest = Math.max(largest, of(step, model, i).gradient);
        return largest;
    }

    /** Those of layer {@code layer} of all; the heads are one layer. */
    static List<Tensor> tensors(ModelConfiguration model, int layer) {
        List<Tensor> all = model.tensors();
        int depth = model.hidden().size();
        if (model.kind() == ModelKind.GAN) {
            int of = layer <= depth ? 3 * layer : 3 * (depth + 1) + 2 * (layer - depth - 1);
            return all.subList(of, of + 2); // the discriminator's have a direction behind
        }
        int heads = model.kind().variational() ? 2 : 1;
        int from = layer <= depth ? 2 * layer : 2 * (layer + heads - 1);
        return all.subList(from, from + (layer == depth ? 2 * heads : 2));
    }
}
