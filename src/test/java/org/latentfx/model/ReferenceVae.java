package org.latentfx.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import org.latentfx.math.Activation;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.layer.Tensor;
import org.latentfx.nn.ReferenceConvolution;

/**
 * The loss of an autoencoder, variational or plain, written a second time, in double precision, one number at a time
 * and straight from the formulas, for the tests to compare the real engine with. Shares no code with it.
 */
final class ReferenceVae {
    private final ModelConfiguration configuration;
    private final Activation decoder;
    private final Map<String, Tensor> tensors = new HashMap<>();

    /** Of the image in each row, told to a conditional model. */
    byte[] labels = {};

    double reconstruction;
    double kl;
    private double squares;
    double[] klPerLatent = {};

    ReferenceVae(ModelConfiguration configuration, Activation decoder) {
        this.configuration = configuration;
        this.decoder = decoder;
        for (var tensor : configuration.tensors()) tensors.put(tensor.name(), tensor);
    }

    /** −(E log p − β KL), mean over the batch. */
    double loss(double[] weights, double[][] x, double[][] epsilon, double beta) {
        pass(weights, x, epsilon);
        return reconstruction + beta * kl;
    }

    /** −E log p + γ |KL − C|, mean over the batch. */
    double capacity(double[] weights, double[][] x, double[][] epsilon, double gamma, double nats) {
        pass(weights, x, epsilon);
        return reconstruction + gamma * Math.abs(kl - nats);
    }

    /** −E log p + β Σ_j max(λ, KL_j), mean over the batch. */
    double freeBits(double[] weights, double[][] x, double[][] epsilon, double beta, double lambda) {
        pass(weights, x, epsilon);
        double loss = reconstruction;
        for (double each : klPerLatent) loss += beta * (each < lambda ? lambda : each);
        return loss;
    }

    private void pass(double[] weights, double[][] x, double[][] epsilon) {
        reconstruction = 0;
        squares = 0;
        kl = 0;
        klPerLatent = new double[configuration.latents()];
        for (int r = 0; r < x.length; r++) image(weights, x[r], r, epsilon[r]);
        reconstruction /= x.length;
        if (configuration.likelihood() == Likelihood.OPTIMAL_GAUSSIAN) {
            int n = x[0].length;
            reconstruction = n / 2.0 * (Math.log(2 * Math.PI * squares / (x.length * n)) + 1);
        }
        kl /= x.length;
        for (int j = 0; j < klPerLatent.length; j++) klPerLatent[j] /= x.length;
    }

    private void image(double[] weights, double[] x, int row, double[] epsilon) {
        int depth = configuration.hidden().size();
        double[] h = told(x, row);
        for (int i = 0; i < depth; i++)
            h = hidden(weights, "encoder." + i, h, function(configuration.activation()), i, false);
        double[] z =
                configuration.kind().variational() ? sample(weights, h, epsilon) : layer(weights, "code", h, v -> v);
        h = told(z, row);
        for (int i = 0; i < depth; i++)
            h = hidden(weights, "decoder." + i, h, function(decoder), i == 0 ? -1 : depth - i, true);
        double[] logits = hidden(weights, "out", h, v -> v, 0, true);
        if (configuration.likelihood() == Likelihood.CATEGORICAL) reconstruction += letters(x, logits);
        else for (int i = 0; i < x.length; i++) reconstruction += pixel(x[i], logits[i]);
    }

    /** One number more for each class. */
    private double[] told(double[] values, int row) {
        double[] all = Arrays.copyOf(values, values.length + configuration.classes());
        if (configuration.classes() > 0) all[values.length + labels[row]] = 1;
        return all;
    }

    private double[] sample(double[] weights, double[] h, double[] epsilon) {
        double[] mu = layer(weights, "mu", h, v -> v);
        double[] s = layer(weights, "log_var", h, v -> Math.max(-10, Math.min(10, v)));
        double[] z = new double[mu.length];
        for (int j = 0; j < mu.length; j++) {
            z[j] = mu[j] + Math.exp(s[j] / 2) * epsilon[j];
            double term = 0.5 * (mu[j] * mu[j] + Math.expm1(s[j]) - s[j]);
            kl += term;
            klPerLatent[j] += term;
        }
        return z;
    }

    private double letters(double[] x, double[] logits) {
        int each = configuration.width();
        double loss = 0;
        for (int place = 0; place < x.length; place += each) {
            double sum = 0;
            for (int i = place; i < place + each; i++) sum += Math.exp(logits[i]);
            for (int i = place; i < place + each; i++) loss -= x[i] * Math.log(Math.exp(logits[i]) / sum);
        }
        return loss;
    }

    private double pixel(double x, double logit) {
        if (configuration.likelihood() == Likelihood.BERNOULLI)
            return Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))) - x * logit;
        double mean = 1 / (1 + Math.exp(-logit));
        if (configuration.likelihood() == Likelihood.CONTINUOUS_BERNOULLI) {
            double normaliser = Math.abs(logit) < 1e-6 ? 2 : logit / Math.tanh(logit / 2);
            return -x * Math.log(mean) - (1 - x) * Math.log(1 - mean) - Math.log(normaliser);
        }
        squares += (x - mean) * (x - mean);
        double variance = configuration.variance();
        return (x - mean) * (x - mean) / (2 * variance) + 0.5 * Math.log(2 * Math.PI * variance);
    }

    /** A hidden layer of the encoder, or the mirror of one, which may be a convolution. */
    private double[] hidden(double[] weights, String name, double[] in, DoubleUnaryOperator f, int i, boolean mirror) {
        var spec = configuration.hidden().isEmpty() || i < 0
                ? null
                : configuration.hidden().get(i);
        if (spec == null || !spec.convolution()) return layer(weights, name, in, f);
        int height = configuration.height();
        int width = configuration.width();
        int channels = configuration.format().channels();
        for (int before = 0; before < i; before++) {
            var one = configuration.hidden().get(before);
            height = side(height, one);
            width = side(width, one);
            channels = one.units();
        }
        int below = height - ((side(height, spec) - 1) * spec.stride() - 2 + spec.kernel());
        int right = width - ((side(width, spec) - 1) * spec.stride() - 2 + spec.kernel());
        int[] s = mirror
                ? new int[] {side(height, spec), side(width, spec), spec.units(), channels, 0, 0, 1, below, right}
                : new int[] {height, width, channels, spec.units(), 0, 0, 1, 0, 0};
        s[4] = spec.kernel();
        s[5] = spec.stride();
        double[] w = numbers(weights, name + ".weight");
        double[] out = new ReferenceConvolution(mirror, s, w, numbers(weights, name + ".bias")).forward(in);
        for (int k = 0; k < out.length; k++) out[k] = f.applyAsDouble(out[k]);
        return out;
    }

    private static int side(int side, LayerSpec spec) {
        return (side + 2 - spec.kernel()) / spec.stride() + 1;
    }

    private double[] numbers(double[] weights, String name) {
        var t = tensor(name);
        return Arrays.copyOfRange(weights, t.offset(), t.offset() + t.size());
    }

    private double[] layer(double[] weights, String name, double[] in, DoubleUnaryOperator f) {
        var w = tensor(name + ".weight");
        var b = tensor(name + ".bias");
        double[] out = new double[w.columns()];
        for (int j = 0; j < out.length; j++) {
            double sum = weights[b.offset() + j];
            for (int k = 0; k < in.length; k++) sum += in[k] * weights[w.offset() + k * w.columns() + j];
            out[j] = f.applyAsDouble(sum);
        }
        return out;
    }

    private Tensor tensor(String name) {
        return Objects.requireNonNull(tensors.get(name), name);
    }

    private static DoubleUnaryOperator function(Activation f) {
        return switch (f) {
            case RELU -> v -> Math.max(v, 0);
            case LEAKY_RELU -> v -> v > 0 ? v : 0.01 * v;
            case STEEP_LEAKY_RELU -> v -> v > 0 ? v : 0.2 * v;
            case SILU -> v -> v / (1 + Math.exp(-v));
            case TANH -> Math::tanh;
            case IDENTITY -> v -> v;
        };
    }
}
