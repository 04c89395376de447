package org.latentfx.nn;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;

/**
 * The transpose of a {@link Convolution} as a layer: each pixel of an image of rows × columns × in channels paints a
 * window of the larger output, whose pixels are the sums of what is painted there, plus b. W is in × (kernel · kernel ·
 * out), columns in the order of a patch; PyTorch's weight of [in, out, kernel, kernel] has the same numbers as element
 * (c, o, i, j).
 */
public final class TransposedConvolution extends SlidingLayer {
    private final int inChannels;
    private final float[] noBias;

    /**
     * A layer over {@code weight} (in × (kernel · kernel · out)) and {@code bias} (1 × out), kept by reference.
     *
     * @param windows {@link Windows#under} which the images that go out lie: one for each pixel that comes in
     */
    public TransposedConvolution(
            Windows windows, Parameter weight, Parameter bias, Activation activation, Kernel kernel) {
        super(windows, weight, bias, activation, kernel);
        inChannels = weight.value().numRows;
        check(weight, inChannels, windows.patch(), bias, windows.channels());
        noBias = new float[windows.patch()];
    }

    @Override
    public int in() {
        return windows.count() * inChannels;
    }

    @Override
    public int out() {
        return windows.values();
    }

    /** a = patchesᵀ(x·W) + b. */
    @Override
    void forward(FMatrixRMaj x, Activation f, FMatrixRMaj y, int from, int to) {
        Scratch scratch = Scratch.of(windows, windows.atOnce());
        int patches = windows.count() * windows.patch();
        float[] start = bias().value().data;
        for (int some = from; some < to; some += windows.atOnce()) {
            int images = Math.min(windows.atOnce(), to - some);
            kernel.forward(
                    x.data,
                    some * in(),
                    packed,
                    noBias,
                    Activation.IDENTITY,
                    scratch.patches,
                    0,
                    images * windows.count());
            for (int i = 0; i < images; i++)
                windows.scatter(scratch.patches, i * patches, start, scratch.frame, y.data, (some + i) * out());
            if (f != Activation.IDENTITY) kernel.activate(f, y.data, y.data, some * out(), images * out());
        }
    }

    /** From a = patchesᵀ(x·W) + b with x = g(u): du = (patches(da)·Wᵀ) ⊙ g′. */
    @Override
    public void backward(FMatrixRMaj da, FMatrixRMaj x, Activation g, FMatrixRMaj du, int from, int to) {
        Scratch scratch = Scratch.of(windows, windows.atOnce());
        for (int some = from; some < to; some += windows.atOnce()) {
            int images = Math.min(windows.atOnce(), to - some);
            gather(da, some, images, scratch);
            kernel.backwardInput(
                    scratch.patches, 0, packed, x.data, some * in(), g, du.data, some * in(), images * windows.count());
        }
    }

    /** From a = patchesᵀ(x·W) + b: dW = xᵀ·patches(da). */
    @Override
    void addWeightGradient(FMatrixRMaj x, FMatrixRMaj da, int from, int to, float[] sums, int at) {
        Scratch scratch = Scratch.of(windows, windows.atOnce());
        gather(da, from, to - from, scratch);
        kernel.addWeightGradient(
                x.data,
                from * in(),
                inChannels,
                scratch.patches,
                0,
                windows.patch(),
                (to - from) * windows.count(),
                sums,
                at);
    }

    @Override
    public Layer linear() {
        var none = Parameter.frozen("no bias", 1, bias().value().numCols);
        return new TransposedConvolution(windows, weight(), none, Activation.IDENTITY, kernel);
    }
}
