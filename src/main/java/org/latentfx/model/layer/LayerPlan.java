package org.latentfx.model.layer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.nn.Convolution;
import org.latentfx.nn.Dense;
import org.latentfx.nn.Layer;
import org.latentfx.nn.Parameter;
import org.latentfx.nn.TransposedConvolution;
import org.latentfx.nn.Windows;
import org.latentfx.text.Refusal;

/**
 * One layer of a network before it is built: what comes in, what goes out, and by which weights. Immutable.
 *
 * @param spec of a convolution; null for a dense layer
 * @param transposed whether it is the mirror of that
 */
public record LayerPlan(Shape in, Shape out, @Nullable LayerSpec spec, boolean transposed) {
    /** Pixels with channels, the channels of a pixel together; units without places are one pixel. */
    public record Shape(int height, int width, int channels) {
        /** So many units. */
        public static Shape units(int count) {
            return new Shape(1, 1, count);
        }

        /** An image. */
        public static Shape of(PictureFormat format) {
            return new Shape(format.height(), format.width(), format.channels());
        }

        /** Places. */
        public int pixels() {
            return height * width;
        }

        public int values() {
            return height * width * channels;
        }

        /** What a convolution makes of it. */
        Shape under(LayerSpec spec) {
            return new Shape(side(height, spec), side(width, spec), spec.units());
        }

        private static int side(int side, LayerSpec spec) {
            int free = side + 2 * LayerSpec.PADDING - spec.kernel();
            return free < 0 ? 0 : free / spec.stride() + 1;
        }
    }

    /**
     * What the encoder reads and then what each of its {@code hidden} layers puts out. Without convolutions images are
     * as good as one pixel; a layer for which there are too few pixels puts out none.
     */
    public static List<Shape> shapes(Shape image, List<LayerSpec> hidden) {
        var shapes = new ArrayList<Shape>();
        boolean flat = hidden.isEmpty() || !hidden.get(0).convolution();
        shapes.add(flat ? Shape.units(image.values()) : image);
        for (LayerSpec spec : hidden) {
            Shape before = shapes.get(shapes.size() - 1);
            shapes.add(spec.convolution() ? before.under(spec) : Shape.units(spec.units()));
        }
        return shapes;
    }

    /** Throws {@link Refusal} where a convolution is left without a pixel. */
    public static void check(Shape image, List<LayerSpec> hidden) {
        var shapes = shapes(image, hidden);
        var format = new PictureFormat(image.width, image.height, image.channels);
        for (int i = 0; i < hidden.size(); i++)
            if (shapes.get(i + 1).values() == 0)
                throw new Refusal("model.convolution.small", hidden.get(i), format.words());
    }

    /** The layers of an encoder: the hidden ones and that of the heads, of {@code codes} units in all. */
    public static List<LayerPlan> encoder(Shape image, List<LayerSpec> hidden, int codes) {
        var shapes = shapes(image, hidden);
        var plans = new ArrayList<LayerPlan>();
        for (int i = 0; i < hidden.size(); i++)
            plans.add(new LayerPlan(shapes.get(i), shapes.get(i + 1), sliding(hidden.get(i)), false));
        plans.add(dense(shapes.get(hidden.size()), Shape.units(codes)));
        return plans;
    }

    /** The layers of its mirror, from {@code latents} units to the image. */
    public static List<LayerPlan> decoder(Shape image, List<LayerSpec> hidden, int latents) {
        var shapes = shapes(image, hidden);
        var plans = new ArrayList<LayerPlan>();
        plans.add(dense(Shape.units(latents), shapes.get(hidden.size())));
        for (int i = hidden.size() - 1; i >= 0; i--)
            plans.add(new LayerPlan(shapes.get(i + 1), shapes.get(i), sliding(hidden.get(i)), true));
        return plans;
    }

    /** A dense layer. */
    public static LayerPlan dense(Shape in, Shape out) {
        return new LayerPlan(in, out, null, false);
    }

    private static @Nullable LayerSpec sliding(LayerSpec spec) {
        return spec.convolution() ? spec : null;
    }

    private static int patch(LayerSpec spec) {
        return spec.kernel() * spec.kernel();
    }

    /** Rows of the weight. */
    public int rows() {
        if (spec == null) return in.values();
        return transposed ? in.channels() : patch(spec) * in.channels();
    }

    /** Columns of the weight. */
    public int columns() {
        if (spec == null) return out.values();
        return transposed ? patch(spec) * out.channels() : out.channels();
    }

    /** Elements of the bias. */
    public int biases() {
        return spec == null ? out.values() : out.channels();
    }

    /** How PyTorch lays the weight out. */
    public TensorLayout weightLayout() {
        if (spec == null)
            return new TensorLayout(
                    List.of(out.values(), in.values()), in.pixels(), out.pixels(), false, in.values(), out.values());
        int side = spec.kernel();
        int patch = patch(spec);
        int apart = spec.stride() * spec.stride();
        return transposed
                ? new TensorLayout(
                        List.of(in.channels(), out.channels(), side, side),
                        1,
                        patch,
                        true,
                        Math.max(1, in.channels() * patch / apart),
                        out.channels() * patch)
                : new TensorLayout(
                        List.of(out.channels(), in.channels(), side, side),
                        patch,
                        1,
                        false,
                        in.channels() * patch,
                        Math.max(1, out.channels() * patch / apart));
    }

    /** How PyTorch lays the bias out. */
    public TensorLayout biasLayout() {
        return new TensorLayout(List.of(biases()), 1, spec == null ? out.pixels() : 1, false, 1, biases());
    }

    /** The layer over parameters of these sizes. */
    public Layer layer(Parameter weight, Parameter bias, Activation f, Kernel kernel) {
        if (spec == null) return new Dense(weight, bias, f, kernel);
        int side = spec.kernel();
        int stride = spec.stride();
        if (!transposed) {
            var over = Windows.over(in.height(), in.width(), in.channels(), side, stride, LayerSpec.PADDING);
            return new Convolution(over, weight, bias, f, kernel);
        }
        var under = Windows.under(
                in.height(), in.width(), out.height(), out.width(), out.channels(), side, stride, LayerSpec.PADDING);
        return new TransposedConvolution(under, weight, bias, f, kernel);
    }
}
