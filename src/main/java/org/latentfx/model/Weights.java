package org.latentfx.model;

/**
 * The structure of a model and all of its weights in one flat array, laid out as
 * {@link ModelConfiguration#tensors()} says. Immutable: the array is never written to after construction, so any thread
 * may read it.
 */
public final class Weights {
    private final ModelConfiguration configuration;
    private final float[] values;

    public Weights(ModelConfiguration configuration, float[] values) {
        if (values.length != configuration.parameterCount())
            throw new IllegalArgumentException(
                    "weights: found " + values.length + " values, expected " + configuration.parameterCount());
        this.configuration = configuration;
        this.values = values;
    }

    public ModelConfiguration configuration() {
        return configuration;
    }

    /** Not to be written to. */
    public float[] values() {
        return values;
    }

    /** Name of the first tensor holding a value that is not finite, or an empty string. */
    public String firstNonFinite() {
        for (var tensor : configuration.tensors())
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++)
                if (!Float.isFinite(values[i])) return tensor.name();
        return "";
    }
}
