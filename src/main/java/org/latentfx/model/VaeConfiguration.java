package org.latentfx.model;

import java.util.ArrayList;
import java.util.List;
import org.latentfx.math.Activation;
import org.latentfx.text.Refusal;

/**
 * The structure of a VAE: everything that decides the shape of its weights and the meaning of its outputs. Encoder
 * widths are {@code hidden} in order; the decoder mirrors them. Immutable and valid by construction: a value out of
 * range is a {@link Refusal} naming key, value and range.
 *
 * @param width image width in pixels, 1..256
 * @param height image height in pixels, 1..256
 * @param hidden widths of the encoder's hidden layers, 0..8 of them, each 1..4096
 * @param latents size of z, 1..512
 * @param variance σ² of the Gaussian likelihood, above 0; unused by the Bernoulli
 */
public record VaeConfiguration(
        int width,
        int height,
        List<Integer> hidden,
        int latents,
        Activation activation,
        Likelihood likelihood,
        double variance) {
    public VaeConfiguration {
        hidden = List.copyOf(hidden);
        check("width", width, 1, 256);
        check("height", height, 1, 256);
        check("number of hidden layers", hidden.size(), 0, 8);
        for (int i = 0; i < hidden.size(); i++) check("hidden layer " + (i + 1), hidden.get(i), 1, 4096);
        check("latents", latents, 1, 512);
        if (!(variance > 0 && variance < Double.POSITIVE_INFINITY))
            throw new Refusal("model.variance", Double.toString(variance));
        if (activation == Activation.IDENTITY) throw new Refusal("model.activation", "identity");
    }

    private static void check(String key, int value, int least, int most) {
        if (value < least || value > most)
            throw new Refusal(
                    "model.range", key, Integer.toString(value), Integer.toString(least), Integer.toString(most));
    }

    public int pixels() {
        return width * height;
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
     * decoder.0.weight, …, out.weight, out.bias.
     */
    public List<Tensor> tensors() {
        var list = new ArrayList<Tensor>();
        int in = pixels();
        for (int i = 0; i < hidden.size(); i++) in = add(list, "encoder." + i, in, hidden.get(i));
        add(list, "mu", in, latents);
        add(list, "log_var", in, latents);
        in = latents;
        for (int i = 0; i < hidden.size(); i++) in = add(list, "decoder." + i, in, hidden.get(hidden.size() - 1 - i));
        add(list, "out", in, pixels());
        return List.copyOf(list);
    }

    /** How many weights there are in all. */
    public int parameterCount() {
        return tensors().stream().mapToInt(Tensor::size).sum();
    }

    /** Inputs of layer {@code i}, counted encoder, the heads as one, decoder, output. */
    int layerInput(int i) {
        int depth = hidden.size();
        if (i == 0) return pixels();
        if (i <= depth) return hidden.get(i - 1);
        return i == depth + 1 ? latents : hidden.get(2 * depth + 1 - i);
    }

    /** Outputs of layer {@code i}, counted as in {@link #layerInput}. */
    int layerOutput(int i) {
        int depth = hidden.size();
        if (i < depth) return hidden.get(i);
        if (i == depth) return 2 * latents;
        return i == 2 * depth + 1 ? pixels() : hidden.get(2 * depth - i);
    }

    private static int add(List<Tensor> list, String name, int in, int out) {
        int offset = list.isEmpty()
                ? 0
                : list.get(list.size() - 1).offset() + list.get(list.size() - 1).size();
        list.add(new Tensor(name + ".weight", offset, in, out));
        list.add(new Tensor(name + ".bias", offset + in * out, 1, out));
        return out;
    }
}
