package org.latentfx.view.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.sweep.RateDistortionBound;
import org.latentfx.session.sweep.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.train.sweep.Trial;
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
 * The rate–distortion plane: each trial by the nats that its codes cost and the squared error of what is decoded from
 * them, and the region where no model of any size can be. The trial under the pointer is named, a click opens it. FX
 * thread only.
 */
final class RatePlane extends PaintedRegion {
    private static final double LEFT = 50;
    private static final double RIGHT = 10;
    private static final double TOP = 22;
    private static final double BOTTOM = 32;
    /** Room for dots on the axis. */
    private static final double PAD = 8;

    private static final double NEAR = 14;
    private static final double RADIUS = 4.5;
    /** Opacity of the region where no model can be. */
    private static final double FORBIDDEN = 0.18;

    private final PixelView view = new PixelView();
    private final PlotLabels labels = new PlotLabels();
    private final Label name = new Label();
    private final ObservableValue<Boolean> dark = Theme.isDark(this);
    private @Nullable Sheet sheet;
    private @Nullable RateDistortionBound bound;
    private ScoreScale scale = new ScoreScale(Double.NaN, Double.NaN);
    private List<Trial> trials = List.of();
    private Axis rates = new Axis(0, 1, false);
    private Axis errors = new Axis(0, 1, false);

    RatePlane(IntConsumer open) {
        getStyleClass().add("rate-plane");
        name.getStyleClass().add("plane-name");
        name.setManaged(false);
        name.setMouseTransparent(true);
        name.setVisible(false);
        getChildren().addAll(view, labels, name);
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("sweep.plane.accessible"));
        dark.addListener((property, before, now) -> repaint());
        setOnMouseMoved(event -> point(nearest(event.getX(), event.getY())));
        setOnMouseExited(event -> point(null));
        setOnMouseClicked(event -> {
            Trial there = nearest(event.getX(), event.getY());
            if (there != null && event.getButton() == MouseButton.PRIMARY) open.accept(there.number());
        });
    }

    void show(@Nullable Sheet now, ScoreScale common, @Nullable RateDistortionBound newest) {
        sheet = now;
        scale = common;
        bound = newest;
        trials = now == null
                ? List.of()
                : now.done().stream()
                        .filter(trial -> Double.isFinite(trial.mse()))
                        .sorted(Comparator.comparingInt(Trial::number))
                        .toList();
        double mostRate = trials.stream().mapToDouble(t -> t.test().kl()).max().orElse(10);
        double mostError = trials.stream().mapToDouble(Trial::mse).max().orElse(0.05);
        if (newest != null) mostError = Math.max(mostError, newest.mse(0));
        rates = new Axis(0, Math.max(1, mostRate * 1.08), false);
        errors = new Axis(0, Math.max(1e-4, mostError * 1.08), false);
        repaint();
    }

    // ---- where things are ----

    private double x(double rate) {
        return LEFT + rates.fraction(rate) * (getWidth() - LEFT - RIGHT);
    }

    private double y(double error) {
        return TOP + (1 - errors.fraction(error)) * (getHeight() - TOP - BOTTOM);
    }

    private @Nullable Trial nearest(double px, double py) {
        Trial best = null;
        double least = NEAR;
        for (Trial trial : trials) {
            double distance = Math.hypot(x(trial.test().kl()) - px, y(trial.mse()) - py);
            if (distance > least) continue;
            least = distance;
            best = trial;
        }
        return best;
    }

    private void point(@Nullable Trial trial) {
        Sheet now = sheet;
        name.setVisible(trial != null && now != null);
        if (trial == null || now == null) return;
        name.setText(Texts.of(
                "sweep.plane.trial",
                now.name(trial.number()),
                Figures.fixed(trial.test().kl(), 1),
                Figures.fixed(trial.mse(), 4)));
        name.autosize();
        double left = Math.min(x(trial.test().kl()) + 8, getWidth() - name.getWidth());
        name.relocate(Math.max(0, left), Math.max(0, y(trial.mse()) - 26));
    }

    // ---- painting ----

    @Override
    protected void paint() {
        double density = density();
        int width = (int) Math.max(1, Math.ceil((getWidth() - LEFT - RIGHT + PAD) * density));
        int height = (int) Math.max(1, Math.ceil(getHeight() * density));
        PixelImage image = view.fit(width, height, density);
        image.fill(0);
        view.relocate(LEFT - PAD, 0);
        Palette palette = Palette.of(dark.getValue());
        var painter = new LinePainter(image, (int) (TOP * density), (int) ((getHeight() - BOTTOM) * density) + 1);
        labels.begin();
        if (bound != null || !trials.isEmpty()) grid(painter, palette, density);
        if (bound != null) forbidden(painter, bound, palette, density);
        int best = sheet == null ? 0 : sheet.best();
        for (Trial trial : trials) {
            double cx = (x(trial.test().kl()) - LEFT + PAD) * density;
            double cy = y(trial.mse()) * density;
            if (trial.number() == best) painter.dot(cx, cy, (RADIUS + 3) * density, palette.mark());
            painter.dot(cx, cy, RADIUS * density, scale.colour(trial.test().total(), palette));
        }
        labels.end();
        image.update();
    }

    private void grid(LinePainter painter, Palette palette, double density) {
        int rows = (int) Math.max(2, (getHeight() - TOP - BOTTOM) / 34);
        double step = stepOf(errors.ticks(rows));
        for (double tick : errors.ticks(rows)) {
            painter.level((int) Math.round(y(tick) * density), palette.grid(), 0.16);
            labels.add(Figures.tick(tick, step), 0, y(tick) - 7, LEFT - PAD - 4, HPos.RIGHT, "tick", "");
        }
        int columns = (int) Math.max(2, (getWidth() - LEFT - RIGHT) / 60);
        labels.add(Texts.of("sweep.plane.error"), 0, 0, getWidth() - RIGHT, HPos.LEFT, "tick", "");
        step = stepOf(rates.ticks(columns));
        for (double tick : rates.ticks(columns))
            labels.add(Figures.tick(tick, step), x(tick) - 30, getHeight() - BOTTOM + 2, 60, HPos.CENTER, "tick", "");
        labels.add(
                Texts.of("sweep.plane.rate"),
                LEFT,
                getHeight() - PlotLabels.HEIGHT - 1,
                getWidth() - LEFT - RIGHT,
                HPos.CENTER,
                "tick",
                "");
    }

    private static double stepOf(List<Double> ticks) {
        return ticks.size() < 2 ? 1 : ticks.get(1) - ticks.get(0);
    }

    /** All that lies under the bound, filled faintly under a line. */
    private void forbidden(LinePainter painter, RateDistortionBound known, Palette palette, double density) {
        int columns = view.picture().width();
        float[] top = new float[columns];
        float[] next = new float[columns];
        float[] bottom = new float[columns];
        for (int column = 0; column < columns; column++) {
            double rate = (column / density - PAD) / (getWidth() - LEFT - RIGHT) * rates.high();
            double after = ((column + 1) / density - PAD) / (getWidth() - LEFT - RIGHT) * rates.high();
            top[column] = rate < 0 ? Float.NaN : (float) (y(known.mse(rate)) * density);
            next[column] = (float) Math.max(top[column], y(known.mse(after)) * density);
            bottom[column] = (float) ((getHeight() - BOTTOM) * density);
        }
        painter.line(top, bottom, 0, palette.event(), FORBIDDEN, 1, 0);
        painter.line(top, next, 1.5 * density, palette.event(), 0.9, 1, 0);
        labels.add(
                Texts.of("sweep.plane.forbidden"),
                LEFT + 8,
                getHeight() - BOTTOM - PlotLabels.HEIGHT - 4,
                getWidth() - LEFT - RIGHT - 8,
                HPos.LEFT,
                "tick",
                "");
    }
}
