package org.latentfx.train.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.latentfx.model.KlTerm;
import org.latentfx.text.Numbers;

/**
 * How a setting goes over a run, as a function of the epochs done (with their fraction) and the epoch budget. The
 * learning rate and β are multiplied by its factor; two kinds replace β · KL by another term. Has a text that it can be
 * read from: its kind and figures, such as {@code warm-up 0.2}. Immutable; any thread may use it.
 */
public sealed interface Schedule {
    /** The kinds of schedule, each with the instance to begin with. */
    enum Kind {
        CONSTANT(new Constant(), words -> new Constant()),
        WARM_UP(new WarmUp(Length.share(0.2)), words -> new WarmUp(Length.of(words))),
        CYCLICAL(new Cyclical(4), words -> new Cyclical(Integer.parseInt(words.next()))),
        DRAWN(new Drawn(List.of(new Point(0, 0), new Point(0.5, 1), new Point(1, 1))), Drawn::of),
        CAPACITY(new Capacity(25, 100, Length.share(0.5)), Capacity::of),
        FREE_BITS(new FreeBits(0.1), words -> new FreeBits(words.number())),
        COSINE(new Cosine(), words -> new Cosine()),
        STEPS(new Steps(List.of(0.5, 0.75)), Steps::of),
        WARM_UP_COSINE(new WarmUpCosine(Length.share(0.05)), words -> new WarmUpCosine(Length.of(words)));

        /** What β can follow. */
        public static final List<Kind> OF_BETA = List.of(CONSTANT, WARM_UP, CYCLICAL, DRAWN, CAPACITY, FREE_BITS);

        /** What the learning rate can follow. */
        public static final List<Kind> OF_RATE = List.of(CONSTANT, COSINE, STEPS, WARM_UP, WARM_UP_COSINE, DRAWN);

        private final Schedule first;
        private final Function<Words, Schedule> read;

        Kind(Schedule first, Function<Words, Schedule> read) {
            this.first = first;
            this.read = read;
        }

        /** The first word of its text. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** One of this kind with figures that are fair for many runs. */
        public Schedule first() {
            return first;
        }
    }

    Kind kind();

    /** What the setting is multiplied by when {@code epochs} of {@code budget} are done. */
    double factor(double epochs, int budget);

    /** The figures of its text; empty if it has none. */
    String figures();

    /** What is minimised of the KL then. */
    default KlTerm klTerm(double beta, double epochs, int budget) {
        return KlTerm.weighted(beta * factor(epochs, budget));
    }

    /** Its text, but for a drawn curve, which is too long for a mark. */
    default String shortly() {
        return text();
    }

    /** The text that {@link #parse} turns back into this. */
    default String text() {
        String figures = figures();
        return figures.isEmpty() ? kind().word() : kind().word() + " " + figures;
    }

    /** The schedule that {@code text} stands for. Throws {@link IllegalArgumentException} if it is none of them. */
    static Schedule parse(String text, List<Kind> allowed) {
        var words = new Words(text);
        String word = words.next();
        var kind = allowed.stream()
                .filter(k -> k.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
        Schedule found = words.more() ? kind.read.apply(words) : kind.first;
        if (words.more()) throw new IllegalArgumentException(text);
        return found;
    }

    private static double share(double epochs, int budget) {
        return Math.min(1, epochs / budget);
    }

    private static double cosine(double done) {
        return (1 + StrictMath.cos(Math.PI * done)) / 2;
    }

    private static void require(boolean inRange, Object found) {
        if (!inRange) throw new IllegalArgumentException(String.valueOf(found));
    }

    /** Held. */
    record Constant() implements Schedule {
        /** The one asked for last: a run asks at each of its steps. */
        private static volatile KlTerm last = KlTerm.OF_THE_BOUND;

        @Override
        public KlTerm klTerm(double beta, double epochs, int budget) {
            KlTerm known = last;
            if (known.weight() != beta) last = known = KlTerm.weighted(beta);
            return known;
        }

        @Override
        public Kind kind() {
            return Kind.CONSTANT;
        }

        @Override
        public double factor(double epochs, int budget) {
            return 1;
        }

        @Override
        public String figures() {
            return "";
        }
    }

    /** Rises from 0 along a line and is held then (Bowman et al. 2016; Sønderby et al. 2016). */
    record WarmUp(Length length) implements Schedule {
        @Override
        public Kind kind() {
            return Kind.WARM_UP;
        }

        @Override
        public double factor(double epochs, int budget) {
            return length.done(epochs, budget);
        }

        @Override
        public String figures() {
            return length.text();
        }
    }

    /** Begins anew from 0 so many times; half of each cycle is a ramp, the other half held (Fu et al. 2019). */
    record Cyclical(int cycles) implements Schedule {
        private static final int MOST = 100;

        public Cyclical {
            require(cycles >= 1 && cycles <= MOST, cycles);
        }

        @Override
        public Kind kind() {
            return Kind.CYCLICAL;
        }

        @Override
        public double factor(double epochs, int budget) {
            double turns = share(epochs, budget) * cycles;
            return turns >= cycles ? 1 : Math.min(1, 2 * (turns - Math.floor(turns)));
        }

        @Override
        public String figures() {
            return String.valueOf(cycles);
        }
    }

    /** A point of a drawn curve. @param at share of the epoch budget, 0 to 1 @param factor 0 to {@link #MOST} */
    record Point(double at, double factor) {
        public static final double MOST = 10;

        public Point {
            require(at >= 0 && at <= 1, at);
            require(factor >= 0 && factor <= MOST, factor);
        }
    }

    /** Straight lines from point to point, held before the first and behind the last; as a person draws it. */
    record Drawn(List<Point> points) implements Schedule {
        public static final int MOST = 16;

        public Drawn {
            points = List.copyOf(points);
            require(!points.isEmpty() && points.size() <= MOST, points.size());
            for (int i = 1; i < points.size(); i++) require(points.get(i - 1).at < points.get(i).at, points.get(i).at);
        }

        static Drawn of(Words words) {
            var points = new ArrayList<Point>();
            while (words.more()) {
                String[] both = words.next().split(":", -1);
                require(both.length == 2, Arrays.toString(both));
                points.add(new Point(Numbers.parse(both[0]), Numbers.parse(both[1])));
            }
            return new Drawn(points);
        }

        @Override
        public Kind kind() {
            return Kind.DRAWN;
        }

        @Override
        public double factor(double epochs, int budget) {
            double at = share(epochs, budget);
            int next = 0;
            while (next < points.size() && points.get(next).at <= at) next++;
            if (next == 0) return points.get(0).factor;
            Point left = points.get(next - 1);
            if (next == points.size()) return left.factor;
            Point right = points.get(next);
            return left.factor + (at - left.at) / (right.at - left.at) * (right.factor - left.factor);
        }

        @Override
        public String shortly() {
            return kind().word();
        }

        @Override
        public String figures() {
            return points.stream()
                    .map(point -> Numbers.plain(point.at) + ":" + Numbers.plain(point.factor))
                    .collect(Collectors.joining(" "));
        }
    }

    /** γ · |KL − C| with a C that rises from 0 along a line to {@code nats} (Burgess et al. 2018); β has no part. */
    record Capacity(double nats, double gamma, Length length) implements Schedule {
        private static final double MOST_NATS = 1000;
        private static final double MOST_GAMMA = 10_000;

        public Capacity {
            require(nats >= 0 && nats <= MOST_NATS, nats);
            require(gamma >= 0 && gamma <= MOST_GAMMA, gamma);
        }

        static Capacity of(Words words) {
            double nats = words.number();
            Capacity first = (Capacity) Kind.CAPACITY.first;
            double gamma = words.more() ? words.number() : first.gamma;
            return new Capacity(nats, gamma, words.more() ? Length.of(words) : first.length);
        }

        @Override
        public Kind kind() {
            return Kind.CAPACITY;
        }

        /** How much of C is there. */
        @Override
        public double factor(double epochs, int budget) {
            return length.done(epochs, budget);
        }

        @Override
        public KlTerm klTerm(double beta, double epochs, int budget) {
            return KlTerm.capacity(gamma, nats * factor(epochs, budget));
        }

        @Override
        public String figures() {
            return Numbers.plain(nats) + " " + Numbers.plain(gamma) + " " + length.text();
        }
    }

    /** β · Σ_j max(λ, KL_j): below λ nats a latent costs no less (Kingma et al. 2016). */
    record FreeBits(double nats) implements Schedule {
        private static final double MOST = 100;

        public FreeBits {
            require(nats >= 0 && nats <= MOST, nats);
        }

        @Override
        public Kind kind() {
            return Kind.FREE_BITS;
        }

        @Override
        public double factor(double epochs, int budget) {
            return 1;
        }

        @Override
        public KlTerm klTerm(double beta, double epochs, int budget) {
            return KlTerm.freeBits(beta, nats);
        }

        @Override
        public String figures() {
            return Numbers.plain(nats);
        }
    }

    /** Falls along half a cosine to 0 (Loshchilov & Hutter 2017, without restarts). */
    record Cosine() implements Schedule {
        @Override
        public Kind kind() {
            return Kind.COSINE;
        }

        @Override
        public double factor(double epochs, int budget) {
            return cosine(share(epochs, budget));
        }

        @Override
        public String figures() {
            return "";
        }
    }

    /** A tenth of it from each of these shares of the epoch budget on. */
    record Steps(List<Double> at) implements Schedule {
        private static final int MOST = 8;
        private static final double LESS = 0.1;

        public Steps {
            at = List.copyOf(at);
            require(!at.isEmpty() && at.size() <= MOST, at.size());
            for (int i = 0; i < at.size(); i++)
                require(at.get(i) > (i == 0 ? 0 : at.get(i - 1)) && at.get(i) <= 1, at.get(i));
        }

        static Steps of(Words words) {
            var at = new ArrayList<Double>();
            while (words.more()) at.add(words.number());
            return new Steps(at);
        }

        @Override
        public Kind kind() {
            return Kind.STEPS;
        }

        @Override
        public double factor(double epochs, int budget) {
            double done = share(epochs, budget);
            double factor = 1;
            for (double step : at) if (step <= done) factor *= LESS;
            return factor;
        }

        @Override
        public String figures() {
            return at.stream().map(Numbers::plain).collect(Collectors.joining(" "));
        }
    }

    /** Rises from 0 along a line, then falls along half a cosine to 0 at the end of the budget. */
    record WarmUpCosine(Length length) implements Schedule {
        @Override
        public Kind kind() {
            return Kind.WARM_UP_COSINE;
        }

        @Override
        public double factor(double epochs, int budget) {
            double risen = length.done(epochs, budget);
            double top = length.end(budget);
            if (risen < 1 || top >= 1) return risen;
            return cosine((share(epochs, budget) - top) / (1 - top));
        }

        @Override
        public String figures() {
            return length.text();
        }
    }
}
