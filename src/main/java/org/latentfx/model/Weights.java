package org.latentfx.model;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Kernel;

/**
 * A frozen model: its structure and all of its weights in one flat array, laid out as
 * {@link VaeConfiguration#tensors()} says. Immutable: the array is never written to after construction, so any thread
 * may read it. What encoders and decoders multiply by is prepared once and shared by all that are made of the same
 * weights.
 */
public final class Weights {
    /** Layers, and the kernel that they were prepared for. */
    private record Prepared(Kernel kernel, Network network) {}

    private final VaeConfiguration configuration;
    private final float[] values;
    private final AtomicReference<@Nullable Prepared> encoder = new AtomicReference<>();
    private final AtomicReference<@Nullable Prepared> decoder = new AtomicReference<>();

    public Weights(VaeConfiguration configuration, float[] values) {
        if (values.length != configuration.parameterCount())
            throw new IllegalArgumentException(
                    "weights: found " + values.length + " values, expected " + configuration.parameterCount());
        this.configuration = configuration;
        this.values = values;
    }

    public VaeConfiguration configuration() {
        return configuration;
    }

    /** Not to be written to. */
    public float[] values() {
        return values;
    }

    /** From pixels to the two heads. */
    Network encoder(Kernel kernel) {
        return prepared(encoder, kernel, 0, configuration.hidden().size() + 1);
    }

    /** From z to the logits. */
    Network decoder(Kernel kernel) {
        int hidden = configuration.hidden().size();
        return prepared(decoder, kernel, hidden + 1, 2 * hidden + 2);
    }

    /** Nobody waits: threads that come at the same moment each prepare one, and the last is kept. */
    private Network prepared(AtomicReference<@Nullable Prepared> kept, Kernel kernel, int from, int to) {
        Prepared known = kept.get();
        if (known != null && known.kernel == kernel) return known.network;
        var network = Network.frozen(this, kernel, from, to);
        kept.set(new Prepared(kernel, network));
        return network;
    }
}
