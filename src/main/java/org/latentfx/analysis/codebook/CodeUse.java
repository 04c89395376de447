package org.latentfx.analysis.codebook;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.codebook.Codebook;

/**
 * Which codes of a codebook the slots of some images are rounded to. Immutable by convention.
 *
 * @param points where the encoder puts the images, before they are rounded
 * @param taken slots × codes: how many images take a code in a slot
 * @param commitment ‖z − e‖², summed over latents, averaged over images
 */
public record CodeUse(Codebook codebook, LatentPoints points, int[][] taken, double commitment) {
    /** Null of a model without a codebook. Runs on the calling thread and {@code workers}. */
    public static @Nullable CodeUse of(FrozenModel model, ImageSet images, Workers workers, Progress progress) {
        Codebook codebook = model.codebook();
        if (codebook == null) return null;
        var points = LatentPoints.of(model, images, workers, progress);
        int size = codebook.shape().size();
        int[][] taken = new int[codebook.shape().slots(model.latents())]
                [codebook.shape().codes()];
        double off = 0;
        for (int i = 0; i < images.size(); i++)
            for (int slot = 0; slot < taken.length; slot++) {
                int at = i * model.latents() + slot * size;
                int k = codebook.nearest(points.mu(), at);
                taken[slot][k]++;
                for (int d = 0; d < size; d++) {
                    double distance = points.mu()[at + d] - codebook.code(k, d);
                    off += distance * distance;
                }
            }
        return new CodeUse(codebook, points, taken, off / images.size());
    }

    public int images() {
        return points.size();
    }

    public int slots() {
        return taken.length;
    }

    /** The share of all slots that take code {@code k}, 0..1. */
    public double share(int k) {
        long sum = 0;
        for (int[] slot : taken) sum += slot[k];
        return (double) sum / ((long) slots() * images());
    }

    /** The same of one slot. */
    public double share(int slot, int k) {
        return (double) taken[slot][k] / images();
    }

    /** As many codes as would be in use if all were taken alike: e to the entropy of {@link #share}. */
    public double perplexity() {
        double entropy = 0;
        for (int k = 0; k < codebook.shape().codes(); k++) {
            double share = share(k);
            if (share > 0) entropy -= share * Math.log(share);
        }
        return Math.exp(entropy);
    }

    /** How many codes no slot of any image takes. */
    public int unused() {
        int unused = 0;
        for (int k = 0; k < codebook.shape().codes(); k++) if (share(k) == 0) unused++;
        return unused;
    }
}
