package org.latentfx.view.map.paint;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.ClassRegions;
import org.latentfx.analysis.plane.Density;
import org.latentfx.analysis.plane.Grid;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Realism;
import org.latentfx.analysis.plane.Sensitivity;
import org.latentfx.view.kit.Palette;

/**
 * What is drawn under the points: each part null where it is not shown. All parts belong to the plane shown. Immutable;
 * any thread.
 */
public record MapBackground(
        @Nullable ClassRegions regions,
        @Nullable Sensitivity sensitivity,
        @Nullable Realism realism,
        @Nullable Density density,
        @Nullable Double holes,
        @Nullable Manifold manifold) {
    public static final MapBackground NONE = of(null);

    /** Nothing but decoded pictures. */
    public static MapBackground of(@Nullable Manifold manifold) {
        return new MapBackground(null, null, null, null, null, manifold);
    }

    /** Draws the fields into {@code painter}'s raster, the quietest first. */
    void paint(FieldPainter painter, Axes2D axes, double pixels, Palette palette) {
        if (regions != null) painter.paint(axes, pixels, regions.grid(), FieldColours.regions(regions, palette), false);
        if (sensitivity != null)
            painter.paint(axes, pixels, sensitivity.grid(), FieldColours.sensitivity(sensitivity, palette), false);
        if (realism != null) painter.paint(axes, pixels, realism.grid(), FieldColours.realism(realism, palette), false);
        if (density != null) {
            Grid grid = density.grid();
            painter.paint(axes, pixels, grid, FieldColours.density(density, palette), false);
            painter.paint(axes, pixels, grid, FieldColours.holes(density, palette), true);
        }
    }
}
