package org.latentfx.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.RandomStream;

/** Both convolutions against numbers computed elsewhere, against loops in double precision, and against themselves. */
@Tag("engine")
class ConvolutionTest {
    /** Sizes that fall beside every block: height, width, channels, out, kernel, stride, padding, output padding. */
    private static final int[][] SHAPES = {
        {5, 4, 2, 3, 3, 1, 1, 0},
        {7, 9, 1, 16, 4, 2, 1, 0},
        {8, 8, 16, 33, 4, 2, 1, 0},
        {6, 5, 3, 1, 3, 2, 1, 1},
        {3, 3, 5, 7, 3, 1, 0, 0},
        {28, 28, 1, 16, 4, 2, 1, 0}
    };

    static List<Kernel> kernels() {
        return Kernels.available();
    }

    /** A layer of one shape and everything that goes through it once. */
    private static final class Case {
        final Layer layer;
        final FMatrixRMaj x;
        final FMatrixRMaj y;
        final FMatrixRMaj da;
        final FMatrixRMaj du;
        final Kernel.PackedMatrix wrapped;

        Case(Layer layer, int batch) {
            this.layer = layer;
            x = new FMatrixRMaj(batch, layer.in());
            y = new FMatrixRMaj(batch, layer.out());
            da = new FMatrixRMaj(batch, layer.out());
            du = new FMatrixRMaj(batch, layer.in());
            wrapped = layer.wrap(da);
        }

        static Case random(boolean transposed, int[] s, int batch, Activation f, Kernel kernel) {
            var made = new Case(layer(transposed, s, f, kernel), batch);
            fill(made.x, 1);
            fill(made.da, 2);
            return made;
        }

        /** Forward and backward in ranges of {@code unit} rows, then gradients by {@code members}. */
        Case run(int unit, int members) {
            layer.begin(Kernel.AdamStep.at(1, 0.01), members);
            for (int from = 0; from < x.numRows; from += unit) {
                int to = Math.min(x.numRows, from + unit);
                layer.forward(x, y, from, to);
                layer.backward(da, x, Activation.TANH, du, from, to);
                layer.collect(x, wrapped, from, to);
            }
            for (int m = 0; m < members; m++) layer.gradients(x, wrapped, x.numRows, m, members);
            return this;
        }
    }

    private static Layer layer(boolean transposed, int[] s, Activation f, Kernel kernel) {
        int patch = s[4] * s[4];
        var weight = transposed
                ? Parameter.trained("weight", s[2], patch * s[3])
                : Parameter.trained("weight", patch * s[2], s[3]);
        var bias = Parameter.trained("bias", 1, s[3]);
        fill(weight.value(), 3);
        fill(bias.value(), 4);
        return transposed
                ? new TransposedConvolution(under(s), weight, bias, f, kernel)
                : new Convolution(Windows.over(s[0], s[1], s[2], s[4], s[5], s[6]), weight, bias, f, kernel);
    }

    private static Windows under(int[] s) {
        return Windows.under(s[0], s[1], painted(s, s[0]), painted(s, s[1]), s[3], s[4], s[5], s[6]);
    }

    private static int painted(int[] s, int side) {
        return (side - 1) * s[5] - 2 * s[6] + s[4] + s[7];
    }

    private static void fill(FMatrixRMaj a, long key) {
        for (int i = 0; i < a.data.length; i++) a.data[i] = RandomStream.gaussian(key, i) / 2;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void passesAndGradientsEqualTheGoldenValues(Kernel kernel) throws IOException {
        for (JsonElement element : golden().getAsJsonArray("convolution_nchw")) {
            var e = element.getAsJsonObject();
            var weight = e.getAsJsonArray("weight");
            var x = e.getAsJsonArray("x");
            boolean transposed = e.get("transposed").getAsBoolean();
            int[] shape = {
                size(x, 2),
                size(x, 3),
                size(x, 1),
                transposed ? size(weight, 1) : size(weight, 0),
                size(weight, 2),
                e.get("stride").getAsInt(),
                e.get("padding").getAsInt(),
                e.get("output_padding").getAsInt()
            };
            var one = new Case(layer(transposed, shape, Activation.IDENTITY, kernel), size(x, 0));
            copy(planes(x), one.x.data);
            copy(planes(e.getAsJsonArray("up")), one.da.data);
            // out × in × k × k becomes (k · k · in) × out; in × out × k × k becomes in × (k · k · out)
            copy(
                    transposed ? planes(weight) : transpose(planes(weight), shape[3]),
                    one.layer.weight().value().data);
            copy(numbers(e.getAsJsonArray("bias")), one.layer.bias().value().data);
            one.layer.changed();
            one.run(6, 2);
            one.layer.backward(one.da, one.x, Activation.IDENTITY, one.du, 0, one.x.numRows);
            String name = e.get("name").getAsString();
            close(planes(e.getAsJsonArray("y")), one.y.data, name + " y");
            close(planes(e.getAsJsonArray("dx")), one.du.data, name + " dx");
            double[] dw = planes(e.getAsJsonArray("dweight"));
            close(transposed ? dw : transpose(dw, shape[3]), one.layer.weight().gradient().data, name + " dweight");
            close(numbers(e.getAsJsonArray("dbias")), one.layer.bias().gradient().data, name + " dbias");
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyGradientEqualsTheCentralDifferenceOfALossInDoublePrecision(Kernel kernel) {
        for (boolean transposed : new boolean[] {false, true})
            for (int[] s : SHAPES) {
                if (s[0] > 8) continue;
                var one = Case.random(transposed, s, 2, Activation.IDENTITY, kernel)
                        .run(6, 1);
                double[] weight = wide(one.layer.weight().value().data);
                double[] bias = wide(one.layer.bias().value().data);
                var reference = new ReferenceConvolution(transposed, s, weight, bias);
                String name = (transposed ? "transposed " : "") + Arrays.toString(s);
                close(reference.forward(wide(one.x.data)), one.y.data, name + " y");
                differences("weight", reference, one, weight, one.layer.weight().gradient().data, name);
                differences("bias", reference, one, bias, one.layer.bias().gradient().data, name);
            }
    }

    /** The loss is Σ da·a, whose derivatives by the parameters are the gradients. */
    private static void differences(
            String parameter, ReferenceConvolution reference, Case one, double[] values, float[] found, String name) {
        for (int i = 0; i < values.length; i += 1 + values.length / 40) {
            double kept = values[i];
            values[i] = kept + 1e-4;
            double up = loss(reference, one);
            values[i] = kept - 1e-4;
            double down = loss(reference, one);
            values[i] = kept;
            double expected = (up - down) / 2e-4;
            assertEquals(expected, found[i], 2e-5 * (10 + Math.abs(expected)), name + " " + parameter + " " + i);
        }
    }

    private static double[] wide(float[] a) {
        double[] d = new double[a.length];
        for (int i = 0; i < a.length; i++) d[i] = a[i];
        return d;
    }

    private static double loss(ReferenceConvolution reference, Case one) {
        double[] a = reference.forward(wide(one.x.data));
        double sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * one.da.data[i];
        return sum;
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void theDerivativeByTheInputIsTheTransposeOfThePass(Kernel kernel) {
        for (boolean transposed : new boolean[] {false, true})
            for (int[] s : SHAPES) {
                var one = Case.random(transposed, s, 3, Activation.IDENTITY, kernel)
                        .run(6, 1);
                one.layer.backward(one.da, one.x, Activation.IDENTITY, one.du, 0, 3);
                Arrays.fill(one.layer.bias().value().data, 0);
                one.layer.forward(one.x, one.y, 0, 3);
                double there = 0;
                double back = 0;
                for (int i = 0; i < one.y.data.length; i++) there += (double) one.y.data[i] * one.da.data[i];
                for (int i = 0; i < one.x.data.length; i++) back += (double) one.x.data[i] * one.du.data[i];
                assertEquals(there, back, 1e-4 * (10 + Math.abs(there)), transposed + Arrays.toString(s));
            }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void neitherRangesNorThreadsChangeABit(Kernel kernel) {
        for (boolean transposed : new boolean[] {false, true})
            for (int[] s : SHAPES) {
                var whole =
                        Case.random(transposed, s, 14, Activation.SILU, kernel).run(14, 1);
                var parts =
                        Case.random(transposed, s, 14, Activation.SILU, kernel).run(6, 3);
                assertArrayEquals(whole.y.data, parts.y.data);
                assertArrayEquals(whole.du.data, parts.du.data);
                assertArrayEquals(
                        whole.layer.weight().gradient().data,
                        parts.layer.weight().gradient().data);
                assertArrayEquals(
                        whole.layer.bias().gradient().data, parts.layer.bias().gradient().data);
            }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumsAndActivationApartEqualTheForwardPass(Kernel kernel) {
        for (boolean transposed : new boolean[] {false, true}) {
            var one = Case.random(transposed, SHAPES[2], 3, Activation.SILU, kernel);
            one.layer.forward(one.x, one.y, 0, 3);
            var a = new FMatrixRMaj(3, one.layer.out());
            var y = new FMatrixRMaj(3, one.layer.out());
            one.layer.sums(one.x, a, 0, 3);
            one.layer.activate(a, y, 0, 3);
            assertArrayEquals(one.y.data, y.data);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void anUpdateIsOneStepOfAdamAlongTheGradientsAndCountsInTheNextPass(Kernel kernel) {
        for (boolean transposed : new boolean[] {false, true}) {
            var one = Case.random(transposed, SHAPES[1], 8, Activation.RELU, kernel)
                    .run(6, 1);
            Parameter weight = one.layer.weight();
            float[] expected = weight.value().data.clone();
            int n = expected.length;
            var step = Kernel.AdamStep.at(1, 0.01);
            kernel.adam(step, weight.gradient().data, new float[n], new float[n], expected, 0, n);
            one.layer.begin(step, 2);
            for (int m = 0; m < 2; m++) one.layer.gradientsAndUpdate(one.x, one.wrapped, 8, m, 2);
            assertArrayEquals(expected, weight.value().data);
            one.layer.forward(one.x, one.y, 0, 8);
            float[] moved = one.y.data.clone();
            one.layer.changed();
            one.layer.forward(one.x, one.y, 0, 8);
            assertArrayEquals(moved, one.y.data);
        }
    }

    @Test
    void shapesThatDoNotFitAreRefusedWithTheNumbers() {
        Kernel kernel = Kernels.best();
        var weight = Parameter.trained("weight", 9, 2);
        var bias = Parameter.trained("bias", 1, 2);
        var twoChannels = Windows.over(5, 5, 2, 3, 1, 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Convolution(twoChannels, weight, bias, Activation.RELU, kernel));
        assertThrows(IllegalArgumentException.class, () -> Windows.over(1, 1, 1, 3, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> Windows.under(2, 2, 5, 3, 1, 3, 2, 1));
    }

    // ---- golden values ----

    private static JsonObject golden() throws IOException {
        try (var in = ConvolutionTest.class.getResourceAsStream("/golden-family.json")) {
            return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .getAsJsonObject();
        }
    }

    private static int size(JsonArray array, int dimension) {
        return dimension == 0 ? array.size() : size(array.get(0).getAsJsonArray(), dimension - 1);
    }

    private static double[] numbers(JsonArray array) {
        var all = new ArrayList<Double>();
        for (JsonElement each : array) all.add(each.getAsDouble());
        return all.stream().mapToDouble(v -> v).toArray();
    }

    /** a × b × height × width as a × height × width × b: the channels of a pixel together. */
    private static double[] planes(JsonArray array) {
        int b = size(array, 1);
        int height = size(array, 2);
        int width = size(array, 3);
        double[] out = new double[array.size() * b * height * width];
        for (int i = 0; i < array.size(); i++)
            for (int c = 0; c < b; c++)
                for (int y = 0; y < height; y++) {
                    double[] line = numbers(array.get(i)
                            .getAsJsonArray()
                            .get(c)
                            .getAsJsonArray()
                            .get(y)
                            .getAsJsonArray());
                    for (int x = 0; x < width; x++) out[((i * height + y) * width + x) * b + c] = line[x];
                }
        return out;
    }

    private static double[] transpose(double[] a, int rows) {
        int columns = a.length / rows;
        double[] out = new double[a.length];
        for (int i = 0; i < rows; i++) for (int j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j];
        return out;
    }

    private static void copy(double[] from, float[] to) {
        assertEquals(from.length, to.length);
        for (int i = 0; i < from.length; i++) to[i] = (float) from[i];
    }

    private static void close(double[] expected, float[] found, String what) {
        assertEquals(expected.length, found.length, what);
        for (int i = 0; i < expected.length; i++)
            assertEquals(expected[i], found[i], 2e-5 * (1 + Math.abs(expected[i])), what + " " + i);
    }
}
