package org.latentfx.nn;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;
import org.latentfx.math.Workers;

/**
 * What convolution and its transpose have in common: weights that every window shares, and gradients that are summed in
 * two steps, first of {@link #UNIT} images at a time by whoever takes these images backward, then of all in order, so
 * that the sums do not depend on the number of threads.
 */
abstract class SlidingLayer implements Layer {
    /** Patches and a framed image, each thread's own. */
    static final class Scratch {
        private static final ThreadLocal<Scratch> MINE = ThreadLocal.withInitial(Scratch::new);

        float[] patches = new float[0];
        float[] frame = new float[0];

        /** This thread's, with room for {@code images} images. */
        static Scratch of(Windows windows, int images) {
            Scratch mine = MINE.get();
            int patches = images * windows.count() * windows.patch();
            if (mine.patches.length < patches) mine.patches = new float[patches];
            if (mine.frame.length < windows.framed()) mine.frame = new float[windows.framed()];
            return mine;
        }
    }

    /** Derivatives with the sums of gradients so far: of each unit of images weights, then biases. */
    private static final class UnitSums extends Kernel.PackedMatrix {
        private final float[] sums;

        UnitSums(FMatrixRMaj da, int parameters) {
            super(da);
            sums = new float[(da.numRows + UNIT - 1) / UNIT * parameters];
        }

        @Override
        public void changed(int from, int to) {
            throw new IllegalStateException("rows " + from + ".." + to + " have to be collected");
        }
    }

    final Windows windows;
    final Kernel kernel;
    final Kernel.PackedWeights packed;
    private final Parameter weight;
    private final Parameter bias;
    private final Activation activation;
    private Kernel.AdamStep step = Kernel.AdamStep.at(1, 0);

    SlidingLayer(Windows windows, Parameter weight, Parameter bias, Activation activation, Kernel kernel) {
        this.windows = windows;
        this.weight = weight;
        this.bias = bias;
        this.activation = activation;
        this.kernel = kernel;
        packed = kernel.packWeights(weight.value());
    }

    /** Checks that parameters of such sizes are there. */
    static void check(Parameter weight, int rows, int columns, Parameter bias, int out) {
        FMatrixRMaj w = weight.value();
        FMatrixRMaj b = bias.value();
        if (w.numRows != rows || w.numCols != columns || b.numRows != 1 || b.numCols != out)
            throw new IllegalArgumentException("weight " + w.numRows + "×" + w.numCols + " and bias " + b.numRows + "×"
                    + b.numCols + ", expected " + rows + "×" + columns + " and 1×" + out);
    }

    @Override
    public final Parameter weight() {
        return weight;
    }

    @Override
    public final Parameter bias() {
        return bias;
    }

    @Override
    public final Activation activation() {
        return activation;
    }

    @Override
    public final void forward(FMatrixRMaj x, FMatrixRMaj y, int from, int to) {
        forward(x, activation, y, from, to);
    }

    @Override
    public final void sums(FMatrixRMaj x, FMatrixRMaj a, int from, int to) {
        forward(x, Activation.IDENTITY, a, from, to);
    }

    @Override
    public final void activate(FMatrixRMaj a, FMatrixRMaj y, int from, int to) {
        kernel.activate(activation, a.data, y.data, from * out(), (to - from) * out());
    }

    /** The patches of {@code images} images, one behind the other. */
    final void gather(FMatrixRMaj from, int first, int images, Scratch scratch) {
        int patches = windows.count() * windows.patch();
        for (int i = 0; i < images; i++)
            windows.gather(from.data, (first + i) * windows.values(), scratch.frame, scratch.patches, i * patches);
    }

    abstract void forward(FMatrixRMaj x, Activation f, FMatrixRMaj y, int from, int to);

    // ---- gradients ----

    @Override
    public final Kernel.PackedMatrix wrap(FMatrixRMaj da) {
        return new UnitSums(da, parameters());
    }

    private int parameters() {
        return weight.value().getNumElements() + bias.value().getNumElements();
    }

    @Override
    public final void collect(FMatrixRMaj x, Kernel.PackedMatrix da, int from, int to) {
        if (from % UNIT != 0)
            throw new IllegalArgumentException("from: found " + from + ", expected multiples of " + UNIT);
        float[] sums = ((UnitSums) da).sums;
        for (int first = from; first < to; first += UNIT) {
            int last = Math.min(first + UNIT, to);
            int at = first / UNIT * parameters();
            Arrays.fill(sums, at, at + parameters(), 0);
            for (int some = first; some < last; some += windows.atOnce())
                addWeightGradient(x, da.matrix, some, Math.min(some + windows.atOnce(), last), sums, at);
            int biasAt = at + weight.value().getNumElements();
            int channels = bias.value().numCols;
            int end = last * out();
            for (int i = first * out(); i < end; i += channels)
                for (int c = 0; c < channels; c++) sums[biasAt + c] += da.matrix.data[i + c];
        }
    }

    /** Adds the weight's gradient over rows {@code from..to}, no more than are worked on at a time, to {@code sums}. */
    abstract void addWeightGradient(FMatrixRMaj x, FMatrixRMaj da, int from, int to, float[] sums, int at);

    @Override
    public final void begin(Kernel.AdamStep step, int members) {
        this.step = step;
    }

    @Override
    public final void gradients(FMatrixRMaj x, Kernel.PackedMatrix da, int batch, int member, int members) {
        float[] sums = ((UnitSums) da).sums;
        int rows = weight.value().numRows;
        int columns = weight.value().numCols;
        int from = Workers.share(rows, member, members) * columns;
        int to = Workers.share(rows, member + 1, members) * columns;
        total(sums, 0, batch, weight.gradient().data, from, to);
        int channels = bias.value().numCols;
        int first = Workers.share(channels, member, members);
        int last = Workers.share(channels, member + 1, members);
        total(sums, rows * columns, batch, bias.gradient().data, first, last);
    }

    /** Elements {@code from..to} of a gradient, which stands at {@code at} in the sums of a unit. */
    private void total(float[] sums, int at, int batch, float[] gradient, int from, int to) {
        Arrays.fill(gradient, from, to, 0);
        for (int first = 0; first < batch; first += UNIT) {
            int ahead = first / UNIT * parameters() + at;
            for (int i = from; i < to; i++) gradient[i] += sums[ahead + i];
        }
    }

    @Override
    public final void gradientsAndUpdate(FMatrixRMaj x, Kernel.PackedMatrix da, int batch, int member, int members) {
        gradients(x, da, batch, member, members);
        int rows = weight.value().numRows;
        int from = Workers.share(rows, member, members);
        int to = Workers.share(rows, member + 1, members);
        int at = from * weight.value().numCols;
        packed.adam(step, weight.gradient().data, at, weight.m().data, weight.v().data, from, to);
        int channels = bias.value().numCols;
        bias.update(
                kernel, step, Workers.share(channels, member, members), Workers.share(channels, member + 1, members));
    }

    @Override
    public final void changed() {
        packed.changed(0, weight.value().numRows);
    }

    @Override
    public final void forwardOnly() {
        packed.forwardOnly();
    }
}
