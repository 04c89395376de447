package org.latentfx.session.map;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.plane.ClassRegions;
import org.latentfx.analysis.plane.Density;
import org.latentfx.analysis.plane.Grid;
import org.latentfx.analysis.plane.LineDensity;
import org.latentfx.analysis.plane.Manifold;
import org.latentfx.analysis.plane.Realism;
import org.latentfx.analysis.plane.Sensitivity;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.Capability;
import org.latentfx.session.explore.MapPlane;

/**
 * Everything that lies under a map is computed from these values, and this is how. What a layer depends on comes as a
 * list, the plane and what is held first, so that equal lists mean equal results; an empty one that it cannot be
 * computed yet. Immutable by convention; the background thread's.
 */
record FieldRequest(
        MapPlane mapPlane,
        float[] held,
        FrozenModel model,
        @Nullable LatentPoints points,
        ManifoldGrid manifoldGrid,
        Window window,
        double scale) {
    private static final int DENSITY_CELLS = 128;
    private static final int HOLE_CELLS = 64;
    private static final int SENSITIVITY_CELLS = 56;
    private static final int REALISM_CELLS = 56;
    private static final int REGION_CELLS = 96;
    private static final int LINE_CELLS = 400;

    /** The part of the plane in view. */
    record Window(double left, double right, double bottom, double top) {
        /** So many cells along the longer side. */
        Grid grid(int cells) {
            double longer = Math.max(right - left, top - bottom);
            int columns = Math.max(1, (int) Math.round(cells * (right - left) / longer));
            int rows = Math.max(1, (int) Math.round(cells * (top - bottom) / longer));
            return new Grid(left, right, bottom, top, columns, rows);
        }
    }

    List<Object> manifoldInputs() {
        return List.of(mapPlane, held, model, tiles(manifoldGrid));
    }

    private Tiles tiles(ManifoldGrid grid) {
        return Tiles.of(grid, window, line(), scale);
    }

    Manifold manifold(boolean rough, Progress progress) {
        Tiles tiles = tiles(rough ? new ManifoldGrid(ManifoldGrid.LEAST, manifoldGrid.byMass()) : manifoldGrid);
        return Manifold.of(model, mapPlane.plane(), held, tiles.placesAcross(), tiles.placesUp(), progress);
    }

    /** So many cells along the longer side; a single row with one latent, where nothing changes upwards. */
    private Grid grid(int cells) {
        if (!line()) return window.grid(cells);
        double far = Math.max(Math.abs(window.bottom), Math.abs(window.top));
        return new Grid(window.left, window.right, -far, far, cells, 1);
    }

    /** Whether there is one latent only. */
    private boolean line() {
        return mapPlane.latents() == 1;
    }

    List<Object> lineInputs() {
        return points == null || !line() ? List.of() : List.of(mapPlane, held, points, window, learnt());
    }

    LineDensity lineDensity(boolean rough, Progress progress) {
        return LineDensity.of(known(), model.prior(), window.left, window.right, LINE_CELLS, progress);
    }

    List<Object> sensitivityInputs() {
        return List.of(mapPlane, held, model, window);
    }

    Sensitivity sensitivity(boolean rough, Progress progress) {
        int cells = rough ? SENSITIVITY_CELLS / 4 : SENSITIVITY_CELLS;
        return Sensitivity.of(model, mapPlane.plane(), held, grid(cells), progress);
    }

    List<Object> realismInputs() {
        return model.can(Capability.JUDGES) ? List.of(mapPlane, held, model, window) : List.of();
    }

    Realism realism(boolean rough, Progress progress) {
        int cells = rough ? REALISM_CELLS / 4 : REALISM_CELLS;
        return Realism.of(model, mapPlane.plane(), held, grid(cells), progress);
    }

    List<Object> densityInputs() {
        return points == null || line() ? List.of() : List.of(mapPlane, held, points, window, learnt());
    }

    Density density(boolean rough, Progress progress) {
        return Density.of(known(), model.prior(), mapPlane.plane(), window.grid(DENSITY_CELLS), progress);
    }

    List<Object> holeInputs() {
        return points == null || line() ? List.of() : List.of(mapPlane, held, points, learnt(), scale);
    }

    /** The share of all the prior's mass that lies in holes, 0..1, in view or not. */
    Double holes(boolean rough, Progress progress) {
        Grid all = Grid.square(Density.HOLE_RADIUS * scale, HOLE_CELLS);
        return Density.of(known(), model.prior(), mapPlane.plane(), all, progress)
                .holeMass(PlaneField.HOLE_THRESHOLD);
    }

    List<Object> regionInputs() {
        return points == null ? List.of() : List.of(mapPlane, held, points, window);
    }

    ClassRegions regions(boolean rough, Progress progress) {
        return ClassRegions.of(known(), mapPlane.plane(), held, grid(REGION_CELLS), PlaneField.VOTERS, progress);
    }

    /** What a learnt prior hangs on; nothing where it is N(0, I), which codes are held against whatever the weights. */
    private Object learnt() {
        return model.configuration().pseudoInputs() > 0 ? model : "";
    }

    private LatentPoints known() {
        return Objects.requireNonNull(points, "points");
    }
}
