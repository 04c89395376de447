package org.latentfx.view;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.LatentPoints;
import org.latentfx.analysis.Manifold;
import org.latentfx.data.ImageSet;

/**
 * What the map shows and how: the newest points and manifold, the part of the plane in view, the pair of latents, layers,
 * hidden classes and marked images. All parts of the map bind to it; it knows no nodes. FX thread only.
 */
final class MapState {
    private static final double SMALLEST_HOME_RANGE = 4;
    private static final double LARGEST_HOME_RANGE = 12;

    final ObjectProperty<@Nullable LatentPoints> points = new SimpleObjectProperty<>();
    final ObjectProperty<@Nullable Manifold> manifold = new SimpleObjectProperty<>();
    final ObjectProperty<Axes2D> axes = new SimpleObjectProperty<>(Axes2D.home(SMALLEST_HOME_RANGE, 1, 1));
    final IntegerProperty xLatent = new SimpleIntegerProperty(0);
    final IntegerProperty yLatent = new SimpleIntegerProperty(1);
    final ObservableSet<MapLayer> layers = FXCollections.observableSet(EnumSet.allOf(MapLayer.class));
    final ObservableSet<Integer> hiddenClasses = FXCollections.observableSet();
    final ObjectProperty<MapTool> tool = new SimpleObjectProperty<>(MapTool.EXPLORE);
    final BooleanProperty dark = new SimpleBooleanProperty(true);
    /** Index of the image under the pointer, or −1. */
    final IntegerProperty hovered = new SimpleIntegerProperty(-1);
    /** Index of the image taken last, or −1. */
    final IntegerProperty chosen = new SimpleIntegerProperty(-1);
    /** How many images each class of the points' image set has. */
    final ObjectProperty<int[]> classCounts = new SimpleObjectProperty<>(new int[0]);

    private double homeRange = SMALLEST_HOME_RANGE;
    private @Nullable ImageSet images;
    private int latents = 2;
    private @Nullable PointGrid grid;

    MapState() {
        points.addListener((source, before, now) -> accept(now));
        xLatent.addListener((source, before, now) -> grid = null);
        yLatent.addListener((source, before, now) -> grid = null);
    }

    Palette palette() {
        return Palette.of(dark.get());
    }

    /** The manifold, if it is to be shown: it is decoded over the first two latents only. */
    @Nullable
    Manifold shownManifold() {
        return layers.contains(MapLayer.MANIFOLD) && xLatent.get() == 0 && yLatent.get() == 1 ? manifold.get() : null;
    }

    @Nullable
    LatentPoints shownPoints() {
        return layers.contains(MapLayer.POINTS) ? points.get() : null;
    }

    boolean[] hidden() {
        boolean[] hidden = new boolean[classCounts.get().length];
        for (int c : hiddenClasses) if (c < hidden.length) hidden[c] = true;
        return hidden;
    }

    /** Shows one class alone; asked again, all of them. */
    void isolate(int classIndex) {
        boolean alone = !hiddenClasses.contains(classIndex) && hiddenClasses.size() == classCounts.get().length - 1;
        hiddenClasses.clear();
        if (alone) return;
        for (int c = 0; c < classCounts.get().length; c++) if (c != classIndex) hiddenClasses.add(c);
    }

    /** Chooses the latents of the two axes; where both would be the same, the other one takes the former's place. */
    void show(int newX, int newY) {
        boolean same = newX == newY;
        int formerX = xLatent.get();
        int formerY = yLatent.get();
        xLatent.set(same && newX == formerX ? formerY : newX);
        yLatent.set(same && newY == formerY ? formerX : newY);
    }

    /** The visible point nearest to a pixel, at most {@code reach} pixels away, or −1. */
    int imageAt(double px, double py, double reach) {
        LatentPoints shown = shownPoints();
        if (shown == null) return -1;
        if (grid == null) grid = new PointGrid(shown, xLatent.get(), yLatent.get());
        Axes2D now = axes.get();
        byte[] labels = shown.images().labels();
        Set<Integer> hidden = hiddenClasses;
        return grid.nearest(
                now.x(px), now.y(py), reach / now.scale(), i -> hidden.isEmpty() || !hidden.contains(labels[i] & 0xff));
    }

    /** Coordinate {@code latent} of point {@code i}; 0 for a latent that does not exist. */
    static double mu(LatentPoints points, int i, int latent) {
        return latent < points.latents() ? points.mu(i, latent) : 0;
    }

    /** σ of image {@code i} along a latent, in latent units; 0 for a latent that does not exist. */
    static double sigma(LatentPoints points, int i, int latent) {
        return latent < points.latents() ? Math.exp(points.logVar()[i * points.latents() + latent] / 2.0) : 0;
    }

    void home() {
        Axes2D now = axes.get();
        axes.set(Axes2D.home(homeRange, now.width(), now.height()));
    }

    /** Shows all visible points. */
    void fit() {
        LatentPoints shown = points.get();
        double[] box = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE};
        for (int i = 0; shown != null && i < shown.size(); i++) {
            double x = mu(shown, i, xLatent.get());
            double y = mu(shown, i, yLatent.get());
            if (!Double.isFinite(x + y) || hiddenClasses.contains(shown.images().labels()[i] & 0xff)) continue;
            box[0] = Math.min(box[0], x);
            box[1] = Math.max(box[1], x);
            box[2] = Math.min(box[2], y);
            box[3] = Math.max(box[3], y);
        }
        if (box[0] <= box[1]) axes.set(axes.get().fit(box[0], box[1], box[2], box[3]));
        else home();
    }

    private void accept(@Nullable LatentPoints now) {
        grid = null;
        if (now == null) return;
        if (now.latents() != latents) {
            latents = now.latents();
            xLatent.set(0);
            yLatent.set(1);
        }
        ImageSet former = images;
        if (now.images() == former) return;
        images = now.images();
        boolean sameData = former != null && sameKind(former, now.images());
        if (!sameData) hiddenClasses.clear();
        classCounts.set(counts(now.images()));
        if (sameData) return;
        hovered.set(-1);
        chosen.set(-1);
        homeRange = range(now);
        home();
    }

    /** Whether it may be more of the same images: at first only some of the held-out ones are shown. */
    private static boolean sameKind(ImageSet a, ImageSet b) {
        return a.width() == b.width()
                && a.height() == b.height()
                && a.classNames().equals(b.classNames());
    }

    private static int[] counts(ImageSet images) {
        int[] counts = new int[images.classNames().size()];
        for (byte label : images.labels()) {
            if ((label & 0xff) >= counts.length) counts = Arrays.copyOf(counts, (label & 0xff) + 1);
            counts[label & 0xff]++;
        }
        return counts;
    }

    /** A round range that holds nearly all points of the first publication, and what an untrained model grows into. */
    private static double range(LatentPoints points) {
        int stride = Math.max(1, points.mu().length / 20_000);
        float[] sizes = new float[points.mu().length / stride];
        for (int i = 0; i < sizes.length; i++) sizes[i] = Math.abs(points.mu()[i * stride]);
        Arrays.sort(sizes);
        double most = sizes.length == 0 ? 0 : sizes[(int) (0.995 * (sizes.length - 1))];
        double range = Math.ceil(2 * most) / 2;
        return range <= LARGEST_HOME_RANGE ? Math.max(SMALLEST_HOME_RANGE, range) : LARGEST_HOME_RANGE;
    }
}
