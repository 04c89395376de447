package org.latentfx.analysis.image;

import java.util.Arrays;
import org.latentfx.data.ImageSet;
import org.latentfx.data.Letters;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.Decoder;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;

/**
 * Pictures and what the model makes of them, decoded from μ: as many values in 0..1 each as {@code format} has,
 * for each index. Immutable by convention.
 *
 * @param indices which images of the set these are
 */
public record Reconstructions(int[] indices, PictureFormat format, float[] originals, float[] outputs) {
    /** Encodes and decodes the images {@code indices} of {@code images} on the calling thread. */
    public static Reconstructions of(FrozenModel model, ImageSet images, int[] indices) {
        int size = images.valuesPerImage();
        float[] originals = new float[indices.length * size];
        byte[] labels = new byte[indices.length];
        for (int i = 0; i < indices.length; i++) {
            images.read(model.kernel(), indices[i], 1, originals, i * size);
            labels[i] = images.labels()[indices[i]];
        }
        float[] mu = new float[indices.length * model.configuration().latents()];
        float[] outputs = new float[originals.length];
        new Encoder(model, indices.length).encode(originals, labels, 0, indices.length, mu, new float[mu.length]);
        new Decoder(model, indices.length).decode(mu, labels, 0, indices.length, outputs);
        return new Reconstructions(indices, images.format(), originals, outputs);
    }

    /**
     * A fixed choice of {@code count} images that goes round the classes: the first of each, then the second of each …
     */
    public static int[] spread(ImageSet images, int count) {
        int n = Math.min(count, images.size());
        int[] chosen = new int[n];
        boolean[] taken = new boolean[images.size()];
        int classes = Math.max(1, images.classNames().size());
        int found = 0;
        for (int turn = 0; found < n; turn++) {
            int wanted = turn % classes;
            for (int i = 0; i < images.size(); i++) {
                if (!taken[i] && (images.labels()[i] & 0xff) % classes == wanted) {
                    taken[i] = true;
                    chosen[found++] = i;
                    break;
                }
            }
        }
        return Arrays.copyOf(chosen, found);
    }

    /** |original − output| of picture {@code i}, one number a pixel: in colour the mean over the channels. */
    public float[] difference(int i) {
        int n = format.values();
        return difference(format, originals, outputs, i * n);
    }

    /**
     * |a − b| of the pictures of {@code format} from {@code offset} on, one number a pixel, the mean over channels; of
     * words the letters of b that are other than those of a.
     */
    public static float[] difference(PictureFormat format, float[] a, float[] b, int offset) {
        if (format.letters()) return Letters.differing(format, a, b, offset);
        int channels = format.channels();
        float[] difference = new float[format.pixels()];
        for (int i = 0; i < format.values(); i++)
            difference[i / channels] += Math.abs(a[offset + i] - b[offset + i]) / channels;
        return difference;
    }

    public int count() {
        return indices.length;
    }
}
