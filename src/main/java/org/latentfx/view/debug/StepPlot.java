package org.latentfx.view.debug;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Axis;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.PlotLabels;
import org.latentfx.view.kit.Theme;
import org.latentfx.view.kit.Tips;

/**
 * Something over the steps of a run: steps to the right, a figure upwards, a line where the moment shown is. A click
 * or Enter after the arrow keys goes to the moment pointed at. FX thread only.
 */
abstract class StepPlot extends PaintedRegion {
    private static final double LEFT = 40;
    private static final double RIGHT = 8;
    private static final double TOP = 6;
    private static final double BOTTOM = 18;
    private static final double TICKS_APART = 28;
    private static final double STEPS_APART = 80;

    /** About the width of a letter, and how far left of the axis there is room for one. */
    private static final double LETTER = 6.4;

    private static final double NEAR = 7;

    /** Of the width, one press of an arrow key. */
    private static final double STRIDE = 1 / 24.0;

    private final PixelView view = new PixelView();
    final PlotLabels labels = new PlotLabels();
    final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final Consumer<Boolean> watch;
    private long first;
    private long last;
    private long moment = Long.MAX_VALUE;
    private long pointed = -1;
    private Axis up = new Axis(0, 1, false);

    /**
     * @param name what a screen reader says
     * @param watch told whether it may be seen
     * @param goTo told the step that was chosen
     */
    StepPlot(String name, Consumer<Boolean> watch, LongConsumer goTo) {
        this.watch = watch;
        getStyleClass().add("curve-plot");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(name);
        setFocusTraversable(true);
        getChildren().addAll(view, labels);
        dark.addListener((property, before, now) -> repaint());
        setOnMouseMoved(event -> point(step(event.getX())));
        setOnMouseExited(event -> point(-1));
        setOnMouseClicked(event -> {
            requestFocus();
            if (event.getButton() == MouseButton.PRIMARY && last > first) goTo.accept(step(event.getX()));
        });
        setOnKeyPressed(event -> {
            boolean known = press(event.getCode(), goTo);
            if (known) event.consume();
        });
        Tips.ask(this, () -> pointed < 0 || last <= first ? idle() : words(pointed));
        sightChanged();
    }

    private boolean press(KeyCode key, LongConsumer goTo) {
        if (last <= first) return false;
        long stride = Math.max(1, Math.round((last - first) * STRIDE));
        long from = pointed < 0 ? Math.min(last, moment) : pointed;
        if (key == KeyCode.LEFT) point(Math.max(first, from - stride));
        else if (key == KeyCode.RIGHT) point(Math.min(last, from + stride));
        else if (key == KeyCode.ENTER && pointed >= 0) goTo.accept(pointed);
        else return false;
        setAccessibleText(words(pointed));
        return true;
    }

    private void point(long step) {
        if (step == pointed) return;
        pointed = step;
        repaint();
    }

    @Override
    protected final void sightChanged() {
        watch.accept(isSeen());
    }

    /** The moment shown; {@link Long#MAX_VALUE} for the newest one. */
    final void at(long step) {
        if (step == moment) return;
        moment = step;
        repaint();
    }

    /** From which step to which it goes, and what is upwards. */
    final void scale(long from, long to, Axis values) {
        first = from;
        last = to;
        up = values;
        repaint();
    }

    final PixelImage image() {
        return view.picture();
    }

    final Palette palette() {
        return Palette.of(dark.getValue());
    }

    /** What the tooltip says of a step. */
    abstract String words(long step);

    /** What it says where no step is pointed at. */
    abstract String idle();

    /** Draws what the plot is about. */
    abstract void marks(PixelImage image, LinePainter painter, double density);

    // ---- where things are ----

    private double plotWidth() {
        return Math.max(1, getWidth() - LEFT - RIGHT);
    }

    private double plotHeight() {
        return Math.max(1, getHeight() - TOP - BOTTOM);
    }

    private long step(double x) {
        double share = Math.max(0, Math.min(1, (x - LEFT) / plotWidth()));
        return Math.round(first + share * (last - first));
    }

    /** In columns of the picture. */
    final double column(double step) {
        return (step - first) / Math.max(1, last - first) * (view.picture().width() - 1);
    }

    /** The step of a column of the picture. */
    final double stepAt(int column) {
        return first + (double) column / Math.max(1, view.picture().width() - 1) * (last - first);
    }

    /** In rows of the picture. */
    final double row(double value) {
        return (1 - up.fraction(value)) * view.picture().height();
    }

    // ---- painting ----

    @Override
    protected final void paint() {
        double density = density();
        PixelImage image = view.cover(plotWidth(), plotHeight(), density);
        view.relocate(LEFT, TOP);
        image.fill(0);
        labels.begin();
        if (last > first) {
            var painter = new LinePainter(image, 0, image.height());
            ticks(painter, density);
            marks(image, painter, density);
            if (moment < last) upright(painter, moment, palette().mark(), 0.9, 1.5 * density);
            if (pointed >= 0) upright(painter, pointed, palette().mark(), 0.5, density);
        }
        labels.end();
        image.update();
    }

    private void upright(LinePainter painter, long step, int argb, double alpha, double width) {
        int from = (int) Math.max(0, Math.round(column(step) - width / 2));
        for (int x = from; x < Math.min(view.picture().width(), from + Math.max(1, Math.round(width))); x++)
            painter.span(x, 0, view.picture().height(), argb, alpha);
    }

    private void ticks(LinePainter painter, double density) {
        List<Double> values = up.ticks((int) Math.max(2, plotHeight() / TICKS_APART));
        double apart = values.size() > 1 ? values.get(1) - values.get(0) : 1;
        int grid = palette().grid();
        for (double tick : values) {
            double y = TOP + plotHeight() * (1 - up.fraction(tick));
            painter.level((int) Math.round((y - TOP) * density), grid, 0.1);
            String text = Figures.tick(tick, Axis.roundStep(apart));
            labels.add(text, 0, y - PlotLabels.HEIGHT / 2, LEFT - 6, HPos.RIGHT, "tick", "");
        }
        double y = getHeight() - BOTTOM + 3;
        labels.add(Texts.of("curves.axis"), 0, y, LEFT - 10, HPos.RIGHT, "tick", "");
        for (double tick : new Axis(first, last, false).ticks((int) Math.max(2, plotWidth() / STEPS_APART))) {
            double x = LEFT + (tick - first) / (last - first) * plotWidth();
            String text = Figures.count(Math.round(tick));
            double half = LETTER / 2 * text.length();
            if (x - half <= LEFT - NEAR) continue;
            // the last one ends with the axis, for what stands beside it
            if (x + half > getWidth()) labels.add(text, getWidth() - 80, y, 80, HPos.RIGHT, "tick", "");
            else labels.add(text, x - 40, y, 80, HPos.CENTER, "tick", "");
        }
    }
}
