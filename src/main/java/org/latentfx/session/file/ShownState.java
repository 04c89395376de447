package org.latentfx.session.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.latentfx.data.drawing.Canvas;
import org.latentfx.io.session.SessionFile;
import org.latentfx.io.session.SessionFile.Pin;
import org.latentfx.io.session.SessionFile.Shown;
import org.latentfx.session.drawing.Drawings;
import org.latentfx.session.explore.Explorer;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.session.explore.Pins;
import org.latentfx.session.explore.Selection;
import org.latentfx.session.map.ManifoldGrid;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.session.map.PointColours.By;
import org.latentfx.session.probe.ImageProbe;
import org.latentfx.session.probe.ImageProbe.Noise;

/** What a person looks at and has marked, taken down for a file and brought back from one. FX thread only. */
public record ShownState(
        Explorer explorer, Selection selection, Pins pins, ImageProbe probe, Drawings drawings, PlaneFields fields) {
    private static final String NOISE = "probe.noise";
    private static final String SAMPLES = "probe.samples";
    private static final String COLOUR = "map.colour";
    private static final String TILES = "map.tiles";
    private static final String BY_MASS = "map.tilesByMass";
    private static final String LABEL = "explore.label";
    private static final int LABELS = 256;
    private static final int MOST_SAMPLES = 10_000;

    private static final byte[] NO_DRAWING = {};

    /** As it is now. */
    Shown now() {
        MapPlane plane = explorer.mapPlane();
        ImageProbe.Input probed = probe.inputProperty().get();
        return new Shown(
                explorer.anchor().clone(),
                new SessionFile.MapPlane(plane.kind().name(), plane.plane(), plane.of(), plane.share(), plane.byUse()),
                List.copyOf(explorer.lockedProperty().getValue()),
                pins.listProperty().get().stream()
                        .map(pin -> new Pin(pin.name(), pin.z()))
                        .toList(),
                selection.imagesProperty().get(),
                probed == null ? -1 : probed.image(),
                probe.drawn() ? probe.canvasProperty().get().bytes() : NO_DRAWING,
                drawings.setProperty().get(),
                looks());
    }

    private Map<String, Object> looks() {
        return Map.of(
                NOISE,
                probe.noiseProperty().get().name(),
                SAMPLES,
                (double) probe.samplesProperty().get(),
                COLOUR,
                fields.colours().byProperty().get().name(),
                TILES,
                (double) fields.manifoldGridProperty().get().side(),
                BY_MASS,
                fields.manifoldGridProperty().get().byMass(),
                LABEL,
                (double) explorer.labelProperty().get());
    }

    private void show(Map<String, Object> looks) {
        if (looks.get(LABEL) instanceof Double label && label >= 0 && label < LABELS) explorer.ask(label.intValue());
        int samples = looks.get(SAMPLES) instanceof Double count && count >= 1 && count <= MOST_SAMPLES
                ? count.intValue()
                : probe.samplesProperty().get();
        named(Noise.class, looks.get(NOISE)).ifPresent(noise -> probe.noise(noise, samples));
        named(By.class, looks.get(COLOUR)).ifPresent(fields.colours()::colourBy);
        if (looks.get(TILES) instanceof Double side
                && side >= ManifoldGrid.LEAST
                && side <= ManifoldGrid.MOST
                && looks.get(BY_MASS) instanceof Boolean byMass) fields.tile(new ManifoldGrid(side.intValue(), byMass));
    }

    private static <E extends Enum<E>> Optional<E> named(Class<E> type, @Nullable Object name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst();
    }

    /**
     * Shows {@code shown} of the model that is there; what does not belong to it, such as an image that there is not,
     * is passed over.
     */
    void show(Shown shown) {
        if (shown.drawing().length == Canvas.SIDE * Canvas.SIDE) {
            probe.draw(Canvas.of(shown.drawing()));
            probe.keepDrawing();
        } else if (shown.probed() >= 0) probe.takeImage(shown.probed());
        pins.restore(shown.pins().stream()
                .map(pin -> new Pins.Pin(pin.name(), pin.z()))
                .toList());
        selection.select(shown.selection(), Selection.Mode.REPLACE);
        int latents = explorer.z().length;
        if (shown.plane() != null && shown.plane().plane().latents() == latents) show(shown.plane());
        for (int j : new ArrayList<>(explorer.lockedProperty().getValue())) explorer.lock(j, false);
        if (shown.z().length == latents) explorer.moveTo(shown.z());
        for (int j : shown.locked()) explorer.lock(j, true);
        drawings.restore(shown.collected());
        show(shown.look());
    }

    /** A plane that says to be of latents that there are not is passed over. */
    private void show(SessionFile.MapPlane plane) {
        boolean known = plane.of().stream().allMatch(j -> j < explorer.z().length);
        Arrays.stream(MapPlane.Kind.values())
                .filter(kind -> kind.name().equals(plane.kind()))
                .filter(kind ->
                        kind != MapPlane.Kind.LATENTS || known && plane.of().size() == 2)
                .filter(kind -> kind != MapPlane.Kind.IMAGES || plane.of().size() == 3)
                .findFirst()
                .ifPresent(kind ->
                        explorer.show(new MapPlane(kind, plane.plane(), plane.of(), plane.share(), plane.byUse())));
    }
}
