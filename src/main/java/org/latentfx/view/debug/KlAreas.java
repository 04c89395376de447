package org.latentfx.view.debug;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import javafx.scene.paint.Color;
import org.latentfx.text.Texts;
import org.latentfx.train.timeline.KlMoment;
import org.latentfx.view.kit.Axis;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LatentOrder;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PixelImage;
import org.latentfx.view.kit.SceneWording;

/** KL of each latent over the steps, one on top of the other: the busiest lowest. FX thread only. */
final class KlAreas extends StepPlot {
    /** So many latents are named by the tooltip. */
    private static final int NAMED = 4;

    private static final double FIRST_HUE = 205;
    private static final double LAST_HUE = 330;

    private List<KlMoment> course = List.of();
    private int[] order = new int[0];

    KlAreas(Consumer<Boolean> watch, LongConsumer goTo) {
        super(Texts.of("debug.kl.title"), watch, goTo);
    }

    /** Whether there is nothing to draw. */
    boolean empty() {
        return course.isEmpty();
    }

    void show(List<KlMoment> now) {
        course = now;
        if (now.isEmpty()) {
            scale(0, 0, new Axis(0, 1, false));
            return;
        }
        double[] latest = now.get(now.size() - 1).nats();
        order = order.length == latest.length ? LatentOrder.next(order, latest) : LatentOrder.first(latest);
        double most = now.stream()
                .mapToDouble(one -> Arrays.stream(one.nats()).sum())
                .filter(Double::isFinite)
                .max()
                .orElse(1);
        scale(now.get(0).step(), now.get(now.size() - 1).step(), new Axis(0, Math.max(0.1, 1.05 * most), false));
    }

    @Override
    String idle() {
        return Texts.of("debug.kl.tip");
    }

    @Override
    String words(long step) {
        KlMoment there = course.get(0);
        for (KlMoment one : course) if (one.step() <= step) there = one;
        double[] nats = there.nats();
        var text = new StringBuilder(SceneWording.text(
                this,
                "debug.kl.at",
                there.step(),
                Figures.fixed(Arrays.stream(nats).sum(), 2),
                used(nats),
                nats.length));
        int[] busiest = LatentOrder.first(nats);
        for (int k = 0; k < Math.min(NAMED, busiest.length); k++)
            text.append('\n').append(Texts.of("debug.kl.latent", busiest[k], Figures.fixed(nats[busiest[k]], 3)));
        return text.toString();
    }

    /** How many latents carry anything. */
    static long used(double[] nats) {
        return Arrays.stream(nats).filter(kl -> !LatentOrder.collapsed(kl)).count();
    }

    @Override
    void marks(PixelImage image, LinePainter painter, double density) {
        int next = 1;
        double[] nats = new double[order.length];
        int[] colours = colours();
        boolean separate = order.length <= image.height() / (6 * density);
        int line = dark.getValue() ? 0xff0d1117 : 0xffffffff;
        for (int x = 0; x < image.width(); x++) {
            double step = stepAt(x);
            while (next < course.size() - 1 && course.get(next).step() < step) next++;
            between(course.get(next - 1), course.get(next), step, nats);
            double sum = 0;
            for (int k = 0; k < order.length; k++) {
                double kl = nats[order[k]];
                if (!(kl > 0)) continue;
                double bottom = row(sum);
                sum += kl;
                painter.span(x, row(sum), bottom, colours[k], 1);
                if (separate) painter.span(x, row(sum), Math.min(bottom, row(sum) + density), line, 0.55);
            }
        }
    }

    private static void between(KlMoment before, KlMoment after, double step, double[] nats) {
        double gap = after.step() - before.step();
        double share = gap > 0 ? Math.max(0, Math.min(1, (step - before.step()) / gap)) : 1;
        for (int j = 0; j < nats.length; j++) nats[j] = (1 - share) * before.nats()[j] + share * after.nats()[j];
    }

    private int[] colours() {
        boolean night = dark.getValue();
        int[] colours = new int[order.length];
        for (int k = 0; k < colours.length; k++) {
            double share = colours.length < 2 ? 0 : (double) k / (colours.length - 1);
            var colour = Color.hsb(
                    FIRST_HUE + share * (LAST_HUE - FIRST_HUE), night ? 0.62 : 0.6, night ? 0.85 - 0.25 * share : 0.82);
            colours[k] = 0xff000000
                    | (int) Math.round(255 * colour.getRed()) << 16
                    | (int) Math.round(255 * colour.getGreen()) << 8
                    | (int) Math.round(255 * colour.getBlue());
        }
        return colours;
    }
}
