package org.latentfx.model.autoregressive;

import java.util.ArrayList;
import java.util.List;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.nn.Dense;
import org.latentfx.nn.Parameter;

/**
 * The layers of a MADE, values → widths → logits of the values, with their masks. A weight that is cut is 0 and stays
 * so: its gradient is 0, and so are Adam's moments. Places and degrees, from which the masks are made, are numbers of
 * the model like its weights, but are not learnt. Owned by whoever built it.
 */
public final class MaskedLayers {
    private final List<Dense> layers = new ArrayList<>();
    private final List<float[]> masks = new ArrayList<>();
    /** The places of the values, and the degrees of each hidden layer. */
    private final List<Parameter> degrees = new ArrayList<>();

    /** Of weights that are 0. @param trained whether they have gradients and moments */
    public MaskedLayers(int values, List<Integer> widths, Activation activation, boolean trained, Kernel kernel) {
        degrees.add(Parameter.frozen("order", 1, values));
        int in = values;
        for (int i = 0; i <= widths.size(); i++) {
            boolean last = i == widths.size();
            int out = last ? values : widths.get(i);
            String name = last ? "out" : "hidden." + i;
            float[] mask = new float[in * out];
            layers.add(new Dense(
                    parameter(trained, name + ".weight", in, out),
                    parameter(trained, name + ".bias", 1, out),
                    last ? Activation.IDENTITY : activation,
                    kernel,
                    mask));
            masks.add(mask);
            if (!last) degrees.add(Parameter.frozen("degree." + i, 1, out));
            in = out;
        }
    }

    private static Parameter parameter(boolean trained, String name, int rows, int columns) {
        return trained ? Parameter.trained(name, rows, columns) : Parameter.frozen(name, rows, columns);
    }

    /** In their order. */
    public List<Dense> layers() {
        return layers;
    }

    /** Weight and bias of each layer, the places of the values, the degrees of each hidden layer. */
    public List<Parameter> parameters() {
        var all = new ArrayList<Parameter>();
        for (Dense layer : layers) all.addAll(List.of(layer.weight(), layer.bias()));
        all.addAll(degrees);
        return all;
    }

    /** Draws places and degrees; {@link #changed} has to follow. */
    public void draw(PixelOrder order, long seed) {
        order.fill(seed, numbers(0));
        for (int i = 1; i < degrees.size(); i++) Masks.draw(numbers(i - 1), numbers(0).length, seed, i - 1, numbers(i));
    }

    private float[] numbers(int i) {
        return degrees.get(i).value().data;
    }

    /** Must be called after numbers were written to from outside: makes the masks anew, and cuts what they cut. */
    public void changed() {
        for (int i = 0; i < layers.size(); i++) {
            boolean last = i == layers.size() - 1;
            float[] mask = masks.get(i);
            Masks.fill(numbers(i), numbers(last ? 0 : i + 1), last, mask);
            float[] weight = layers.get(i).weight().value().data;
            for (int j = 0; j < mask.length; j++) if (mask[j] == 0) weight[j] = 0;
            layers.get(i).changed();
        }
    }
}
