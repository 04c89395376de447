package org.latentfx.io.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * An ONNX file as its standard describes it, read and computed with in double precision, for tests: the few operators
 * that a VAE of dense layers needs, each checked for what it is given.
 */
final class OnnxModel {
    /** A value: rows × columns numbers, row-major; a bias has one row, a constant one number. */
    record Value(int rows, int columns, double[] numbers) {}

    /** An operator with the names of what it reads and gives. */
    record Node(String type, List<String> in, String out, Map<String, Float> attributes) {}

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
        assertEquals(1, tensor.whole(2), "32-bit floats");
        List<Long> axes = tensor.wholes(1);
        int columns = axes.isEmpty() ? 1 : Math.toIntExact(axes.get(axes.size() - 1));
        int rows = axes.size() == 2 ? Math.toIntExact(axes.get(0)) : 1;
        var raw = ByteBuffer.wrap(tensor.bytes(9)).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(4L * rows * columns, raw.remaining(), "bytes of " + tensor.text(8));
        double[] numbers = new double[rows * columns];
        for (int i = 0; i < numbers.length; i++) numbers[i] = raw.getFloat();
        assertEquals(null, constants.put(tensor.text(8), new Value(rows, columns, numbers)), "a name twice");
    }

    private static Node node(Message node) {
        var in = new ArrayList<String>();
        for (byte[] name : node.all(1)) in.add(new String(name, StandardCharsets.UTF_8));
        var attributes = new HashMap<String, Float>();
        for (byte[] bytes : node.all(5)) {
            var attribute = new Message(bytes);
            assertEquals(1, attribute.whole(20), "a float");
            attributes.put(attribute.text(1), Float.intBitsToFloat((int) attribute.whole(2)));
        }
        return new Node(node.text(4), in, node.text(2), attributes);
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
            assertEquals(inputs.get(name), value.columns(), name);
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
        outputs.forEach((name, columns) -> assertEquals(columns, known.get(name).columns(), name));
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
            case "Mul" -> both(a, in.get(1), (x, y) -> x * y);
            default -> throw new AssertionError("unknown operator " + node.type());
        };
    }

    private static double number(Value value) {
        assertEquals(1, value.numbers().length);
        return value.numbers()[0];
    }

    private static Value gemm(Value a, Value b, Value c) {
        assertEquals(a.columns(), b.rows());
        assertEquals(b.columns(), c.columns());
        double[] y = new double[a.rows() * b.columns()];
        for (int r = 0; r < a.rows(); r++)
            for (int j = 0; j < b.columns(); j++) {
                double sum = c.numbers()[j];
                for (int k = 0; k < a.columns(); k++)
                    sum += a.numbers()[r * a.columns() + k] * b.numbers()[k * b.columns() + j];
                y[r * b.columns() + j] = sum;
            }
        return new Value(a.rows(), b.columns(), y);
    }

    private static Value each(Value a, DoubleUnaryOperator f) {
        double[] y = new double[a.numbers().length];
        for (int i = 0; i < y.length; i++) y[i] = f.applyAsDouble(a.numbers()[i]);
        return new Value(a.rows(), a.columns(), y);
    }

    private static Value both(Value a, Value b, DoubleBinaryOperator f) {
        boolean one = b.numbers().length == 1;
        assertTrue(one || a.numbers().length == b.numbers().length);
        double[] y = new double[a.numbers().length];
        for (int i = 0; i < y.length; i++) y[i] = f.applyAsDouble(a.numbers()[i], b.numbers()[one ? 0 : i]);
        return new Value(a.rows(), a.columns(), y);
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
