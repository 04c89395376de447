package org.latentfx.analysis;

import org.latentfx.math.Kernel;
import org.latentfx.model.Decoder;
import org.latentfx.model.Weights;

/**
 * A square grid of decoded pictures over a plane of the latent space: {@code side × side} tiles, tile (row, column)
 * decoded at (at[column], at[side − 1 − row]), so that the first row is the top of the map. Pixels in 0..1, tile by tile.
 * Immutable by convention.
 */
public record Manifold(int side, float[] at, int width, int height, float[] pixels) {
    /**
     * Decodes a grid at equal shares of the prior's mass along latents {@code x} and {@code y}, the others held at
     * {@code z}. Runs on the calling thread.
     */
    public static Manifold of(Weights weights, Kernel kernel, int side, float[] z, int x, int y) {
        var configuration = weights.configuration();
        float[] at = Normal.quantiles(side);
        int pixelsPerTile = configuration.pixels();
        float[] pixels = new float[side * side * pixelsPerTile];
        float[] points = new float[side * z.length];
        float[] decoded = new float[side * pixelsPerTile];
        var decoder = new Decoder(weights, kernel, side);
        for (int row = 0; row < side; row++) {
            for (int column = 0; column < side; column++) {
                System.arraycopy(z, 0, points, column * z.length, z.length);
                points[column * z.length + x] = at[column];
                if (z.length > 1) points[column * z.length + y] = at[side - 1 - row];
            }
            decoder.decode(points, side, decoded);
            System.arraycopy(decoded, 0, pixels, row * decoded.length, decoded.length);
        }
        return new Manifold(side, at, configuration.width(), configuration.height(), pixels);
    }

    /** Offset of a tile's first pixel in {@link #pixels}. */
    public int offset(int row, int column) {
        return (row * side + column) * width * height;
    }
}
