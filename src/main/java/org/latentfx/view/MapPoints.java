package org.latentfx.view;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Plane;

/**
 * What of the points is to be drawn, and how.
 *
 * @param placed null: none
 * @param hidden which classes are left out
 * @param selected which images stand out; empty: all are alike
 * @param ellipses the plane, if the selected images' posteriors are to be drawn on it
 * @param rings whether the prior's rings are drawn
 */
record MapPoints(
        @Nullable PlacedPoints placed,
        boolean[] hidden,
        BitSet selected,
        @Nullable Plane ellipses,
        boolean rings) {
    static MapPoints of(MapState state) {
        return new MapPoints(
                state.shows(MapLayer.POINTS) ? state.placed() : null,
                state.hidden(),
                state.selected.get(),
                state.shows(MapLayer.ELLIPSES) ? state.chart.get().plane() : null,
                state.shows(MapLayer.RINGS));
    }
}
