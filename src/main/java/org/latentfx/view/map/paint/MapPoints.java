package org.latentfx.view.map.paint;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Plane;
import org.latentfx.model.prior.PosteriorMixture;

/**
 * What of the points is to be drawn, and how.
 *
 * @param placed null: none
 * @param hidden which classes are left out
 * @param selected which images stand out; empty: all are alike
 * @param outlined which images' posteriors are drawn
 * @param plane that they are drawn on
 * @param scale what their colours tell; null: the class
 * @param rings whether the prior is drawn: its rings, or
 * @param components the ellipses of these where it is learnt; null for rings
 */
public record MapPoints(
        @Nullable PlacedPoints placed,
        boolean[] hidden,
        BitSet selected,
        BitSet outlined,
        Plane plane,
        @Nullable PointScale scale,
        boolean rings,
        @Nullable PosteriorMixture components) {
    /** Under the prior N(0, I). */
    public MapPoints(
            @Nullable PlacedPoints placed,
            boolean[] hidden,
            BitSet selected,
            BitSet outlined,
            Plane plane,
            @Nullable PointScale scale,
            boolean rings) {
        this(placed, hidden, selected, outlined, plane, scale, rings, null);
    }

    /** So many posteriors are drawn at most. */
    public static final int MOST_OUTLINED = 200;

    /** Evenly spaced ones of {@code images}, {@value #MOST_OUTLINED} at most: more lines would be one dark blot. */
    public static BitSet thinned(BitSet images) {
        int all = images.cardinality();
        if (all <= MOST_OUTLINED) return images;
        var some = new BitSet();
        long met = 0;
        for (int i = images.nextSetBit(0); i >= 0; i = images.nextSetBit(i + 1), met++)
            if (met * MOST_OUTLINED / all != (met - 1) * MOST_OUTLINED / all || met == 0) some.set(i);
        return some;
    }
}
