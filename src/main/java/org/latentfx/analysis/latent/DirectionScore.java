package org.latentfx.analysis.latent;

import java.util.Arrays;
import org.latentfx.analysis.Progress;
import org.latentfx.math.RandomStream;
import org.latentfx.text.Refusal;

/**
 * Whether the difference between two groups is a direction or chance. A mean difference always exists, even between two
 * random handfuls; so it is found on one half of each group and judged on the other, beside the same figures for groups
 * dealt at random and for directions drawn at random. Averages over {@value #SPLITS} random halvings; the same key
 * gives the same figures. Immutable; computed on the calling thread.
 *
 * @param agreement mean cosine between the directions of the two halves, −1..1; 1: the groups differ reliably
 * @param chanceAgreement what 95 % of random dealings of all members stay below
 * @param separation probability that an unseen member of the second group lies further along the direction than one of
 *     the first, 0..1 (area under the curve; ½: not at all)
 * @param chanceSeparation what 95 % of random directions stay below, each taken the way round that favours it
 * @param error standard error of the separation, by Hanley & McNeil (1982) for the unseen halves
 * @param dealtSeparation the separation of groups dealt at random, found and judged in the same way, on average
 * @param dealtError standard deviation of that
 */
public record DirectionScore(
        double agreement,
        double chanceAgreement,
        double separation,
        double chanceSeparation,
        double error,
        double dealtSeparation,
        double dealtError) {
    /** Standard errors by which a difference must beat its random twin. */
    public static final double ERRORS = 3;

    private static final int SPLITS = 20;
    private static final int TRIALS = 100;

    /** Whether the groups differ more than groups dealt at random, by {@link #ERRORS} standard errors. */
    public boolean differ() {
        return agreement > chanceAgreement && separation - dealtSeparation > ERRORS * Math.hypot(error, dealtError);
    }

    /** Whether they do, and this direction tells them apart better than random ones, by as many standard errors. */
    public boolean beyondChance() {
        return differ() && separation - chanceSeparation > ERRORS * error;
    }

    /** Judges the direction from {@code from} to {@code to}. {@link Refusal} if a group has fewer than four images. */
    public static DirectionScore of(LatentPoints points, int[] from, int[] to, long key, Progress progress) {
        if (from.length < 4 || to.length < 4)
            throw new Refusal("analysis.direction.few", Math.min(from.length, to.length));
        var draws = new Draws(key);
        double agreement = 0;
        double separation = 0;
        int[] a = from.clone();
        int[] b = to.clone();
        for (int split = 0; split < SPLITS; split++) {
            draws.shuffle(a);
            draws.shuffle(b);
            agreement += agreement(points, a, b) / SPLITS;
            float[] step = Direction.between(points, half(a, 0), half(b, 0)).step();
            separation += separation(points, step, half(a, 1), half(b, 1)) / SPLITS;
        }
        var chance = Chance.of(points, from, to, draws, progress);
        return new DirectionScore(
                agreement,
                Chance.most(chance.agreements),
                separation,
                Chance.most(chance.directions),
                error(separation, (from.length + 1) / 2, (to.length + 1) / 2),
                chance.mean(),
                chance.deviation());
    }

    /**
     * What chance makes of two groups of the same sizes, once a trial.
     *
     * @param agreements of groups dealt at random
     * @param separations of those, found and judged in the same way
     * @param directions how far random directions tell the groups themselves apart
     */
    private record Chance(double[] agreements, double[] separations, double[] directions) {
        static Chance of(LatentPoints points, int[] from, int[] to, Draws draws, Progress progress) {
            var chance = new Chance(new double[TRIALS], new double[TRIALS], new double[TRIALS]);
            int[] all = Arrays.copyOf(from, from.length + to.length);
            System.arraycopy(to, 0, all, from.length, to.length);
            for (int trial = 0; trial < TRIALS; trial++) {
                progress.at(trial, TRIALS);
                draws.shuffle(all);
                int[] first = Arrays.copyOf(all, from.length);
                int[] second = Arrays.copyOfRange(all, from.length, all.length);
                chance.agreements[trial] = agreement(points, first, second);
                float[] step = Direction.between(points, half(first, 0), half(second, 0))
                        .step();
                chance.separations[trial] = separation(points, step, half(first, 1), half(second, 1));
                double one = separation(points, draws.normal(points.latents()), from, to);
                chance.directions[trial] = Math.max(one, 1 - one);
            }
            return chance;
        }

        /** What 95 % stay below. */
        static double most(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted[TRIALS * 95 / 100];
        }

        double mean() {
            return Arrays.stream(separations).average().orElseThrow();
        }

        double deviation() {
            double mean = mean();
            double squares = Arrays.stream(separations)
                    .map(one -> (one - mean) * (one - mean))
                    .sum();
            return Math.sqrt(squares / (TRIALS - 1));
        }
    }

    /** Standard error of the area {@code a} under the curve of {@code m} and {@code n} members. */
    private static double error(double a, int m, int n) {
        double first = a / (2 - a) - a * a;
        double second = 2 * a * a / (1 + a) - a * a;
        return Math.sqrt(Math.max(0, a * (1 - a) + (m - 1) * first + (n - 1) * second) / ((double) m * n));
    }

    private static int[] half(int[] group, int which) {
        int middle = group.length / 2;
        return which == 0 ? Arrays.copyOf(group, middle) : Arrays.copyOfRange(group, middle, group.length);
    }

    private static double agreement(LatentPoints points, int[] a, int[] b) {
        float[] first = Direction.between(points, half(a, 0), half(b, 0)).step();
        float[] second = Direction.between(points, half(a, 1), half(b, 1)).step();
        double product = Vectors.dot(first, second);
        double lengths = Math.sqrt(Vectors.dot(first, first) * Vectors.dot(second, second));
        return lengths > 0 ? product / lengths : 0;
    }

    /**
     * Share of the pairs (one of {@code from}, one of {@code to}) that stand in order along {@code step}; ties half.
     */
    static double separation(LatentPoints points, float[] step, int[] from, int[] to) {
        double[] low = along(points, step, from);
        double[] high = along(points, step, to);
        double ordered = 0;
        int below = 0;
        int upTo = 0;
        for (double value : high) {
            while (below < low.length && low[below] < value) below++;
            while (upTo < low.length && low[upTo] <= value) upTo++;
            ordered += 0.5 * (below + upTo);
        }
        return ordered / ((double) low.length * high.length);
    }

    private static double[] along(LatentPoints points, float[] step, int[] members) {
        double[] values = new double[members.length];
        for (int i = 0; i < values.length; i++)
            for (int j = 0; j < step.length; j++) values[i] += (double) step[j] * points.mu(members[i], j);
        Arrays.sort(values);
        return values;
    }

    /** Random numbers of one key, one after the other. */
    private static final class Draws {
        private final long key;
        private final long normalKey;
        private long uniforms;
        private long normals;

        Draws(long key) {
            this.key = key;
            normalKey = RandomStream.bits(key, -1);
        }

        void shuffle(int[] values) {
            for (int i = values.length - 1; i > 0; i--) {
                int j = (int) (RandomStream.uniform(key, uniforms++) * (i + 1));
                int kept = values[i];
                values[i] = values[j];
                values[j] = kept;
            }
        }

        float[] normal(int n) {
            float[] x = new float[n];
            for (int j = 0; j < n; j++) x[j] = RandomStream.gaussian(normalKey, normals++);
            return x;
        }
    }
}
