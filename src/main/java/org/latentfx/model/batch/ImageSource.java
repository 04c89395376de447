package org.latentfx.model.batch;

import org.jspecify.annotations.Nullable;
import org.latentfx.data.ImageSet;
import org.latentfx.data.PictureFormat;
import org.latentfx.data.Pixels;
import org.latentfx.math.Kernel;
import org.latentfx.math.RandomStream;

/**
 * Batches out of an image set, straight from its bytes, with noise from counter-based streams: what a row gets depends
 * on its place in the stream alone. Set by the training thread between steps, read by its workers during one.
 */
public final class ImageSource implements BatchSource {
    private final int pixels;
    private final int classes;
    private final int latents;
    private final PictureFormat format;
    private final int largestBatch;
    private final Kernel kernel;
    private Pixels bytes = Pixels.of(new byte[0], 1);
    private byte[] labels = {};
    private int @Nullable [] order;
    private int first;
    private long noiseKey;
    private long binariseKey;
    private long drawn;
    private boolean binarise;

    /**
     * @param classes joined to the pixels of each row
     * @param latents those that get noise
     */
    public ImageSource(PictureFormat format, int classes, int latents, int largestBatch, Kernel kernel) {
        if (largestBatch < 1)
            throw new IllegalArgumentException("largestBatch: found " + largestBatch + ", expected 1 or more");
        this.format = format;
        this.pixels = format.values();
        this.classes = classes;
        this.latents = latents;
        this.largestBatch = largestBatch;
        this.kernel = kernel;
    }

    /**
     * From now on a step's images {@code order[from .. from+batch)}, of which {@code drawn} were drawn before in the
     * whole run. Throws {@link IllegalArgumentException} if they do not fit.
     */
    public void learn(ImageSet images, int[] order, int from, int batch, long seed, long drawn, boolean binarise) {
        check(images, order.length, from, batch);
        noiseKey = RandomStream.EPSILON.key(seed);
        binariseKey = RandomStream.BINARISE.key(seed);
        take(images, order, from, drawn, binarise);
    }

    /** The same to measure images {@code from .. from+batch}: what is drawn depends on an image's index alone. */
    public void evaluate(ImageSet images, int from, int batch, long seed, boolean binarise) {
        check(images, images.size(), from, batch);
        noiseKey = RandomStream.EVALUATION.key(seed);
        binariseKey = RandomStream.bits(noiseKey, 0);
        take(images, null, from, from, binarise);
    }

    private void check(ImageSet images, int there, int from, int batch) {
        if (!images.format().equals(format))
            throw new IllegalArgumentException("images are " + images.format() + ", the model's " + format);
        if (from < 0 || batch < 1 || batch > largestBatch || from + batch > there)
            throw new IllegalArgumentException("batch: found " + batch + " from " + from + " on of " + there
                    + ", expected 1 to " + largestBatch + " that are there");
    }

    private void take(ImageSet images, int @Nullable [] order, int first, long drawn, boolean binarise) {
        bytes = images.store();
        labels = images.labels();
        this.order = order;
        this.first = first;
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
