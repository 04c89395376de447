package org.latentfx.model;

/**
 * A frozen model: its structure and all of its weights in one flat array, laid out as
 * {@link VaeConfiguration#tensors()} says. Immutable: the array is never written to after construction, so any thread
 * may read it.
 */
public record Weights(VaeConfiguration configuration, float[] values) {
    public Weights {
        if (values.length != configuration.parameterCount())
            throw new IllegalArgumentException(
                    "weights: found " + values.length + " values, expected " + configuration.parameterCount());
    }
}
