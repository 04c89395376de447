package org.latentfx.view.curves;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.HPos;
import javafx.scene.Cursor;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Measurement;
import org.latentfx.train.Preset;
import org.latentfx.view.curves.CurveBand.Chosen;
import org.latentfx.view.kit.Axis;
import org.latentfx.view.kit.Estimator;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.PlotLabels;

/**
 * The drawing area of the curves: lines in one picture, figures as labels around it, a read-out under the pointer. KL
 * has a band with its own axis below the other two, since it is far smaller. Holds the settings of the drawing, not the
 * controls for them. FX thread only.
 */
final class CurvePlot extends PaintedRegion {
    private static final double LEFT = 56;
    private static final double RIGHT = 118;
    /** Below this height the card beside the pointer says less. */
    private static final double LOW = 240;

    private static final double TOP = 14;
    private static final double BOTTOM = 18;
    private static final double GAP = 10;
    private static final double KL_SHARE = 0.36;
    /** What it says of images and pictures alike. */
    private static final double UNTOLD = 0.5;

    private static final double ZOOM = 1.2;
    private static final double TICKS_APART = 26;
    private static final double STEPS_APART = 90;
    /** About the width of a letter in an event's name. */
    private static final double EVENT_LETTER = 6;

    private static final double MOST_OF_EVENT = 240;

    private final StepWindow window = new StepWindow();
    private final ReadOnlyBooleanWrapper following = new ReadOnlyBooleanWrapper(true);
    private final ReadOnlyObjectWrapper<Chosen> chosen = new ReadOnlyObjectWrapper<>(Chosen.NOTHING);
    private final PixelView view = new PixelView();
    private final PlotLabels labels = new PlotLabels();
    private final Region pointerLine = new Region();
    private final MomentLine moment = new MomentLine();
    private final CurveReadout readout = new CurveReadout();
    private History history = History.EMPTY;
    private CurveLook look = CurveLook.FIRST;
    private Hyperparameters run = Preset.MAP.hyperparameters();
    private BetaCourse beta = BetaCourse.ONE;
    private LossCurves train = new LossCurves(history.train(), look.timeConstant());
    private LossCurves heldOut = new LossCurves(history.heldOut(), 0);
    private final List<Double> tickMiddles = new ArrayList<>();
    private double pointer = Double.NaN;
    private double dragged;

    CurvePlot() {
        getStyleClass().add("curve-plot");
        pointerLine.setManaged(false);
        pointerLine.setMouseTransparent(true);
        pointerLine.getStyleClass().add("pointer-line");
        getChildren().addAll(view, labels, moment, pointerLine);
        setCursor(Cursor.CROSSHAIR);
        setFocusTraversable(true);
        setOnMouseMoved(event -> point(event.getX()));
        setOnMouseExited(event -> point(Double.NaN));
        setOnMousePressed(event -> dragged = event.getX());
        setOnMouseDragged(this::drag);
        setOnMouseClicked(this::click);
        setOnScroll(this::scroll);
        setOnKeyPressed(this::key);
        point(Double.NaN);
    }

    // ---- what is shown ----

    /** Shows a history from now on; if it goes on from the one shown, the window stays where it is. */
    void show(History newest) {
        boolean goesOn = newest.extendsLinesOf(history);
        history = newest;
        if (!goesOn) readAgain();
        weigh();
        if (goesOn) {
            repaint();
            return;
        }
        window.fit();
        moved();
    }

    /** What the run is trained with from now on; the look has its kind. */
    void run(Hyperparameters now) {
        run = now;
        weigh();
        repaint();
    }

    /** The course of β is known better with each event; all is read again when it is another than it seemed. */
    private void weigh() {
        var now = BetaCourse.of(history, run);
        boolean other = !now.equals(beta);
        beta = now;
        if (other) readAgain();
    }

    private void readAgain() {
        train = new LossCurves(history.train(), look.timeConstant(), beta);
        heldOut = new LossCurves(history.heldOut(), 0, beta);
    }

    CurveLook look() {
        return look;
    }

    void look(CurveLook wanted) {
        boolean other = wanted.timeConstant() != look.timeConstant();
        look = wanted;
        if (other) readAgain();
        repaint();
    }

    /** What was chosen for the upper scale when it was painted last. */
    ReadOnlyObjectProperty<Chosen> chosenProperty() {
        return chosen.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty followingProperty() {
        return following.getReadOnlyProperty();
    }

    void follow(boolean on) {
        if (on) window.follow();
        else window.stay();
        moved();
    }

    void fit() {
        window.fit();
        moved();
    }

    /** The moment of the past that is looked at, and the way to choose one. */
    MomentLine moment() {
        return moment;
    }

    /** That moment is another one. */
    void momentChanged() {
        moment.place(this::xOf, LEFT, LEFT + plotWidth(), TOP, plotHeight());
    }

    StepWindow window() {
        return window;
    }

    // ---- gestures ----

    private void moved() {
        following.set(window.following());
        repaint();
    }

    private void drag(MouseEvent event) {
        window.pan((dragged - event.getX()) * (window.last() - window.first()) / plotWidth());
        dragged = event.getX();
        point(event.getX());
        moved();
    }

    private void click(MouseEvent event) {
        if (event.getButton() != MouseButton.PRIMARY) return;
        if (event.getClickCount() == 2) {
            moment.doubleClick();
            fit();
        } else if (event.isStillSincePress() && train.size() > 0) {
            moment.click(event.getX(), Math.round(stepAt(event.getX())), history.events(), this::xOf);
        }
    }

    private void scroll(ScrollEvent event) {
        if (event.getDeltaY() == 0) return;
        window.zoom(stepAt(event.getX()), event.getDeltaY() > 0 ? 1 / ZOOM : ZOOM);
        moved();
        event.consume();
    }

    private void key(KeyEvent event) {
        double span = window.last() - window.first();
        switch (event.getCode()) {
            case PLUS, ADD, EQUALS -> window.zoom(window.last(), 1 / ZOOM);
            case MINUS, SUBTRACT -> window.zoom(window.last(), ZOOM);
            case PAGE_UP -> window.pan(-span / 2);
            case PAGE_DOWN -> window.pan(span / 2);
            case END -> window.follow();
            default -> {
                return;
            }
        }
        moved();
        event.consume();
    }

    private double plotWidth() {
        return Math.max(1, getWidth() - LEFT - RIGHT);
    }

    private double plotHeight() {
        return Math.max(1, getHeight() - TOP - BOTTOM);
    }

    private double stepAt(double x) {
        double share = Math.max(0, Math.min(1, (x - LEFT) / plotWidth()));
        return window.first() + share * (window.last() - window.first());
    }

    private double xOf(double step) {
        return LEFT + (step - window.first()) / (window.last() - window.first()) * plotWidth();
    }

    private void point(double x) {
        pointer = x;
        int i = Double.isNaN(x) ? -1 : train.nearest(stepAt(x));
        boolean inside = i >= 0 && xOf(train.step(i)) >= LEFT - 1 && xOf(train.step(i)) <= LEFT + plotWidth() + 1;
        pointerLine.setVisible(inside);
        readout.setVisible(inside);
        if (inside && readout.getParent() == null) getChildren().add(readout);
        if (!inside) return;
        long step = train.step(i);
        double at = xOf(step);
        readout.head(step, happenedAround(at));
        readout.values(train, i, heldOut, heldOut.nearest(step), look);
        readout.measured(run, beta.objective(history.train(), i), look);
        readout.shorten(getHeight() < LOW);
        readout.applyCss(); // it may be new or have new text
        readout.autosize();
        pointerLine.resizeRelocate(Math.round(at), TOP, 1, plotHeight());
        double beside = at + 12 + readout.getWidth() <= getWidth() ? at + 12 : at - 12 - readout.getWidth();
        readout.relocate(
                Math.round(Math.max(0, beside)),
                Math.round(Math.max(0, Math.min(TOP, getHeight() - readout.getHeight()))));
    }

    private String happenedAround(double x) {
        return CurveMark.of(history.events(), this::xOf).stream()
                .filter(mark -> Math.abs(mark.x() - x) <= 4)
                .map(CurveMark::text)
                .collect(Collectors.joining(" · "));
    }

    // ---- painting ----

    @Override
    protected void paint() {
        train.catchUp(history.train());
        heldOut.catchUp(history.heldOut());
        window.latest(Math.max(train.latest(), heldOut.latest()));
        double density = density();
        int width = (int) Math.max(1, Math.round(plotWidth() * density));
        int height = (int) Math.max(1, Math.round(plotHeight() * density));
        PixelImage image = view.fit(width, height, density);
        view.relocate(LEFT, TOP);
        image.fill(0);
        labels.begin();
        tickMiddles.clear();
        events(density);
        if (train.size() + heldOut.size() == 0) {
            double y = getHeight() / 2 - PlotLabels.HEIGHT;
            labels.add(Texts.of("curves.none"), LEFT, y, plotWidth(), HPos.CENTER, "tick", "");
        } else {
            List<CurveBand> bands = bands(density);
            for (CurveBand band : bands) paint(band, density);
            chosen.set(bands.get(0).chosen());
            steps();
        }
        labels.end();
        moment.place(this::xOf, LEFT, LEFT + plotWidth(), TOP, plotHeight());
        image.update();
        point(pointer);
    }

    private List<CurveBand> bands(double density) {
        var upper = new ArrayList<>(look.shown());
        var low = upper.stream().filter(Quantity::low).toList();
        upper.removeAll(low);
        if (run.model().variational() && beta.weighted() && look.shown().contains(Quantity.TOTAL))
            upper.add(0, Quantity.OBJECTIVE);
        int high = view.picture().height();
        if (upper.isEmpty()) return List.of(band(low, 0, high));
        if (low.isEmpty()) return List.of(band(upper, 0, high));
        int gap = (int) (GAP * density);
        int lower = (int) ((high - gap) * KL_SHARE);
        return List.of(band(upper, 0, high - gap - lower), band(low, high - lower, lower));
    }

    private CurveBand band(List<Quantity> quantities, int top, int height) {
        return new CurveBand(
                quantities, train, heldOut, window, look, view.picture().width(), top, height);
    }

    private void paint(CurveBand band, double density) {
        var painter = new LinePainter(view.picture(), band.top(), band.top() + band.height());
        Axis axis = band.axis();
        int count = (int) Math.max(2, band.height() / density / TICKS_APART);
        List<Double> ticks = axis.ticks(count);
        if (ticks.size() < 2) ticks = axis.ticks(2 * count);
        double step = ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : axis.high() - axis.low();
        for (double tick : ticks) {
            double y = band.y(tick);
            int row = (int) Math.min(y, band.top() + band.height() - 1);
            painter.level(row, Palette.of(look.dark()).grid(), 0.10);
            boolean decades = axis.log() && axis.high() > 8 * axis.low();
            String text = Figures.tick(tick, decades ? tick : Axis.roundStep(step));
            double middle = TOP + y / density;
            if (tickMiddles.stream().allMatch(other -> Math.abs(other - middle) >= PlotLabels.HEIGHT - 1)) {
                tickMiddles.add(middle);
                labels.add(text, 0, middle - PlotLabels.HEIGHT / 2, LEFT - 8, HPos.RIGHT, "tick", "");
            }
        }
        double baseline = baseline(band);
        if (baseline > axis.low() && baseline < axis.high())
            painter.dashes((int) band.y(baseline), Palette.of(look.dark()).grid(), 0.55, (int) (3 * density));
        band.draw(view.picture(), density);
        new EndLabels(labels, look, LEFT + plotWidth() + 6, RIGHT - 6)
                .put(band, TOP, density, train, train.nearest(window.last()), heldOut, heldOut.nearest(window.last()));
        new BandNotes(labels, view.picture(), LEFT, TOP, plotWidth(), density).put(band, baseline, run);
    }

    /**
     * What the mean image alone would reach, in the unit shown, or what a discriminator says that tells nothing apart;
     * NaN where that is not known or does not belong.
     */
    private double baseline(CurveBand band) {
        Measurement latest = history.latest();
        boolean belongs = band.quantities().stream().anyMatch(Quantity::ofPixels);
        if (band.probabilities()) return UNTOLD;
        return latest == null || !belongs
                ? Double.NaN
                : latest.baseline().loss() * look.factor(Quantity.RECONSTRUCTION);
    }

    /** A line for each mark; the newest are named before the older ones where there is not room for all. */
    private void events(double density) {
        var painter = new LinePainter(view.picture(), 0, view.picture().height());
        int argb = Palette.of(look.dark()).event();
        List<CurveMark> marks = CurveMark.of(history.events(), this::xOf);
        double free = getWidth();
        for (int i = marks.size() - 1; i >= 0; i--) {
            double x = marks.get(i).x();
            if (x < LEFT || x > LEFT + plotWidth()) continue;
            painter.dotted(
                    (int) Math.min(view.picture().width() - 1, (x - LEFT) * density),
                    (int) Math.max(1, 2 * density),
                    argb,
                    0.9);
            String text = marks.get(i).text();
            double wanted = Math.min(MOST_OF_EVENT, EVENT_LETTER * text.length() + 8);
            double left = Math.max(LEFT, Math.min(x + 3, getWidth() - wanted));
            if (left + wanted > free) continue;
            labels.add(text, left, 0, wanted, HPos.LEFT, "event", "");
            free = Math.min(left, x);
        }
    }

    private void steps() {
        int count = (int) Math.max(2, plotWidth() / STEPS_APART);
        double y = getHeight() - BOTTOM + 3;
        for (double tick : new Axis(window.first(), window.last(), false).ticks(count)) {
            String text = Figures.count(Math.round(tick));
            // the last one ends with the axis, for what stands right of it
            double half = Math.min(40, LEFT + plotWidth() - xOf(tick));
            if (half >= EVENT_LETTER * text.length() / 2)
                labels.add(text, xOf(tick) - half, y, 2 * half, HPos.CENTER, "tick", "");
            else labels.add(text, LEFT + plotWidth() - 80, y, 80, HPos.RIGHT, "tick", "");
        }
        double right = LEFT + plotWidth() + 6;
        labels.add(Estimator.words(run), right, y, RIGHT - 6, HPos.LEFT, "note", "");
        labels.add(Texts.of("curves.axis"), 0, y, LEFT - 14, HPos.RIGHT, "tick", "");
    }
}
