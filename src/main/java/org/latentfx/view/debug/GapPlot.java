package org.latentfx.view.debug;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.latentfx.text.Texts;
import org.latentfx.train.signal.Gap;
import org.latentfx.view.kit.Axis;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.SceneWording;

/** The gap between held-out and training loss over the steps, in a band of two standard errors. FX thread only. */
final class GapPlot extends StepPlot {
    static final double ERRORS = 2;

    /** Of the course, from where on it decides the scale: the loss first falls faster than it can be measured. */
    private static final double SETTLED = 0.15;

    /** Nats; less is no gap worth a scale. */
    private static final double LEAST_SPAN = 0.5;

    private List<Gap> gaps = List.of();

    GapPlot(Consumer<Boolean> watch, LongConsumer goTo) {
        super(Texts.of("debug.gap.title"), watch, goTo);
    }

    void show(List<Gap> now) {
        gaps = now;
        if (now.size() < 2) {
            scale(0, 0, new Axis(0, 1, false));
            return;
        }
        List<Gap> settled = now.subList((int) (SETTLED * (now.size() - 1)), now.size());
        double low = settled.stream()
                .mapToDouble(one -> one.nats() - ERRORS * one.error())
                .min()
                .orElse(0);
        double high = settled.stream()
                .mapToDouble(one -> one.nats() + ERRORS * one.error())
                .max()
                .orElse(0);
        scale(
                now.get(0).step(),
                now.get(now.size() - 1).step(),
                Axis.around(Math.min(-LEAST_SPAN, low), Math.max(LEAST_SPAN, high), false));
    }

    @Override
    String idle() {
        return Texts.of("debug.gap.tip");
    }

    @Override
    String words(long step) {
        Gap there = gaps.get(0);
        for (Gap one : gaps) if (one.step() <= step) there = one;
        return SceneWording.text(
                this,
                "debug.gap.at",
                there.step(),
                Figures.fixed(there.nats(), 2),
                Figures.fixed(there.error(), 2),
                there.steps());
    }

    @Override
    void marks(PixelImage image, LinePainter painter, double density) {
        int colour = palette().colour(0);
        painter.dashes((int) Math.round(row(0)), palette().grid(), 0.6, (int) Math.max(1, 3 * density));
        float[] top = new float[image.width()];
        float[] bottom = new float[image.width()];
        Arrays.fill(top, Float.NaN);
        int next = 1;
        for (int x = 0; x < image.width(); x++) {
            double step = stepAt(x);
            while (next < gaps.size() - 1 && gaps.get(next).step() < step) next++;
            Gap a = gaps.get(next - 1);
            Gap b = gaps.get(next);
            double share = Math.max(0, Math.min(1, (step - a.step()) / Math.max(1, b.step() - a.step())));
            double gap = a.nats() + share * (b.nats() - a.nats());
            double error = a.error() + share * (b.error() - a.error());
            painter.span(x, row(gap + ERRORS * error), row(gap - ERRORS * error), colour, 0.2);
            top[x] = (float) row(gap);
        }
        for (int x = 0; x < top.length; x++) {
            float after = top[Math.min(x + 1, top.length - 1)];
            bottom[x] = Math.max(top[x], after);
            top[x] = Math.min(top[x], after);
        }
        painter.line(top, bottom, 1.5 * density, colour, 0.95, 1, 0);
    }
}
