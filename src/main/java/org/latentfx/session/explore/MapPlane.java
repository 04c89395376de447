package org.latentfx.session.explore;

import java.util.List;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.PrincipalAxes;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.text.Refusal;

/**
 * Which plane of the latent space the map shows, and where it comes from, so that people can be told. It stays the same
 * plane while the model learns. Immutable by convention; any thread.
 *
 * @param of the two latents, or the three images
 * @param share how much of the points' variance lies along the plane, 0..1, where it was chosen for that; else 0
 */
public record MapPlane(Kind kind, Plane plane, List<Integer> of, double share) {
    /** Where a plane comes from. */
    public enum Kind {
        LATENTS,
        PRINCIPAL,
        IMAGES
    }

    /** Latent {@code x} to the right and {@code y} upwards, of {@code latents}; a single latent has no second. */
    public static MapPlane latents(int x, int y, int latents) {
        return new MapPlane(Kind.LATENTS, Plane.latents(x, y, latents), List.of(x, y), 0);
    }

    /** What a model is first seen on. */
    static MapPlane first(int latents) {
        return latents(0, latents == 1 ? 0 : 1, latents);
    }

    /** The first two principal axes. */
    public static MapPlane principal(PrincipalAxes axes) {
        return new MapPlane(Kind.PRINCIPAL, Plane.principal(axes), List.of(), axes.share(2));
    }

    /** Through the means of three images; {@link Refusal} if they lie on a line. */
    public static MapPlane through(LatentPoints points, int p, int q, int r) {
        var plane = Plane.through(points.mean(p), points.mean(q), points.mean(r));
        return new MapPlane(Kind.IMAGES, plane, List.of(p, q, r), 0);
    }

    public int latents() {
        return plane.latents();
    }

    /** How many directions are across the plane, along which z is held. */
    public int held() {
        return Math.max(0, latents() - 2);
    }
}
