package org.latentfx.nn;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;

/**
 * A fully connected layer y = f(x·W/σ(W) + b), σ being W's largest singular value (spectral normalisation, Miyato et
 * al. 2018), which one power step a training step follows. The direction u is kept with the run; W and u are what is
 * saved. Owned by the training thread; passes and updates may be shared out by rows as those of {@link Dense}.
 */
public final class SpectralDense {
    /** W, in × out. */
    public final Parameter weight;

    public final Parameter bias;
    /** W's left-over direction, 1 × out, of length 1; not trained. */
    public final Parameter direction;
    /** The layer over W/σ, whose passes are this layer's. */
    public final Dense layer;

    private final Parameter normalised;
    private final Kernel kernel;
    /** W·u, made of length 1. */
    private final double[] v;

    /** Wᵀ·v. */
    private final double[] next;

    private double sigma = 1;
    /** ⟨dL/d(W/σ), W/σ⟩. */
    private double along;

    /** All parameters are kept by reference. */
    public SpectralDense(Parameter weight, Parameter bias, Parameter direction, Activation activation, Kernel kernel) {
        this.weight = weight;
        this.bias = bias;
        this.direction = direction;
        this.kernel = kernel;
        int in = weight.value().numRows;
        int out = weight.value().numCols;
        normalised = new Parameter(
                weight.name(),
                new FMatrixRMaj(in, out),
                new FMatrixRMaj(in, out),
                new FMatrixRMaj(0, 0),
                new FMatrixRMaj(0, 0));
        layer = new Dense(normalised, bias, activation, kernel);
        v = new double[in];
        next = new double[out];
    }

    /** One power step (v = W·u, u = Wᵀ·v, each made of length 1), and W/σ with σ = vᵀ·W·u for the passes to come. */
    public void powerStep() {
        look();
        float[] w = weight.value().data;
        float[] u = direction.value().data;
        Arrays.fill(next, 0);
        for (int i = 0; i < v.length; i++) for (int j = 0; j < u.length; j++) next[j] += v[i] * w[i * u.length + j];
        double squares = 0;
        for (double one : next) squares += one * one;
        sigma = Math.max(Math.sqrt(squares), Double.MIN_NORMAL);
        for (int j = 0; j < u.length; j++) u[j] = (float) (next[j] / sigma);
        normalise();
    }

    /** W/σ for the weights as they stand, σ = |W·u|; u stays, so that asking changes nothing. */
    public void refresh() {
        look();
        normalise();
    }

    /** The singular value that the weights are divided by. */
    public double sigma() {
        return sigma;
    }

    private void look() {
        float[] w = weight.value().data;
        float[] u = direction.value().data;
        double squares = 0;
        for (int i = 0; i < v.length; i++) {
            double sum = 0;
            for (int j = 0; j < u.length; j++) sum += (double) w[i * u.length + j] * u[j];
            v[i] = sum;
            squares += sum * sum;
        }
        sigma = Math.max(Math.sqrt(squares), Double.MIN_NORMAL);
        for (int i = 0; i < v.length; i++) v[i] /= sigma;
    }

    private void normalise() {
        float[] w = weight.value().data;
        float[] to = normalised.value().data;
        float factor = (float) (1 / sigma);
        for (int i = 0; i < w.length; i++) to[i] = factor * w[i];
        layer.changed();
    }

    /** Must be called once between {@link Dense#gradients} of {@link #layer} and {@link #update}. */
    public void gradientsDone() {
        double sum = 0;
        float[] gradient = normalised.gradient().data;
        float[] value = normalised.value().data;
        for (int i = 0; i < value.length; i++) sum += (double) gradient[i] * value[i];
        along = sum;
    }

    /**
     * The gradient through the division, u and v held: dW = (dŴ − ⟨dŴ, Ŵ⟩·v·uᵀ)/σ with Ŵ = W/σ, for a member's share
     * of W's rows; and a step of Adam along it and the bias's.
     */
    public void update(Kernel.AdamStep step, int member, int members) {
        int out = direction.value().numCols;
        int from = Workers.share(v.length, member, members);
        int to = Workers.share(v.length, member + 1, members);
        throughNorm(from, to);
        kernel.adam(
                step,
                weight.gradient().data,
                weight.m().data,
                weight.v().data,
                weight.value().data,
                from * out,
                to * out);
        bias.update(kernel, step, Workers.share(out, member, members), Workers.share(out, member + 1, members));
    }

    /** Fills rows {@code from..to} of W's gradient. */
    public void throughNorm(int from, int to) {
        float[] given = normalised.gradient().data;
        float[] u = direction.value().data;
        float[] gradient = weight.gradient().data;
        float factor = (float) (1 / sigma);
        for (int i = from; i < to; i++) {
            float part = (float) (along * v[i]);
            for (int j = 0; j < u.length; j++) {
                int at = i * u.length + j;
                gradient[at] = factor * (given[at] - part * u[j]);
            }
        }
    }
}
