package org.latentfx.session.sweep;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.Capability;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;
import org.latentfx.train.sweep.Score;
import org.latentfx.train.sweep.SweepPlan;
import org.latentfx.train.sweep.Trial;

/**
 * A sweep as it stands. Immutable by convention; any thread.
 *
 * @param data the name of its images
 * @param settings of every trial, in order
 * @param trials those that are done, by number
 * @param looks the newest look at each trial that was begun, by number
 * @param scored by what the trials are ranked
 */
public record Sheet(
        Path folder,
        SweepPlan plan,
        String data,
        List<Hyperparameters> settings,
        Map<Integer, Trial> trials,
        Map<Integer, Look> looks,
        Score scored) {
    public Sheet {
        trials = Map.copyOf(trials);
        looks = Map.copyOf(looks);
    }

    Sheet(Path folder, SweepPlan plan, String data, Map<Integer, Trial> trials, Map<Integer, Look> looks) {
        this(folder, plan, data, plan.settings(), trials, looks, plan.score());
    }

    /** How many trials there are. */
    public int count() {
        return settings.size();
    }

    public boolean complete() {
        return trials.size() == settings.size();
    }

    public @Nullable Trial trial(int number) {
        return trials.get(number);
    }

    public @Nullable Look look(int number) {
        return looks.get(number);
    }

    /** In what trial {@code number} differs from others, such as {@code β 4, latents 2}. */
    public String name(int number) {
        Hyperparameters its = settings.get(number - 1);
        return plan.varied().stream().map(setting -> value(setting, its)).collect(Collectors.joining(", "));
    }

    private static String value(Setting<?> setting, Hyperparameters its) {
        return setting.symbol() + " " + setting.text(its);
    }

    /** The share of all planned epochs that is trained, 0..1. */
    public double progress() {
        if (complete()) return 1;
        double planned = 0;
        int racing = count();
        int before = 0;
        for (var rung : plan.rungs()) {
            planned += (double) racing * (rung.epochs() - before);
            before = rung.epochs();
            racing = Math.min(racing, rung.kept());
        }
        double done = 0;
        for (int number = 1; number <= count(); number++) done += epochs(number);
        return Math.min(1, done / planned);
    }

    private double epochs(int number) {
        Trial trial = trials.get(number);
        Look look = looks.get(number);
        if (trial != null && trial.state() == Trial.State.DIVERGED)
            return plan.base().epochs();
        return trial != null ? trial.epoch() : look == null ? 0 : look.epochs();
    }

    /**
     * What trial {@code number} is ranked by, in nats per image: over all held-out images if it is done; over some of
     * them, and with as many samples as it is trained by, before; empty at first, and if it diverged.
     */
    public OptionalDouble score(int number) {
        Trial trial = trials.get(number);
        Look look = looks.get(number);
        double score = trial != null
                ? trial.score()
                : look == null || look.measured() == null ? Double.NaN : Score.of(look.measured());
        return Double.isFinite(score) ? OptionalDouble.of(score) : OptionalDouble.empty();
    }

    /** The number of the trial with the lowest score of those trained to the end; 0 if there is none. */
    public int best() {
        return done().stream()
                .filter(trial -> trial.state() == Trial.State.FINISHED && Double.isFinite(trial.score()))
                .min((a, b) -> Double.compare(a.score(), b.score()))
                .map(Trial::number)
                .orElse(0);
    }

    /**
     * Whether the dual bound of rate–distortion theory holds for its trials: of grey pixels, since drawn ones have
     * noise of their own, and where all that a decoder knows of an image is its code.
     */
    public boolean bounded() {
        boolean binarised = plan.base().binarise() || plan.varied().contains(Settings.BINARISE);
        return scored.hasRate() && !scored.kind().can(Capability.CONDITIONAL) && !binarised;
    }

    public Collection<Trial> done() {
        return trials.values();
    }
}
