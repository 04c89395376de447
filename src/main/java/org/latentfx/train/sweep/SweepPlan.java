package org.latentfx.train.sweep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.latentfx.math.RandomStream;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Refusal;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/**
 * Which runs are to be trained, and how long each: a pure function of what a person asked for, so that a plan made
 * again after a kill is the same plan. Every trial that is trained to the end has the same budget, the base's epochs.
 * Immutable; any thread may use it.
 *
 * @param base what the trials have in common
 * @param variations in what they differ; all of them lists for a grid
 * @param trials how many are drawn; of no meaning for a grid
 * @param drawSeed what they are drawn by; of no meaning for a grid
 */
public record SweepPlan(Hyperparameters base, List<Variation> variations, Method method, int trials, long drawSeed) {
    /** How trials are chosen. */
    public enum Method {
        /** Every combination. */
        GRID,
        /** Values drawn at random (Bergstra & Bengio 2012). */
        RANDOM,
        /** As random, but after a third of the epochs only the best third goes on, and so on again. */
        HALVING
    }

    /** More would take days, or come from a slip. */
    public static final int MOST_TRIALS = 1000;

    /** Fewer are no search. */
    public static final int LEAST_SEARCHED = 2;
    /** One of so many is gone on with, so many times as long (Li et al. 2018 recommend 3 or 4). */
    private static final int ETA = 3;
    /** More than there are settings. */
    private static final int STRIDE = 64;

    public SweepPlan {
        variations = List.copyOf(variations);
        if (variations.isEmpty()) throw new Refusal("sweep.vary.none");
        var seen = new HashSet<Setting<?>>();
        for (var one : variations)
            if (!seen.add(one.setting()))
                throw new Refusal("sweep.vary.setting-twice", one.setting().key());
        if (method == Method.GRID) checkGrid(variations);
        else checkSearch(variations, trials);
    }

    private static void checkGrid(List<Variation> variations) {
        long count = 1;
        for (var one : variations) {
            if (one.range() != null) throw new Refusal("sweep.vary.range-in-grid", one.text());
            count = Math.min(count * one.values().size(), MOST_TRIALS + 1L);
        }
        if (count > MOST_TRIALS) throw new Refusal("sweep.vary.many", MOST_TRIALS);
    }

    private static void checkSearch(List<Variation> variations, int trials) {
        if (trials < LEAST_SEARCHED || trials > MOST_TRIALS)
            throw new Refusal("sweep.trials.refused", trials, LEAST_SEARCHED, MOST_TRIALS);
        for (var one : variations) // −ELBO of densities and of cross-entropies, of grey and of drawn pixels differ
        if (one.setting() == Settings.LIKELIHOOD || one.setting() == Settings.BINARISE)
                throw new Refusal("sweep.vary.incomparable", one.setting().key());
    }

    /** A grid over {@code variations}, the last one varying fastest. */
    public static SweepPlan grid(Hyperparameters base, List<Variation> variations) {
        return new SweepPlan(base, variations, Method.GRID, 0, 0);
    }

    /**
     * The settings of every trial, in order. Throws {@link Refusal} if some do not go together.
     */
    public List<Hyperparameters> settings() {
        var settings = method == Method.GRID ? combinations() : drawn();
        settings.forEach(Settings::checkTogether);
        ModelKind kind = settings.get(0).model();
        if (!kind.can(Capability.ENCODES)) throw new Refusal("sweep." + kind.key());
        if (settings.stream().anyMatch(one -> one.model() != kind)) throw new Refusal("sweep.kinds");
        for (var one : variations)
            if (settings.stream().noneMatch(values -> Settings.matters(one.setting(), values)))
                throw new Refusal("sweep.vary.idle", one.setting().label(), kind.label());
        return settings;
    }

    /** What its trials are ranked by. */
    public Score score() {
        return Score.of(settings());
    }

    private List<Hyperparameters> combinations() {
        var made = List.of(base);
        for (var variation : variations) {
            var longer = new ArrayList<Hyperparameters>();
            for (var one : made) for (String value : variation.values()) longer.add(variation.in(one, value));
            made = longer;
        }
        return made;
    }

    private List<Hyperparameters> drawn() {
        long key = RandomStream.SEARCH.key(drawSeed);
        var made = new ArrayList<Hyperparameters>();
        for (int i = 0; i < trials; i++) {
            var one = base;
            for (int j = 0; j < variations.size(); j++)
                one = variations.get(j).in(one, variations.get(j).at(RandomStream.uniform(key, place(i, j))));
            made.add(one);
        }
        return made;
    }

    /** A search with more trials begins with the same ones. */
    private long place(int trial, int variation) {
        return (long) trial * STRIDE + variation;
    }

    /**
     * A stage of the plan: each trial still in the race is trained until it has done {@code epochs} of its budget, and
     * the best {@code kept} of them go on.
     */
    public record Rung(int epochs, int kept) {}

    /**
     * The stages: one for a grid or random search; for successive halving (Jamieson & Talwalkar 2016, algorithm 1, as
     * a bracket of Li et al. 2018) stages of R/ηᵏ … R/η, R epochs, as many as trials and epochs allow.
     */
    public List<Rung> rungs() {
        int budget = base.epochs();
        if (method != Method.HALVING) return List.of(new Rung(budget, MOST_TRIALS));
        int most = Math.min(log(trials), log(budget));
        var rungs = new ArrayList<Rung>();
        int left = trials;
        for (int k = most; k >= 0; k--) {
            left = k == 0 ? left : left / ETA;
            rungs.add(new Rung((int) Math.max(1, Math.round(budget / Math.pow(ETA, k))), left));
        }
        return rungs;
    }

    /** The whole part of the logarithm to the base η. */
    private static int log(int value) {
        int found = 0;
        for (int rest = value; rest >= ETA; rest /= ETA) found++;
        return found;
    }

    /** The settings in which trials differ, in the order given. */
    public List<Setting<?>> varied() {
        var varied = new ArrayList<Setting<?>>();
        for (var one : variations) varied.add(one.setting());
        return varied;
    }
}
