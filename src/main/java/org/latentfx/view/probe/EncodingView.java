package org.latentfx.view.probe;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.image.ElboBreakdown;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.Tips;

/**
 * What lies between an image and its reconstruction: μ and σ that the encoder gives, the noise ε, and z = μ + σε. A
 * table of figures for a few latents; for many a chart with μ as bars, ± σ as whiskers, σε as a step from μ and z at
 * its end. FX thread only.
 */
final class EncodingView extends Region {
    /** So many latents have figures. */
    static final int FEW = 3;

    /** How wide the table of {@value #FEW} latents is. */
    static final double LEAST_WIDTH = 104;

    private static final String[] SYMBOLS = {"mu", "sigma", "epsilon", "z"};
    private static final double NAME = 14;
    private static final double WIDEST = 56;

    /** Lower lines would lie over each other; the chart is drawn instead. */
    private static final double LEAST_LINE = 12;

    /** Of the chart, either way; codes that no prior holds may need more. */
    private static final double RANGE = 3.5;

    private static final double LEAST_BAR = 2;
    private static final double WIDEST_BAR = 14;

    private final List<Label> table = new ArrayList<>();
    private final Path axis = path("axis");
    private final Path sigma = path("sigma");
    private final Path mu = path("mu");
    private final Path epsilon = path("epsilon");
    private final Path z = path("z");
    private @Nullable ElboBreakdown shown;
    private double range = RANGE;

    EncodingView() {
        getStyleClass().add("encoding");
        setAccessibleRole(AccessibleRole.TEXT);
        setManaged(false);
        Tips.about(this, "z");
        getChildren().addAll(axis, sigma, mu, epsilon, z);
    }

    private static Path path(String name) {
        var path = new Path();
        path.getStyleClass().addAll("way-path", name);
        path.setManaged(false);
        return path;
    }

    void show(@Nullable ElboBreakdown breakdown) {
        shown = breakdown;
        boolean point = breakdown != null && !breakdown.variational();
        Tips.say(this, Texts.of(point ? "probe.way.help.point" : "probe.way.help"));
        setAccessibleText(breakdown == null ? "" : sentence(breakdown));
        requestLayout();
    }

    // ---- figures ----

    /** ε of latent {@code j}: what was drawn, 0 for z = μ, NaN where several are averaged. */
    static double epsilon(ElboBreakdown of, int j) {
        if (!of.variational()) return 0;
        if (of.samples().length > of.mu().length) return Double.NaN;
        return (of.samples()[j] - of.mu()[j]) / Math.exp(of.logVar()[j] / 2);
    }

    private static double figure(ElboBreakdown of, int row, int j) {
        return switch (row) {
            case 0 -> of.mu()[j];
            case 1 -> Math.exp(of.logVar()[j] / 2);
            case 2 -> epsilon(of, j);
            default -> of.samples().length > of.mu().length ? Double.NaN : of.samples()[j];
        };
    }

    private static String text(ElboBreakdown of, int row, int j) {
        double value = figure(of, row, j);
        return Double.isNaN(value) ? Texts.of("probe.way.several") : Figures.fixed(value, 2);
    }

    private static String sentence(ElboBreakdown of) {
        int latents = Math.min(FEW, of.mu().length);
        var parts = new ArrayList<String>();
        for (int j = 0; j < latents; j++)
            parts.add(Texts.of(
                    of.variational() ? "probe.way.accessible" : "probe.way.accessible.point",
                    j,
                    text(of, 0, j),
                    text(of, 1, j),
                    text(of, 2, j),
                    text(of, 3, j)));
        return String.join(" ", parts);
    }

    // ---- layout ----

    @Override
    protected void layoutChildren() {
        ElboBreakdown now = shown;
        boolean figures = now != null && now.mu().length <= FEW && getHeight() >= SYMBOLS.length * LEAST_LINE;
        for (Path path : List.of(axis, sigma, mu, epsilon, z)) path.setVisible(now != null && !figures);
        int used = now != null && figures ? tabulate(now) : 0;
        for (int i = 0; i < table.size(); i++) table.get(i).setVisible(i < used);
        if (now != null && !figures) chart(now);
    }

    private int tabulate(ElboBreakdown of) {
        int used = 0;
        int first = of.variational() ? 0 : SYMBOLS.length - 1; // a point is z and no more
        double high = getHeight() / SYMBOLS.length;
        double wide = Math.min(WIDEST, (getWidth() - NAME) / of.mu().length);
        for (int row = first; row < SYMBOLS.length; row++) {
            place(used++, row, Texts.of("probe.way." + SYMBOLS[row]), 0, row * high, NAME, high);
            for (int j = 0; j < of.mu().length; j++)
                place(used++, row, text(of, row, j), NAME + j * wide, row * high, wide, high);
        }
        return used;
    }

    private void place(int i, int row, String words, double x, double y, double width, double height) {
        while (table.size() <= i) {
            var label = new Label();
            label.setManaged(false);
            label.setMouseTransparent(true);
            table.add(label);
            getChildren().add(label);
        }
        Label label = table.get(i);
        if (!label.getStyleClass().contains(SYMBOLS[row])) {
            label.getStyleClass().setAll("label", "way-figure", SYMBOLS[row]);
            label.applyCss(); // it may be added during layout, and would be drawn once without style
        }
        label.setAlignment(x == 0 ? Pos.CENTER_LEFT : Pos.CENTER_RIGHT);
        label.setText(words);
        label.resizeRelocate(x, y, width, height);
    }

    private void chart(ElboBreakdown of) {
        int count = (int) Math.max(1, Math.min(of.mu().length, getWidth() / LEAST_BAR));
        double step = Math.min(WIDEST_BAR, getWidth() / count);
        range = of.variational() ? RANGE : Math.max(RANGE, largest(of.mu()));
        var bars = new ArrayList<PathElement>();
        var whiskers = new ArrayList<PathElement>();
        var steps = new ArrayList<PathElement>();
        var ends = new ArrayList<PathElement>();
        for (int j = 0; j < count; j++) {
            double x = (j + 0.5) * step;
            double deviation = figure(of, 1, j);
            line(bars, x, y(0), x, y(of.mu()[j]));
            if (of.variational()) line(whiskers, x, y(of.mu()[j] - deviation), x, y(of.mu()[j] + deviation));
            double end = figure(of, 3, j);
            if (Double.isNaN(end) || epsilon(of, j) == 0) continue;
            line(steps, x, y(of.mu()[j]), x, y(end));
            line(ends, x - step * 0.4, y(end), x + step * 0.4, y(end));
        }
        axis.getElements().setAll(new MoveTo(0, y(0)), new LineTo(count * step, y(0)));
        mu.getElements().setAll(bars);
        sigma.getElements().setAll(whiskers);
        epsilon.getElements().setAll(steps);
        z.getElements().setAll(ends);
        mu.setStrokeWidth(Math.max(1, step * 0.6));
        sigma.setStrokeWidth(Math.max(0.8, step * 0.2));
        epsilon.setStrokeWidth(Math.max(0.8, step * 0.2));
    }

    private double y(double value) {
        double held = Math.max(-range, Math.min(range, value));
        return getHeight() * (1 - held / range) / 2;
    }

    private static double largest(float[] values) {
        double most = 0;
        for (float value : values) if (Float.isFinite(value)) most = Math.max(most, Math.abs(value));
        return most;
    }

    private static void line(List<PathElement> to, double fromX, double fromY, double toX, double toY) {
        to.add(new MoveTo(fromX, fromY));
        to.add(new LineTo(toX, toY));
    }
}
