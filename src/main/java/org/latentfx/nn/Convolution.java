package org.latentfx.nn;

import org.ejml.data.FMatrixRMaj;
import org.latentfx.math.Activation;
import org.latentfx.math.Kernel;

/**
 * A convolution (cross-correlation, as in every library) over images of height × width × channels, the channels of a
 * pixel together: each output pixel is a window's patch times W plus b. W is (kernel · kernel · channels) × out, rows
 * in the order of a patch; PyTorch's weight of [out, channels, kernel, kernel] has the same numbers as element (o, c,
 * i, j). The product runs over the patches of a few images at a time.
 */
public final class Convolution extends SlidingLayer {
    private final int outChannels;
    private final float[] none;

    /**
     * A layer over {@code weight} ((kernel · kernel · channels) × out) and {@code bias} (1 × out), kept by reference.
     *
     * @param windows {@link Windows#over} the images that come in
     */
    public Convolution(Windows windows, Parameter weight, Parameter bias, Activation activation, Kernel kernel) {
        super(windows, weight, bias, activation, kernel);
        outChannels = weight.value().numCols;
        check(weight, windows.patch(), outChannels, bias, outChannels);
        none = new float[windows.channels()];
    }

    @Override
    public int in() {
        return windows.values();
    }

    @Override
    public int out() {
        return windows.count() * outChannels;
    }

    /** a = patches(x)·W + b. */
    @Override
    void forward(FMatrixRMaj x, Activation f, FMatrixRMaj y, int from, int to) {
        Scratch scratch = Scratch.of(windows, windows.atOnce());
        for (int some = from; some < to; some += windows.atOnce()) {
            int images = Math.min(windows.atOnce(), to - some);
            gather(x, some, images, scratch);
            kernel.forward(
                    scratch.patches, 0, packed, bias().value().data, f, y.data, some * out(), images * windows.count());
        }
    }

    /** From a = patches(x)·W + b: du = patchesᵀ(da·Wᵀ) ⊙ g′. */
    @Override
    public void backward(FMatrixRMaj da, FMatrixRMaj x, Activation g, FMatrixRMaj du, int from, int to) {
        Scratch scratch = Scratch.of(windows, windows.atOnce());
        int patches = windows.count() * windows.patch();
        for (int some = from; some < to; some += windows.atOnce()) {
            int images = Math.min(windows.atOnce(), to - some);
            kernel.backwardInput(
                    da.data,
                    some * out(),
                    packed,
                    scratch.patches,
                    0,
                    Activation.IDENTITY,
                    scratch.patches,
                    0,
                    images * windows.count());
            for (int i = 0; i < images; i++)
                windows.scatter(scratch.patches, i * patches, none, scratch.frame, du.data, (some + i) * in());
            kernel.timesDerivative(g, x.data, some * in(), du.data, some * in(), images * in());
        }
    }

    /** From a = patches(x)·W + b: dW = patches(x)ᵀ·da. */
    @Override
    void addWeightGradient(FMatrixRMaj x, FMatrixRMaj da, int from, int to, float[] sums, int at) {
        Scratch scratch = Scratch.of(windows, windows.atOnce());
        gather(x, from, to - from, scratch);
        kernel.addWeightGradient(
                scratch.patches,
                0,
                windows.patch(),
                da.data,
                from * out(),
                outChannels,
                (to - from) * windows.count(),
                sums,
                at);
    }

    @Override
    public Layer linear() {
        var none = Parameter.frozen("no bias", 1, bias().value().numCols);
        return new Convolution(windows, weight(), none, Activation.IDENTITY, kernel);
    }
}
