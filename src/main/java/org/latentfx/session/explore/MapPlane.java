package org.latentfx.session.explore;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.PrincipalAxes;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.text.Refusal;

/**
 * Which plane of the latent space the map shows, and where it comes from, so that people can be told. It stays the same
 * plane while the model learns, but for one that nobody chose: it goes to the latents that are used most. Immutable by
 * convention; any thread.
 *
 * @param of the two latents, or the three images
 * @param share how much of the points' variance lies along the plane, 0..1, where it was chosen for that; else 0
 * @param byUse whether it goes where the use goes
 */
public record MapPlane(Kind kind, Plane plane, List<Integer> of, double share, boolean byUse) {
    /** So many times, and by so many nats, must a latent be used more than one shown to take its place. */
    private static final double MORE = 1.5;

    private static final double LEAST_MORE = 0.1;

    /** As above, of the plane on which a model is seen before anybody knows its use: that is left sooner. */
    private static final double MORE_THAN_FIRST = 1.05;

    /** Where a plane comes from. */
    public enum Kind {
        LATENTS,
        PRINCIPAL,
        IMAGES
    }

    /** Latent {@code x} to the right and {@code y} upwards, of {@code latents}; a single latent has no second. */
    public static MapPlane latents(int x, int y, int latents) {
        return latents(x, y, latents, false);
    }

    private static MapPlane latents(int x, int y, int latents, boolean byUse) {
        return new MapPlane(Kind.LATENTS, Plane.latents(x, y, latents), List.of(x, y), 0, byUse);
    }

    /** What a model is first seen on, as long as nobody knows which latents it uses. */
    static MapPlane first(int latents) {
        return latents(0, latents == 1 ? 0 : 1, latents, true);
    }

    /** The two latents of the largest KL, the largest to the right; it follows them from then on. */
    public static MapPlane mostUsed(double[] klPerLatent) {
        int[] order = order(klPerLatent);
        return latents(order[0], order[order.length == 1 ? 0 : 1], order.length, true);
    }

    private static int[] order(double[] kl) {
        return IntStream.range(0, kl.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -kl[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /**
     * Where this plane goes once each latent's KL is known, nats: elsewhere only if nobody chose it and a latent that
     * it does not show is used clearly more than one that it shows, so that it does not flit about.
     */
    MapPlane following(double[] klPerLatent) {
        if (!byUse || klPerLatent.length != latents() || latents() <= 2) return this;
        double weaker = Math.min(klPerLatent[of.get(0)], klPerLatent[of.get(1)]);
        double hidden = IntStream.range(0, klPerLatent.length)
                .filter(j -> !of.contains(j))
                .mapToDouble(j -> klPerLatent[j])
                .max()
                .orElse(0);
        double more = of.equals(List.of(0, 1)) ? MORE_THAN_FIRST : MORE;
        return hidden > more * weaker + LEAST_MORE ? mostUsed(klPerLatent) : this;
    }

    /** The first two principal axes. */
    public static MapPlane principal(PrincipalAxes axes) {
        return new MapPlane(Kind.PRINCIPAL, Plane.principal(axes), List.of(), axes.share(2), false);
    }

    /** Through the means of three images; {@link Refusal} if they lie on a line. */
    public static MapPlane through(LatentPoints points, int p, int q, int r) {
        var plane = Plane.through(points.mean(p), points.mean(q), points.mean(r));
        return new MapPlane(Kind.IMAGES, plane, List.of(p, q, r), 0, false);
    }

    public int latents() {
        return plane.latents();
    }

    /** How many directions are across the plane, along which z is held. */
    public int held() {
        return Math.max(0, latents() - 2);
    }
}
