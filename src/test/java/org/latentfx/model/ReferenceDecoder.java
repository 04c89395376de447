package org.latentfx.model;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.latentfx.math.Activation;
import org.latentfx.math.RandomStream;
import org.latentfx.model.layer.Tensor;

/**
 * A decoder written a second time, in double precision and straight from the formulas, for the tests to compare with
 * and to take finite differences of; and models with random weights. Shares no code with the engine.
 */
public final class ReferenceDecoder {
    private final Weights weights;
    private final Map<String, Tensor> tensors = new HashMap<>();

    public ReferenceDecoder(Weights weights) {
        this.weights = weights;
        for (var tensor : weights.configuration().tensors()) tensors.put(tensor.name(), tensor);
    }

    /** A model whose weights and biases are uniform in ±range. */
    public static Weights random(ModelConfiguration configuration, long key, double range) {
        float[] values = new float[configuration.parameterCount()];
        for (int i = 0; i < values.length; i++) values[i] = (float) (range * (2 * RandomStream.uniform(key, i) - 1));
        return new Weights(configuration, values);
    }

    /** Mean pixels at z. */
    public double[] decode(double[] z) {
        double[] h = logits(z);
        boolean continuous = weights.configuration().likelihood() == Likelihood.CONTINUOUS_BERNOULLI;
        for (int i = 0; i < h.length; i++) {
            double sigmoid = 1 / (1 + Math.exp(-h[i]));
            h[i] = continuous ? 0.5 + 0.5 / Math.tanh(h[i] / 2) - 1 / h[i] : sigmoid;
        }
        return h;
    }

    public double[] logits(double[] z) {
        double[] h = z;
        int depth = weights.configuration().hidden().size();
        for (int i = 0; i < depth; i++) {
            h = layer("decoder." + i, h);
            for (int j = 0; j < h.length; j++)
                h[j] = activate(weights.configuration().activation(), h[j]);
        }
        return layer("out", h);
    }

    /** Change of the mean pixels along direction t, by central differences. */
    public double[] derivative(double[] z, double[] t, double step) {
        double[] up = z.clone();
        double[] down = z.clone();
        for (int j = 0; j < z.length; j++) {
            up[j] += step * t[j];
            down[j] -= step * t[j];
        }
        double[] high = decode(up);
        double[] low = decode(down);
        for (int i = 0; i < high.length; i++) high[i] = (high[i] - low[i]) / (2 * step);
        return high;
    }

    private static double activate(Activation f, double x) {
        return switch (f) {
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
            case STEEP_LEAKY_RELU -> x > 0 ? x : 0.2 * x;
            case SILU -> x / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case IDENTITY -> x;
        };
    }

    private double[] layer(String name, double[] in) {
        var w = tensor(name + ".weight");
        var b = tensor(name + ".bias");
        double[] out = new double[w.columns()];
        for (int j = 0; j < out.length; j++) {
            out[j] = weights.values()[b.offset() + j];
            for (int k = 0; k < in.length; k++) out[j] += in[k] * weights.values()[w.offset() + k * w.columns() + j];
        }
        return out;
    }

    private Tensor tensor(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }
}
