package org.latentfx.model;

import org.latentfx.model.kind.ModelKind;

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

    /** σ² of the pixels under a Gaussian likelihood: as it is stated, or learnt. */
    public double variance() {
        return configuration.learnsVariance() ? Math.exp(values[values.length - 1]) : configuration.variance();
    }

    /** Not to be written to. */
    public float[] values() {
        return values;
    }

    /**
     * The VAE that a conditional one is for images of class {@code label} alone: what the class adds to the sums of the
     * first layers of encoder and decoder is in their biases.
     */
    public Weights given(int label) {
        var of = configuration;
        if (label < 0 || label >= of.classes())
            throw new IllegalArgumentException("label: found " + label + ", expected 0 to " + (of.classes() - 1));
        var told = new ModelConfiguration(
                ModelKind.VAE, of.format(), of.hidden(), of.latents(), of.activation(), of.likelihood(), of.variance());
        float[] folded = new float[told.parameterCount()];
        var from = of.tensors();
        var to = told.tensors();
        for (int t = 0; t < to.size(); t++)
            System.arraycopy(
                    values,
                    from.get(t).offset(),
                    folded,
                    to.get(t).offset(),
                    to.get(t).size());
        for (int t = 0; t < to.size(); t += 2) { // each weight before its bias
            if (from.get(t).rows() == to.get(t).rows()) continue;
            int columns = to.get(t).columns();
            int row = from.get(t).offset() + (to.get(t).rows() + label) * columns;
            for (int j = 0; j < columns; j++) folded[to.get(t + 1).offset() + j] += values[row + j];
        }
        return new Weights(told, folded);
    }

    /** Name of the first tensor holding a value that is not finite, or an empty string. */
    public String firstNonFinite() {
        for (var tensor : configuration.tensors())
            for (int i = tensor.offset(); i < tensor.offset() + tensor.size(); i++)
                if (!Float.isFinite(values[i])) return tensor.name();
        return "";
    }
}
