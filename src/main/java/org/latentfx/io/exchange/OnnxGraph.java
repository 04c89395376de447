package org.latentfx.io.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.latentfx.math.Activation;

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
    private static final int INT_64 = 7;
    private static final int ATTRIBUTE_FLOAT = 1;
    private static final int ATTRIBUTE_INT = 2;
    private static final int ATTRIBUTE_INTS = 7;

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

    /** {@code count} of {@code values} from {@code from} on as a tensor of {@code axes}. */
    OnnxGraph tensor(String name, float[] values, int from, int count, int... axes) {
        var message = new ProtoMessage();
        for (int axis : axes) message.integer(1, axis);
        graph.message(
                5, message.integer(2, FLOAT).floats(9, values, from, count).text(8, name));
        return this;
    }

    /** Whole numbers that are part of the graph: the sides of a shape. */
    private void wholes(String name, int... numbers) {
        var bytes = ByteBuffer.allocate(Long.BYTES * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) bytes.putLong(number);
        graph.message(
                5,
                new ProtoMessage()
                        .integer(1, numbers.length)
                        .integer(2, INT_64)
                        .raw(9, bytes.array())
                        .text(8, name));
    }

    // ---- operators ----

    /** {@code out} = the numbers of each row of {@code in} as {@code sides}; one side makes them a plain row again. */
    OnnxGraph reshape(String in, String out, int... sides) {
        int[] all = new int[sides.length + 1]; // 0: as many rows as come in
        System.arraycopy(sides, 0, all, 1, sides.length);
        wholes(out + ".shape", all);
        return operator("Reshape", out, in, out + ".shape");
    }

    /** {@code out} = {@code in} with its axes in the {@code order}. */
    OnnxGraph transpose(String in, String out, int... order) {
        graph.message(1, node("Transpose", out, in).message(5, attribute("perm", order)));
        return this;
    }

    /** {@code out} = the rows of {@code in}, each followed by that of {@code more}. */
    OnnxGraph join(String in, String more, String out) {
        var axis = new ProtoMessage().text(1, "axis").integer(3, 1).integer(20, ATTRIBUTE_INT);
        graph.message(1, node("Concat", out, in, more).message(5, axis));
        return this;
    }

    /**
     * {@code out} = the convolution of pictures {@code in} with the weight and the bias of {@code layer}: kernels of
     * {@code kernel} × {@code kernel} that go {@code stride} pixels at a time, and {@code padding} pixels of zeros
     * around.
     */
    OnnxGraph convolution(String layer, String in, String out, int kernel, int stride, int padding) {
        graph.message(1, sliding("Conv", layer, in, out, kernel, stride, padding));
        return this;
    }

    /** The same the other way round; {@code rows} and {@code columns} are added at the bottom and to the right. */
    OnnxGraph transposed(
            String layer, String in, String out, int kernel, int stride, int padding, int rows, int columns) {
        var node = sliding("ConvTranspose", layer, in, out, kernel, stride, padding);
        graph.message(1, node.message(5, attribute("output_padding", rows, columns)));
        return this;
    }

    private static ProtoMessage sliding(
            String type, String layer, String in, String out, int kernel, int stride, int padding) {
        return node(type, out, in, layer + ".weight", layer + ".bias")
                .message(5, attribute("kernel_shape", kernel, kernel))
                .message(5, attribute("strides", stride, stride))
                .message(5, attribute("pads", padding, padding, padding, padding));
    }

    private static ProtoMessage attribute(String name, int... numbers) {
        var attribute = new ProtoMessage().text(1, name);
        for (int number : numbers) attribute.integer(8, number);
        return attribute.integer(20, ATTRIBUTE_INTS);
    }

    /**
     * {@code out} = rows {@code in} with each {@code size} numbers made those of the nearest row of the
     * tensor {@code codes}, any number × size; a row has {@code columns} numbers.
     */
    OnnxGraph nearest(String in, String codes, int size, int columns, String out) {
        wholes(out + ".slots.shape", -1, 1, size);
        wholes(out + ".shape", -1, columns);
        operator("Reshape", out + ".slots", in, out + ".slots.shape")
                .operator("Sub", out + ".off", out + ".slots", codes);
        var alone = new ProtoMessage().text(1, "keepdims").integer(3, 0).integer(20, ATTRIBUTE_INT);
        var axis = new ProtoMessage().text(1, "axis").integer(3, 1).integer(20, ATTRIBUTE_INT);
        graph.message(
                1,
                node("ReduceSumSquare", out + ".squares", out + ".off")
                        .message(5, attribute("axes", 2))
                        .message(5, alone));
        graph.message(
                1,
                node("ArgMin", out + ".chosen", out + ".squares")
                        .message(5, axis)
                        .message(5, alone));
        return operator("Gather", out + ".codes", codes, out + ".chosen")
                .operator("Reshape", out, out + ".codes", out + ".shape");
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
