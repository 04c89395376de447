package org.latentfx.nn;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.WorkPartition;
import org.latentfx.math.Workers;

/**
 * A fully connected layer y = f(x·W + b): its parameters and its three passes, each on a range of rows. It keeps no
 * activations; the caller owns them. Several threads may run one pass on different rows; passes may not overlap.
 */
public final class Dense {
    public final Parameter weight;
    public final Parameter bias;
    public final Activation activation;

    private final Kernel kernel;
    private final Kernel.PackedWeights packed;
    private final Kernel.GradientRows keepRows = this::keepRows;
    private final Kernel.GradientRows updateRows = this::updateRows;

    /**
     * The weight's rows in pieces that suit every kernel: whole tiles of six, and whole groups of eight to lay out
     * anew.
     */
    private final WorkPartition rows = new WorkPartition(24, 8);

    /** The step in progress, the same for every member of the team that takes it. */
    private Kernel.AdamStep step = Kernel.AdamStep.at(1, 0);

    /** A layer over {@code weight} (in × out) and {@code bias} (1 × out), both kept by reference. */
    public Dense(Parameter weight, Parameter bias, Activation activation, Kernel kernel) {
        if (bias.value().numRows != 1 || bias.value().numCols != weight.value().numCols)
            throw new IllegalArgumentException("bias " + bias.value().numRows + "×" + bias.value().numCols
                    + " does not fit weight " + weight.value().numRows + "×" + weight.value().numCols);
        this.weight = weight;
        this.bias = bias;
        this.activation = activation;
        this.kernel = kernel;
        packed = kernel.packWeights(weight.value());
    }

    public int in() {
        return weight.value().numRows;
    }

    public int out() {
        return weight.value().numCols;
    }

    /** y = f(x·W + b) for rows {@code from..to}. x: batch × in. Not modified. y: batch × out. Modified. */
    public void forward(FMatrixRMaj x, FMatrixRMaj y, int from, int to) {
        kernel.forward(x, packed, bias.value().data, activation, y, from, to);
    }

    /**
     * From y = f(x·W + b) with x = g(u): du = (da·Wᵀ) ⊙ g′ for rows {@code from..to}, where da is the loss's derivative
     * by the sum x·W + b (batch × out) and g the activation that made x. da, x: Not modified. du: batch × in. Modified.
     */
    public void backward(FMatrixRMaj da, FMatrixRMaj x, Activation g, FMatrixRMaj du, int from, int to) {
        kernel.backwardInput(da, packed, x, g, du, from, to);
    }

    /**
     * Must be called before a team of {@code members} goes through {@link #gradients} or {@link #gradientsAndUpdate}.
     */
    public void begin(Kernel.AdamStep step, int members) {
        this.step = step;
        rows.start(0, in(), members);
    }

    /**
     * From a = x·W + b: dW = xᵀ·da and db = Σ da over {@code batch} rows, for the rows of W that this member can take
     * and its share of the elements of b. x, da: Not modified.
     */
    public void gradients(FMatrixRMaj x, Kernel.PackedMatrix da, int batch, int member, int members) {
        biasGradient(da.matrix, batch, member, members);
        kernel.weightGradient(x, da, batch, rows, member, keepRows);
    }

    private void biasGradient(FMatrixRMaj da, int batch, int member, int members) {
        kernel.biasGradient(
                da,
                batch,
                bias.gradient().data,
                Workers.share(out(), member, members),
                Workers.share(out(), member + 1, members));
    }

    /**
     * The same gradients, some rows at a time, and moves those rows of the weights along them at once by one step of
     * Adam: the weights' gradient is not kept, which spares a large model a fifth of the memory that a step goes
     * through.
     */
    public void gradientsAndUpdate(FMatrixRMaj x, Kernel.PackedMatrix da, int batch, int member, int members) {
        biasGradient(da.matrix, batch, member, members);
        bias.update(kernel, step, Workers.share(out(), member, members), Workers.share(out(), member + 1, members));
        kernel.weightGradient(x, da, batch, rows, member, updateRows);
    }

    private void keepRows(float[] block, int at, int from, int to) {
        System.arraycopy(block, at, weight.gradient().data, from * out(), (to - from) * out());
    }

    private void updateRows(float[] block, int at, int from, int to) {
        packed.adam(step, block, at, weight.m().data, weight.v().data, from, to);
    }

    /** Must be called after the weights were written to from outside. */
    public void changed() {
        packed.changed(0, in());
    }
}
