package org.latentfx.view.map.paint;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.plane.ClassRegions;
import org.latentfx.analysis.plane.Density;
import org.latentfx.analysis.plane.Grid;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Sensitivity;
import org.latentfx.session.map.PlaneField;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.map.MapLayer;
import org.latentfx.view.map.MapState;

/**
 * What of the terrain is to be drawn under the points: only what is switched on, known, and computed over the plane shown.
 * Immutable; any thread.
 */
public record MapBackground(
        @Nullable ClassRegions regions,
        @Nullable Sensitivity sensitivity,
        @Nullable Density density,
        @Nullable Double holes,
        @Nullable Manifold manifold) {
    static final MapBackground NONE = new MapBackground(null, null, null, null, null);

    public static MapBackground of(PlaneFields fields, MapState state) {
        if (!state.onPlane()) return NONE;
        return new MapBackground(
                shown(state, MapLayer.REGIONS, fields.regions()),
                shown(state, MapLayer.SENSITIVITY, fields.sensitivity()),
                shown(state, MapLayer.DENSITY, fields.density()),
                shown(state, MapLayer.DENSITY, fields.holes()),
                shown(state, MapLayer.MANIFOLD, fields.manifold()));
    }

    private static <T> @Nullable T shown(MapState state, MapLayer layer, PlaneField<T> computed) {
        var over = computed.valueProperty().get();
        return state.shows(layer) && over != null && over.mapPlane() == state.mapPlane.get() ? over.value() : null;
    }

    /** Draws the fields into {@code painter}'s raster, the quietest first. */
    void paint(FieldPainter painter, Axes2D axes, double pixels, Palette palette) {
        if (regions != null) painter.paint(axes, pixels, regions.grid(), FieldColours.regions(regions, palette), false);
        if (sensitivity != null)
            painter.paint(axes, pixels, sensitivity.grid(), FieldColours.sensitivity(sensitivity, palette), false);
        if (density != null) {
            Grid grid = density.grid();
            painter.paint(axes, pixels, grid, FieldColours.density(density, palette), false);
            painter.paint(axes, pixels, grid, FieldColours.holes(density, palette), true);
        }
    }
}
