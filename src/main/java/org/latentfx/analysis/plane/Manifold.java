package org.latentfx.analysis.plane;

import org.latentfx.analysis.Progress;
import org.latentfx.analysis.statistics.Normal;
import org.latentfx.data.PictureFormat;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;

/**
 * A grid of decoded pictures over a plane of the latent space: tile (row, column) is decoded at (across[column],
 * up[rows − 1 − row]), so that the first row is the top of the map. Pixels in 0..1, tile by tile. Immutable by
 * convention.
 *
 * @param across places of the columns, rising
 * @param up places of the rows, rising
 */
public record Manifold(float[] across, float[] up, PictureFormat format, float[] pixels) {
    /**
     * Decodes a grid at equal shares of the prior's mass along latents {@code x} and {@code y}, the others held at
     * {@code z}. Runs on the calling thread.
     */
    public static Manifold of(FrozenModel model, int side, float[] z, int x, int y) {
        return of(
                model, Plane.latents(x, y, z.length), z, Normal.quantiles(side), Normal.quantiles(side), Progress.NONE);
    }

    /**
     * Decodes a grid at the coordinates {@code across} and {@code up} of {@code plane}, the rest of z as {@code held}
     * has it. {@link Normal#quantiles} gives equal shares of the prior's mass, {@link #uniform} equal steps. Runs on
     * the calling thread.
     */
    public static Manifold of(
            FrozenModel model, Plane plane, float[] held, float[] across, float[] up, Progress progress) {
        var configuration = model.configuration();
        int columns = across.length;
        int rows = up.length;
        float[] pixels = new float[columns * rows * configuration.values()];
        float[] points = new float[columns * held.length];
        float[] decoded = new float[columns * configuration.values()];
        var decoder = new Decoder(model, columns);
        for (int row = 0; row < rows; row++) {
            progress.at(row, rows);
            for (int column = 0; column < columns; column++)
                plane.lift(across[column], up[rows - 1 - row], held, points, column * held.length);
            decoder.decode(points, columns, decoded);
            System.arraycopy(decoded, 0, pixels, row * decoded.length, decoded.length);
        }
        return new Manifold(across, up, configuration.format(), pixels);
    }

    /** {@code n} equal steps whose tiles fill −range..range. */
    public static float[] uniform(int n, double range) {
        float[] at = new float[n];
        for (int i = 0; i < n; i++) at[i] = (float) (range * ((2 * i + 1.0) / n - 1));
        return at;
    }

    /** Offset of a tile's first value in {@link #pixels}. */
    public int offset(int row, int column) {
        return (row * columns() + column) * format.values();
    }

    public int columns() {
        return across.length;
    }

    public int rows() {
        return up.length;
    }
}
