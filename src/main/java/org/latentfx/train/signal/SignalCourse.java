package org.latentfx.train.signal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The signals of several moments of one run, in the order of their steps. Immutable: one that goes on is another one.
 * Any thread.
 */
public record SignalCourse(List<Signals> moments) {
    public static final SignalCourse EMPTY = new SignalCourse(List.of());

    /** A gradient of so many times the median of those before is about to throw the weights about. */
    public static final double ALARM = 10;

    /** Moments that a median is taken of. */
    private static final int MEDIAN_OF = 15;

    /** With fewer before, nothing is said. */
    private static final int FEWEST = 3;

    /** More are thinned: of two neighbours far back one goes. */
    public static final int MOST = 240;

    public SignalCourse {
        moments = List.copyOf(moments);
    }

    /** With one more moment, which takes the place of one of the same step. */
    public SignalCourse plus(Signals next) {
        var all = new ArrayList<Signals>(moments.size() + 1);
        for (Signals one : moments) if (one.step() < next.step()) all.add(one);
        all.add(next);
        for (Signals one : moments) if (one.step() > next.step()) all.add(one);
        if (all.size() > MOST) all.remove(closest(all));
        return new SignalCourse(all);
    }

    /** The moment that lies closest between its neighbours for how far the run had come. */
    private static int closest(List<Signals> all) {
        int closest = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 1; i < all.size() - 1; i++) {
            double gap = (all.get(i + 1).step() - all.get(i - 1).step())
                    / (all.get(i).step() + 16.0);
            if (gap < least) {
                least = gap;
                closest = i;
            }
        }
        return closest;
    }

    /** The moments up to {@code step}. */
    public SignalCourse upTo(long step) {
        return new SignalCourse(
                moments.stream().filter(one -> one.step() <= step).toList());
    }

    /** The last moment at or before {@code step}; null if there is none. */
    public @Nullable Signals at(long step) {
        Signals last = null;
        for (Signals one : moments) if (one.step() <= step) last = one;
        return last;
    }

    /** Whether there is a moment of exactly that step. */
    public boolean has(long step) {
        Signals found = at(step);
        return found != null && found.step() == step;
    }

    /** A figure of the layer {@code name} at each moment; NaN where it has no such layer. */
    public double[] of(String name, ToDoubleFunction<LayerSignals> figure) {
        return moments.stream()
                .mapToDouble(one -> one.layer(name).map(figure::applyAsDouble).orElse(Double.NaN))
                .toArray();
    }

    /** The median of that layer's gradient norms before the last moment; NaN while there are too few. */
    public double medianGradient(String name) {
        double[] norms = of(name, LayerSignals::gradientNorm);
        int end = norms.length - 1;
        double[] before = Arrays.stream(norms, Math.max(0, end - MEDIAN_OF), Math.max(0, end))
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return before.length < FEWEST ? Double.NaN : before[before.length / 2];
    }

    /**
     * How grave the last moment's gradient of a layer is: 0, no number, or above {@value #ALARM} times the running
     * median.
     */
    public Level gradientLevel(String name) {
        double[] norms = of(name, LayerSignals::gradientNorm);
        if (norms.length == 0) return Level.GOOD;
        double last = norms[norms.length - 1];
        boolean wild = !Double.isFinite(last) || last == 0 || last > ALARM * medianGradient(name);
        return wild ? Level.BAD : Level.GOOD;
    }
}
