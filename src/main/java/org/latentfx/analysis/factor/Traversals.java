package org.latentfx.analysis.factor;

import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;

/**
 * What each latent changes in a picture: one code, decoded with one of its latents set to {@link #FRAMES} values from
 * {@code −reach} to {@code reach} around the mean of all codes. Immutable by convention.
 *
 * @param middle the mean of each latent's μ over the images
 * @param reach of each latent: two standard deviations of all codes q(z_j)
 * @param pixels latents × frames × values, 0..1
 */
public record Traversals(PictureFormat format, double[] middle, double[] reach, float[] pixels) {
    /** Pictures a latent. */
    public static final int FRAMES = 9;

    private static final double DEVIATIONS = 2;

    /** Through the code that is nearest to the mean of them all. */
    public static Traversals of(FrozenModel model, LatentPoints points) {
        int latents = points.latents();
        double[] middle = new double[latents];
        double[] reach = new double[latents];
        for (int j = 0; j < latents; j++) {
            double squares = 0;
            double spread = 0;
            for (int i = 0; i < points.size(); i++) {
                double mu = points.mu(i, j);
                middle[j] += mu / points.size();
                squares += mu * mu / points.size();
                spread += Math.exp(points.logVar()[i * latents + j]) / points.size();
            }
            double variance = Math.max(0, squares - middle[j] * middle[j]);
            reach[j] = DEVIATIONS * Math.sqrt(variance + (points.exact() ? 0 : spread));
        }
        float[] base = points.mean(nearest(points, middle));
        float[] z = new float[latents * FRAMES * latents];
        for (int j = 0; j < latents; j++)
            for (int k = 0; k < FRAMES; k++) {
                int row = (j * FRAMES + k) * latents;
                System.arraycopy(base, 0, z, row, latents);
                z[row + j] = (float) (middle[j] + reach[j] * (2.0 * k / (FRAMES - 1) - 1));
            }
        float[] pixels = new float[latents * FRAMES * model.values()];
        new Decoder(model, FRAMES).decode(z, latents * FRAMES, pixels);
        return new Traversals(model.configuration().format(), middle, reach, pixels);
    }

    private static int nearest(LatentPoints points, double[] middle) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points.size(); i++) {
            double sum = 0;
            for (int j = 0; j < middle.length; j++) sum += Math.pow(points.mu(i, j) - middle[j], 2);
            if (sum < least) {
                least = sum;
                nearest = i;
            }
        }
        return nearest;
    }

    /** Where the first value of a frame's picture stands in {@link #pixels}. */
    public int at(int latent, int frame) {
        return (latent * FRAMES + frame) * format.values();
    }
}
