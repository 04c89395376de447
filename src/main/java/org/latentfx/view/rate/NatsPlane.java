package org.latentfx.view.rate;

import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.evaluation.ReconstructionBound;
import org.latentfx.text.Texts;
import org.latentfx.train.Series;
import org.latentfx.view.kit.Axis;
import org.latentfx.view.kit.LinePainter;

/**
 * The plane with reconstructions in nats per image, on which runs leave trails of what was measured on held-out images.
 * Those on one falling diagonal have the same −ELBO. FX thread only.
 */
public abstract class NatsPlane extends RatePlane {
    /** Of the height above, so much more is shown for the region below to be seen. */
    private static final double BELOW = 0.7;

    /** Of a trail, from where on it is in view: a run begins far away. */
    private static final double SETTLED = 0.15;

    /** Room for the name of the axis upwards, and for that of the other beside its numbers. */
    private static final double TOP = 18;

    private static final double LEFT = 44;

    /** More points of one trail are thinned. */
    private static final int POINTS = 200;

    protected NatsPlane() {
        super(new Insets(TOP, 12, 20, LEFT), 0);
        getStyleClass().add("curve-plot");
    }

    /** Axes, diagonals and the region below the bound, for runs that have all been measured. */
    protected final void ground(
            LinePainter painter, List<Series> runs, @Nullable ReconstructionBound bound, double density) {
        fit(runs, bound);
        diagonals(painter, density);
        if (bound != null) forbidden(painter, bound::at, Texts.of("compare.plane.forbidden"), density);
        ticks(null, density);
        labels().add(Texts.of("rate.up"), 0, 0, getWidth(), HPos.LEFT, "tick", "");
        double below = TOP + plotHeight() + 4; // on the line of the numbers
        labels().add(Texts.of("rate.across"), 0, below, LEFT - 14, HPos.LEFT, "tick", "");
    }

    private void fit(List<Series> runs, @Nullable ReconstructionBound bound) {
        double highX = 1;
        double lowY = Double.POSITIVE_INFINITY;
        double highY = Double.NEGATIVE_INFINITY;
        for (Series series : runs)
            for (int i = (int) (SETTLED * (series.size() - 1)); i < series.size(); i++) {
                if (!Double.isFinite(series.total(i))) continue;
                highX = Math.max(highX, series.kl(i));
                lowY = Math.min(lowY, series.reconstruction(i));
                highY = Math.max(highY, series.reconstruction(i));
            }
        if (bound != null && lowY <= highY) {
            highY = Math.max(highY, bound.at(0));
            lowY = Math.max(Math.min(lowY, bound.least()), lowY - BELOW * (highY - lowY));
        }
        scale(
                new Axis(0, Axis.around(0, highX * 1.1, false).high(), false),
                lowY <= highY ? Axis.around(lowY, highY, false) : new Axis(0, 1, false));
    }

    /** A dot for each measurement. */
    protected final void trail(LinePainter painter, Series series, int argb, double density) {
        int stride = Math.max(1, series.size() / POINTS);
        for (int i = 0; i < series.size(); i += stride)
            painter.dot(column(series.kl(i), density), row(series.reconstruction(i), density), density, argb);
    }
}
