package org.latentfx.analysis.factor;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.data.Factors;
import org.latentfx.data.Factors.Factor;
import org.latentfx.math.RandomStream;
import org.latentfx.model.prior.Posterior;

/**
 * What each latent tells of each known cause of the images, and the mutual information gap (Chen et al. 2018, equation
 * 6): the mean over factors of (I₁ − I₂)/H, I₁ and I₂ being what the two best latents tell of the factor and H its
 * entropy. Each image gives one z ~ q(z|x), or its code where that is a point; each latent's values are sorted into
 * {@link #BINS} bins with as many images in each (equal values lie in one bin), and I(z_j; factor) is that of the
 * counts. Such a figure is too high by about (bins − 1)(values − 1)/2n nats whatever the latent, which the gap does not
 * see. The error is the standard deviation of the same figure over images drawn anew with replacement. In nats.
 * Immutable by convention; made by a pure function on the calling thread.
 *
 * @param images how many it is of
 * @param information factors × latents: I(z_j; factor)
 * @param entropy of each factor
 * @param means factors × latents × values: the mean of μ_j over the images with that value; NaN without any
 * @param deviations the same of its standard deviation
 * @param mig from 0 to 1
 * @param standardError of the MIG
 */
public record FactorScore(
        Factors factors,
        int images,
        double[][] information,
        double[] entropy,
        double[][][] means,
        double[][][] deviations,
        double mig,
        double standardError) {
    /** Of each latent's values. */
    public static final int BINS = 20;

    private static final int RESAMPLES = 20;

    /**
     * Of codes of images whose causes are known.
     *
     * @param points one for each image of {@code factors}
     * @param key of the draws
     */
    public static FactorScore of(LatentPoints points, Factors factors, long key, Progress progress) {
        int n = points.size();
        int latents = points.latents();
        boolean exact = points.exact();
        int[][] bins = new int[latents][];
        for (int j = 0; j < latents; j++) {
            progress.at(j, 3 * latents);
            float[] z = new float[n];
            for (int i = 0; i < n; i++) {
                float mu = points.mu(i, j);
                float s = points.logVar()[i * latents + j];
                z[i] = exact ? mu : Posterior.sample(mu, s, RandomStream.gaussian(key, (long) i * latents + j));
            }
            bins[j] = bins(z);
        }
        int[] each = IntStream.range(0, n).toArray();
        double[][] information = information(bins, factors, each);
        double[] entropy = entropies(factors, each);
        double[] again = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            progress.at(RESAMPLES + 2 * r, 3 * RESAMPLES);
            int[] drawn = new int[n];
            for (int i = 0; i < n; i++)
                drawn[i] = (int) (RandomStream.uniform(~key, (long) r * n + i) * n); // ~: draws of their own
            again[r] = gap(information(bins, factors, drawn), entropies(factors, drawn));
        }
        var moments = new Moments(points, factors);
        double mig = gap(information, entropy);
        return new FactorScore(
                factors, n, information, entropy, moments.means, moments.deviations, mig, deviation(again));
    }

    /** I(z_j; factor) / H(factor): from 0 to 1. */
    public double share(int factor, int j) {
        return entropy[factor] == 0 ? 0 : information[factor][j] / entropy[factor];
    }

    /** The latents, that which tells most of the factor first. */
    public int[] carriers(int factor) {
        return ranked(information[factor].length, j -> -information[factor][j]);
    }

    /** The factors, that of which the latent tells the largest share first. */
    public int[] carried(int j) {
        return ranked(entropy.length, factor -> -share(factor, j));
    }

    /** The part of the MIG that is this factor's, 0..1. */
    public double gap(int factor) {
        return gap(information[factor], entropy[factor]);
    }

    private static int[] ranked(int count, IntToDoubleFunction by) {
        return IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(by::applyAsDouble))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    // ---- the estimate ----

    /** The bin of each value. */
    private static int[] bins(float[] z) {
        int n = z.length;
        float[] sorted = z.clone();
        Arrays.sort(sorted);
        int[] bins = new int[n];
        for (int i = 0; i < n; i++) bins[i] = (int) ((long) firstOf(sorted, z[i]) * BINS / n);
        return bins;
    }

    /** Where the run of numbers equal to {@code value} begins. */
    private static int firstOf(float[] sorted, float value) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Float.compare(sorted[middle], value) < 0) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    /** @param images which are counted, some of them several times */
    private static double[][] information(int[][] bins, Factors factors, int[] images) {
        double[][] information = new double[factors.all().size()][bins.length];
        for (int f = 0; f < information.length; f++) {
            Factor factor = factors.all().get(f);
            int values = factor.values().size();
            for (int j = 0; j < bins.length; j++) {
                int[] joint = new int[BINS * values];
                int[] ofBin = new int[BINS];
                int[] ofValue = new int[values];
                for (int i : images) {
                    joint[bins[j][i] * values + factor.of()[i]]++;
                    ofBin[bins[j][i]]++;
                    ofValue[factor.of()[i]]++;
                }
                information[f][j] = Math.max(0, entropy(ofBin) + entropy(ofValue) - entropy(joint));
            }
        }
        return information;
    }

    private static double[] entropies(Factors factors, int[] images) {
        return factors.all().stream()
                .mapToDouble(factor -> {
                    int[] counts = new int[factor.values().size()];
                    for (int i : images) counts[factor.of()[i]]++;
                    return entropy(counts);
                })
                .toArray();
    }

    private static double entropy(int[] counts) {
        double n = Arrays.stream(counts).sum();
        double sum = 0;
        for (int count : counts) if (count > 0) sum -= count / n * Math.log(count / n);
        return sum;
    }

    private static double gap(double[][] information, double[] entropy) {
        double sum = 0;
        for (int f = 0; f < entropy.length; f++) sum += gap(information[f], entropy[f]);
        return sum / entropy.length;
    }

    private static double gap(double[] ofLatents, double entropy) {
        double first = 0;
        double second = 0;
        for (double one : ofLatents) {
            if (one > first) {
                second = first;
                first = one;
            } else {
                second = Math.max(second, one);
            }
        }
        return entropy == 0 ? 0 : (first - second) / entropy;
    }

    private static double deviation(double[] of) {
        double mean = Arrays.stream(of).average().orElse(0);
        double squares = 0;
        for (double one : of) squares += (one - mean) * (one - mean);
        return Math.sqrt(squares / (of.length - 1));
    }

    /** Means and standard deviations of μ over the images with each value. */
    private static final class Moments {
        final double[][][] means;
        final double[][][] deviations;

        Moments(LatentPoints points, Factors factors) {
            int count = factors.all().size();
            means = new double[count][points.latents()][];
            deviations = new double[count][points.latents()][];
            for (int f = 0; f < count; f++)
                for (int j = 0; j < points.latents(); j++)
                    take(points, factors.all().get(f), f, j);
        }

        private void take(LatentPoints points, Factor factor, int f, int j) {
            int[] counts = factor.counts();
            double[] sums = new double[counts.length];
            double[] squares = new double[counts.length];
            for (int i = 0; i < points.size(); i++) {
                double mu = points.mu(i, j);
                sums[factor.of()[i]] += mu;
                squares[factor.of()[i]] += mu * mu;
            }
            for (int v = 0; v < counts.length; v++) {
                sums[v] /= counts[v];
                squares[v] = Math.sqrt(Math.max(0, squares[v] / counts[v] - sums[v] * sums[v]));
            }
            means[f][j] = sums;
            deviations[f][j] = squares;
        }
    }
}
