package org.latentfx.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.latentfx.data.PictureFormat;
import org.latentfx.math.Activation;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;

/**
 * The structure of a model: everything that decides the shape of its weights and the meaning of its outputs. Encoder
 * widths are {@code hidden} in order; the decoder mirrors them. Immutable and valid by construction: a value out of
 * range is a {@link Refusal} naming it as the screen does, its value and its range.
 *
 * @param kind what the networks are made into
 * @param format of the images, width and height within {@link #SIDE}; each of their values is an input and an output
 * @param hidden widths of the encoder's hidden layers, within {@link #WIDTHS}, as many as {@link #LAYERS} allows
 * @param latents size of z, within {@link #LATENTS}
 * @param variance σ² of the Gaussian likelihood, within {@link #VARIANCE}; unused by the Bernoulli
 * @param classes how many a conditional model is told apart, within {@link #CLASSES}; 0 of any other
 */
public record ModelConfiguration(
        ModelKind kind,
        PictureFormat format,
        List<Integer> hidden,
        int latents,
        Activation activation,
        Likelihood likelihood,
        double variance,
        int classes) {
    /** Numbers from {@code least} to {@code most}, both included. */
    public record Range(double least, double most) {
        /** False for NaN. */
        public boolean contains(double value) {
            return value >= least && value <= most;
        }
    }

    public static final Range SIDE = new Range(1, 256);
    public static final Range LAYERS = new Range(0, 8);
    public static final Range WIDTHS = new Range(1, 2048);
    public static final Range LATENTS = new Range(1, 512);
    public static final Range CLASSES = new Range(2, 256);
    public static final Range VARIANCE = new Range(0.0001, 10);

    /** Of a kind that is told no class. */
    public ModelConfiguration(
            ModelKind kind,
            PictureFormat format,
            List<Integer> hidden,
            int latents,
            Activation activation,
            Likelihood likelihood,
            double variance) {
        this(kind, format, hidden, latents, activation, likelihood, variance, 0);
    }

    /** A VAE. */
    public ModelConfiguration(
            PictureFormat format,
            List<Integer> hidden,
            int latents,
            Activation activation,
            Likelihood likelihood,
            double variance) {
        this(ModelKind.VAE, format, hidden, latents, activation, likelihood, variance);
    }

    /** A VAE of grey images of {@code width × height} pixels. */
    public ModelConfiguration(
            int width,
            int height,
            List<Integer> hidden,
            int latents,
            Activation activation,
            Likelihood likelihood,
            double variance) {
        this(PictureFormat.grey(width, height), hidden, latents, activation, likelihood, variance);
    }

    public ModelConfiguration {
        hidden = List.copyOf(hidden);
        check("model.width", format.width(), SIDE);
        check("model.height", format.height(), SIDE);
        check("model.layers", hidden.size(), LAYERS);
        for (int units : hidden) check("setting.hidden.label", units, WIDTHS);
        check("setting.latents.label", latents, LATENTS);
        check("setting.variance.label", variance, VARIANCE);
        check("setting.classes.label", classes, kind.can(Capability.CONDITIONAL) ? CLASSES : new Range(0, 0));
        if (activation == Activation.IDENTITY) throw new Refusal("model.activation", "identity");
    }

    /** @param name the key of what the screen calls the value */
    private static void check(String name, double value, Range range) {
        if (range.contains(value)) return;
        throw new Refusal("model.range", Texts.of(name), plain(value), plain(range.least()), plain(range.most()));
    }

    /** Without an exponent, and without a fraction where there is none. */
    private static String plain(double value) {
        if (!Double.isFinite(value)) return Double.toString(value);
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    public int width() {
        return format.width();
    }

    public int height() {
        return format.height();
    }

    /** Numbers that the encoder reads: an image, and which class it is of, one number a class (1, the others 0). */
    public int inputs() {
        return values() + classes;
    }

    /** Numbers that the decoder reads: a point z, and the class as above. */
    public int codes() {
        return latents + classes;
    }

    /** Numbers in one image: outputs of the decoder. */
    public int values() {
        return format.values();
    }

    /**
     * One named tensor in the flat array of weights: {@code rows × columns} floats from {@code offset}, row-major. A
     * weight is in × out, a bias 1 × out.
     */
    public record Tensor(String name, int offset, int rows, int columns) {
        public int size() {
            return rows * columns;
        }

        public boolean bias() {
            return name.endsWith(".bias");
        }
    }

    /**
     * Every tensor in order: encoder.0.weight, encoder.0.bias, …, mu.weight, mu.bias, log_var.weight, log_var.bias,
     * decoder.0.weight, …, out.weight, out.bias. Where a code is a point, code.weight and code.bias are in the place of
     * those of mu and log_var. Of a GAN the two players come first, discriminator.… (with u, 1 × out, the direction
     * that spectral normalisation keeps) and generator.…; the decoder is the generator averaged over the last steps.
     */
    public List<Tensor> tensors() {
        var list = new ArrayList<Tensor>();
        if (kind.can(Capability.ENCODES)) {
            int in = inputs();
            for (int i = 0; i < hidden.size(); i++) in = add(list, "encoder." + i, in, hidden.get(i));
            for (String head : heads()) add(list, head, in, latents);
        } else {
            addPlayers(list);
        }
        addDecoder(list, "decoder.", "out");
        return List.copyOf(list);
    }

    private void addPlayers(List<Tensor> list) {
        int in = values();
        for (int i = 0; i <= hidden.size(); i++) {
            boolean last = i == hidden.size();
            String name = "discriminator." + (last ? "out" : i);
            in = add(list, name, in, last ? 1 : hidden.get(i));
            addOne(list, name + ".u", 1, in);
        }
        addDecoder(list, "generator.", "generator.out");
    }

    private void addDecoder(List<Tensor> list, String name, String last) {
        int in = codes();
        for (int i = 0; i < hidden.size(); i++) in = add(list, name + i, in, hidden.get(hidden.size() - 1 - i));
        add(list, last, in, values());
    }

    /** The first of the {@link #tensors} that a picture is decoded by. */
    int firstOfDecoder() {
        return tensors().size() - 2 * (hidden.size() + 1);
    }

    /** The tensors from which a code is made, each of as many columns as there are latents. */
    List<String> heads() {
        if (!kind.can(Capability.ENCODES)) return List.of();
        return kind.variational() ? List.of("mu", "log_var") : List.of("code");
    }

    /** How many weights there are in all. */
    public int parameterCount() {
        return tensors().stream().mapToInt(Tensor::size).sum();
    }

    /** Inputs of layer {@code i}, counted encoder, the heads as one, decoder, output. */
    int layerInput(int i) {
        int depth = hidden.size();
        if (i == 0) return inputs();
        if (i <= depth) return hidden.get(i - 1);
        return i == depth + 1 ? codes() : hidden.get(2 * depth + 1 - i);
    }

    /** Outputs of layer {@code i}, counted as in {@link #layerInput}. */
    int layerOutput(int i) {
        int depth = hidden.size();
        if (i < depth) return hidden.get(i);
        if (i == depth) return heads().size() * latents;
        return i == 2 * depth + 1 ? values() : hidden.get(2 * depth - i);
    }

    /** Weight and bias of a layer. */
    private static int add(List<Tensor> list, String name, int in, int out) {
        addOne(list, name + ".weight", in, out);
        return addOne(list, name + ".bias", 1, out);
    }

    private static int addOne(List<Tensor> list, String name, int rows, int columns) {
        Tensor last = list.isEmpty() ? null : list.get(list.size() - 1);
        list.add(new Tensor(name, last == null ? 0 : last.offset() + last.size(), rows, columns));
        return columns;
    }
}
