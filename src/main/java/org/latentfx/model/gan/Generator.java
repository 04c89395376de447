package org.latentfx.model.gan;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;
import org.latentfx.model.layer.LayerStack;
import org.latentfx.nn.Dense;
import org.latentfx.nn.Parameter;

/**
 * The player that makes pictures: z → widths, backwards → logits of pixels; and its weights averaged over the last
 * steps, which make calmer pictures. Passes work on a range of rows and may be shared out among threads.
 */
public final class Generator {
    private final List<Dense> layers = new ArrayList<>();
    private final List<Parameter> averages = new ArrayList<>();
    private final LayerStack stack;
    private final int pixels;

    /** rows × latents. Written to by whoever asks for pictures. */
    public final FMatrixRMaj z;

    public Generator(int latents, List<Integer> widths, int pixels, Activation activation, int largest, Kernel kernel) {
        this.pixels = pixels;
        int depth = widths.size();
        for (int i = 0; i <= depth; i++) {
            int in = i == 0 ? latents : widths.get(depth - i);
            int out = i == depth ? pixels : widths.get(depth - 1 - i);
            String name = "generator." + (i < depth ? i : "out");
            layers.add(new Dense(
                    Parameter.trained(name + ".weight", in, out),
                    Parameter.trained(name + ".bias", 1, out),
                    i == depth ? Activation.IDENTITY : activation,
                    kernel));
            averages.add(Parameter.frozen(name + ".weight", in, out));
            averages.add(Parameter.frozen(name + ".bias", 1, out));
        }
        z = new FMatrixRMaj(largest, latents);
        stack = new LayerStack(layers, 0, z, false);
    }

    /** Weight and bias of each layer. */
    public List<Parameter> parameters() {
        var all = new ArrayList<Parameter>();
        for (Dense layer : layers) all.addAll(List.of(layer.weight(), layer.bias()));
        return all;
    }

    /** Their averages, in the same order. */
    public List<Parameter> averages() {
        return averages;
    }

    public void begin(Kernel.AdamStep step, int members) {
        stack.begin(step, members);
    }

    /** The logits of rows {@code from..to} of {@link #z}. */
    public void imagine(int from, int to) {
        stack.forward(from, to);
    }

    /** What each hidden layer put out, rows × units. */
    public List<FMatrixRMaj> hidden() {
        return stack.hidden();
    }

    /** rows × pixels. */
    public float[] logits() {
        return stack.output().data;
    }

    /**
     * From the loss's derivative by the pictures p = sigmoid(logits), of which row 0 is row {@code first} of the two
     * matrices: dp/dlogit = p(1 − p).
     */
    public void backward(FMatrixRMaj pictures, FMatrixRMaj pictureGradient, int first, int from, int to) {
        float[] gradient = stack.gradient().data;
        for (int i = from * pixels; i < to * pixels; i++) {
            float p = pictures.data[first * pixels + i];
            gradient[i] = pictureGradient.data[first * pixels + i] * p * (1 - p);
        }
        stack.backward(from, to);
    }

    /** A member's part of gradients and update, over the first {@code rows} rows. */
    public void update(int rows, int member, int members) {
        stack.gradientsAndUpdate(rows, member, members);
    }

    /** Moves a member's share of the averages by {@code part} of the way to the weights. */
    public void average(float part, int member, int members) {
        for (int i = 0; i < averages.size(); i++) {
            float[] to = averages.get(i).value().data;
            Dense layer = layers.get(i / 2);
            float[] now = (i % 2 == 0 ? layer.weight() : layer.bias()).value().data;
            int end = Workers.share(to.length, member + 1, members);
            for (int j = Workers.share(to.length, member, members); j < end; j++) to[j] += part * (now[j] - to[j]);
        }
    }

    /** Takes its numbers from {@code values}, from {@code at} on in the order of its parameters. */
    public void restore(float[] values, int at) {
        int from = at;
        for (Parameter parameter : parameters()) {
            float[] to = parameter.value().data;
            System.arraycopy(values, from, to, 0, to.length);
            from += to.length;
        }
        changed();
    }

    /** Must be called after the weights were written to from outside. */
    public void changed() {
        stack.changed();
    }
}
