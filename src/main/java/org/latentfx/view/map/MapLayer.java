package org.latentfx.view.map;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.latentfx.session.map.PlaneField;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.text.Texts;

/**
 * What the map can show or leave out, in the order of its check boxes, and what has to be computed for it. Values only;
 * any thread.
 */
enum MapLayer {
    POINTS(true, fields -> List.of()),
    MANIFOLD(true, fields -> List.of(fields.manifold())),
    DENSITY(false, fields -> List.of(fields.density(), fields.holes())),
    SENSITIVITY(false, fields -> List.of(fields.sensitivity())),
    REGIONS(false, fields -> List.of(fields.regions())),
    ELLIPSES(true, fields -> List.of()),
    PROBES(false, fields -> List.of()),
    RINGS(true, fields -> List.of()),
    CROSSHAIR(true, fields -> List.of());

    private final boolean first;
    private final Function<PlaneFields, List<PlaneField<?>>> needs;

    MapLayer(boolean first, Function<PlaneFields, List<PlaneField<?>>> needs) {
        this.first = first;
        this.needs = needs;
    }

    /** Whether it is shown at first. */
    boolean first() {
        return first;
    }

    /** What is computed for it while it is shown. */
    List<PlaneField<?>> needs(PlaneFields fields) {
        return needs.apply(fields);
    }

    String label() {
        return Texts.of("map.layer." + name().toLowerCase(Locale.ROOT));
    }

    String help() {
        return Texts.of("map.layer." + name().toLowerCase(Locale.ROOT) + ".tip");
    }
}
