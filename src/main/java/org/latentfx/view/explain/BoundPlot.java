package org.latentfx.view.explain;

import java.util.Locale;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;
import javafx.scene.shape.ClosePath;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.explain.Shown.Plane;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Axis;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.PlotLabels;

/**
 * Squared error over KL with the region where no model can be, the figures that an article printed in that region, and
 * the model shown. FX thread only.
 */
final class BoundPlot extends Region {
    private static final double HEIGHT = 176;
    private static final double LEFT = 40;
    private static final double BOTTOM = 32;
    private static final double TOP = 6;
    private static final double DOT = 4.5;

    /** A mean KL of 0.0165 for ten latents, and ½ · MSE = 0.0022: what the article printed. */
    private static final double ARTICLE_KL = 0.165;

    private static final double ARTICLE_MSE = 0.0044;

    /** So many nats are shown at least. */
    private static final double LEAST_KL = 3;

    private static final int POINTS = 80;

    private final Path forbidden = new Path();
    private final Circle article = new Circle(DOT);
    private final Circle model = new Circle(DOT);
    private final PlotLabels labels = new PlotLabels();
    private @Nullable Plane plane;

    BoundPlot() {
        getStyleClass().add("bound-plot");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setAccessibleText(Texts.of("explain.slip.plot"));
        forbidden.getStyleClass().add("bound-forbidden");
        article.getStyleClass().add("bound-article");
        model.getStyleClass().add("bound-model");
        forbidden.setManaged(false);
        article.setManaged(false);
        model.setManaged(false);
        getChildren().addAll(forbidden, article, model, labels);
        show(null);
    }

    void show(@Nullable Plane next) {
        plane = next;
        setVisible(next != null);
        setManaged(next != null);
        requestLayout();
    }

    @Override
    protected double computePrefHeight(double width) {
        return plane == null ? 0 : HEIGHT;
    }

    @Override
    protected double computeMinHeight(double width) {
        return computePrefHeight(width);
    }

    @Override
    protected void layoutChildren() {
        Plane now = plane;
        if (now == null) return;
        double most = Math.max(LEAST_KL, 1.15 * Math.min(now.kl(), now.bound().mostRate()));
        var across = new Axis(0, most, false);
        var up = new Axis(0, 1.12 * Math.max(now.mse(), now.bound().mse(0)), false);
        region(now, across, up);
        place(article, across, up, ARTICLE_KL, ARTICLE_MSE);
        place(model, across, up, Math.min(most, now.kl()), now.mse());
        label(across, up);
        labels.end();
    }

    private double x(Axis across, double kl) {
        return LEFT + across.fraction(kl) * (getWidth() - LEFT - DOT);
    }

    private double y(Axis up, double mse) {
        return TOP + (1 - up.fraction(mse)) * (HEIGHT - TOP - BOTTOM);
    }

    private void region(Plane now, Axis across, Axis up) {
        forbidden.getElements().setAll(new MoveTo(x(across, 0), y(up, 0)));
        for (int i = 0; i <= POINTS; i++) {
            double kl = across.high() * i / POINTS;
            forbidden
                    .getElements()
                    .add(new LineTo(x(across, kl), y(up, now.bound().mse(kl))));
        }
        forbidden.getElements().addAll(new LineTo(x(across, across.high()), y(up, 0)), new ClosePath());
    }

    private void place(Circle dot, Axis across, Axis up, double kl, double mse) {
        dot.setCenterX(x(across, kl));
        dot.setCenterY(y(up, mse));
    }

    private void label(Axis across, Axis up) {
        labels.begin();
        for (double kl : across.ticks(4))
            text(number(kl), x(across, kl) - 20, y(up, 0) + 2, 40, HPos.CENTER, "bound-tick");
        for (double mse : up.ticks(3))
            text(Figures.fixed(mse, 2), 0, y(up, mse) - PlotLabels.HEIGHT / 2, LEFT - 6, HPos.RIGHT, "bound-tick");
        text(Texts.of("explain.slip.plot.kl"), LEFT, y(up, 0) + 16, getWidth() - LEFT, HPos.RIGHT, "bound-tick");
        text(Texts.of("explain.slip.plot.mse"), LEFT + 4, TOP - 4, 60, HPos.LEFT, "bound-tick");
        beside(article, "article");
        beside(model, "model");
    }

    /** Its name to the right of a dot, or to the left where there is no room. */
    private void beside(Circle dot, String name) {
        boolean left = dot.getCenterX() > getWidth() - 90;
        double x = left ? dot.getCenterX() - 98 : dot.getCenterX() + 8;
        text(
                Texts.of("explain.slip.plot." + name),
                x,
                dot.getCenterY() - PlotLabels.HEIGHT / 2 - (left ? 10 : 0),
                90,
                left ? HPos.RIGHT : HPos.LEFT,
                "bound-" + name + "-name");
    }

    private void text(String words, double x, double y, double width, HPos alignment, String look) {
        labels.add(words, x, y, width, alignment, look, "");
    }

    private static String number(double value) {
        return String.format(Locale.ENGLISH, value == Math.rint(value) ? "%.0f" : "%.1f", value);
    }
}
