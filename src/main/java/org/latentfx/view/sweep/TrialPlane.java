package org.latentfx.view.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
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
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PlotLabels;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.rate.RatePlane;

/**
 * The rate–distortion plane: each trial by the nats that its codes cost and the squared error of what is decoded from
 * them, and the region where no model of any size can be. The trial under the pointer is named, a click opens it. FX
 * thread only.
 */
final class TrialPlane extends RatePlane {
    private static final double LEFT = 50;
    private static final double RIGHT = 10;
    private static final double TOP = 22;
    private static final double BOTTOM = 32;
    /** Room for dots on the axis. */
    private static final double PAD = 8;

    private static final double NEAR = 14;
    private static final double RADIUS = 4.5;

    private final Label name = new Label();
    private @Nullable Sheet sheet;
    private @Nullable RateDistortionBound bound;
    private ScoreScale scale = new ScoreScale(Double.NaN, Double.NaN);
    private List<Trial> trials = List.of();

    TrialPlane(IntConsumer open) {
        super(new Insets(TOP, RIGHT, BOTTOM, LEFT), PAD);
        getStyleClass().add("rate-plane");
        name.getStyleClass().add("plane-name");
        name.setManaged(false);
        name.setMouseTransparent(true);
        name.setVisible(false);
        getChildren().add(name);
        setAccessibleText(Texts.of("sweep.plane.accessible"));
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
        scale(new Axis(0, Math.max(1, mostRate * 1.08), false), new Axis(0, Math.max(1e-4, mostError * 1.08), false));
        repaint();
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
    protected void marks(PixelImage image, LinePainter painter, double density) {
        RateDistortionBound known = bound;
        if (known == null && trials.isEmpty()) return;
        ticks(painter, density);
        double width = getWidth() - RIGHT;
        labels().add(Texts.of("sweep.plane.error"), 0, 0, width, HPos.LEFT, "tick", "");
        double below = getHeight() - PlotLabels.HEIGHT - 1;
        labels().add(SceneWording.text(this, "sweep.plane.rate"), LEFT, below, plotWidth(), HPos.CENTER, "tick", "");
        if (known != null) forbidden(painter, known::mse, Texts.of("sweep.plane.forbidden"), density);
        int best = sheet == null ? 0 : sheet.best();
        for (Trial trial : trials) {
            double cx = column(trial.test().kl(), density);
            double cy = row(trial.mse(), density);
            if (trial.number() == best)
                painter.dot(cx, cy, (RADIUS + 3) * density, palette().mark());
            painter.dot(cx, cy, RADIUS * density, scale.colour(trial.score(), palette()));
        }
    }
}
