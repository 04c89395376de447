package org.latentfx.view.map;

import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.latent.UmapLayout;
import org.latentfx.view.map.paint.Axes2D;
import org.latentfx.view.map.paint.HomeRange;
import org.latentfx.view.map.paint.PlacedPoints;

/**
 * Which part of the plane, or of a layout in its place, is in view. Home is a range around zero; for codes that no
 * prior holds it goes with their scale while a person has not looked elsewhere. FX thread only.
 */
final class MapFrame {
    private static final double LAYOUT_ROOM = 80;

    private final MapState state;
    private double homeRange = HomeRange.SMALLEST;
    private Axes2D planeAxes;
    private boolean unfitted;

    MapFrame(MapState state) {
        this.state = state;
        planeAxes = state.axes.get();
        state.scale.addListener((source, before, now) -> {
            if (state.onPlane() && atHome(before.doubleValue())) home();
        });
    }

    /** Other images: home is where their first codes are. */
    void begin(LatentPoints first) {
        homeRange = HomeRange.of(first);
        home();
    }

    /** A layout is seen whole; after it the same part of the plane as before. */
    void turn(@Nullable UmapLayout before, @Nullable UmapLayout now) {
        if (before == null) planeAxes = state.axes.get();
        Axes2D size = state.axes.get();
        if (now == null) state.axes.set(planeAxes.resized(size.width(), size.height()));
        else fit();
        unfitted = now != null && size.width() <= 1;
    }

    /** Called once the map has a size. A layout that was chosen before then is fitted now. */
    void settle() {
        if (!unfitted) return;
        unfitted = false;
        fit();
    }

    /** Zooms about the middle. */
    void zoom(double factor) {
        Axes2D now = state.axes.get();
        state.axes.set(now.zoomed(now.width() / 2, now.height() / 2, factor));
    }

    /** Brings a place of the plane into view, if it is not in it already. */
    void reveal(double a, double b) {
        Axes2D now = state.axes.get();
        boolean inView = now.px(a) >= 0 && now.px(a) <= now.width() && now.py(b) >= 0 && now.py(b) <= now.height();
        if (!inView && Double.isFinite(a + b)) state.axes.set(new Axes2D(a, b, now.scale(), now.width(), now.height()));
    }

    void home() {
        if (!state.onPlane()) {
            fit();
            return;
        }
        Axes2D now = state.axes.get();
        state.axes.set(Axes2D.home(range(state.scale.get()), now.width(), now.height()));
    }

    private double range(double scale) {
        return scale > 1 ? HomeRange.SMALLEST * scale : homeRange;
    }

    /** Whether what is in view is home for codes of that scale: then it goes with them. */
    private boolean atHome(double scale) {
        Axes2D now = state.axes.get();
        return now.equals(Axes2D.home(range(scale), now.width(), now.height()));
    }

    /** Shows all visible points. */
    void fit() {
        PlacedPoints placed = state.placed();
        double[] box = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE};
        for (int i = 0; placed != null && i < placed.size(); i++) {
            double a = placed.a(i);
            double b = placed.b(i);
            if (!Double.isFinite(a + b) || state.hiddenClasses.contains(placed.label(i))) continue;
            box[0] = Math.min(box[0], a);
            box[1] = Math.max(box[1], a);
            box[2] = Math.min(box[2], b);
            box[3] = Math.max(box[3], b);
        }
        if (box[0] <= box[1]) state.axes.set(withRoom(state.axes.get().fit(box[0], box[1], box[2], box[3])));
        else if (state.onPlane()) home();
    }

    /** A layout leaves room below it for the words that say what it is. */
    private Axes2D withRoom(Axes2D fitted) {
        if (state.onPlane()) return fitted;
        double share = Math.min(0.4, LAYOUT_ROOM / fitted.height());
        double scale = fitted.scale() * (1 - share);
        double lower = fitted.centreY() - share / 2 * fitted.height() / scale;
        return new Axes2D(fitted.centreX(), lower, scale, fitted.width(), fitted.height());
    }
}
