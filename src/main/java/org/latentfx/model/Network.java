package org.latentfx.model;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.layer.LayerPlan;
import org.latentfx.nn.Layer;
import org.latentfx.nn.Parameter;

/**
 * The layers of an autoencoder in order (encoder, heads, decoder, output) and the way between their matrices and the
 * flat array of {@link ModelConfiguration#tensors()}. The heads, such as μ and log σ², are one layer here, side by side
 * in its columns, so that one product serves both. Holds no activations; owned by whoever built it.
 */
final class Network {
    /** One of the matrices that a parameter is made of. */
    interface Part {
        FMatrixRMaj of(Parameter parameter);
    }

    final ModelConfiguration configuration;
    final List<Layer> layers;
    /** Index of the layer of the heads; the decoder starts behind it. */
    final int heads;

    private final int first;

    /** Weight and bias of each layer. */
    private final Parameter[] parameters;

    /**
     * All layers with gradients and moments, the encoder's hidden layers of {@code encoder}, the decoder's of
     * {@code decoder}.
     */
    static Network trained(ModelConfiguration configuration, Activation encoder, Activation decoder, Kernel kernel) {
        int depth = configuration.hidden().size();
        return new Network(configuration, encoder, decoder, kernel, 0, 2 * depth + 2, null);
    }

    /** The layers {@code from..to} with the weights of {@code weights}, nothing but them. */
    static Network frozen(Weights weights, Kernel kernel, int from, int to) {
        var c = weights.configuration();
        return new Network(c, c.activation(), c.activation(), kernel, from, to, weights.values());
    }

    /** {@code frozen}: all weights as one flat array, never to change; null: layers to be trained. */
    private Network(
            ModelConfiguration configuration,
            Activation encoder,
            Activation decoder,
            Kernel kernel,
            int from,
            int to,
            float @Nullable [] frozen) {
        this.configuration = configuration;
        first = from;
        heads = configuration.hidden().size();
        parameters = new Parameter[2 * (to - from)];
        List<LayerPlan> plans = configuration.layers();
        for (int i = from; i < to; i++) {
            LayerPlan plan = plans.get(i);
            parameters[2 * (i - from)] = parameter(frozen == null, i, plan.rows(), plan.columns());
            parameters[2 * (i - from) + 1] = parameter(frozen == null, i, 1, plan.biases());
        }
        // filled first: a layer prepares its weights for products when it is made
        if (frozen != null) read(frozen, Parameter::value);
        var built = new ArrayList<Layer>();
        for (int i = from; i < to; i++) {
            boolean linear = i == heads || i == 2 * heads + 1;
            Activation f = linear ? Activation.IDENTITY : i < heads ? encoder : decoder;
            built.add(plans.get(i).layer(parameters[2 * (i - from)], parameters[2 * (i - from) + 1], f, kernel));
        }
        layers = List.copyOf(built);
    }

    private static Parameter parameter(boolean trained, int layer, int rows, int columns) {
        String name = "layer " + layer;
        return trained ? Parameter.trained(name, rows, columns) : Parameter.frozen(name, rows, columns);
    }

    /** Fills one part of every parameter from the flat array. */
    void read(float[] flat, Part part) {
        if (flat.length != configuration.parameterCount())
            throw new IllegalArgumentException(
                    "found " + flat.length + " numbers, expected " + configuration.parameterCount());
        copy(flat, part, true);
    }

    private void write(Part part, float[] flat) {
        copy(flat, part, false);
    }

    /** All of one part, laid out as the flat array; a copy. */
    float[] flat(Part part) {
        float[] flat = new float[configuration.parameterCount()];
        write(part, flat);
        return flat;
    }

    /** From now on nothing goes through the layers but forwards: a large model takes a third less memory. */
    void forwardOnly() {
        layers.forEach(Layer::forwardOnly);
    }

    /** Matrices for what each layer puts out, {@code rows × out}. */
    FMatrixRMaj[] scratch(int rows) {
        return layers.stream().map(layer -> new FMatrixRMaj(rows, layer.out())).toArray(FMatrixRMaj[]::new);
    }

    /**
     * Matrices for the sums that each layer makes its outputs of: {@code outputs} themselves where nobody asks for the
     * sums.
     */
    static FMatrixRMaj[] sums(List<Layer> layers, FMatrixRMaj[] outputs) {
        var sums = outputs.clone();
        for (int i = 0; i < sums.length; i++)
            if (layers.get(i).activation().ofSum()) sums[i] = new FMatrixRMaj(outputs[i].numRows, outputs[i].numCols);
        return sums;
    }

    /** Rows {@code from..to} of x through {@code layer}, leaving its sums in {@code sums} if that is not y. */
    static void forward(Layer layer, FMatrixRMaj x, FMatrixRMaj sums, FMatrixRMaj y, int from, int to) {
        if (sums == y) {
            layer.forward(x, y, from, to);
        } else {
            layer.sums(x, sums, from, to);
            layer.activate(sums, y, from, to);
        }
    }

    /** Must be called after weights were written to from outside. */
    void changed() {
        for (Layer layer : layers) layer.changed();
    }

    private void copy(float[] flat, Part part, boolean toMatrix) {
        var tensors = configuration.tensors();
        int decoder = configuration.firstOfDecoder();
        for (int t = configuration.kind().can(Capability.ENCODES) ? 0 : decoder; t < decoder + 2 * (heads + 1); t++) {
            // tensors come in pairs, weight and bias; the pairs of the heads are the parts of one layer
            int pair = t < decoder ? t / 2 : heads + 1 + (t - decoder) / 2;
            int layer = t < decoder ? Math.min(pair, heads) : pair;
            int index = layer - first;
            if (index < 0 || 2 * index >= parameters.length) continue;
            var tensor = tensors.get(t);
            FMatrixRMaj matrix = part.of(parameters[2 * index + (tensor.bias() ? 1 : 0)]);
            int column = (pair - layer) * tensor.columns();
            for (int row = 0; row < tensor.rows(); row++) {
                int inMatrix = row * matrix.numCols + column;
                int inFlat = tensor.offset() + row * tensor.columns();
                if (toMatrix) System.arraycopy(flat, inFlat, matrix.data, inMatrix, tensor.columns());
                else System.arraycopy(matrix.data, inMatrix, flat, inFlat, tensor.columns());
            }
        }
    }
}
