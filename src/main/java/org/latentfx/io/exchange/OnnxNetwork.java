package org.latentfx.io.exchange;

import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.Weights;
import org.latentfx.model.layer.LayerPlan;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.layer.Tensor;

/**
 * The networks of a model as operators of an ONNX graph. Rows are as this program has them, the channels of a pixel
 * together; a convolution wants each channel by itself, so that values are turned before the first and after the last.
 * One thread.
 */
final class OnnxNetwork {
    private final OnnxGraph graph;
    private final Weights weights;
    private final ModelConfiguration model;

    /** A value: its name, and whether its channels stand by themselves. */
    private record Value(String name, boolean apart) {}

    OnnxNetwork(OnnxGraph graph, Weights weights) {
        this.graph = graph;
        this.weights = weights;
        model = weights.configuration();
    }

    /** The hidden layers of the encoder on top of rows {@code in}; the name of the rows that they give. */
    String encoder(String in) {
        var at = new Value(in, false);
        var plans = model.encoderLayers();
        for (int i = 0; i < model.hidden().size(); i++) at = hidden("encoder." + i, plans.get(i), at);
        return row(at, plans.get(model.hidden().size()).in());
    }

    /** A layer of the encoder's rows {@code in} without an activation, one of its heads. */
    void head(String name, String in, String out) {
        weights(name, false);
        graph.operator("Gemm", out, in, name + ".weight", name + ".bias");
    }

    /** Rows {@code in} rounded to codes, where the model has a codebook. */
    String rounded(String in) {
        if (!model.codebook().there()) return in;
        for (Tensor tensor : model.tensors())
            if (tensor.name().equals("codebook.codes"))
                graph.tensor(
                        tensor.name(),
                        weights.values(),
                        tensor.offset(),
                        tensor.size(),
                        tensor.rows(),
                        tensor.columns());
        graph.nearest(in, "codebook.codes", model.codebook().size(), model.latents(), in + ".rounded");
        return in + ".rounded";
    }

    /** The decoder on top of rows {@code in}: rows {@code out} of logits. */
    void decoder(String in, String out) {
        var at = new Value(in, false);
        var plans = model.decoderLayers();
        int last = model.hidden().size();
        for (int i = 0; i < last; i++) at = hidden("decoder." + i, plans.get(i), at);
        LayerPlan plan = plans.get(last);
        if (plan.spec() == null) head("out", row(at, plan.in()), out);
        else rows(layer("out", plan, at), plan.out(), out);
    }

    private Value hidden(String name, LayerPlan plan, Value in) {
        Value sum = layer(name, plan, in);
        graph.activation(model.activation(), sum.name, name + ".output");
        return new Value(name + ".output", sum.apart);
    }

    /** One layer without its activation. */
    private Value layer(String name, LayerPlan plan, Value in) {
        LayerSpec spec = plan.spec();
        String sum = name + ".sum";
        if (spec == null) {
            head(name, row(in, plan.in()), sum);
            return new Value(sum, false);
        }
        weights(name, true);
        String picture = apart(name, plan.in(), in);
        int kernel = spec.kernel();
        int stride = spec.stride();
        if (plan.transposed())
            graph.transposed(
                    name,
                    picture,
                    sum,
                    kernel,
                    stride,
                    LayerSpec.PADDING,
                    over(plan.out().height(), spec),
                    over(plan.out().width(), spec));
        else graph.convolution(name, picture, sum, kernel, stride, LayerSpec.PADDING);
        return new Value(sum, true);
    }

    /** Pixels at the end of a side that the convolution would not have come to. */
    private static int over(int side, LayerSpec spec) {
        return (side + 2 * LayerSpec.PADDING - spec.kernel()) % spec.stride();
    }

    private String apart(String layer, LayerPlan.Shape shape, Value in) {
        if (in.apart) return in.name;
        graph.reshape(in.name, layer + ".pixels", shape.height(), shape.width(), shape.channels())
                .transpose(layer + ".pixels", layer + ".channels", 0, 3, 1, 2);
        return layer + ".channels";
    }

    private String row(Value in, LayerPlan.Shape shape) {
        if (!in.apart) return in.name;
        String out = in.name + ".row";
        rows(in, shape, out);
        return out;
    }

    private void rows(Value in, LayerPlan.Shape shape, String out) {
        graph.transpose(in.name, out + ".pixels", 0, 2, 3, 1).reshape(out + ".pixels", out, shape.values());
    }

    /** Weight and bias of a layer: in × out, and of a convolution as PyTorch and ONNX have it. */
    private void weights(String layer, boolean convolution) {
        for (Tensor tensor : model.tensors()) {
            if (!tensor.name().startsWith(layer + ".") || tensor.name().equals("out.log_var")) continue;
            if (tensor.bias())
                graph.tensor(tensor.name(), weights.values(), tensor.offset(), tensor.size(), tensor.columns());
            else if (convolution) placed(tensor);
            else
                graph.tensor(
                        tensor.name(),
                        weights.values(),
                        tensor.offset(),
                        tensor.size(),
                        tensor.rows(),
                        tensor.columns());
        }
    }

    private void placed(Tensor tensor) {
        float[] values = new float[tensor.size()];
        for (int n = 0; n < values.length; n++) values[n] = weights.values()[tensor.place(n)];
        int[] axes = tensor.shape().stream().mapToInt(Integer::intValue).toArray();
        graph.tensor(tensor.name(), values, 0, values.length, axes);
    }
}
