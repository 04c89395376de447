package org.latentfx.train.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Settings;

/**
 * Trials that differ in nothing but the seed, their end figures as mean and spread. Those that diverged are counted but
 * not averaged.
 *
 * @param settings those of the first of them
 * @param diverged how many of them have no figures
 */
public record SeedGroup(
        Hyperparameters settings,
        int diverged,
        Spread reconstruction,
        Spread kl,
        Spread total,
        Spread score,
        Spread mse) {
    /** The groups of those {@code trials} that were trained to the end or diverged, in the order of their first. */
    public static List<SeedGroup> of(List<Trial> trials) {
        var members = new LinkedHashMap<Hyperparameters, List<Trial>>();
        for (var trial : trials) {
            if (trial.state() == Trial.State.STOPPED_EARLY) continue;
            var seedless = Settings.SEED.with(trial.settings(), 0L);
            members.computeIfAbsent(seedless, settings -> new ArrayList<>()).add(trial);
        }
        return members.values().stream().map(SeedGroup::group).toList();
    }

    private static SeedGroup group(List<Trial> trials) {
        var good = trials.stream().filter(t -> Double.isFinite(t.score())).toList();
        return new SeedGroup(
                trials.get(0).settings(),
                trials.size() - good.size(),
                spread(good, t -> t.test().reconstruction()),
                spread(good, t -> t.test().of(LossTerm.KL)),
                spread(good, t -> t.test().total()),
                spread(good, Trial::score),
                spread(good, Trial::mse));
    }

    private static Spread spread(List<Trial> trials, ToDoubleFunction<Trial> figure) {
        return Spread.of(trials.stream().mapToDouble(figure).toArray());
    }
}
