package org.latentfx.model;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Kernel;
import org.latentfx.model.kind.Capability;

/**
 * A model that learns no more: its structure, its weights, and the one kernel that computes with them. Weights are
 * packed for that kernel when they are first needed, once for all encoders and decoders. Immutable; any thread.
 */
public final class FrozenModel {
    private final Weights weights;
    private final Kernel kernel;
    private final AtomicReference<@Nullable Network> encoder = new AtomicReference<>();
    private final AtomicReference<@Nullable Network> decoder = new AtomicReference<>();

    public FrozenModel(Weights weights, Kernel kernel) {
        this.weights = weights;
        this.kernel = kernel;
    }

    public ModelConfiguration configuration() {
        return weights.configuration();
    }

    /** Whether it can be asked for {@code capability}. */
    public boolean can(Capability capability) {
        return configuration().kind().can(capability);
    }

    /** Number of latents of a point z. */
    public int latents() {
        return configuration().latents();
    }

    /** Number of pixels of an image. */
    public int values() {
        return configuration().values();
    }

    public Weights weights() {
        return weights;
    }

    public Kernel kernel() {
        return kernel;
    }

    /** Whether another model has the same structure, so that a point z, an image or a code of one fits the other. */
    public boolean sameStructure(@Nullable FrozenModel other) {
        return other != null && other.configuration().equals(configuration());
    }

    /** Packs what a decoder needs, so that nobody waits for it later. Returns this. */
    public FrozenModel packed() {
        decoder();
        return this;
    }

    /** From pixels to the heads. */
    Network encoder() {
        return network(encoder, 0, configuration().hidden().size() + 1);
    }

    /** From z to the logits. */
    Network decoder() {
        int hidden = configuration().hidden().size();
        return network(decoder, hidden + 1, 2 * hidden + 2);
    }

    /** Nobody waits: threads that come at the same moment each pack one, and the first is kept. */
    private Network network(AtomicReference<@Nullable Network> kept, int from, int to) {
        Network known = kept.get();
        if (known != null) return known;
        var network = Network.frozen(weights, kernel, from, to);
        network.forwardOnly();
        Network first = kept.compareAndExchange(null, network);
        return first == null ? network : first;
    }
}
