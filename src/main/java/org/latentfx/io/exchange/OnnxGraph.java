package org.latentfx.io.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.latentfx.math.Activation;
import org.latentfx.model.ModelConfiguration.Tensor;
import org.latentfx.model.Weights;

/**
 * A graph of ONNX in the making (onnx.ai, "Open Neural Network Exchange IR"; field numbers of onnx.proto): operators of
 * the standard set, values known by name, rows of a batch whose size stays open under the name {@code batch}.
 */
final class OnnxGraph {
    /** Version of the file's own structure, as of 2021: read by every runtime since. */
    static final int IR_VERSION = 8;
    /** Version of the set of operators. */
    static final int OPSET = 13;

    private static final int FLOAT = 1;
    private static final int ATTRIBUTE_FLOAT = 1;

    private final String name;
    private final ProtoMessage graph = new ProtoMessage();

    OnnxGraph(String name) {
        this.name = name;
    }

    // ---- values ----

    /** An input of {@code columns} numbers a row. */
    OnnxGraph input(String name, int columns) {
        graph.message(11, rows(name, columns));
        return this;
    }

    /** A value that the graph gives back, of {@code columns} numbers a row. */
    OnnxGraph output(String name, int columns) {
        graph.message(12, rows(name, columns));
        return this;
    }

    private static ProtoMessage rows(String name, int columns) {
        var shape = new ProtoMessage()
                .message(1, new ProtoMessage().text(2, "batch"))
                .message(1, new ProtoMessage().integer(1, columns));
        var tensor = new ProtoMessage().integer(1, FLOAT).message(2, shape);
        return new ProtoMessage().text(1, name).message(2, new ProtoMessage().message(1, tensor));
    }

    /** A number that is part of the graph. */
    OnnxGraph constant(String name, float value) {
        graph.message(
                5,
                new ProtoMessage()
                        .integer(2, FLOAT)
                        .floats(9, new float[] {value}, 0, 1)
                        .text(8, name));
        return this;
    }

    /** A tensor of the model under its own name: a weight as in × out, a bias as one row. */
    private void weight(Weights weights, Tensor tensor) {
        var message = new ProtoMessage();
        if (!tensor.bias()) message.integer(1, tensor.rows());
        message.integer(1, tensor.columns())
                .integer(2, FLOAT)
                .floats(9, weights.values(), tensor.offset(), tensor.size())
                .text(8, tensor.name());
        graph.message(5, message);
    }

    // ---- operators ----

    /** {@code out} = x·W + b with the weight and the bias of {@code layer}. */
    OnnxGraph dense(Weights weights, String layer, String in, String out) {
        for (Tensor tensor : weights.configuration().tensors())
            if (tensor.name().startsWith(layer + ".")) weight(weights, tensor);
        return operator("Gemm", out, in, layer + ".weight", layer + ".bias");
    }

    OnnxGraph activation(Activation activation, String in, String out) {
        return switch (activation) {
            case RELU -> operator("Relu", out, in);
            case TANH -> operator("Tanh", out, in);
            case LEAKY_RELU -> leaky(Activation.LEAK, in, out);
            case STEEP_LEAKY_RELU -> leaky(Activation.STEEP_LEAK, in, out);
            case SILU -> operator("Sigmoid", out + ".gate", in).operator("Mul", out, in, out + ".gate");
            case IDENTITY -> operator("Identity", out, in);
        };
    }

    private OnnxGraph leaky(float slope, String in, String out) {
        var alpha = new ProtoMessage().text(1, "alpha").real(2, slope).integer(20, ATTRIBUTE_FLOAT);
        graph.message(1, node("LeakyRelu", out, in).message(5, alpha));
        return this;
    }

    /** {@code out} = operator {@code type} of {@code in}. */
    OnnxGraph operator(String type, String out, String... in) {
        graph.message(1, node(type, out, in));
        return this;
    }

    private static ProtoMessage node(String type, String out, String... in) {
        var node = new ProtoMessage();
        for (String name : in) node.text(1, name);
        return node.text(2, out).text(3, out).text(4, type);
    }

    // ---- the file ----

    /** Writes the whole file; {@code metadata} are texts by key. */
    void write(OutputStream out, String version, Map<String, String> metadata) throws IOException {
        graph.text(2, name);
        var model = new ProtoMessage()
                .integer(1, IR_VERSION)
                .text(2, "LatentFX")
                .text(3, version)
                .message(7, graph)
                .message(8, new ProtoMessage().text(1, "").integer(2, OPSET));
        for (var entry : metadata.entrySet())
            model.message(14, new ProtoMessage().text(1, entry.getKey()).text(2, entry.getValue()));
        model.write(out);
    }
}
