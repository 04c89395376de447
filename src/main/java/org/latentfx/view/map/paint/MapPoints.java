package org.latentfx.view.map.paint;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.Plane;

/**
 * What of the points is to be drawn, and how.
 *
 * @param placed null: none
 * @param hidden which classes are left out
 * @param selected which images stand out; empty: all are alike
 * @param outlined which images' posteriors are drawn
 * @param plane that they are drawn on
 * @param scale what their colours tell; null: the class
 * @param rings whether the prior's rings are drawn
 */
public record MapPoints(
        @Nullable PlacedPoints placed,
        boolean[] hidden,
        BitSet selected,
        BitSet outlined,
        Plane plane,
        @Nullable PointScale scale,
        boolean rings) {}
