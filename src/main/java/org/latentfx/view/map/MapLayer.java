package org.latentfx.view.map;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.latentfx.session.map.Terrain;
import org.latentfx.session.map.TerrainLayer;
import org.latentfx.text.Texts;

/**
 * What the map can show or leave out, in the order of its check boxes, and what has to be computed for it. Values only; any
 * thread.
 */
public enum MapLayer {
    POINTS(true, terrain -> List.of()),
    MANIFOLD(true, terrain -> List.of(terrain.manifold())),
    DENSITY(false, terrain -> List.of(terrain.density(), terrain.holes())),
    SENSITIVITY(false, terrain -> List.of(terrain.sensitivity())),
    REGIONS(false, terrain -> List.of(terrain.regions())),
    ELLIPSES(true, terrain -> List.of()),
    PROBES(false, terrain -> List.of()),
    RINGS(true, terrain -> List.of()),
    HAIR(true, terrain -> List.of());

    private final boolean first;
    private final Function<Terrain, List<TerrainLayer<?>>> needs;

    MapLayer(boolean first, Function<Terrain, List<TerrainLayer<?>>> needs) {
        this.first = first;
        this.needs = needs;
    }

    /** Whether it is shown at first. */
    boolean first() {
        return first;
    }

    /** What is computed for it while it is shown. */
    List<TerrainLayer<?>> needs(Terrain terrain) {
        return needs.apply(terrain);
    }

    String label() {
        return Texts.of("map.layer." + name().toLowerCase(Locale.ROOT));
    }

    String help() {
        return Texts.of("map.layer." + name().toLowerCase(Locale.ROOT) + ".tip");
    }
}
