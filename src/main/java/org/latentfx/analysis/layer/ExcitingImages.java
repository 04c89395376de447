package org.latentfx.analysis.layer;

import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.Nearest;
import org.latentfx.data.ImageSet;
import org.latentfx.model.Activations;
import org.latentfx.model.Encoder;
import org.latentfx.model.FrozenModel;

/**
 * The images that excite one unit most. Immutable by convention; made on the calling thread, less than a second for
 * 10,000 images.
 *
 * @param unit of the layer
 * @param images which of the set, the most exciting first
 * @param values what the unit puts out for each
 * @param silent share of all images for which it puts out 0 or less
 */
public record ExcitingImages(int unit, int[] images, float[] values, double silent) {
    private static final int ROWS = 128;

    /** What a unit of a layer puts out for some images. */
    private interface Outputs {
        void of(int first, int rows, float[] values);
    }

    /** The {@code count} images of {@code set} that excite {@code unit} of {@code pictures}' layer most. */
    public static ExcitingImages of(
            FrozenModel model, ImageSet set, UnitPictures pictures, int unit, int count, Progress progress) {
        Outputs outputs = outputs(model, set, pictures, unit);
        var most = new Nearest(count);
        float[] all = new float[set.size()];
        float[] some = new float[ROWS];
        int silent = 0;
        for (int first = 0; first < set.size(); first += ROWS) {
            progress.at(first, set.size());
            int rows = Math.min(ROWS, set.size() - first);
            outputs.of(first, rows, some);
            for (int r = 0; r < rows; r++) {
                all[first + r] = some[r];
                most.offer(first + r, -some[r]);
                if (!(some[r] > 0)) silent++;
            }
        }
        int[] images = most.indices();
        float[] values = new float[images.length];
        for (int k = 0; k < images.length; k++) values[k] = all[images[k]];
        return new ExcitingImages(unit, images, values, (double) silent / set.size());
    }

    private static Outputs outputs(FrozenModel model, ImageSet set, UnitPictures pictures, int unit) {
        int depth = model.configuration().hidden().size();
        if (depth == 0) return ofMean(model, set, unit);
        var activations = new Activations(model, ROWS);
        int layer = pictures.side() == UnitPictures.Side.ENCODER ? 0 : 2 * depth - 1;
        return (first, rows, values) -> {
            activations.pass(set, first, rows, layer);
            for (int r = 0; r < rows; r++) values[r] = activations.value(layer, r, unit);
        };
    }

    /** Without hidden layers the units are the latents. */
    private static Outputs ofMean(FrozenModel model, ImageSet set, int unit) {
        int d = model.latents();
        var encoder = new Encoder(model, ROWS);
        float[] mu = new float[ROWS * d];
        float[] logVar = new float[ROWS * d];
        return (first, rows, values) -> {
            encoder.encode(set, first, rows, mu, logVar);
            for (int r = 0; r < rows; r++) values[r] = mu[r * d + unit];
        };
    }
}
