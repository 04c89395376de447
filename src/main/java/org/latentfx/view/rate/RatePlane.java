package org.latentfx.view.rate;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import org.jspecify.annotations.Nullable;
import org.latentfx.view.kit.Axis;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.PlotLabels;
import org.latentfx.view.kit.Theme;

/**
 * The rate–distortion plane (Alemi et al. 2018): KL to the right, what a reconstruction costs upwards, and under a line
 * the region where no model of any size can be. Whoever extends it says what lies on it. FX thread only.
 */
public abstract class RatePlane extends PaintedRegion {
    /** Opacity of the region where no model can be. */
    private static final double FORBIDDEN = 0.18;

    /** About the width of the words in the region. */
    private static final double WORDS = 110;

    private static final double TICKS_APART = 30;
    private static final double RATES_APART = 60;
    private static final double DIAGONALS = 4;

    private final PixelView view = new PixelView();
    private final PlotLabels labels = new PlotLabels();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final Insets margins;
    private final double pad;
    private Axis across = new Axis(0, 1, false);
    private Axis up = new Axis(0, 1, false);

    /**
     * @param margins around the axes
     * @param pad room for marks beyond the axes, all around
     */
    protected RatePlane(Insets margins, double pad) {
        this.margins = margins;
        this.pad = pad;
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        getChildren().addAll(view, labels);
        dark.addListener((property, before, now) -> repaint());
    }

    /** What the axes go through: rates, and what reconstructions cost. */
    protected final void scale(Axis rates, Axis costs) {
        across = rates;
        up = costs;
    }

    /** Draws everything between the texts of one painting and those of the next. */
    protected abstract void marks(PixelImage image, LinePainter painter, double density);

    @Override
    protected final void paint() {
        double density = density();
        PixelImage image = view.cover(plotWidth() + 2 * pad, plotHeight() + 2 * pad, density);
        view.relocate(margins.getLeft() - pad, margins.getTop() - pad);
        image.fill(0);
        labels.begin();
        marks(image, new LinePainter(image, 0, image.height()), density);
        labels.end();
        image.update();
    }

    public final PixelImage image() {
        return view.picture();
    }

    protected final PlotLabels labels() {
        return labels;
    }

    protected final boolean dark() {
        return dark.getValue();
    }

    protected final Palette palette() {
        return Palette.of(dark());
    }

    // ---- where things are ----

    protected final double plotWidth() {
        return Math.max(1, getWidth() - margins.getLeft() - margins.getRight());
    }

    protected final double plotHeight() {
        return Math.max(1, getHeight() - margins.getTop() - margins.getBottom());
    }

    /** In this region. */
    protected final double x(double rate) {
        return margins.getLeft() + across.fraction(rate) * plotWidth();
    }

    /** In this region. */
    protected final double y(double cost) {
        return margins.getTop() + (1 - up.fraction(cost)) * plotHeight();
    }

    /** In the picture. */
    protected final double column(double rate, double density) {
        return (x(rate) - margins.getLeft() + pad) * density;
    }

    /** In the picture. */
    protected final double row(double cost, double density) {
        return (y(cost) - margins.getTop() + pad) * density;
    }

    private double rate(double column, double density) {
        return across.low() + (column / density - pad) / plotWidth() * (across.high() - across.low());
    }

    private double bottom(double density) {
        return (plotHeight() + pad) * density;
    }

    // ---- painting ----

    /**
     * All that lies under {@code lowest}, filled faintly under a line.
     *
     * @param lowest of each rate, what no reconstruction gets below
     * @param words that stand there if there is room
     */
    protected final void forbidden(LinePainter painter, DoubleUnaryOperator lowest, String words, double density) {
        int columns = image().width();
        float[] top = new float[columns];
        float[] next = new float[columns];
        float[] bottom = new float[columns];
        for (int c = 0; c < columns; c++) {
            boolean outside = c < pad * density || c >= columns - pad * density;
            top[c] = outside ? Float.NaN : (float) row(lowest.applyAsDouble(rate(c, density)), density);
            next[c] = (float) Math.max(top[c], row(lowest.applyAsDouble(rate(c + 1, density)), density));
            bottom[c] = (float) Math.max(top[c], bottom(density));
        }
        painter.line(top, bottom, 0, palette().event(), FORBIDDEN, 1, 0);
        painter.line(top, next, 1.5 * density, palette().event(), 0.9, 1, 0);
        int at = (int) Math.min(columns - 1, (pad + WORDS) * density);
        boolean room = !(top[at] > bottom(density) - (PlotLabels.HEIGHT + 2) * density);
        double y = margins.getTop() + plotHeight() - PlotLabels.HEIGHT - 3;
        if (room) labels.add(words, margins.getLeft() + 5, y, plotWidth() - 5, HPos.LEFT, "tick", "");
    }

    /** Lines of the same sum of both: of the same −ELBO where both are nats. */
    protected final void diagonals(LinePainter painter, double density) {
        double low = up.low() + across.low();
        double most = up.high() + across.high();
        double step = Axis.roundStep((most - low) / DIAGONALS);
        for (double total = Math.ceil(low / step) * step; total < most; total += step) {
            float[] rows = new float[image().width()];
            for (int c = 0; c < rows.length; c++) rows[c] = (float) row(total - rate(c + 0.5, density), density);
            painter.line(rows, rows, 1, palette().grid(), 0.12, 1, 0);
        }
    }

    /** The numbers at the axes. @param grid whether level lines go through those of the left one */
    protected final void ticks(@Nullable LinePainter grid, double density) {
        List<Double> costs = up.ticks((int) Math.max(2, plotHeight() / TICKS_APART));
        for (double tick : costs) {
            double y = y(tick) - PlotLabels.HEIGHT / 2;
            double width = margins.getLeft() - pad - 6;
            labels.add(Figures.tick(tick, apart(costs)), 0, y, width, HPos.RIGHT, "tick", "");
            if (grid != null)
                grid.level((int) Math.round(row(tick, density)), palette().grid(), 0.16);
        }
        List<Double> rates = across.ticks((int) Math.max(2, plotWidth() / RATES_APART));
        double y = margins.getTop() + plotHeight() + 4;
        for (double tick : rates) {
            double half = Math.min(30, getWidth() - x(tick));
            String text = Figures.tick(tick, apart(rates));
            if (half > 6) labels.add(text, x(tick) - half, y, 2 * half, HPos.CENTER, "tick", "");
        }
    }

    private static double apart(List<Double> ticks) {
        return ticks.size() < 2 ? 1 : Axis.roundStep(ticks.get(1) - ticks.get(0));
    }
}
