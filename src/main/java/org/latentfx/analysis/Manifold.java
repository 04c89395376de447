package org.latentfx.analysis;

/**
 * A square grid of decoded pictures over a plane of the latent space: {@code side × side} tiles, tile (row, column)
 * decoded at (at[column], at[side − 1 − row]), so that the first row is the top of the map. Pixels in 0..1, tile by tile.
 * Immutable by convention.
 */
public record Manifold(int side, float[] at, int width, int height, float[] pixels) {
    /** Offset of a tile's first pixel in {@link #pixels}. */
    public int offset(int row, int column) {
        return (row * side + column) * width * height;
    }
}
