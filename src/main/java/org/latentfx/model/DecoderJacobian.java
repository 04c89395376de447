package org.latentfx.model;

import java.util.List;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.model.layer.LayerStack;
import org.latentfx.nn.Layer;

/**
 * Derivatives of a frozen decoder by z at up to {@code largestBatch} points at once: J·t forwards and Jᵀ·g backwards,
 * where J is pixels × latents and belongs to the mean pixels in 0..1. At the corner of a (leaky) ReLU the derivative
 * from the left is taken; where z is rounded, that by the
 * codes. Call {@link #at} first. One thread at a time; allocates nothing per call.
 */
public final class DecoderJacobian {
    private final FrozenModel model;
    private final Kernel kernel;
    private final Likelihood likelihood;
    private final Network network;
    /** The same weights without bias and activation: what a tangent passes through. */
    private final List<Layer> linear;

    private final int latents;
    private final int pixels;
    private final FMatrixRMaj z;
    private final FMatrixRMaj dz;
    private final FMatrixRMaj[] outputs;
    /** What activations' derivatives take. */
    private final FMatrixRMaj[] sums;

    private final FMatrixRMaj[] derivatives;
    private final float[] means;
    private int rows;

    public DecoderJacobian(FrozenModel model, int largestBatch) {
        int depth = model.configuration().hidden().size();
        this.model = model;
        kernel = model.kernel();
        likelihood = model.configuration().likelihood();
        network = Network.frozen(
                model.weightsGiven(), kernel, depth + 1, 2 * depth + 2); // the model's own goes forwards only
        linear = network.layers.stream().map(Layer::linear).toList();
        latents = model.configuration().latents();
        pixels = model.configuration().values();
        z = new FMatrixRMaj(largestBatch, latents);
        dz = new FMatrixRMaj(largestBatch, latents);
        outputs = network.scratch(largestBatch);
        sums = LayerStack.sums(network.layers, outputs);
        derivatives = network.scratch(largestBatch);
        means = new float[largestBatch * pixels];
    }

    /** Decodes {@code rows} points z (rows × latents), where derivatives are wanted. */
    public void at(float[] z, int rows) {
        if (rows < 1 || rows > this.z.numRows)
            throw new IllegalArgumentException("rows: found " + rows + ", expected 1.." + this.z.numRows);
        this.rows = rows;
        System.arraycopy(z, 0, this.z.data, 0, rows * latents);
        model.round(this.z.data, rows, latents);
        FMatrixRMaj in = this.z;
        for (int i = 0; i < outputs.length; i++) {
            LayerStack.forward(network.layers.get(i), in, sums[i], outputs[i], 0, rows);
            in = outputs[i];
        }
        System.arraycopy(in.data, 0, means, 0, rows * pixels);
        likelihood.means(kernel, means, 0, rows * pixels);
    }

    /** The mean pixels in 0..1 there (rows × pixels, perhaps followed by others). Not to be written to. */
    public float[] means() {
        return means;
    }

    /** The logits there (rows × pixels, perhaps followed by others). Not to be written to. */
    public float[] logits() {
        return outputs[outputs.length - 1].data;
    }

    /**
     * J·t: for each row {@code count} tangents (rows × count × latents) become changes of pixels (rows × count ×
     * pixels).
     */
    public void push(float[] tangents, int count, float[] changes) {
        int all = rows * count;
        for (int done = 0; done < all; done += z.numRows) {
            int some = Math.min(z.numRows, all - done);
            System.arraycopy(tangents, done * latents, dz.data, 0, some * latents);
            FMatrixRMaj in = dz;
            for (int i = 0; i < outputs.length; i++) {
                linear.get(i).forward(in, derivatives[i], 0, some);
                in = derivatives[i];
                for (int t = 0; t < some; t++) timesDerivative(i, (done + t) / count, in.data, t);
            }
            System.arraycopy(in.data, 0, changes, done * pixels, some * pixels);
        }
    }

    /** Row {@code t} of {@code tangents} ⊙ the derivative of layer {@code i}'s activation at row {@code r}. */
    private void timesDerivative(int i, int r, float[] tangents, int t) {
        int n = outputs[i].numCols;
        if (i == outputs.length - 1) {
            likelihood.tangent(logits(), means, r * n, tangents, t * n, n);
        } else {
            Activation f = network.layers.get(i).activation();
            for (int j = 0; j < n; j++) tangents[t * n + j] *= f.derivative(sums[i].data[r * n + j]);
        }
    }

    /** Jᵀ·g: a loss's derivatives by the mean pixels (rows × pixels) become its derivatives by z (rows × latents). */
    public void pull(float[] gradient, float[] zGradient) {
        float[] da = derivatives[derivatives.length - 1].data;
        System.arraycopy(gradient, 0, da, 0, rows * pixels);
        likelihood.tangent(logits(), means, 0, da, 0, rows * pixels);
        pullBack(zGradient);
    }

    /** As {@link #pull}, from derivatives by the logits. */
    public void pullLogits(float[] gradient, float[] zGradient) {
        System.arraycopy(gradient, 0, derivatives[derivatives.length - 1].data, 0, rows * pixels);
        pullBack(zGradient);
    }

    private void pullBack(float[] zGradient) {
        var layers = network.layers;
        for (int i = layers.size() - 1; i > 0; i--)
            layers.get(i)
                    .backward(derivatives[i], sums[i - 1], layers.get(i - 1).activation(), derivatives[i - 1], 0, rows);
        layers.get(0).backward(derivatives[0], z, Activation.IDENTITY, dz, 0, rows);
        System.arraycopy(dz.data, 0, zGradient, 0, rows * latents);
    }
}
