package org.latentfx.view.compare;

import java.util.ArrayList;
import java.util.List;
import javafx.geometry.HPos;
import javafx.geometry.Point2D;
import javafx.scene.layout.Region;
import org.latentfx.session.compare.ComparedRun;
import org.latentfx.session.compare.RunFigures;
import org.latentfx.session.compare.Sheet;
import org.latentfx.text.Texts;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PanelHeader;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.PlotLabels;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.rate.NatsPlane;

/**
 * The rate–distortion plane (Alemi et al. 2018): KL to the right, reconstruction upwards, both held-out and in nats per
 * image. Each run leaves a trail of dots to where it is now. Runs on one falling diagonal have the same −ELBO. FX
 * thread only.
 */
final class RunPlane extends Region {
    private final Plot plot = new Plot();
    private final PanelHeader header = new PanelHeader(Texts.of("compare.plane"))
            .detail(Texts.of("compare.plane.detail"), Texts.of("compare.plane.tip"));

    RunPlane() {
        getStyleClass().add("panel");
        getChildren().addAll(header, plot);
        SceneWording.of(this)
                .subscribe(wording -> header.detail(wording.of("compare.plane.detail"), Texts.of("compare.plane.tip")));
    }

    void show(Sheet sheet) {
        plot.sheet = sheet;
        plot.changed();
    }

    PixelImage image() {
        return plot.image();
    }

    @Override
    protected void layoutChildren() {
        double side = snappedLeftInset();
        double width = getWidth() - side - snappedRightInset();
        double top = Math.min(40, header.prefHeight(-1));
        header.resizeRelocate(side, 0, width, top);
        plot.resizeRelocate(side, top, width, Math.max(0, getHeight() - top - 6));
    }

    private static final class Plot extends NatsPlane {
        private static final int GLYPH = 11;

        /** Names are cut there. */
        private static final double WIDE_NAME = 90;

        private static final int MOST_NAMES = 4;

        private final List<Point2D> named = new ArrayList<>();
        private Sheet sheet = Sheet.EMPTY;

        void changed() {
            repaint();
        }

        @Override
        protected void marks(PixelImage image, LinePainter painter, double density) {
            List<ComparedRun> known = sheet.runs().stream()
                    .filter(run -> run.history().heldOut().size() > 0)
                    .filter(run -> run.facts().hyperparameters().model().variational())
                    .toList();
            setAccessibleText(Texts.of("compare.plane.accessible", known.size()));
            if (known.isEmpty()) {
                double middle = getHeight() / 2 - PlotLabels.HEIGHT;
                boolean possible = sheet.runs().stream()
                        .anyMatch(run -> run.facts().hyperparameters().model().variational());
                String why = Texts.of(possible ? "compare.curves.none" : "compare.plane.none");
                labels().add(why, x(0), middle, plotWidth(), HPos.CENTER, "tick", "");
                return;
            }
            ground(painter, known.stream().map(run -> run.history().heldOut()).toList(), sheet.bound(), density);
            for (ComparedRun run : known)
                trail(painter, run.history().heldOut(), new RunLook(run.facts().colour()).argb(dark()), density);
            named.clear();
            for (ComparedRun run : known) run(image, run, density);
        }

        /** The place for a name at {@code x} nearest to {@code y} at which no other name stands. */
        private double free(double x, double y) {
            double found = y;
            for (int tries = 1; tries < 2 * MOST_NAMES && taken(x, found); tries++)
                found = y + (tries % 2 == 0 ? -1 : 1) * Math.ceil(tries / 2.0) * PlotLabels.HEIGHT;
            named.add(new Point2D(x, found));
            return found;
        }

        private boolean taken(double x, double y) {
            return named.stream()
                    .anyMatch(at -> Math.abs(at.getX() - x) < WIDE_NAME && Math.abs(at.getY() - y) < PlotLabels.HEIGHT);
        }

        private void run(PixelImage image, ComparedRun run, double density) {
            RunFigures figures = RunFigures.of(run);
            if (figures == null) return;
            double kl = figures.loss().kl();
            double reconstruction = figures.loss().reconstruction();
            double x = column(kl, density);
            double y = row(reconstruction, density);
            var look = new RunLook(run.facts().colour());
            RunMark.stamp(image, look, dark(), x, y, (int) Math.round(GLYPH * density));
            double left = x(kl) + GLYPH;
            boolean right = left + 80 < getWidth();
            double at = right ? left : x(kl) - 1.5 * GLYPH - WIDE_NAME;
            labels().add(
                            run.facts().name(),
                            at,
                            free(at, y(reconstruction) - PlotLabels.HEIGHT / 2),
                            WIDE_NAME,
                            right ? HPos.LEFT : HPos.RIGHT,
                            "line-name",
                            "-fx-fill: " + look.web(dark()) + ";");
        }
    }
}
