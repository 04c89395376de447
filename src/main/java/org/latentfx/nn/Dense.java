package org.latentfx.nn;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.WorkPartition;
import org.latentfx.math.Workers;

/**
 * A fully connected layer y = f(x·W + b), W being in × out. Any number of threads as {@link Layer} says.
 */
public final class Dense implements Layer {
    private final Parameter weight;
    private final Parameter bias;
    private final Activation activation;
    /** 0 where a weight may not change, otherwise 1: in × out; null where all may. */
    private final float @Nullable [] mask;

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
        this(weight, bias, activation, kernel, null);
    }

    /**
     * The same, whose gradient is 0 where {@code mask} (in × out, kept by reference) is 0, and is itself where that is
     * 1: a weight that begins as 0 there stays 0.
     */
    public Dense(Parameter weight, Parameter bias, Activation activation, Kernel kernel, float @Nullable [] mask) {
        if (bias.value().numRows != 1 || bias.value().numCols != weight.value().numCols)
            throw new IllegalArgumentException("bias " + bias.value().numRows + "×" + bias.value().numCols
                    + " does not fit weight " + weight.value().numRows + "×" + weight.value().numCols);
        this.weight = weight;
        this.bias = bias;
        this.activation = activation;
        this.kernel = kernel;
        this.mask = mask;
        packed = kernel.packWeights(weight.value());
    }

    @Override
    public int in() {
        return weight.value().numRows;
    }

    @Override
    public int out() {
        return weight.value().numCols;
    }

    @Override
    public Parameter weight() {
        return weight;
    }

    @Override
    public Parameter bias() {
        return bias;
    }

    @Override
    public Activation activation() {
        return activation;
    }

    /** y = f(x·W + b). */
    @Override
    public void forward(FMatrixRMaj x, FMatrixRMaj y, int from, int to) {
        kernel.forward(x, packed, bias.value().data, activation, y, from, to);
    }

    @Override
    public void sums(FMatrixRMaj x, FMatrixRMaj a, int from, int to) {
        kernel.forward(x, packed, bias.value().data, Activation.IDENTITY, a, from, to);
    }

    @Override
    public void activate(FMatrixRMaj a, FMatrixRMaj y, int from, int to) {
        kernel.activate(activation, a.data, y.data, from * out(), (to - from) * out());
    }

    /** From y = f(x·W + b) with x = g(u): du = (da·Wᵀ) ⊙ g′. */
    @Override
    public void backward(FMatrixRMaj da, FMatrixRMaj x, Activation g, FMatrixRMaj du, int from, int to) {
        kernel.backwardInput(da, packed, x, g, du, from, to);
    }

    @Override
    public Kernel.PackedMatrix wrap(FMatrixRMaj da) {
        return kernel.packGradients(da);
    }

    @Override
    public void collect(FMatrixRMaj x, Kernel.PackedMatrix da, int from, int to) {
        da.changed(from, to);
    }

    @Override
    public void begin(Kernel.AdamStep step, int members) {
        this.step = step;
        rows.start(0, in(), members);
    }

    /**
     * From a = x·W + b: dW = xᵀ·da and db = Σ da over {@code batch} rows, for the rows of W that this member can take
     * and its share of the elements of b.
     */
    @Override
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
    @Override
    public void gradientsAndUpdate(FMatrixRMaj x, Kernel.PackedMatrix da, int batch, int member, int members) {
        biasGradient(da.matrix, batch, member, members);
        bias.update(kernel, step, Workers.share(out(), member, members), Workers.share(out(), member + 1, members));
        kernel.weightGradient(x, da, batch, rows, member, updateRows);
    }

    private void keepRows(float[] block, int at, int from, int to) {
        if (mask != null) cut(mask, block, at, from, to);
        System.arraycopy(block, at, weight.gradient().data, from * out(), (to - from) * out());
    }

    private void updateRows(float[] block, int at, int from, int to) {
        if (mask != null) cut(mask, block, at, from, to);
        packed.adam(step, block, at, weight.m().data, weight.v().data, from, to);
    }

    private void cut(float[] mask, float[] block, int at, int from, int to) {
        int first = from * out();
        int count = (to - from) * out();
        for (int i = 0; i < count; i++) block[at + i] *= mask[first + i];
    }

    @Override
    public Layer linear() {
        return new Dense(weight, Parameter.frozen("no bias", 1, out()), Activation.IDENTITY, kernel);
    }

    @Override
    public void changed() {
        packed.changed(0, in());
    }

    @Override
    public void forwardOnly() {
        packed.forwardOnly();
    }
}
