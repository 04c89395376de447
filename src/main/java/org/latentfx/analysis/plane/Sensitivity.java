package org.latentfx.analysis.plane;

import org.latentfx.analysis.Progress;
import org.latentfx.model.DecoderJacobian;
import org.latentfx.model.FrozenModel;

/**
 * How strongly the decoded picture changes around each point of a plane: √det(JᵀJ) with J the derivative of the mean
 * pixels by the plane's coordinates, i.e. by how much the decoder stretches area (Arvanitidis, Hansen & Hauberg 2018,
 * the magnification factor). In squared pixel distance per unit of latent area; with one latent, distance per unit
 * length. Immutable by convention; computed on the calling thread.
 */
public record Sensitivity(Grid grid, float[] values) {
    /** At each cell of {@code grid}, the rest of z as {@code held} has it. */
    public static Sensitivity of(FrozenModel model, Plane plane, float[] held, Grid grid, Progress progress) {
        int d = plane.latents();
        int pixels = model.configuration().values();
        int columns = grid.columns();
        var jacobian = new DecoderJacobian(model, 2 * columns);
        float[] z = new float[columns * d];
        float[] tangents = new float[columns * 2 * d];
        for (int t = 0; t < 2 * columns; t++)
            for (int j = 0; j < d; j++) tangents[t * d + j] = (float) (t % 2 == 0 ? plane.u()[j] : plane.v()[j]);
        float[] changes = new float[columns * 2 * pixels];
        float[] values = new float[grid.cells()];
        for (int row = 0; row < grid.rows(); row++) {
            progress.at(row, grid.rows());
            for (int c = 0; c < columns; c++) plane.lift(grid.a(c), grid.b(row), held, z, c * d);
            jacobian.at(z, columns);
            jacobian.push(tangents, 2, changes);
            for (int c = 0; c < columns; c++)
                values[row * columns + c] = (float) stretch(changes, 2 * c * pixels, pixels, d == 1);
        }
        return new Sensitivity(grid, values);
    }

    /** √det of the 2 × 2 products of the two changes that stand one after the other from {@code offset}. */
    private static double stretch(float[] changes, int offset, int n, boolean line) {
        double uu = 0;
        double uv = 0;
        double vv = 0;
        for (int i = offset; i < offset + n; i++) {
            double u = changes[i];
            double v = changes[i + n];
            uu += u * u;
            uv += u * v;
            vv += v * v;
        }
        return Math.sqrt(line ? uu : Math.max(0, uu * vv - uv * uv));
    }
}
