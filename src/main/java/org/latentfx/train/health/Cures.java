package org.latentfx.train.health;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Series;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.health.Cure.DataChange;

/** Which cure each finding has: the one table of them. Pure functions. */
final class Cures {
    /** The rate that Adam was published with (Kingma & Ba 2015). */
    private static final double USUAL_RATE = 0.001;

    private static final double LOWER = 10;

    /** Of both players of a GAN (Radford et al. 2016). */
    private static final double PLAYERS_RATE = 0.0002;

    private static final String BATCH_PER_EPOCH = "32";

    private static final Set<String> BY_BETA = Set.of(
            "collapsed.mean-mean", "collapsed.beta", "collapsed.some", "collapsed.many", "clamped.beta", "holes");
    private static final Set<String> BY_RATE = Set.of(
            "rate.high",
            "rate.high.now",
            "rate.low",
            "saturated",
            "clamped",
            "jump",
            "mean-image",
            "made.mean-image",
            "non-finite");

    private Cures() {}

    /** What to try against {@code found}; null where nothing is wrong or nothing sure can be advised. */
    static @Nullable Cure of(Diagnosis found, Hyperparameters now, History history, @Nullable DataFigures data) {
        String id = found.id();
        if (BY_BETA.contains(id)) return beta(now, history);
        if (BY_RATE.contains(id)) return rate(now, history);
        return switch (id) {
            case "collapsed.variance" -> variance(history);
            case "collapsed.strong" -> Cure.fromStart(Map.of("beta", "1", "beta-schedule", "warm-up 0.5"));
            case "collapsed.all", "weak.all" -> lower(now);
            case "latents.many", "latents.many.all" -> Cure.fromStart(Map.of("latents", latents(history)));
            case "latents.few" -> Cure.fromStart(Map.of("latents", "10"));
            case "dead" -> Cure.fromStart(Map.of("activation", "leaky-relu", "learning-rate", rateText(now)));
            case "jump.after" -> beforeChange(history, found.step());
            case "diverged", "diverged.after" -> suggested(now, history);
            case "overfits" -> Cure.from(found.step(), Map.of("learning-rate", format(now.learningRate() / LOWER)));
            case "data.dim" -> Cure.of(DataChange.STRETCH);
            case "data.inverted" -> Cure.of(DataChange.INVERT);
            case "data.imbalanced" -> Cure.of(DataChange.BALANCE);
            case "gan.starving" -> players(now, history, Settings.DISCRIMINATOR_RATE, PLAYERS_RATE / 2);
            case "gan.blind" -> players(now, history, Settings.DISCRIMINATOR_RATE, PLAYERS_RATE * 2);
            case "gan.modes", "gan.classes" -> players(now, history, Settings.LEARNING_RATE, PLAYERS_RATE / 2);
            case "codes.collapsed", "codes.dead" -> codes(now, history);
            case "batch.large" -> Cure.fromStart(Map.of("batch", batch(data)));
            default -> null;
        };
    }

    private static @Nullable Cure beta(Hyperparameters now, History history) {
        Event.SettingChanged<?> change = Health.lastChange(history, 1);
        Series train = history.train();
        // what was changed after the last step is not what made the run ill
        if (change != null
                && change.setting() == Settings.BETA
                && (train.size() == 0 || change.step() < train.step(train.size() - 1))) return back(change);
        if (now.beta() == 1 && !now.betaScheduled()) return null;
        return Cure.fromStart(
                now.betaScheduled() ? Map.of("beta", "1", "beta-schedule", "constant") : Map.of("beta", "1"));
    }

    /** Back to what is usual, and from there to a tenth. */
    private static String rateText(Hyperparameters now) {
        return format(now.learningRate() == USUAL_RATE ? USUAL_RATE / LOWER : USUAL_RATE);
    }

    /** To three digits: a tenth of a number is not one that has few. */
    private static String format(double rate) {
        return Settings.LEARNING_RATE.format(
                new BigDecimal(rate).round(new MathContext(3)).doubleValue());
    }

    private static Cure rate(Hyperparameters now, History history) {
        Event.SettingChanged<?> change = Health.lastChange(history, 1);
        if (change != null && change.setting() == Settings.LEARNING_RATE) return back(change);
        return Cure.fromStart(Map.of("learning-rate", rateText(now)));
    }

    /** Back to what was, or to the rates that both usually have; from there {@code setting} becomes {@code rate}. */
    private static Cure players(Hyperparameters now, History history, Setting<Double> setting, double rate) {
        Event.SettingChanged<?> change = Health.lastChange(history, 1);
        if (change != null
                && (change.setting() == Settings.LEARNING_RATE || change.setting() == Settings.DISCRIMINATOR_RATE))
            return back(change);
        var usual = new TreeMap<String, String>();
        if (now.learningRate() != PLAYERS_RATE) usual.put(Settings.LEARNING_RATE.key(), format(PLAYERS_RATE));
        if (now.discriminatorRate() != PLAYERS_RATE) usual.put(Settings.DISCRIMINATOR_RATE.key(), format(PLAYERS_RATE));
        return Cure.fromStart(usual.isEmpty() ? Map.of(setting.key(), format(rate)) : usual);
    }

    /** Dead codes live again where images lie; where that did not help, there are too many. */
    private static Cure codes(Hyperparameters now, History history) {
        Event.SettingChanged<?> change = Health.lastChange(history, 1);
        if (change != null && change.setting() == Settings.REVIVAL) return back(change);
        if (!now.revival()) return Cure.fromStart(Map.of("revival", "true"));
        return Cure.fromStart(Map.of("codes", String.valueOf(Math.max(2, now.codes() / 4))));
    }

    private static Cure lower(Hyperparameters now) {
        return Cure.fromStart(Map.of("learning-rate", rateText(now), "beta-schedule", "warm-up 0.5"));
    }

    private static @Nullable Cure beforeChange(History history, long since) {
        Event.SettingChanged<?> change = Health.lastChange(history, since);
        return change == null ? null : back(change);
    }

    private static <T> Cure back(Event.SettingChanged<T> change) {
        return Cure.from(
                change.step(), Map.of(change.setting().key(), change.setting().format(change.before())));
    }

    private static Cure suggested(Hyperparameters now, History history) {
        double rate = now.learningRate() / LOWER;
        long to = 0;
        for (var event : history.events())
            if (event instanceof Event.RolledBack back) {
                to = back.to();
                if (back.fault() != null) rate = back.fault().suggestedRate();
            }
        return Cure.from(to, Map.of("learning-rate", format(rate)));
    }

    /** The best shared σ² is the mean squared error itself (Rybkin 2021); the mean image's is above any model's. */
    private static @Nullable Cure variance(History history) {
        var latest = history.latest();
        if (latest == null) return null;
        String variance = String.format(
                Locale.ENGLISH, "%.2g", Math.max(1e-3, latest.baseline().variance()));
        return Cure.fromStart(Map.of("variance", variance));
    }

    /** As many as are in use, and some more. */
    private static String latents(History history) {
        var latest = history.latest();
        long used = latest == null
                ? 0
                : Arrays.stream(latest.klPerLatent())
                        .filter(kl -> kl >= Health.WEAK_NATS)
                        .count();
        return List.of(10, 20, 50).stream()
                .filter(d -> d >= used)
                .findFirst()
                .map(String::valueOf)
                .orElse("100");
    }

    /** So many that there are some thirty steps an epoch. */
    private static String batch(@Nullable DataFigures data) {
        if (data == null) return BATCH_PER_EPOCH;
        return String.valueOf(Math.max(1, Integer.highestOneBit(Math.max(1, data.images() / 30))));
    }
}
