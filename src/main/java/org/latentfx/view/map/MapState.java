package org.latentfx.view.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableSet;
import javafx.geometry.Point2D;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.UmapLayout;
import org.latentfx.analysis.path.LatentPath;
import org.latentfx.analysis.plane.LineDensity;
import org.latentfx.data.ImageSet;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.prior.PosteriorMixture;
import org.latentfx.session.explore.MapPlane;
import org.latentfx.session.map.PlaneField;
import org.latentfx.session.map.PlaneFields;
import org.latentfx.session.map.PointColours;
import org.latentfx.text.Wording;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.HomeRange;
import org.latentfx.view.map.paint.MapBackground;
import org.latentfx.view.map.paint.MapPoints;
import org.latentfx.view.map.paint.Outline;
import org.latentfx.view.map.paint.PlacedPoints;
import org.latentfx.view.map.paint.PointGrid;
import org.latentfx.view.map.paint.PointScale;
import org.latentfx.view.map.paint.StackedRows;
import org.latentfx.view.map.tool.MapTool;

/**
 * What the map shows and how: the newest points and where they fall on the plane, the part of the plane in view,
 * layers, hidden classes and marked images. All parts of the map bind to it; it knows no nodes. FX thread only.
 */
public final class MapState {
    /** How many taken images are remembered: as many as span a plane. */
    static final int TAKEN = 3;

    final ObjectProperty<@Nullable LatentPoints> points = new SimpleObjectProperty<>();
    final ObjectProperty<MapPlane> mapPlane = new SimpleObjectProperty<>(MapPlane.latents(0, 1, 2));
    public final ObjectProperty<Axes2D> axes = new SimpleObjectProperty<>(Axes2D.home(HomeRange.SMALLEST, 1, 1)) {
        @Override
        public void set(Axes2D next) {
            super.set(line() ? next.levelled(StackedRows.LINE) : next);
        }
    };

    /** Shown in place of the plane, to look at only; null for none. */
    final ObjectProperty<@Nullable UmapLayout> layout = new SimpleObjectProperty<>();
    /** The way that is drawn; null for none. */
    final ObjectProperty<@Nullable LatentPath> path = new SimpleObjectProperty<>();

    /** The probed image taken apart; null for none. */
    final ObjectProperty<@Nullable ElboBreakdown> probe = new SimpleObjectProperty<>();
    /** The points z that a search went through; empty for none. */
    final ObjectProperty<List<float[]>> walk = new SimpleObjectProperty<>(List.of());
    /** The images that are always looked at; null for none. */
    final ObjectProperty<int @Nullable []> probes = new SimpleObjectProperty<>();

    /** Latent units that stand for one standard deviation of the prior, where codes lie as they like. */
    final DoubleProperty scale = new SimpleDoubleProperty(1);

    /** The prior of the model shown where it is learnt; null: N(0, I), or none. */
    final ObjectProperty<@Nullable PosteriorMixture> prior = new SimpleObjectProperty<>();
    /** Of the model shown: not every layer makes sense for every kind. */
    final ObjectProperty<ModelKind> kind = new SimpleObjectProperty<>(ModelKind.VAE);

    final ObservableSet<MapLayer> layers = FXCollections.observableSet(EnumSet.noneOf(MapLayer.class));
    final ObservableSet<Integer> hiddenClasses = FXCollections.observableSet();
    final ObjectProperty<MapTool> tool = new SimpleObjectProperty<>(MapTool.EXPLORE);
    final BooleanProperty dark = new SimpleBooleanProperty(true);
    /** Index of the image under the pointer, or −1. */
    public final IntegerProperty hovered = new SimpleIntegerProperty(-1);
    /** Where the pointer was last, no button down, in the map's pixels. */
    final ObjectProperty<Point2D> pointer = new SimpleObjectProperty<>(Point2D.ZERO);
    /** The closed line of the selection being drawn: x, y, x, y …; empty for none. */
    final ObjectProperty<double[]> outline = new SimpleObjectProperty<>(new double[0]);
    /** Index of the image taken last, or −1. */
    final IntegerProperty chosen = new SimpleIntegerProperty(-1);
    /** The images taken last, all different, the latest at the end; {@link #TAKEN} at most. */
    final ObservableList<Integer> taken = FXCollections.observableArrayList();
    /** What the points' colours tell beside their class; null for the class. */
    final ObjectProperty<PointColours.@Nullable Values> values = new SimpleObjectProperty<>();
    /** Which images a person has picked out. */
    final ObjectProperty<BitSet> selected = new SimpleObjectProperty<>(new BitSet());
    /** How many images each class of the points' image set has. */
    final ObjectProperty<int[]> classCounts = new SimpleObjectProperty<>(new int[0]);

    private @Nullable ImageSet images;
    private float @Nullable [] places;
    private @Nullable PointGrid grid;

    /** The part of the plane in view. */
    final MapFrame view = new MapFrame(this);

    MapState() {
        for (MapLayer layer : MapLayer.values()) if (layer.first()) layers.add(layer);
        points.addListener((source, before, now) -> accept(now));
        mapPlane.addListener((source, before, now) -> {
            forgetPlaces();
            if ((before.latents() == 1) != (now.latents() == 1)) view.home();
        });
        axes.addListener((source, before, now) -> {
            if (line()) forgetPlaces();
        });
        layout.addListener((source, before, now) -> {
            forgetPlaces();
            view.turn(before, now);
        });
    }

    /** What the data are called. */
    Wording wording() {
        return images == null ? Wording.IMAGES : images.format().wording();
    }

    /** Whether what is shown is a plane of the latent space, every place of which is a point z. */
    boolean onPlane() {
        return layout.get() == null;
    }

    /** Whether what is shown is a single latent: a line with its codes in rows below it, which no zoom spreads. */
    boolean line() {
        return mapPlane.get().latents() == 1;
    }

    /** The rows of the classes under a line. */
    StackedRows rows() {
        return StackedRows.of(classCounts.get(), axes.get().height());
    }

    Palette palette() {
        return Palette.of(dark.get());
    }

    boolean shows(MapLayer layer) {
        return layers.contains(layer) && layer.offeredFor(kind.get());
    }

    /** Whether images have places on it. */
    boolean encodes() {
        return kind.get().can(Capability.ENCODES);
    }

    boolean[] hidden() {
        boolean[] hidden = new boolean[classCounts.get().length];
        for (int c : hiddenClasses) if (c < hidden.length) hidden[c] = true;
        return hidden;
    }

    /** The classes on the map but one. */
    Set<Integer> others(int classIndex) {
        return IntStream.range(0, classCounts.get().length)
                .filter(c -> c != classIndex && classCounts.get()[c] > 0)
                .boxed()
                .collect(Collectors.toSet());
    }

    /** Shows one class alone; asked again, all of them. */
    void isolate(int classIndex) {
        Set<Integer> others = others(classIndex);
        boolean alone = hiddenClasses.equals(others);
        hiddenClasses.clear();
        if (!alone) hiddenClasses.addAll(others);
    }

    /** Marks an image as taken. */
    void markTaken(int i) {
        chosen.set(i);
        var next = new ArrayList<>(taken);
        next.remove(Integer.valueOf(i));
        next.add(i);
        taken.setAll(next.subList(Math.max(0, next.size() - TAKEN), next.size()));
    }

    // ---- points on the plane ----

    /** The points on the plane. Null before there are any, and while they belong to another model than the plane. */
    @Nullable
    public PlacedPoints placed() {
        LatentPoints now = points.get();
        if (now == null || now.latents() != mapPlane.get().latents()) return null;
        UmapLayout instead = layout.get();
        if (places == null && line()) places = rows().places(now, axes.get());
        if (places == null) places = instead == null ? mapPlane.get().plane().project(now) : instead.places(now.size());
        return new PlacedPoints(now, places);
    }

    /** The visible point nearest to a pixel, at most {@code reach} pixels away, or −1. */
    int imageAt(double px, double py, double reach) {
        PlacedPoints placed = placed();
        if (placed == null || !shows(MapLayer.POINTS)) return -1;
        if (grid == null) grid = new PointGrid(placed.at());
        Axes2D now = axes.get();
        Set<Integer> hidden = hiddenClasses;
        return grid.nearest(
                now.x(px), now.y(py), reach / now.scale(), i -> hidden.isEmpty() || !hidden.contains(placed.label(i)));
    }

    /** How many images each class has on the map: a layout need not place them all. */
    int[] shownCounts() {
        UmapLayout instead = layout.get();
        return instead == null ? classCounts.get() : counted(Arrays.stream(instead.images()));
    }

    /** How many of them are selected. */
    int[] selectedCounts() {
        return counted(shownSelected().stream());
    }

    /** The selected images that the map shows. */
    BitSet shownSelected() {
        var chosen = (BitSet) selected.get().clone();
        UmapLayout instead = layout.get();
        if (instead != null) {
            var placed = new BitSet();
            for (int i : instead.images()) placed.set(i);
            chosen.and(placed);
        }
        return chosen;
    }

    private int[] counted(IntStream chosen) {
        int[] counts = new int[classCounts.get().length];
        LatentPoints now = points.get();
        if (now == null) return counts;
        byte[] labels = now.images().labels();
        chosen.filter(i -> i < labels.length).forEach(i -> counts[labels[i] & 0xff]++);
        return counts;
    }

    /**
     * The visible images whose posteriors are to be drawn: those selected and those always looked at, as far as their
     * layers are on.
     */
    BitSet outlined() {
        var outlined = new BitSet();
        PlacedPoints placed = placed();
        if (!onPlane() || placed == null) return outlined;
        if (shows(MapLayer.ELLIPSES)) outlined.or(selected.get());
        int[] fixed = probes.get();
        if (shows(MapLayer.PROBES) && fixed != null) for (int i : fixed) outlined.set(i);
        boolean[] hidden = hidden();
        for (int i = outlined.nextSetBit(0); i >= 0; i = outlined.nextSetBit(i + 1))
            if (i >= placed.size() || hidden[placed.label(i)]) outlined.clear(i);
        return outlined;
    }

    /** The visible images whose points lie inside. */
    int[] imagesWithin(Outline outline) {
        PlacedPoints placed = placed();
        Axes2D now = axes.get();
        boolean[] hidden = hidden();
        return placed == null
                ? new int[0]
                : IntStream.range(0, placed.size())
                        .filter(i -> !hidden[placed.label(i)])
                        .filter(i -> outline.contains(now.px(placed.a(i)), now.py(placed.b(i))))
                        .toArray();
    }

    // ---- what is painted ----

    /** What lies under the points: only what is switched on, known, and computed over the plane shown. */
    MapBackground background(PlaneFields fields) {
        if (!onPlane()) return MapBackground.NONE;
        return new MapBackground(
                shown(MapLayer.REGIONS, fields.regions()),
                shown(MapLayer.SENSITIVITY, fields.sensitivity()),
                shown(MapLayer.REALISM, fields.realism()),
                shown(MapLayer.DENSITY, fields.density()),
                shown(MapLayer.DENSITY, fields.holes()),
                shown(MapLayer.MANIFOLD, fields.manifold()));
    }

    /** The density of the codes along a line; null on a plane and until it is known. */
    @Nullable
    LineDensity density(PlaneFields fields) {
        return line() ? over(fields.line()) : null;
    }

    private <T> @Nullable T shown(MapLayer layer, PlaneField<T> computed) {
        return shows(layer) ? over(computed) : null;
    }

    private <T> @Nullable T over(PlaneField<T> computed) {
        var over = computed.valueProperty().get();
        return over != null && over.mapPlane() == mapPlane.get() ? over.value() : null;
    }

    /** How many points there are, and how many are not in view. */
    PointCount count() {
        PlacedPoints placed = shows(MapLayer.POINTS) ? placed() : null;
        return placed == null ? PointCount.NONE : PointCount.of(placed, hidden(), axes.get(), onPlane());
    }

    /** The values that the points are coloured by; null for their classes, and for values of other images. */
    @Nullable
    PointScale scale() {
        PointColours.Values known = values.get();
        LatentPoints now = points.get();
        return known == null || now == null || known.images() != now.images() ? null : PointScale.of(known.values());
    }

    MapPoints paintedPoints() {
        return new MapPoints(
                shows(MapLayer.POINTS) ? placed() : null,
                hidden(),
                selected.get(),
                MapPoints.thinned(outlined()),
                mapPlane.get().plane(),
                scale(),
                shows(MapLayer.RINGS) && onPlane() && !line(),
                priorOnPlane());
    }

    /** That of the plane's latents; null as above. */
    @Nullable
    PosteriorMixture priorOnPlane() {
        PosteriorMixture now = prior.get();
        return now != null && now.latents() == mapPlane.get().latents() ? now : null;
    }

    private void forgetPlaces() {
        places = null;
        grid = null;
    }

    private void accept(@Nullable LatentPoints now) {
        forgetPlaces();
        if (now == null) return;
        ImageSet former = images;
        if (now.images() == former) return;
        images = now.images();
        // At first only some of the held-out images are shown.
        boolean sameData = former != null && former.beginsLike(now.images());
        if (!sameData) hiddenClasses.clear();
        forgetPlaces();
        classCounts.set(PointCount.perClass(now.images()));
        if (sameData) return;
        hovered.set(-1);
        chosen.set(-1);
        taken.clear();
        view.begin(now);
    }
}
