package org.latentfx.view.curves;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.latentfx.text.Texts;
import org.latentfx.view.curves.CurveLook.Scale;
import org.latentfx.view.kit.Axis;
import org.latentfx.view.kit.Figures;
import org.latentfx.view.kit.LinePainter;
import org.latentfx.view.kit.PixelImage;

/**
 * A strip of the curves' picture with the quantities that share its axis: finds what of them can be seen, the range
 * that shows it, and draws it. Positions are pixels of the picture. Made anew for each painting; FX thread only.
 */
final class CurveBand {
    /** Points of a run from which on its first steps' spike may leave the range. */
    private static final int LONG_RUN = 200;

    /** Of their size, values differ by at least so much on an axis: a single one is not to have ticks of six digits. */
    private static final double FLAT = 0.001;

    private static final double IN_SIGHT = 0.96;
    private static final double ROOM = 0.15;

    /** A highest value of so many times the middle one squeezes the others flat. */
    private static final double SQUEEZED = 10;

    /** Where there is no logarithm, the range ends so many spans of the lower three quarters above their middle. */
    private static final double CUT = 4;

    /** What was chosen for the scale without being asked for. */
    enum Chosen {
        NOTHING,
        CUT,
        LOG
    }

    /** One line's extent in each column, in nats: NaN where there is none. */
    private record Line(float[] low, float[] high) {}

    private record Lines(Quantity quantity, Line raw, Line smoothed, Line heldOut) {}

    private final LossCurves train;
    private final LossCurves heldOut;
    private final StepWindow window;
    private final CurveLook look;
    private final int columns;
    private final int top;
    private final int height;
    private final List<Lines> lines = new ArrayList<>();
    private final Axis axis;
    private final double factor;
    private final boolean probabilities;
    private Chosen chosen = Chosen.NOTHING;
    private double lowest;
    private double highest;

    /** The band at rows {@code top} to {@code top + height} of a picture {@code columns} wide. */
    CurveBand(
            List<Quantity> quantities,
            LossCurves train,
            LossCurves heldOut,
            StepWindow window,
            CurveLook look,
            int columns,
            int top,
            int height) {
        this.train = train;
        this.heldOut = heldOut;
        this.window = window;
        this.look = look;
        this.columns = columns;
        this.top = top;
        this.height = height;
        probabilities = quantities.get(0).probability();
        factor = look.factor(quantities.get(0));
        for (Quantity quantity : quantities) {
            Line smoothed = line(train, train.smoothed(quantity));
            Line raw = look.timeConstant() > 0 ? line(train, train.raw(quantity)) : smoothed;
            lines.add(new Lines(quantity, raw, smoothed, line(heldOut, heldOut.raw(quantity))));
        }
        axis = range();
    }

    int top() {
        return top;
    }

    int height() {
        return height;
    }

    Axis axis() {
        return axis;
    }

    /**
     * What of the losses shown the scale does not hold, or why it is not the one asked for: each in a few words, and in
     * fewer.
     */
    List<String[]> notes() {
        var notes = new ArrayList<String[]>();
        if (chosen == Chosen.LOG)
            notes.add(new String[] {Texts.of("curves.chosen.log"), Texts.of("curves.chosen.log.short")});
        String most = Figures.loss(highest);
        if (highest > axis.high())
            notes.add(new String[] {Texts.of("curves.above", most), Texts.of("curves.above.short", most)});
        if (look.scale() == Scale.LOG && !axis.log() && !probabilities)
            notes.add(new String[] {Texts.of("curves.log.linear"), Texts.of("curves.log.linear.short")});
        return notes;
    }

    /** What was chosen for its scale. */
    Chosen chosen() {
        return chosen;
    }

    /** Whether they are probabilities, from 0 to 1. */
    boolean probabilities() {
        return probabilities;
    }

    /** Whether a loss below 0 is to be seen, in the unit shown. */
    boolean negative() {
        return lowest < 0;
    }

    List<Quantity> quantities() {
        return lines.stream().map(Lines::quantity).toList();
    }

    /** The row of a value in the unit shown. */
    double y(double value) {
        return top + height * (1 - axis.fraction(value));
    }

    /** Draws every line: raw faint, held-out dashed with its points marked, smoothed on top. */
    void draw(PixelImage image, double density) {
        var painter = new LinePainter(image, top, top + height);
        var above = new float[columns];
        var below = new float[columns];
        for (Lines of : lines) {
            int argb = of.quantity.argb(look.dark());
            if (of.raw != of.smoothed) {
                rows(of.raw, above, below);
                painter.line(above, below, 0.8 * density, argb, look.dark() ? 0.26 : 0.22, 1, 0);
            }
            rows(of.heldOut, above, below);
            painter.line(above, below, 1.4 * density, argb, 1, 5 * density, 4 * density);
            markers(painter, of.quantity, density);
            rows(of.smoothed, above, below);
            painter.line(above, below, 1.8 * density, argb, 1, 1, 0);
        }
    }

    private Line line(LossCurves from, Curve curve) {
        var line = new Line(new float[columns], new float[columns]);
        from.columns(curve, window.first(), window.last(), line.low, line.high);
        return line;
    }

    private void rows(Line line, float[] above, float[] below) {
        for (int x = 0; x < columns; x++) {
            above[x] = (float) y(line.high[x] * factor);
            below[x] = (float) y(line.low[x] * factor);
        }
    }

    private void markers(LinePainter painter, Quantity quantity, double density) {
        int from = heldOut.indexAt(window.first());
        int to = heldOut.indexAt(window.last() + 1);
        if ((to - from) * 9.0 * density > columns) return;
        for (int i = from; i < to; i++) {
            double x = (heldOut.step(i) - window.first()) / (window.last() - window.first()) * columns;
            double value = heldOut.raw(quantity).value(i) * factor;
            painter.dot(x, y(value), 2.2 * density, quantity.argb(look.dark()));
        }
    }

    /**
     * In a long run the range holds the smoothed and held-out lines except for their highest few values, so that the
     * spike of the first steps does not set it. In a short run, or if asked for, it holds every value. Values that have
     * no logarithm are not left out: the scale is linear where there are any. If nothing else is asked for, it is
     * logarithmic where the highest values would squeeze the others flat, or leaves those out.
     */
    private Axis range() {
        boolean robust = !look.all() && train.size() > LONG_RUN;
        var values = new float[lines.size() * 6 * columns];
        int n = 0;
        for (Lines of : lines) n = gather(of.heldOut, values, gather(of.smoothed, values, n));
        int all = n;
        for (Lines of : lines) all = gather(of.raw, values, all);
        if (all == 0) return new Axis(look.scale() == Scale.LOG ? 1 : 0, 10, look.scale() == Scale.LOG);
        lowest = Float.POSITIVE_INFINITY;
        highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < all; i++) {
            lowest = Math.min(lowest, values[i] * factor);
            highest = Math.max(highest, values[i] * factor);
        }
        if (probabilities) return new Axis(0, 1, false);
        if (!robust) n = all;
        Arrays.sort(values, 0, n);
        double least = values[0] * factor;
        double greatest = values[robust ? (int) (IN_SIGHT * (n - 1)) : n - 1] * factor;
        double cut = values[n / 2] * factor + CUT * (values[3 * n / 4] - values[0]) * factor;
        if (look.scale() == Scale.FITTING) chosen = choose(least, values[n / 2] * factor, cut, greatest);
        if (chosen == Chosen.LOG) return Axis.around(lowest, highest, true);
        if (chosen == Chosen.CUT) greatest = cut;
        boolean log = look.scale() == Scale.LOG && lowest > 0;
        double room = robust ? ROOM * (greatest - least) : 0;
        room = log ? 0 : Math.max(room, FLAT * Math.abs(greatest) - (greatest - least));
        return Axis.around(Math.max(Math.min(0, least), least - room), greatest + room, log);
    }

    private Chosen choose(double least, double middle, double cut, double greatest) {
        if (lowest > 0) return greatest > SQUEEZED * middle ? Chosen.LOG : Chosen.NOTHING;
        boolean squeezed = cut > least && greatest - least > SQUEEZED * (cut - least);
        return squeezed && !look.all() ? Chosen.CUT : Chosen.NOTHING;
    }

    /** Appends the visible values of a line to {@code values}, which already holds {@code n}. Returns the new count. */
    private int gather(Line line, float[] values, int n) {
        int end = n;
        for (int x = 0; x < columns; x++) {
            if (!(line.low[x] <= line.high[x]) || line.high[x] - line.low[x] == Float.POSITIVE_INFINITY) continue;
            values[end++] = line.low[x];
            values[end++] = line.high[x];
        }
        return end;
    }
}
