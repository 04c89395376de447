package org.latentfx.model;

import java.util.ArrayList;
import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.layer.LayerPlan;
import org.latentfx.model.layer.LayerStack;
import org.latentfx.nn.FlatParameters;
import org.latentfx.nn.Layer;
import org.latentfx.nn.Parameter;

/**
 * The layers of an autoencoder in order (encoder, heads, decoder, output) and the way between their matrices and the
 * flat array of {@link ModelConfiguration#tensors()}. The heads, such as μ and log σ², are one layer here, side by side
 * in its columns, so that one product serves both. Holds no activations; owned by whoever built it.
 */
final class Network {
    final ModelConfiguration configuration;
    final List<Layer> layers;
    /** Index of the layer of the heads; the decoder starts behind it. */
    final int heads;

    /** The way to the flat array of all tensors. */
    final FlatParameters tensors;

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
        heads = configuration.hidden().size();
        var parameters = new Parameter[2 * (to - from)]; // weight and bias of each layer
        List<LayerPlan> plans = configuration.layers();
        for (int i = from; i < to; i++) {
            LayerPlan plan = plans.get(i);
            parameters[2 * (i - from)] = parameter(frozen == null, i, plan.rows(), plan.columns());
            parameters[2 * (i - from) + 1] = parameter(frozen == null, i, 1, plan.biases());
        }
        // filled first: a layer prepares its weights for products when it is made
        tensors = tensors(configuration, parameters, from);
        if (frozen != null) tensors.read(frozen, Parameter::value);
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

    /**
     * Where the tensors are in {@code parameters}, weight and bias of each layer from layer {@code first} on; those of
     * other layers are left out.
     */
    private static FlatParameters tensors(ModelConfiguration configuration, Parameter[] parameters, int first) {
        var flat = new FlatParameters(configuration.parameterCount());
        var tensors = configuration.tensors();
        int decoder = configuration.firstOfDecoder();
        int heads = configuration.hidden().size();
        for (int t = configuration.kind().can(Capability.ENCODES) ? 0 : decoder; t < decoder + 2 * (heads + 1); t++) {
            // tensors come in pairs, weight and bias; the pairs of the heads are the parts of one layer
            int pair = t < decoder ? t / 2 : heads + 1 + (t - decoder) / 2;
            int layer = t < decoder ? Math.min(pair, heads) : pair;
            int index = layer - first;
            if (index < 0 || 2 * index >= parameters.length) continue;
            var tensor = tensors.get(t);
            int column = (pair - layer) * tensor.columns();
            flat.add(parameters[2 * index + (tensor.bias() ? 1 : 0)], column, tensor.columns(), tensor.offset());
        }
        return flat;
    }

    /** The layers up to the heads, which read {@code x} (rows × inputs), for training. */
    LayerStack encoder(FMatrixRMaj x) {
        return new LayerStack(layers.subList(0, heads + 1), 0, x, false);
    }

    /**
     * The layers behind the heads, which read {@code z} (rows × codes), for training: the loss's derivative by the
     * logits is written over them.
     */
    LayerStack decoder(FMatrixRMaj z) {
        return new LayerStack(layers.subList(heads + 1, layers.size()), heads + 1, z, true);
    }

    /** From now on nothing goes through the layers but forwards: a large model takes a third less memory. */
    void forwardOnly() {
        layers.forEach(Layer::forwardOnly);
    }

    /** Matrices for what each layer puts out, {@code rows × out}. */
    FMatrixRMaj[] scratch(int rows) {
        return layers.stream().map(layer -> new FMatrixRMaj(rows, layer.out())).toArray(FMatrixRMaj[]::new);
    }

    /** Must be called after weights were written to from outside. */
    void changed() {
        for (Layer layer : layers) layer.changed();
    }
}
