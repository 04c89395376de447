package org.latentfx.view.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import org.latentfx.session.compare.Sheet;
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

/** The held-out curves of all runs over one another, each with its colour and its glyph. FX thread only. */
final class OverlaidCurves extends PaintedRegion {
    private static final double LEFT = 52;
    private static final double NAMES = 136;
    private static final double TOP = 6;
    private static final double BOTTOM = 20;
    private static final double TICKS_APART = 26;
    private static final double PLACES_APART = 90;
    private static final double GLYPHS_APART = 110;
    private static final int GLYPH = 9;

    /** Of the length, where a loss falls so fast that all that follows would look flat. */
    private static final double FALL = 0.06;

    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private final PixelView view = new PixelView();
    private final PlotLabels labels = new PlotLabels();
    private final Region line = new Region();
    private final Label readout = new Label();
    private Sheet sheet = Sheet.EMPTY;
    private List<RunCurve> curves = List.of();
    private Measure measure = Measure.TOTAL;
    private Along along = Along.STEP;
    private double pointer = Double.NaN;

    OverlaidCurves() {
        getStyleClass().add("curve-plot");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        line.getStyleClass().add("pointer-line");
        readout.getStyleClass().add("curve-readout");
        for (Region region : List.of(line, readout)) {
            region.setManaged(false);
            region.setMouseTransparent(true);
            region.setVisible(false);
        }
        getChildren().addAll(view, labels, line, readout);
        setCursor(Cursor.CROSSHAIR);
        dark.addListener((property, before, now) -> repaint());
        setOnMouseMoved(event -> point(event.getX()));
        setOnMouseExited(event -> point(Double.NaN));
    }

    void show(Sheet now) {
        sheet = now;
        read();
    }

    void look(Measure wanted, Along by) {
        measure = wanted;
        along = by;
        read();
    }

    PixelImage image() {
        return view.picture();
    }

    private void read() {
        curves = sheet.runs().stream()
                .map(run -> RunCurve.of(run, measure, along))
                .toList();
        repaint();
    }

    // ---- where things are ----

    private double plotWidth() {
        return Math.max(1, getWidth() - LEFT - NAMES);
    }

    private double plotHeight() {
        return Math.max(1, getHeight() - TOP - BOTTOM);
    }

    private double last() {
        double last = curves.stream()
                .filter(curve -> curve.size() > 0)
                .mapToDouble(RunCurve::last)
                .max()
                .orElse(0);
        return last > 0 ? last : 1;
    }

    private double xOf(double place) {
        return LEFT + place / last() * plotWidth();
    }

    private Axis axis() {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (RunCurve curve : curves) {
            if (curve.size() == 0) continue;
            low = Math.min(low, curve.lowest());
            high = Math.max(high, curve.highestFrom(FALL * last()));
        }
        return low <= high ? Axis.around(low, high, false) : new Axis(0, 1, false);
    }

    // ---- the pointer ----

    private void point(double x) {
        pointer = x;
        double place = (x - LEFT) / plotWidth() * last();
        boolean inside = place >= 0 && place <= last() && curves.stream().anyMatch(c -> c.size() > 0);
        line.setVisible(inside);
        readout.setVisible(inside);
        if (!inside) return;
        var text = new StringBuilder(Texts.of("compare.along." + along.key() + ".at", place));
        for (int i = 0; i < curves.size(); i++) {
            double value = curves.get(i).at(place);
            if (Double.isNaN(value)) continue;
            text.append('\n')
                    .append(Texts.of(
                            "compare.readout", sheet.runs().get(i).facts().name(), Figures.loss(value)));
        }
        readout.setText(text.toString());
        readout.applyCss();
        readout.autosize();
        line.resizeRelocate(Math.round(x), TOP, 1, plotHeight());
        double beside = x + 12 + readout.getWidth() <= getWidth() ? x + 12 : x - 12 - readout.getWidth();
        readout.relocate(Math.round(Math.max(0, beside)), TOP);
    }

    // ---- painting ----

    @Override
    protected void paint() {
        double density = density();
        PixelImage image = view.cover(plotWidth(), plotHeight(), density);
        view.relocate(LEFT, TOP);
        image.fill(0);
        labels.begin();
        if (curves.stream().allMatch(curve -> curve.size() == 0)) {
            String why = Texts.of(along == Along.SECONDS ? "compare.curves.untimed" : "compare.curves.none");
            labels.add(why, LEFT, getHeight() / 2 - PlotLabels.HEIGHT, plotWidth(), HPos.CENTER, "tick", "");
        } else {
            Axis axis = axis();
            ticks(image, axis, density);
            moments(image, density);
            for (int i = 0; i < curves.size(); i++) draw(image, axis, i, density);
            names(axis);
            places();
        }
        labels.end();
        image.update();
        setAccessibleText(Texts.of("compare.curves.accessible", measure.label(), curves.size(), along.label()));
        point(pointer);
    }

    /** Where a column is of the past. */
    private void moments(PixelImage image, double density) {
        var painter = new LinePainter(image, 0, image.height());
        for (var run : sheet.runs()) {
            double at = along.of(run, run.facts().step());
            if (!run.facts().past() || Double.isNaN(at)) continue;
            int x = (int) Math.min(image.width() - 1, at / last() * image.width());
            int argb = new RunLook(run.facts().colour()).argb(dark.getValue());
            painter.dotted(x, (int) Math.max(1, 3 * density), argb, 1);
        }
    }

    private void ticks(PixelImage image, Axis axis, double density) {
        var painter = new LinePainter(image, 0, image.height());
        List<Double> ticks = axis.ticks((int) Math.max(2, plotHeight() / TICKS_APART));
        double step = ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : axis.high() - axis.low();
        for (double tick : ticks) {
            double y = plotHeight() * (1 - axis.fraction(tick));
            painter.level(
                    (int) Math.min(image.height() - 1, y * density),
                    Palette.of(dark.getValue()).grid(),
                    0.10);
            String text = Figures.tick(tick, Axis.roundStep(step));
            labels.add(text, 0, TOP + y - PlotLabels.HEIGHT / 2, LEFT - 8, HPos.RIGHT, "tick", "");
        }
    }

    private void draw(PixelImage image, Axis axis, int i, double density) {
        RunCurve curve = curves.get(i);
        var look = new RunLook(sheet.runs().get(i).facts().colour());
        double[] low = new double[image.width()];
        double[] high = new double[image.width()];
        curve.columns(0, last(), low, high);
        float[] top = new float[low.length];
        float[] bottom = new float[low.length];
        for (int column = 0; column < low.length; column++) {
            top[column] = (float) (image.height() * (1 - axis.fraction(high[column])));
            bottom[column] = (float) (image.height() * (1 - axis.fraction(low[column])));
        }
        new LinePainter(image, 0, image.height()).line(top, bottom, 1.6 * density, look.argb(dark.getValue()), 1, 1, 0);
        double apart = GLYPHS_APART * density;
        // each begins elsewhere, so that glyphs of curves that lie on one another do not hide each other
        double from = apart * (i + 1) / (curves.size() + 1);
        double end = curve.last() / last() * image.width();
        for (double x = from; x < end - apart / 4; x += apart) glyph(image, axis, curve, look, x, density);
        glyph(image, axis, curve, look, end, density);
    }

    private void glyph(PixelImage image, Axis axis, RunCurve curve, RunLook look, double x, double density) {
        double edge = Math.round(GLYPH * density);
        double value = curve.at(Math.min(curve.last(), x / image.width() * last()));
        if (Double.isNaN(value)) return;
        double y = image.height() * (1 - axis.fraction(value));
        RunMark.stamp(image, look, dark.getValue(), Math.min(x, image.width() - edge / 2), y, (int) edge);
    }

    /** The names at the ends, apart from one another. */
    private void names(Axis axis) {
        List<Integer> order = IntStream.range(0, curves.size())
                .filter(i -> curves.get(i).size() > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -end(i)))
                .toList();
        var tops = new ArrayList<Double>();
        double free = 0;
        for (int i : order) {
            double wanted = TOP + plotHeight() * (1 - axis.fraction(end(i))) - PlotLabels.HEIGHT / 2;
            double top = Math.max(free, Math.min(wanted, getHeight() - BOTTOM - PlotLabels.HEIGHT / 2));
            tops.add(top);
            free = top + PlotLabels.HEIGHT;
        }
        double over = Math.max(0, free - (getHeight() - PlotLabels.HEIGHT / 2));
        for (int k = 0; k < order.size(); k++) {
            var facts = sheet.runs().get(order.get(k)).facts();
            String loss = Figures.loss(end(order.get(k)));
            String style = "-fx-fill: " + new RunLook(facts.colour()).web(dark.getValue()) + ";";
            double top = tops.get(k) - over;
            String[] words = readouts(facts.name(), loss);
            labels.addWhole(LEFT + plotWidth() + 6, top, NAMES - 8, HPos.LEFT, "line-name", style, words);
        }
    }

    /** The figure after the name, of which ever less stays where there is no room for all of it. */
    private static String[] readouts(String name, String loss) {
        return IntStream.rangeClosed(0, name.length())
                .mapToObj(cut ->
                        cut == 0 ? name : name.substring(0, name.length() - cut).strip() + "…")
                .map(shorter -> Texts.of("compare.readout", shorter, loss))
                .toArray(String[]::new);
    }

    private double end(int i) {
        RunCurve curve = curves.get(i);
        return curve.y()[curve.size() - 1];
    }

    private void places() {
        var axis = new Axis(0, last(), false);
        double y = getHeight() - BOTTOM + 4;
        for (double tick : axis.ticks((int) Math.max(2, plotWidth() / PLACES_APART))) {
            double half = Math.min(40, LEFT + plotWidth() + NAMES / 2 - xOf(tick));
            String text = last() >= 10 ? Figures.count(Math.round(tick)) : Figures.fixed(tick, 1);
            labels.add(text, xOf(tick) - half, y, 2 * half, HPos.CENTER, "tick", "");
        }
        labels.add(along.label(), 0, y, LEFT - 14, HPos.RIGHT, "tick", "");
    }
}
