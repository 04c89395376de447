package org.latentfx.view.debug;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.latentfx.text.Texts;
import org.latentfx.train.signal.Histogram;
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
 * Histograms of one thing at several moments, one in front of the other like mountain ridges: the newest in front. All
 * have the same scale. A click, or Enter after the arrow keys, goes to a moment. FX thread only.
 */
final class RidgePlot extends PaintedRegion {
    /** A histogram and the moment that it is of. */
    record Ridge(long step, Histogram of) {}

    private static final double LEFT = 8;
    private static final double RIGHT = 52;
    private static final double BOTTOM = 18;
    private static final double TICKS_APART = 64;

    /** About how wide a letter of a tick is. */
    private static final double LETTER = 6.4;

    /** Ridges stand at least so far apart. */
    private static final double APART = 7;

    /** The highest ridge reaches over so many of those behind it, where there are many. */
    private static final double OVER = 6;

    private static final double STEPS_APART = 15;

    /** What lies farther from the mean, in standard deviations, is cut off. */
    private static final double DEVIATIONS = 3.5;

    private final PixelView view = new PixelView();
    private final PlotLabels labels = new PlotLabels();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private List<Ridge> all = List.of();
    private List<Ridge> shown = List.of();
    private Axis across = new Axis(-1, 1, false);
    private int pointed = -1;

    RidgePlot(LongConsumer goTo) {
        getStyleClass().add("curve-plot");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("debug.ridges.title"));
        setFocusTraversable(true);
        getChildren().addAll(view, labels);
        dark.addListener((property, before, now) -> repaint());
        setOnMouseMoved(event -> point(ridge(event.getY())));
        setOnMouseExited(event -> point(-1));
        setOnMouseClicked(event -> {
            requestFocus();
            int there = ridge(event.getY());
            if (there >= 0 && event.getButton() == MouseButton.PRIMARY)
                goTo.accept(shown.get(there).step());
        });
        setOnKeyPressed(event -> {
            boolean known = press(event.getCode(), goTo);
            if (known) event.consume();
        });
        Tips.ask(this, this::words);
    }

    private boolean press(KeyCode key, LongConsumer goTo) {
        int last = shown.size() - 1;
        if (last < 0) return false;
        int from = pointed < 0 ? last + 1 : pointed;
        if (key == KeyCode.LEFT || key == KeyCode.UP) point(Math.max(0, from - 1));
        else if (key == KeyCode.RIGHT || key == KeyCode.DOWN) point(Math.min(last, from + 1));
        else if (key == KeyCode.ENTER && pointed >= 0)
            goTo.accept(shown.get(pointed).step());
        else return false;
        setAccessibleText(words());
        return true;
    }

    private void point(int ridge) {
        if (ridge == pointed) return;
        pointed = ridge;
        repaint();
    }

    /** @param now in the order of their steps */
    void show(List<Ridge> now) {
        all = now;
        repaint();
    }

    PixelImage image() {
        return view.picture();
    }

    private String words() {
        if (pointed < 0 || pointed >= shown.size()) return Texts.of("debug.ridges.tip");
        Ridge there = shown.get(pointed);
        return Texts.of(
                "debug.ridges.at",
                there.step(),
                Figures.exact(there.of().mean()),
                Figures.exact(there.of().deviation()),
                Figures.fixed(100 * there.of().zeros(), 1));
    }

    // ---- where things are ----

    private double plotWidth() {
        return Math.max(1, getWidth() - LEFT - RIGHT);
    }

    private double plotHeight() {
        return Math.max(1, getHeight() - BOTTOM);
    }

    private double apart() {
        return plotHeight() / (shown.size() + lift());
    }

    /** How many ridges the highest one reaches over. */
    private double lift() {
        return Math.min(OVER, 1 + 0.5 * shown.size());
    }

    /** Where a ridge stands. */
    private double ground(int ridge) {
        return (ridge + lift()) * apart();
    }

    private int ridge(double y) {
        if (shown.isEmpty()) return -1;
        int there = (int) Math.ceil(y / apart() - lift());
        return there >= 0 && there < shown.size() ? there : -1;
    }

    /** As many as there is room for, spread evenly, the newest among them. */
    private void choose() {
        int most = (int) Math.max(2, plotHeight() / APART - OVER);
        int n = Math.min(most, all.size());
        shown = IntStream.range(0, n)
                .mapToObj(i -> all.get(n == 1 ? all.size() - 1 : (int) ((long) i * (all.size() - 1) / (n - 1))))
                .toList();
        if (pointed >= n) pointed = -1;
        double low = 0;
        double high = 0;
        for (Ridge one : shown) {
            double reach = DEVIATIONS * one.of().deviation();
            high = Math.max(high, Math.min(one.of().reach(), one.of().mean() + reach));
            if (below(one.of()))
                low = Math.min(low, Math.max(-one.of().reach(), one.of().mean() - reach));
        }
        across = high > low ? new Axis(low, high, false) : new Axis(-1, 1, false);
    }

    private static boolean below(Histogram of) {
        for (int i = 0; i < Histogram.BINS / 2; i++) if (of.share()[i] > 0) return true;
        return false;
    }

    // ---- painting ----

    @Override
    protected void paint() {
        double density = density();
        PixelImage image = view.cover(plotWidth(), plotHeight(), density);
        view.relocate(LEFT, 0);
        image.fill(0);
        labels.begin();
        choose();
        if (!shown.isEmpty()) {
            double peak = 0;
            for (Ridge one : shown) peak = Math.max(peak, peak(one.of()));
            for (int k = 0; k < shown.size(); k++) paint(k, peak, image, density);
            steps();
            ticks();
        }
        labels.end();
        image.update();
    }

    private double peak(Histogram of) {
        double most = 0;
        double step = 2 * of.reach() / Histogram.BINS;
        for (double x = -of.reach() + step / 2; x < of.reach(); x += step) most = Math.max(most, of.density(x));
        return most;
    }

    private void paint(int k, double peak, PixelImage image, double density) {
        Histogram of = shown.get(k).of();
        int width = image.width();
        float[] top = new float[width];
        float[] bottom = new float[width];
        double ground = ground(k) * density;
        double high = lift() * apart() * density * 0.95;
        for (int x = 0; x < width; x++) {
            double value = across.low() + (x + 0.5) / width * (across.high() - across.low());
            top[x] = (float) (ground - smooth(of, value) / peak * high);
        }
        for (int x = 0; x < width; x++) {
            float after = top[Math.min(x + 1, width - 1)];
            bottom[x] = Math.max(top[x], after);
        }
        Palette palette = Palette.of(dark.getValue());
        var painter = new LinePainter(image, 0, image.height());
        double share = shown.size() < 2 ? 1 : (double) k / (shown.size() - 1);
        int back = dark.getValue() ? 0xff0d1117 : 0xffffffff;
        for (int x = 0; x < width; x++) {
            painter.span(x, top[x], ground, back, 1);
            painter.span(x, top[x], ground, palette.colour(0), 0.12 + 0.38 * share);
            top[x] = Math.min(top[x], bottom[x]);
        }
        boolean here = k == pointed;
        int line = here ? palette.mark() : palette.colour(0);
        painter.line(top, bottom, (here ? 1.8 : 1.1) * density, line, here ? 1 : 0.55 + 0.4 * share, 1, 0);
    }

    /** Between the middles of the bins on a straight line. */
    private static double smooth(Histogram of, double value) {
        double half = of.reach() / Histogram.BINS;
        double at = (value + of.reach()) / (2 * half) - 0.5;
        double share = at - Math.floor(at);
        double left = (Math.floor(at) + 0.5) * 2 * half - of.reach();
        return (1 - share) * of.density(left) + share * of.density(left + 2 * half);
    }

    private void steps() {
        double last = Double.POSITIVE_INFINITY;
        for (int k = shown.size() - 1; k >= 0; k--) {
            if (last - ground(k) < STEPS_APART) continue;
            last = ground(k);
            String step = Figures.shortCount(shown.get(k).step());
            double y = ground(k) - PlotLabels.HEIGHT;
            labels.add(step, LEFT + plotWidth() + 5, y, RIGHT - 5, HPos.LEFT, "tick", "");
        }
    }

    private void ticks() {
        List<Double> ticks = across.ticks((int) Math.max(2, plotWidth() / TICKS_APART));
        double step = ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : 1;
        double y = getHeight() - BOTTOM + 3;
        for (double tick : ticks) {
            double x = LEFT + across.fraction(tick) * plotWidth();
            String text = Figures.tick(tick, Axis.roundStep(step));
            double half = LETTER * text.length() / 2;
            // the first and the last one end with the axis, for what stands beside it
            if (x + half > LEFT + plotWidth()) labels.add(text, LEFT + plotWidth() - 60, y, 60, HPos.RIGHT, "tick", "");
            else if (x - half < 0) labels.add(text, 0, y, 60, HPos.LEFT, "tick", "");
            else labels.add(text, x - 30, y, 60, HPos.CENTER, "tick", "");
        }
        labels.add(Texts.of("curves.axis"), LEFT + plotWidth() + 5, y, RIGHT - 5, HPos.LEFT, "tick", "");
    }
}
