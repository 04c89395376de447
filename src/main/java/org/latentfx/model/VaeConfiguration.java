package org.latentfx.model;

import java.util.ArrayList;
import java.util.List;
import org.latentfx.math.Activation;

/**
 * The structure of a VAE: everything that decides the shape of its weights and the meaning of its outputs. Encoder
 * widths are {@code hidden} in order; the decoder mirrors them.
 *
 * @param width image width in pixels
 * @param height image height in pixels
 * @param hidden widths of the encoder's hidden layers
 * @param latents size of z
 * @param variance σ² of the Gaussian likelihood; unused by the Bernoulli
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

    private static int add(List<Tensor> list, String name, int in, int out) {
        int offset = list.isEmpty()
                ? 0
                : list.get(list.size() - 1).offset() + list.get(list.size() - 1).size();
        list.add(new Tensor(name + ".weight", offset, in, out));
        list.add(new Tensor(name + ".bias", offset + in * out, 1, out));
        return out;
    }
}
