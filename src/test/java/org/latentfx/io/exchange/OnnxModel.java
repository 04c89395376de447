package org.latentfx.io.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * An ONNX file as its standard describes it, read and computed with in double precision, for tests: the few operators
 * that models here need, each checked for what it is given.
 */
final class OnnxModel {
    /** A tensor, the last axis running fastest; a number has no axis. */
    record Value(int[] axes, double[] numbers) {
        Value(int rows, int columns, double[] numbers) {
            this(new int[] {rows, columns}, numbers);
        }

        int axis(int i) {
            return axes[i];
        }
    }

    /** An operator with the names of what it reads and gives, and whole numbers or one other that it is told. */
    record Node(String type, List<String> in, String out, Map<String, Float> attributes, Map<String, int[]> wholes) {}

    final long irVersion;
    final long opset;
    final Map<String, String> metadata = new LinkedHashMap<>();
    final Map<String, Integer> inputs = new LinkedHashMap<>();
    final Map<String, Integer> outputs = new LinkedHashMap<>();
    final Map<String, Value> constants = new LinkedHashMap<>();
    final List<Node> nodes = new ArrayList<>();

    OnnxModel(byte[] file) {
        var model = new Message(file);
        irVersion = model.whole(1);
        assertEquals("LatentFX", model.text(2));
        Message operators = new Message(model.bytes(8));
        assertEquals("", operators.text(1));
        opset = operators.whole(2);
        for (byte[] entry : model.all(14)) {
            var pair = new Message(entry);
            assertEquals(null, metadata.put(pair.text(1), pair.text(2)), "a key twice");
        }
        var graph = new Message(model.bytes(7));
        for (byte[] tensor : graph.all(5)) constant(new Message(tensor));
        for (byte[] node : graph.all(1)) nodes.add(node(new Message(node)));
        for (byte[] value : graph.all(11)) rows(new Message(value), inputs);
        for (byte[] value : graph.all(12)) rows(new Message(value), outputs);
    }

    private void constant(Message tensor) {
        boolean whole = tensor.whole(2) == 7;
        if (!whole) assertEquals(1, tensor.whole(2), "32-bit floats");
        int[] axes = tensor.wholes(1).stream().mapToInt(Math::toIntExact).toArray();
        double[] numbers = new double[product(axes)];
        var raw = ByteBuffer.wrap(tensor.bytes(9)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals((whole ? 8L : 4L) * numbers.length, raw.remaining(), "bytes of " + tensor.text(8));
        for (int i = 0; i < numbers.length; i++) numbers[i] = whole ? raw.getLong() : raw.getFloat();
        assertEquals(null, constants.put(tensor.text(8), new Value(axes, numbers)), "a name twice");
    }

    private static int product(int... axes) {
        return Arrays.stream(axes).reduce(1, Math::multiplyExact);
    }

    private static Node node(Message node) {
        var in = new ArrayList<String>();
        for (byte[] name : node.all(1)) in.add(new String(name, StandardCharsets.UTF_8));
        var attributes = new HashMap<String, Float>();
        var wholes = new HashMap<String, int[]>();
        for (byte[] bytes : node.all(5)) {
            var attribute = new Message(bytes);
            String name = attribute.text(1);
            switch ((int) attribute.whole(20)) {
                case 1 -> attributes.put(name, Float.intBitsToFloat((int) attribute.whole(2)));
                case 2 -> wholes.put(name, new int[] {Math.toIntExact(attribute.whole(3))});
                case 7 ->
                    wholes.put(
                            name,
                            attribute.wholes(8).stream()
                                    .mapToInt(Math::toIntExact)
                                    .toArray());
                default -> throw new AssertionError("type of attribute " + name);
            }
        }
        return new Node(node.text(4), in, node.text(2), attributes, wholes);
    }

    /** A value of [batch, n]. */
    private static void rows(Message value, Map<String, Integer> into) {
        var tensor = new Message(new Message(value.bytes(2)).bytes(1));
        assertEquals(1, tensor.whole(1), "32-bit floats");
        List<byte[]> axes = new Message(tensor.bytes(2)).all(1);
        assertEquals(2, axes.size());
        assertEquals("batch", new Message(axes.get(0)).text(2));
        into.put(value.text(1), Math.toIntExact(new Message(axes.get(1)).whole(1)));
    }

    /** Every value by name after running all operators on {@code given}. */
    Map<String, Value> run(Map<String, Value> given) {
        assertEquals(inputs.keySet(), given.keySet());
        var known = new HashMap<>(constants);
        given.forEach((name, value) -> {
            assertEquals(inputs.get(name), value.axis(1), name);
            known.put(name, value);
        });
        for (Node node : nodes) {
            var in = new ArrayList<Value>();
            for (String name : node.in()) {
                assertTrue(known.containsKey(name), node + " before " + name);
                in.add(known.get(name));
            }
            assertEquals(null, known.put(node.out(), compute(node, in)), "a name twice: " + node.out());
        }
        outputs.forEach((name, columns) -> {
            assertEquals(2, known.get(name).axes().length, name);
            assertEquals(columns, known.get(name).axis(1), name);
        });
        return known;
    }

    private static Value compute(Node node, List<Value> in) {
        Value a = in.get(0);
        return switch (node.type()) {
            case "Gemm" -> gemm(a, in.get(1), in.get(2));
            case "Relu" -> each(a, x -> Math.max(0, x));
            case "LeakyRelu" -> each(a, x -> x >= 0 ? x : node.attributes().get("alpha") * x);
            case "Tanh" -> each(a, Math::tanh);
            case "Sigmoid" -> each(a, x -> 1 / (1 + Math.exp(-x)));
            case "Exp" -> each(a, Math::exp);
            case "Clip" -> each(a, x -> Math.min(number(in.get(2)), Math.max(number(in.get(1)), x)));
            case "Add" -> both(a, in.get(1), Double::sum);
            case "Sub" -> both(a, in.get(1), (x, y) -> x - y);
            case "Mul" -> both(a, in.get(1), (x, y) -> x * y);
            case "Concat" -> joined(a, in.get(1), node);
            case "Reshape" -> reshaped(a, in.get(1));
            case "Transpose" -> transposed(a, node.wholes().get("perm"));
            case "Conv" -> slid(a, in.get(1), in.get(2), node, false);
            case "ConvTranspose" -> slid(a, in.get(1), in.get(2), node, true);
            case "Neg" -> each(a, x -> -x);
            case "Abs" -> each(a, Math::abs);
            case "Reciprocal" -> each(a, x -> 1 / x);
            case "Less" -> both(a, in.get(1), (x, y) -> x < y ? 1 : 0);
            case "Where" -> where(a, in.get(1), in.get(2));
            default -> throw new AssertionError("unknown operator " + node.type());
        };
    }

    private static Value where(Value condition, Value yes, Value no) {
        double[] y = new double[condition.numbers().length];
        for (int i = 0; i < y.length; i++) y[i] = condition.numbers()[i] == 1 ? yes.numbers()[i] : no.numbers()[i];
        return new Value(condition.axes(), y);
    }

    private static double number(Value value) {
        assertEquals(1, value.numbers().length);
        return value.numbers()[0];
    }

    private static Value gemm(Value a, Value b, Value c) {
        int rows = a.axis(0);
        int inner = b.axis(0);
        int columns = b.axis(1);
        assertEquals(a.axis(1), inner);
        assertEquals(columns, product(c.axes()));
        double[] y = new double[rows * columns];
        for (int r = 0; r < rows; r++)
            for (int j = 0; j < columns; j++) {
                double sum = c.numbers()[j];
                for (int k = 0; k < inner; k++) sum += a.numbers()[r * inner + k] * b.numbers()[k * columns + j];
                y[r * columns + j] = sum;
            }
        return new Value(rows, columns, y);
    }

    private static Value joined(Value a, Value b, Node node) {
        assertEquals(1, node.wholes().get("axis")[0]);
        int rows = a.axis(0);
        int columns = a.axis(1) + b.axis(1);
        double[] y = new double[rows * columns];
        for (int r = 0; r < rows; r++) {
            System.arraycopy(a.numbers(), r * a.axis(1), y, r * columns, a.axis(1));
            System.arraycopy(b.numbers(), r * b.axis(1), y, r * columns + a.axis(1), b.axis(1));
        }
        return new Value(rows, columns, y);
    }

    /** A side of 0 is as it was. */
    private static Value reshaped(Value a, Value to) {
        int[] axes = Arrays.stream(to.numbers()).mapToInt(side -> (int) side).toArray();
        for (int i = 0; i < axes.length; i++) if (axes[i] == 0) axes[i] = a.axis(i);
        assertEquals(a.numbers().length, product(axes));
        return new Value(axes, a.numbers());
    }

    private static Value transposed(Value a, int[] order) {
        int[] axes = Arrays.stream(order).map(a::axis).toArray();
        double[] y = new double[a.numbers().length];
        int[] at = new int[axes.length];
        for (int i = 0; i < y.length; i++) {
            int rest = i;
            for (int k = axes.length - 1; k >= 0; k--) {
                at[order[k]] = rest % axes[k];
                rest /= axes[k];
            }
            int from = 0;
            for (int k = 0; k < at.length; k++) from = from * a.axis(k) + at[k];
            y[i] = a.numbers()[from];
        }
        return new Value(axes, y);
    }

    /** Every weight between each pixel of the larger picture and that of the smaller one which its kernel lies on. */
    private static Value slid(Value x, Value w, Value bias, Node node, boolean transposed) {
        int kernel = w.axis(2);
        int stride = node.wholes().get("strides")[0];
        int padding = node.wholes().get("pads")[0];
        assertEquals(x.axis(1), w.axis(transposed ? 0 : 1));
        int channels = w.axis(transposed ? 1 : 0);
        int[] sides = new int[2];
        for (int i = 0; i < 2; i++)
            sides[i] = transposed
                    ? (x.axis(2 + i) - 1) * stride
                            - 2 * padding
                            + kernel
                            + node.wholes().get("output_padding")[i]
                    : (x.axis(2 + i) + 2 * padding - kernel) / stride + 1;
        var y = new Value(
                new int[] {x.axis(0), channels, sides[0], sides[1]},
                new double[x.axis(0) * channels * sides[0] * sides[1]]);
        Value small = transposed ? x : y;
        Value large = transposed ? y : x;
        for (int i = 0; i < y.numbers().length; i++)
            y.numbers()[i] = bias.numbers()[i / (sides[0] * sides[1]) % channels];
        for (int n = 0; n < x.axis(0); n++)
            for (int o = 0; o < w.axis(0); o++)
                for (int c = 0; c < w.axis(1); c++)
                    for (int r = 0; r < small.axis(2); r++)
                        for (int s = 0; s < small.axis(3); s++)
                            for (int k = 0; k < kernel * kernel; k++) {
                                int row = r * stride - padding + k / kernel;
                                int column = s * stride - padding + k % kernel;
                                if (row < 0 || column < 0 || row >= large.axis(2) || column >= large.axis(3)) continue;
                                int there = at(large, n, c, row, column);
                                int here = at(small, n, o, r, s);
                                int weight = at(w, o, c, k / kernel, k % kernel);
                                y.numbers()[transposed ? there : here] +=
                                        w.numbers()[weight] * x.numbers()[transposed ? here : there];
                            }
        return y;
    }

    private static int at(Value of, int i, int j, int k, int l) {
        return ((i * of.axis(1) + j) * of.axis(2) + k) * of.axis(3) + l;
    }

    private static Value each(Value a, DoubleUnaryOperator f) {
        double[] y = new double[a.numbers().length];
        for (int i = 0; i < y.length; i++) y[i] = f.applyAsDouble(a.numbers()[i]);
        return new Value(a.axes(), y);
    }

    private static Value both(Value a, Value b, DoubleBinaryOperator f) {
        boolean one = b.numbers().length == 1;
        assertTrue(one || a.numbers().length == b.numbers().length);
        double[] y = new double[a.numbers().length];
        for (int i = 0; i < y.length; i++) y[i] = f.applyAsDouble(a.numbers()[i], b.numbers()[one ? 0 : i]);
        return new Value(a.axes(), y);
    }

    /** The fields of a message of protocol buffers. */
    private static final class Message {
        private final Map<Integer, List<Object>> fields = new HashMap<>();

        Message(byte[] bytes) {
            var in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            while (in.hasRemaining()) {
                long tag = varint(in);
                fields.computeIfAbsent((int) (tag >> 3), field -> new ArrayList<>())
                        .add(
                                switch ((int) (tag & 7)) {
                                    case 0 -> varint(in);
                                    case 2 -> {
                                        byte[] some = new byte[Math.toIntExact(varint(in))];
                                        in.get(some);
                                        yield some;
                                    }
                                    case 5 -> (long) in.getInt();
                                    default -> throw new AssertionError("wire type of " + tag);
                                });
            }
        }

        private static long varint(ByteBuffer in) {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = in.get();
                value |= (long) (next & 0x7F) << shift;
                if (next >= 0) return value;
            }
        }

        List<Object> of(int field) {
            return fields.getOrDefault(field, List.of());
        }

        List<byte[]> all(int field) {
            return of(field).stream().map(byte[].class::cast).toList();
        }

        List<Long> wholes(int field) {
            return of(field).stream().map(Long.class::cast).toList();
        }

        byte[] bytes(int field) {
            assertEquals(1, of(field).size(), "field " + field);
            return all(field).get(0);
        }

        long whole(int field) {
            assertEquals(1, of(field).size(), "field " + field);
            return wholes(field).get(0);
        }

        String text(int field) {
            return new String(bytes(field), StandardCharsets.UTF_8);
        }
    }
}
