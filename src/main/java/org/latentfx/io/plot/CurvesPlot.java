package org.latentfx.io.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.latentfx.io.plot.Pen.Anchor;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.text.Texts;
import org.latentfx.text.Wording;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Series;

/**
 * The curves of a run over its steps, a panel for each figure that its kind of model has, in nats per image or as they
 * are; of a VAE −ELBO, reconstruction and KL. Train and held-out, with what happened as marks. The
 * training loss is averaged over as many steps as share a point.
 */
public final class CurvesPlot {
    private static final double WIDTH = 640;
    private static final double LEFT = 72;
    private static final double TOP = 40;
    private static final double PANEL = 150;
    private static final double GAP = 18;
    private static final int TRAIN = 0x2a6fca;
    private static final int HELD_OUT = 0xc45a00;
    private static final int EVENT = 0xcf222e;

    /** Of the values, the highest share is left outside: the first steps would press all others together. */
    private static final double OUTSIDE = 0.03;

    /** Reads a value off a series. */
    private interface Value {
        double of(Series series, int i);
    }

    /** One of the panels. */
    private record Part(String name, Value value) {
        static Part of(LossTerm term, Wording in) {
            return new Part(in.of("plot.curves." + term.key()), (series, i) -> series.value(term, i));
        }
    }

    /** Points of a line. */
    private record Line(double[] step, double[] value) {}

    private CurvesPlot() {}

    private static List<Part> parts(History history, Wording in) {
        Series longer = history.train().size() > 0 ? history.train() : history.heldOut();
        var parts = new ArrayList<Part>();
        if (longer.terms().contains(LossTerm.KL)) parts.add(new Part(in.of("plot.curves.total"), Series::total));
        for (LossTerm term : longer.terms()) parts.add(Part.of(term, in));
        return parts;
    }

    /** The curves of {@code history} of images; without a point, empty panels. */
    public static Plot of(History history) {
        return of(history, Wording.IMAGES);
    }

    /** The same in the words for what was learnt from. */
    public static Plot of(History history, Wording in) {
        double last = Math.max(1, Math.max(lastStep(history.train()), lastStep(history.heldOut())));
        List<Part> parts = parts(history, in);
        double height = TOP + parts.size() * (PANEL + GAP) + 36;
        return new Plot(LEFT + WIDTH + 16, height, pen -> {
            legend(pen, history);
            for (int p = 0; p < parts.size(); p++) panel(pen, history, parts, p, last);
            events(pen, history, parts.size(), last);
        });
    }

    private static double lastStep(Series series) {
        return series.size() == 0 ? 0 : series.step(series.size() - 1);
    }

    private static void panel(Pen pen, History history, List<Part> parts, int p, double last) {
        Part part = parts.get(p);
        double top = TOP + p * (PANEL + GAP);
        var train = line(history.train(), part.value);
        var heldOut = line(history.heldOut(), part.value);
        double[] all = DoubleStream.concat(Arrays.stream(train.value), Arrays.stream(heldOut.value))
                .sorted()
                .toArray();
        double low = all.length == 0 ? 0 : all[0];
        double high = all.length == 0 ? 1 : all[(int) ((1 - OUTSIDE) * (all.length - 1))];
        if (low == high && all.length > 0) high = all[all.length - 1];
        if (low == high) { // a level line, such as no dead codes, on an axis that begins or ends at 0
            low = Math.min(0, low);
            high = Math.max(high, low == 0 ? 1 : 0);
        }
        double room = 0.06 * Math.max(high - low, 1e-3 * Math.max(1, Math.abs(high)));
        var frame = new Frame(LEFT, top, WIDTH, PANEL, 0, last, low - room, high + room);
        boolean lowest = p == parts.size() - 1;
        frame.draw(pen, lowest ? Texts.of("plot.curves.step") : "", part.name);
        pen.within(LEFT, top, WIDTH, PANEL, () -> {
            draw(pen, frame, train, TRAIN, false);
            draw(pen, frame, heldOut, HELD_OUT, true);
        });
    }

    private static void draw(Pen pen, Frame frame, Line line, int colour, boolean dots) {
        double[] x = Arrays.stream(line.step).map(frame::x).toArray();
        double[] y = Arrays.stream(line.value).map(frame::y).toArray();
        pen.line(x, y, 1.4, false, colour);
        if (dots) pen.dots(x, y, 2.2, colour);
    }

    /** At most one point for each point of width, each the mean of the steps that share it; finite values only. */
    private static Line line(Series series, Value value) {
        int points = (int) Math.min(series.size(), WIDTH);
        double[] step = new double[points];
        double[] mean = new double[points];
        for (int p = 0; p < points; p++) {
            int from = (int) ((long) p * series.size() / points);
            int to = (int) ((p + 1L) * series.size() / points);
            for (int i = from; i < to; i++) {
                step[p] += (double) series.step(i) / (to - from);
                mean[p] += value.of(series, i) / (to - from);
            }
        }
        int[] finite =
                IntStream.range(0, points).filter(p -> Double.isFinite(mean[p])).toArray();
        return new Line(
                Arrays.stream(finite).mapToDouble(p -> step[p]).toArray(),
                Arrays.stream(finite).mapToDouble(p -> mean[p]).toArray());
    }

    private static void legend(Pen pen, History history) {
        entry(pen, LEFT, TRAIN, Texts.of("plot.curves.train"));
        entry(pen, LEFT + 110, HELD_OUT, Texts.of("plot.curves.held-out"));
        if (!history.events().isEmpty()) entry(pen, LEFT + 230, EVENT, Texts.of("plot.curves.events"));
    }

    private static void entry(Pen pen, double x, int colour, String text) {
        pen.line(new double[] {x, x + 18}, new double[] {14, 14}, 2.5, false, colour);
        pen.text(x + 24, 18, text, Anchor.START, 12, Frame.INK);
    }

    /** A dashed line through all panels for each, and a text over it where there is room. */
    private static void events(Pen pen, History history, int panels, double last) {
        double free = LEFT;
        double bottom = TOP + panels * (PANEL + GAP) - GAP;
        for (Event event : history.events()) {
            double x = LEFT + WIDTH * event.step() / last;
            pen.line(new double[] {x, x}, new double[] {TOP, bottom}, 1, true, EVENT);
            double wide = 6.0 * event.text().length();
            double start = Math.min(x, LEFT + WIDTH - wide);
            if (start < free) continue;
            pen.text(start, TOP - 5, event.text(), Anchor.START, 10, EVENT);
            free = start + wide + 6;
        }
    }
}
