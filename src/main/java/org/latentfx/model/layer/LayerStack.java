package org.latentfx.model.layer;

import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.nn.Layer;

/**
 * Layers in training, one behind the other, with what each reads, puts out and is corrected by. Members of a team take
 * rows through {@link #forward} and {@link #backward}, each its own; then each takes its part of {@link #gradients} or
 * {@link #gradientsAndUpdate}. All is allocated once, but what dropout needs at the first step with it.
 */
public final class LayerStack {
    private final List<Layer> layers;
    private final FMatrixRMaj[] inputs;
    private final FMatrixRMaj[] outputs;
    /** What the outputs are made of where an activation's derivative asks for it, otherwise the outputs. */
    private final FMatrixRMaj[] sums;
    /** The loss's derivative by each layer's sums. */
    private final Kernel.PackedMatrix[] gradients;

    private final Dropout dropout;

    /**
     * The {@code layers} of a network, of which the first is its layer {@code first}.
     *
     * @param input what that one reads: rows × in, kept by reference
     * @param over whether the loss's derivative by the last layer's sums is written over its outputs
     */
    public LayerStack(List<? extends Layer> layers, int first, FMatrixRMaj input, boolean over) {
        this.layers = List.copyOf(layers);
        int count = layers.size();
        inputs = new FMatrixRMaj[count];
        outputs = new FMatrixRMaj[count];
        gradients = new Kernel.PackedMatrix[count];
        for (int i = 0; i < count; i++) {
            Layer layer = layers.get(i);
            outputs[i] = new FMatrixRMaj(input.numRows, layer.out());
            boolean same = over && i == count - 1;
            gradients[i] = layer.wrap(same ? outputs[i] : new FMatrixRMaj(input.numRows, layer.out()));
            inputs[i] = i == 0 ? input : outputs[i - 1];
        }
        sums = sums(layers, outputs);
        dropout = new Dropout(first, inputs, outputs);
    }

    /**
     * Matrices for the sums that each layer makes its outputs of: {@code outputs} themselves where nobody asks for the
     * sums.
     */
    public static FMatrixRMaj[] sums(List<? extends Layer> layers, FMatrixRMaj[] outputs) {
        var sums = outputs.clone();
        for (int i = 0; i < sums.length; i++)
            if (layers.get(i).activation().ofSum()) sums[i] = new FMatrixRMaj(outputs[i].numRows, outputs[i].numCols);
        return sums;
    }

    /** Rows {@code from..to} of x through {@code layer}, leaving its sums in {@code sums} if that is not y. */
    public static void forward(Layer layer, FMatrixRMaj x, FMatrixRMaj sums, FMatrixRMaj y, int from, int to) {
        if (sums == y) {
            layer.forward(x, y, from, to);
        } else {
            layer.sums(x, sums, from, to);
            layer.activate(sums, y, from, to);
        }
    }

    /** In their order. */
    public List<Layer> layers() {
        return layers;
    }

    /** What layer {@code i} puts out before dropout: rows × out. */
    public FMatrixRMaj output(int i) {
        return outputs[i];
    }

    /** What each but the last puts out before dropout: rows × units. */
    public List<FMatrixRMaj> hidden() {
        return List.of(outputs).subList(0, outputs.length - 1);
    }

    /** What the last one puts out: rows × out. */
    public FMatrixRMaj output() {
        return outputs[outputs.length - 1];
    }

    /** The loss's derivative by the last one's sums: rows × out. To be written to before {@link #backward}. */
    public FMatrixRMaj gradient() {
        return gradients[gradients.length - 1].matrix;
    }

    /** What the last one puts out for the first {@code rows} rows, made once more. */
    public FMatrixRMaj outputAgain(int rows) {
        int last = layers.size() - 1;
        var again = new FMatrixRMaj(rows, layers.get(last).out());
        layers.get(last).forward(inputs[last], again, 0, rows);
        return again;
    }

    /**
     * From now on hidden units are left out with probability {@code rate}. @param place of row 0 among all rows of the
     * run, by which units are chosen
     */
    public void drop(double rate, long seed, long place) {
        dropout.begin(rate, seed, place);
    }

    /** From now on none is: away from training. */
    public void dropNone() {
        dropout.none();
    }

    /** Rows {@code from..to} from the first layer to the last. */
    public void forward(int from, int to) {
        for (int i = 0; i < outputs.length; i++) {
            forward(layers.get(i), inputs[i], sums[i], outputs[i], from, to);
            dropout.forward(i, from, to);
        }
    }

    /** Rows {@code from..to} from {@link #gradient} down to the first layer's sums. */
    public void backward(int from, int to) {
        for (int i = outputs.length - 1; i > 0; i--) {
            Layer layer = layers.get(i);
            FMatrixRMaj below = gradients[i - 1].matrix;
            layer.collect(inputs[i], gradients[i], from, to);
            layer.backward(gradients[i].matrix, sums[i - 1], layers.get(i - 1).activation(), below, from, to);
            dropout.backward(i - 1, below, from, to);
        }
        layers.get(0).collect(inputs[0], gradients[0], from, to);
    }

    /** The same, and down to {@code inputGradient}, the derivative by what the first layer reads: rows × in. */
    public void backward(int from, int to, FMatrixRMaj inputGradient) {
        backward(from, to);
        inputGradient(from, to, inputGradient);
    }

    /** The last part of that, of rows {@code from..to} that have gone backward. */
    public void inputGradient(int from, int to, FMatrixRMaj inputGradient) {
        layers.get(0).backward(gradients[0].matrix, inputs[0], Activation.IDENTITY, inputGradient, from, to);
    }

    /** Before {@link #gradients} or {@link #gradientsAndUpdate} of {@code members}. */
    public void begin(Kernel.AdamStep adam, int members) {
        for (int i = 0; i < outputs.length; i++) layers.get(i).begin(adam, members);
    }

    /** The gradients over {@code rows} rows, of the parts that this member can take. */
    public void gradients(int rows, int member, int members) {
        for (int i = 0; i < inputs.length; i++) layers.get(i).gradients(inputs[i], gradients[i], rows, member, members);
    }

    /** The same, and moves those parts of the weights. */
    public void gradientsAndUpdate(int rows, int member, int members) {
        for (int i = 0; i < inputs.length; i++)
            layers.get(i).gradientsAndUpdate(inputs[i], gradients[i], rows, member, members);
    }

    /** Must be called after the weights were written to from outside. */
    public void changed() {
        for (int i = 0; i < outputs.length; i++) layers.get(i).changed();
    }
}
