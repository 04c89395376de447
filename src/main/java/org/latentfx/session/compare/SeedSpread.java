package org.latentfx.session.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far runs lie apart that differ in the seed only: what of a difference is chance. Immutable; any thread.
 *
 * @param seeds how many runs, two or more
 * @param mean −ELBO, nats per image, averaged over the runs
 * @param deviation standard deviation over the runs, of n − 1
 */
public record SeedSpread(int seeds, double mean, double deviation) {
    /** Over {@code run} and those of {@code all} that differ from it in the seed only; null if there are none. */
    public static @Nullable SeedSpread of(ComparedRun run, List<ComparedRun> all) {
        double[] totals = all.stream()
                .filter(other -> other == run || DifferingSettings.onlyInSeed(run.facts(), other.facts()))
                .map(RunFigures::of)
                .filter(figures -> figures != null)
                .mapToDouble(RunFigures::total)
                .filter(Double::isFinite)
                .toArray();
        if (totals.length < 2) return null;
        double mean = 0;
        for (double total : totals) mean += total / totals.length;
        double squares = 0;
        for (double total : totals) squares += (total - mean) * (total - mean);
        return new SeedSpread(totals.length, mean, Math.sqrt(squares / (totals.length - 1)));
    }
}
