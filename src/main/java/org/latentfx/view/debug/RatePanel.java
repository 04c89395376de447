package org.latentfx.view.debug;

import java.util.List;
import java.util.function.LongConsumer;
import javafx.scene.input.MouseButton;
import org.jspecify.annotations.Nullable;
import org.latentfx.session.evaluation.HeldOutBound;
import org.latentfx.session.evaluation.ReconstructionBound;
import org.latentfx.session.run.Run;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.Series;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.SceneWording;
import org.latentfx.view.kit.Tips;
import org.latentfx.view.rate.NatsPlane;

/** The way of the run through the rate–distortion plane, with the region that no model reaches. FX thread only. */
final class RatePanel extends DebugPanel {
    private final Run run;
    private final Path path;

    RatePanel(Run run, HeldOutBound bound, Moment moment) {
        super("debug.rate");
        this.run = run;
        path = new Path(bound, moment.goTo());
        getChildren().addAll(state, place(path));
        moment.step().subscribe(step -> path.at(step));
        bound.boundProperty().subscribe(now -> path.show(now));
        run.historyProperty().subscribe(this::follow);
        show();
    }

    private void follow() {
        History now = run.historyProperty().get();
        Series known = path.series;
        if (now.heldOut().size() != known.size() || !now.heldOut().startsWith(known)) show();
    }

    private void show() {
        Series series = run.historyProperty().get().heldOut();
        path.show(series);
        state.setText(series.size() == 0 ? SceneWording.text(this, "debug.rate.none") : "");
        if (series.size() == 0) header.detail("");
        else {
            int last = series.size() - 1;
            header.detail(
                    Texts.of(
                            "debug.rate.detail",
                            Figures.loss(series.kl(last)),
                            Figures.loss(series.reconstruction(last))),
                    Texts.of("debug.rate.tip"),
                    Texts.of("debug.rate.brief", Figures.loss(series.total(last))));
        }
    }

    PixelImage image() {
        return path.image();
    }

    /** The measurements of one run, joined in their order; the moment shown is a larger dot. */
    private static final class Path extends NatsPlane {
        private static final double NEAR = 40;
        private static final double DOT = 4.5;

        private final HeldOutBound source;
        private Series series = Series.EMPTY;
        private @Nullable ReconstructionBound bound;
        private long moment = Long.MAX_VALUE;
        private int pointed = -1;

        Path(HeldOutBound source, LongConsumer goTo) {
            this.source = source;
            setAccessibleText(Texts.of("debug.rate.title"));
            setOnMouseMoved(event -> pointed = nearest(event.getX(), event.getY()));
            setOnMouseExited(event -> pointed = -1);
            setOnMouseClicked(event -> {
                int there = nearest(event.getX(), event.getY());
                if (there >= 0 && event.getButton() == MouseButton.PRIMARY) goTo.accept(series.step(there));
            });
            Tips.ask(this, this::words);
            sightChanged();
        }

        @Override
        protected void sightChanged() {
            if (source != null) source.watch(isSeen());
        }

        void show(Series now) {
            series = now;
            pointed = -1;
            repaint();
        }

        void show(@Nullable ReconstructionBound now) {
            bound = now;
            repaint();
        }

        void at(long step) {
            moment = step;
            repaint();
        }

        private String words() {
            if (pointed < 0) return Texts.of("debug.rate.tip");
            return SceneWording.text(
                    this,
                    "debug.rate.at",
                    series.step(pointed),
                    Figures.loss(series.kl(pointed)),
                    Figures.loss(series.reconstruction(pointed)),
                    Figures.loss(series.total(pointed)));
        }

        private int nearest(double px, double py) {
            int best = -1;
            double least = NEAR;
            for (int i = 0; i < series.size(); i++) {
                double distance = Math.hypot(x(series.kl(i)) - px, y(series.reconstruction(i)) - py);
                if (!(distance < least)) continue;
                least = distance;
                best = i;
            }
            return best;
        }

        @Override
        protected void marks(PixelImage image, LinePainter painter, double density) {
            if (series.size() == 0) return;
            ground(painter, List.of(series), bound, density);
            int argb = palette().colour(0);
            for (int i = 1; i < series.size(); i++) join(painter, i, argb, density);
            trail(painter, series, argb, density);
            int here = Math.max(0, series.countUpTo(moment) - 1);
            double x = column(series.kl(here), density);
            double y = row(series.reconstruction(here), density);
            painter.dot(x, y, DOT * density, palette().mark());
            painter.dot(x, y, (DOT - 1.5) * density, argb);
        }

        private void join(LinePainter painter, int i, int argb, double density) {
            double x = column(series.kl(i - 1), density);
            double y = row(series.reconstruction(i - 1), density);
            double dx = column(series.kl(i), density) - x;
            double dy = row(series.reconstruction(i), density) - y;
            double length = Math.hypot(dx, dy);
            if (!(length < 1e4)) return;
            for (double t = 0; t < length; t++)
                painter.dot(x + dx * t / length, y + dy * t / length, 0.4 * density, argb);
        }
    }
}
