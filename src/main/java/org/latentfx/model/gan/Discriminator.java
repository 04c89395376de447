package org.latentfx.model.gan;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.model.layer.LayerStack;
import org.latentfx.nn.Parameter;
import org.latentfx.nn.SpectralDense;

/**
 * The player that tells images from pictures: pixels → widths → one logit D(x), a leaky ReLU of slope 0.2 between,
 * spectral normalisation everywhere. Passes work on a range of rows and may be shared out among threads.
 */
public final class Discriminator {
    private final List<SpectralDense> layers = new ArrayList<>();
    private final LayerStack stack;

    /** What it looks at, rows × pixels, 0..1. Written to by whoever shows it something. */
    public final FMatrixRMaj seen;

    /** The loss's derivative by {@link #seen}, after {@link #backward} down to it. */
    public final FMatrixRMaj seenGradient;

    public Discriminator(int pixels, List<Integer> widths, int largest, Kernel kernel) {
        int depth = widths.size();
        for (int i = 0; i <= depth; i++) {
            int in = i == 0 ? pixels : widths.get(i - 1);
            int out = i == depth ? 1 : widths.get(i);
            String name = "discriminator." + (i < depth ? i : "out");
            layers.add(new SpectralDense(
                    Parameter.trained(name + ".weight", in, out),
                    Parameter.trained(name + ".bias", 1, out),
                    Parameter.frozen(name + ".u", 1, out),
                    i == depth ? Activation.IDENTITY : Activation.STEEP_LEAKY_RELU,
                    kernel));
        }
        seen = new FMatrixRMaj(largest, pixels);
        seenGradient = new FMatrixRMaj(largest, pixels);
        stack = new LayerStack(layers.stream().map(one -> one.layer).toList(), 0, seen, false);
    }

    /** Weight, bias and u of each layer. */
    public List<Parameter> parameters() {
        var all = new ArrayList<Parameter>();
        for (var layer : layers) all.addAll(List.of(layer.weight, layer.bias, layer.direction));
        return all;
    }

    /** Takes its numbers from {@code values}, from {@code at} on in the order of its parameters; where they end. */
    public int restore(float[] values, int at) {
        int end = at;
        for (Parameter parameter : parameters()) {
            float[] to = parameter.value().data;
            System.arraycopy(values, end, to, 0, to.length);
            end += to.length;
        }
        refresh();
        return end;
    }

    /** Before a step: σ of each layer by one power step. */
    public void begin(Kernel.AdamStep step, int members) {
        for (var layer : layers) layer.powerStep();
        stack.begin(step, members);
    }

    /** After the weights changed: σ of each layer as it is now, no direction moved. */
    public void refresh() {
        for (var layer : layers) layer.refresh();
    }

    /** D(x) of rows {@code from..to} of {@link #seen}. */
    public void judge(int from, int to) {
        stack.forward(from, to);
    }

    /** What each hidden layer put out, rows × units. */
    public List<FMatrixRMaj> hidden() {
        return stack.hidden();
    }

    /** The logit of a row. */
    public float opinion(int row) {
        return stack.output().data[row];
    }

    /** The loss's derivative by the logit of a row, before {@link #backward}. */
    public void gradient(int row, double value) {
        stack.gradient().data[row] = (float) value;
    }

    /** As far as its own weights need. */
    public void backward(int from, int to) {
        stack.backward(from, to);
    }

    /** Down to {@link #seenGradient}. */
    public void backwardToSeen(int from, int to) {
        stack.backward(from, to, seenGradient);
    }

    /** A member's part of the gradients over the first {@code rows} rows. */
    public void gradients(int rows, int member, int members) {
        stack.gradients(rows, member, members);
    }

    /** Between {@link #gradients} of all members and {@link #update}. */
    public void gradientsDone() {
        for (var layer : layers) layer.gradientsDone();
    }

    public void update(Kernel.AdamStep step, int member, int members) {
        for (var layer : layers) layer.update(step, member, members);
    }
}
