package org.latentfx.view.map;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.session.map.PlaneField;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.text.Texts;

/**
 * What the map can show or leave out, in the order of its check boxes, and what has to be computed for it. Values only;
 * any thread.
 */
enum MapLayer {
    POINTS(true, MapLayer::encodes, fields -> List.of()),
    MANIFOLD(true, kind -> true, fields -> List.of(fields.manifold())),
    DENSITY(false, ModelKind::variational, fields -> List.of(fields.density(), fields.holes())),
    SENSITIVITY(false, kind -> kind != ModelKind.VQVAE, fields -> List.of(fields.sensitivity())),
    REALISM(false, kind -> kind.can(Capability.JUDGES), fields -> List.of(fields.realism())),
    REGIONS(false, MapLayer::encodes, fields -> List.of(fields.regions())),
    ELLIPSES(true, ModelKind::variational, fields -> List.of()),
    PROBES(false, ModelKind::variational, fields -> List.of()),
    RINGS(true, kind -> kind != ModelKind.VQVAE, fields -> List.of()),
    CROSSHAIR(true, kind -> true, fields -> List.of());

    private final boolean first;
    private final Predicate<ModelKind> offered;
    private final Function<PlaneFields, List<PlaneField<?>>> needs;

    /**
     * @param first whether it is shown at first
     * @param offered for which kinds of models there is such a layer
     * @param needs what is computed for it
     */
    MapLayer(boolean first, Predicate<ModelKind> offered, Function<PlaneFields, List<PlaneField<?>>> needs) {
        this.first = first;
        this.offered = offered;
        this.needs = needs;
    }

    private static boolean encodes(ModelKind kind) {
        return kind.can(Capability.ENCODES);
    }

    /** Whether there is such a layer for a model of that kind. */
    boolean offeredFor(ModelKind kind) {
        return offered.test(kind);
    }

    /** Why there are fewer layers for a model of that kind, in one sentence; empty if there are all. */
    static String missing(ModelKind kind) {
        if (!encodes(kind)) return Capability.ENCODES.missing(kind);
        if (kind.variational()) return "";
        return Texts.of(kind == ModelKind.VQVAE ? "map.layers.points.vqvae" : "map.layers.points");
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
