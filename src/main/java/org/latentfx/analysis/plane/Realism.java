package org.latentfx.analysis.plane;

import org.latentfx.analysis.Progress;
import org.latentfx.model.Decoder;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.look.Opinion;

/**
 * How real the pictures of a plane look to a GAN's own discriminator: sigmoid(D(G(z))), 0..1, where G is the averaged
 * generator, which made no picture that D was trained on. Immutable by convention; computed on the calling thread.
 */
public record Realism(Grid grid, float[] values) {
    /** At each cell of {@code grid}, the rest of z as {@code held} has it. */
    public static Realism of(FrozenModel model, Plane plane, float[] held, Grid grid, Progress progress) {
        int d = plane.latents();
        int columns = grid.columns();
        var decoder = new Decoder(model, columns);
        var opinion = new Opinion(model, columns);
        float[] z = new float[columns * d];
        float[] pictures = new float[columns * model.values()];
        float[] row = new float[columns];
        float[] values = new float[grid.cells()];
        for (int r = 0; r < grid.rows(); r++) {
            progress.at(r, grid.rows());
            for (int c = 0; c < columns; c++) plane.lift(grid.a(c), grid.b(r), held, z, c * d);
            decoder.decode(z, columns, pictures);
            opinion.of(pictures, columns, row);
            System.arraycopy(row, 0, values, r * columns, columns);
        }
        return new Realism(grid, values);
    }

    /** The lowest in view. */
    public float least() {
        float least = 1;
        for (float value : values) least = Math.min(least, value);
        return least;
    }

    /** The highest in view. */
    public float most() {
        float most = 0;
        for (float value : values) most = Math.max(most, value);
        return most;
    }
}
