package org.latentfx.view.map.paint;

import javafx.scene.shape.Ellipse;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.Plane;

/**
 * The 1 σ ellipse of an image's posterior N(μ, diag σ²) as it projects on a plane: half its width along its own first
 * axis, half its height along the other, in latent units, and by how much the first is turned from a towards b, in
 * radians. Immutable; any thread.
 */
public record PosteriorEllipse(double width, double height, double turn) {
    /** With one latent there is no ellipse but a bar of ± 1 σ, so many pixels high each way. */
    private static final double BAR = 2;

    public static PosteriorEllipse of(LatentPoints points, int i, Plane plane) {
        return of(points.logVar(), i * points.latents(), plane);
    }

    /** {@code logVar}: log σ² of each latent, from {@code offset}. */
    public static PosteriorEllipse of(float[] logVar, int offset, Plane plane) {
        double aa = 0;
        double ab = 0;
        double bb = 0;
        for (int j = 0; j < plane.latents(); j++) {
            double variance = Math.exp(logVar[offset + j]);
            aa += plane.u()[j] * plane.u()[j] * variance;
            ab += plane.u()[j] * plane.v()[j] * variance;
            bb += plane.v()[j] * plane.v()[j] * variance;
        }
        if (ab == 0) return new PosteriorEllipse(Math.sqrt(aa), Math.sqrt(bb), 0);
        double middle = (aa + bb) / 2;
        double apart = Math.hypot((aa - bb) / 2, ab);
        return new PosteriorEllipse(
                Math.sqrt(middle + apart), Math.sqrt(Math.max(0, middle - apart)), 0.5 * Math.atan2(2 * ab, aa - bb));
    }

    /** Lays {@code shape} around (px, py), to scale. */
    public void place(Ellipse shape, Axes2D axes, double px, double py) {
        shape.setCenterX(px);
        shape.setCenterY(py);
        shape.setRadiusX(width * axes.scale());
        shape.setRadiusY(height == 0 ? BAR : height * axes.scale());
        shape.setRotate(-Math.toDegrees(turn));
    }
}
