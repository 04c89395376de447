package org.latentfx.model.batch;

import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Pixels;
import org.latentfx.math.Kernel;

/**
 * Batches out of an image set, straight from its bytes, with noise from counter-based streams: what a row gets depends
 * on its place in the stream alone. Set by the training thread between steps, read by its workers during one.
 */
public final class ImageSource implements BatchSource {
    private final int pixels;
    private final int classes;
    private final int latents;
    private final Kernel kernel;
    private Pixels bytes = Pixels.of(new byte[0], 1);
    private byte[] labels = {};
    private int @Nullable [] order;
    private int first;
    private long noiseKey;
    private long binariseKey;
    private long drawn;
    private boolean binarise;

    /** @param classes joined to the pixels of each row @param latents those that get noise */
    public ImageSource(int pixels, int classes, int latents, Kernel kernel) {
        this.pixels = pixels;
        this.classes = classes;
        this.latents = latents;
        this.kernel = kernel;
    }

    /** From now on images {@code order[first…]}, or {@code first…} themselves without an order. */
    public void take(
            ImageSet images,
            int @Nullable [] order,
            int first,
            long noiseKey,
            long binariseKey,
            long drawn,
            boolean binarise) {
        bytes = images.store();
        labels = images.labels();
        this.order = order;
        this.first = first;
        this.noiseKey = noiseKey;
        this.binariseKey = binariseKey;
        this.drawn = drawn;
        this.binarise = binarise;
    }

    @Override
    public void fill(int from, int to, float[] x, float[] epsilon) {
        for (int r = from; r < to; r++) {
            int image = order == null ? first + r : order[first + r];
            byte[] piece = bytes.piece(image);
            int at = bytes.at(image);
            int row = r * (pixels + classes);
            if (binarise) kernel.binarise(piece, at, binariseKey, (drawn + r) * pixels, x, row, pixels);
            else kernel.dequantise(piece, at, x, row, pixels);
            if (classes > 0) OneHot.write(labels[image], x, row + pixels, classes);
        }
        kernel.gaussian(noiseKey, (drawn + from) * latents, epsilon, from * latents, (to - from) * latents);
    }
}
