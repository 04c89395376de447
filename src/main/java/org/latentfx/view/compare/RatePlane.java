package org.latentfx.view.compare;

import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.scene.AccessibleRole;
import javafx.scene.layout.Region;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.ReconstructionBound;
import org.latentfx.session.compare.RunFigures;
import org.latentfx.session.compare.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.train.Series;
import org.latentfx.view.kit.Axis;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PaintedRegion;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PixelView;
import org.latentfx.view.kit.PlotLabels;
import org.latentfx.view.kit.Theme;

/**
 * The rate–distortion plane (Alemi et al. 2018): KL to the right, reconstruction upwards, both held-out and in nats per
 * image. Each run leaves a trail of dots to where it is now. Runs on one falling diagonal have the same −ELBO. FX
 * thread only.
 */
final class RatePlane extends Region {
    private final Plot plot = new Plot();
    private final PanelHeader header = new PanelHeader(Texts.of("compare.plane"))
            .detail(Texts.of("compare.plane.detail"), Texts.of("compare.plane.tip"));

    RatePlane() {
        getStyleClass().add("panel");
        getChildren().addAll(header, plot);
    }

    void show(Sheet sheet) {
        plot.sheet = sheet;
        plot.changed();
    }

    PixelImage image() {
        return plot.view.picture();
    }

    @Override
    protected void layoutChildren() {
        double side = snappedLeftInset();
        double width = getWidth() - side - snappedRightInset();
        double top = Math.min(40, header.prefHeight(-1));
        header.resizeRelocate(side, 0, width, top);
        plot.resizeRelocate(side, top, width, Math.max(0, getHeight() - top - 6));
    }

    private static final class Plot extends PaintedRegion {
        private static final double LEFT = 44;
        private static final double RIGHT = 12;
        private static final double TOP = 6;
        private static final double BOTTOM = 20;
        private static final double TICKS_APART = 28;
        private static final double PLACES_APART = 60;
        private static final double DIAGONALS = 4;
        private static final int GLYPH = 11;

        /** Opacity of the region where no model can be. */
        private static final double FORBIDDEN = 0.18;

        /** Of the height above, so much more is shown for the region to be seen. */
        private static final double BELOW = 0.7;

        /** About the width of the words in the region. */
        private static final double WORDS = 110;

        /** Of a trail, from where on it is in view: a run begins far away. */
        private static final double SETTLED = 0.15;

        private final ObservableValue<Boolean> dark = Theme.isDark(this);
        private final PixelView view = new PixelView();
        private final PlotLabels labels = new PlotLabels();
        private Sheet sheet = Sheet.EMPTY;
        private Axis across = new Axis(0, 1, false);
        private Axis up = new Axis(0, 1, false);

        Plot() {
            getStyleClass().add("curve-plot");
            setAccessibleRole(AccessibleRole.IMAGE_VIEW);
            getChildren().addAll(view, labels);
            dark.addListener((property, before, now) -> repaint());
        }

        void changed() {
            repaint();
        }

        private double plotWidth() {
            return Math.max(1, getWidth() - LEFT - RIGHT);
        }

        private double plotHeight() {
            return Math.max(1, getHeight() - TOP - BOTTOM);
        }

        @Override
        protected void paint() {
            double density = density();
            PixelImage image = view.fit(
                    (int) Math.max(1, Math.round(plotWidth() * density)),
                    (int) Math.max(1, Math.round(plotHeight() * density)),
                    density);
            view.relocate(LEFT, TOP);
            image.fill(0);
            labels.begin();
            List<ComparedRun> known = sheet.runs().stream()
                    .filter(run -> run.history().heldOut().size() > 0)
                    .toList();
            if (known.isEmpty())
                labels.add(
                        Texts.of("compare.curves.none"),
                        LEFT,
                        getHeight() / 2 - PlotLabels.HEIGHT,
                        plotWidth(),
                        HPos.CENTER,
                        "tick",
                        "");
            else {
                fit(known);
                diagonals(image);
                if (sheet.bound() != null) forbidden(image, sheet.bound(), density);
                ticks();
                for (ComparedRun run : known) trail(image, run, density);
                for (ComparedRun run : known) run(image, run, density);
            }
            labels.end();
            image.update();
            setAccessibleText(Texts.of("compare.plane.accessible", known.size()));
        }

        private void fit(List<ComparedRun> runs) {
            double lowX = 0;
            double highX = 1;
            double lowY = Double.POSITIVE_INFINITY;
            double highY = Double.NEGATIVE_INFINITY;
            for (ComparedRun run : runs) {
                Series series = run.history().heldOut();
                for (int i = (int) (SETTLED * (series.size() - 1)); i < series.size(); i++) {
                    if (!Double.isFinite(series.total(i))) continue;
                    highX = Math.max(highX, series.kl(i));
                    lowY = Math.min(lowY, series.reconstruction(i));
                    highY = Math.max(highY, series.reconstruction(i));
                }
            }
            across = Axis.around(lowX, highX * 1.1, false);
            across = new Axis(0, across.high(), false);
            ReconstructionBound bound = sheet.bound();
            if (bound != null && lowY <= highY) {
                highY = Math.max(highY, bound.at(0));
                lowY = Math.max(Math.min(lowY, bound.least()), lowY - BELOW * (highY - lowY));
            }
            up = lowY <= highY ? Axis.around(lowY, highY, false) : new Axis(0, 1, false);
        }

        /** All that lies under the bound, filled faintly under a line. */
        private void forbidden(PixelImage image, ReconstructionBound bound, double density) {
            int argb = Palette.of(dark.getValue()).event();
            float[] top = new float[image.width()];
            float[] next = new float[image.width()];
            float[] bottom = new float[image.width()];
            for (int x = 0; x < top.length; x++) {
                top[x] = (float) y(image, bound.at(rate(image, x)));
                next[x] = (float) Math.max(top[x], y(image, bound.at(rate(image, x + 1))));
                bottom[x] = Math.max(top[x], image.height());
            }
            var painter = new LinePainter(image, 0, image.height());
            painter.line(top, bottom, 0, argb, FORBIDDEN, 1, 0);
            painter.line(top, next, 1.5 * density, argb, 0.9, 1, 0);
            int at = (int) Math.min(top.length - 1, WORDS * density);
            if (top[at] > image.height() - (PlotLabels.HEIGHT + 2) * density) return; // no room for words
            double y = TOP + plotHeight() - PlotLabels.HEIGHT - 2;
            labels.add(Texts.of("compare.plane.forbidden"), LEFT + 4, y, plotWidth(), HPos.LEFT, "tick", "");
        }

        private double rate(PixelImage image, int x) {
            return across.low() + (double) x / image.width() * (across.high() - across.low());
        }

        /** Lines of the same −ELBO. */
        private void diagonals(PixelImage image) {
            double low = up.low() + across.low();
            double step = Axis.roundStep((up.high() + across.high() - low) / DIAGONALS);
            int argb = Palette.of(dark.getValue()).grid();
            var painter = new LinePainter(image, 0, image.height());
            for (double total = Math.ceil(low / step) * step; total < up.high() + across.high(); total += step) {
                float[] rows = new float[image.width()];
                for (int x = 0; x < rows.length; x++) {
                    double rate = across.low() + (x + 0.5) / rows.length * (across.high() - across.low());
                    rows[x] = (float) (image.height() * (1 - up.fraction(total - rate)));
                }
                painter.line(rows, rows, 1, argb, 0.12, 1, 0);
            }
        }

        private void ticks() {
            List<Double> ticks = up.ticks((int) Math.max(2, plotHeight() / TICKS_APART));
            double step = ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : 1;
            for (double tick : ticks) {
                double y = TOP + plotHeight() * (1 - up.fraction(tick)) - PlotLabels.HEIGHT / 2;
                labels.add(Figures.tick(tick, Axis.roundStep(step)), 0, y, LEFT - 6, HPos.RIGHT, "tick", "");
            }
            ticks = across.ticks((int) Math.max(2, plotWidth() / PLACES_APART));
            double apart = ticks.size() > 1 ? ticks.get(1) - ticks.get(0) : 1;
            double y = getHeight() - BOTTOM + 4;
            for (double tick : ticks) {
                double x = LEFT + across.fraction(tick) * plotWidth();
                double half = Math.min(30, getWidth() - x);
                labels.add(Figures.tick(tick, Axis.roundStep(apart)), x - half, y, 2 * half, HPos.CENTER, "tick", "");
            }
        }

        private double x(PixelImage image, double kl) {
            return across.fraction(kl) * image.width();
        }

        private double y(PixelImage image, double reconstruction) {
            return (1 - up.fraction(reconstruction)) * image.height();
        }

        private void trail(PixelImage image, ComparedRun run, double density) {
            Series series = run.history().heldOut();
            int argb = new RunLook(run.facts().colour()).argb(dark.getValue());
            var painter = new LinePainter(image, 0, image.height());
            int stride = Math.max(1, series.size() / 200);
            for (int i = 0; i < series.size(); i += stride)
                painter.dot(x(image, series.kl(i)), y(image, series.reconstruction(i)), density, argb);
        }

        private void run(PixelImage image, ComparedRun run, double density) {
            RunFigures figures = RunFigures.of(run);
            if (figures == null) return;
            double x = x(image, figures.kl());
            double y = y(image, figures.reconstruction());
            var look = new RunLook(run.facts().colour());
            RunMark.stamp(image, look, dark.getValue(), x, y, (int) Math.round(GLYPH * density));
            double left = LEFT + x / density + GLYPH;
            boolean right = left + 80 < getWidth();
            labels.add(
                    run.facts().name(),
                    right ? left : LEFT + x / density - GLYPH - 90,
                    TOP + y / density - PlotLabels.HEIGHT / 2,
                    90,
                    right ? HPos.LEFT : HPos.RIGHT,
                    "line-name",
                    "-fx-fill: " + look.web(dark.getValue()) + ";");
        }
    }
}
