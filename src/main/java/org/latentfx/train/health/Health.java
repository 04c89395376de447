package org.latentfx.train.health;

import static org.latentfx.train.health.Diagnosis.nats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Measurement;
import org.latentfx.train.Objective;
import org.latentfx.train.Series;
import org.latentfx.train.Settings;
import org.latentfx.train.health.Diagnosis.Level;

/**
 * Judges a run by its figures: first against what no run can argue with (the mean training image, the bounds of log σ²,
 * the variance of the images), then its course against itself with the noise estimated. Pure functions of values; any
 * thread.
 */
public final class Health {
    /** A latent that carries less than this many nats an image is not in use (the decoder ignores it). */
    public static final double COLLAPSED_NATS = 0.01;

    /** One that carries less than this is hardly used. */
    public static final double WEAK_NATS = 0.1;

    /** So many latents are named; more are counted. */
    private static final int FEW = 3;

    /** Steps and training images before which nobody can have learnt much. */
    private static final int FAIR_STEPS = 300;

    private static final int FAIR_IMAGES = 5000;

    /** Or so many steps and measurements: a small set is measured at every epoch, and learnt by heart in ten. */
    private static final int FAIR_STEPS_OF_FEW = 50;

    private static final int FAIR_MEASUREMENTS = 10;

    /** A KL of so many times the mean image's loss is no beginner's: something has ruined the model. */
    private static final double RUINED = 10;

    /** Of the mean image's loss, whose density may be near 0 nats. */
    private static final double LEAST_SCALE = 100;

    /** A model must tell at least so many nats of an image more than the mean image does. */
    private static final double LEAST_GAIN = 0.5;

    /** Or this share of the mean image's loss, where that is less. */
    private static final double LEAST_SHARE = 0.02;

    /** Outputs that vary by less than this share of the images' variance are all alike. */
    private static final double ALIKE = 0.01;

    /** Steps of which no spike is the middle. */
    private static final int FEW_STEPS = 9;

    private static final double CLAMPED_NOTE = 0.01;
    private static final double CLAMPED_BAD = 0.1;

    /** With so low a β nothing holds σ off 0. */
    private static final double FREE = 0.1;

    /** Latents of which every one carries so many nats are full. */
    private static final double FULL_NATS = 2.5;

    /** Two are the map, which is why they are so few. */
    private static final int MAP_LATENTS = 2;

    /** From this share of latents that carry nothing on, there are too many. */
    private static final double MANY_IDLE = 0.75;

    private static final int FEW_LATENTS = 20;

    /** A divergence is told for so many steps after the run went back. */
    private static final int DIVERGED_STEPS = 500;

    /** What a finding that names a cause explains. */
    private static final Set<String> SYMPTOMS = Set.of(
            "mean-image", "made.mean-image", "kl-for-nothing", "kl-above-gain", "alike", "collapsed.all", "weak.all");

    /** What steps that were too large have left behind. */
    private static final Set<String> DAMAGE = Set.of("dead", "saturated", "clamped");

    private static final Set<String> TOO_LARGE = Set.of("rate.high", "rate.high.now", "diverged", "diverged.after");

    /** Remarks on what the figures are, no findings: a loss below 0 is no fault. */
    private static final Set<String> REMARKS = Set.of("density", "gan", "made", "made.grey", "plain", "vamp", "vq");

    private Health() {}

    /** As below, by the losses alone. */
    public static List<Diagnosis> of(Hyperparameters now, History history) {
        return of(now, history, Evidence.NONE);
    }

    /** The findings about a run that stands at the end of {@code history}, the gravest first; never empty. */
    public static List<Diagnosis> of(Hyperparameters now, History history, Evidence evidence) {
        var found = new ArrayList<Diagnosis>();
        if (evidence.data() != null) DataRules.judge(now, evidence.data(), found);
        diverged(history, found);
        var minimised = Objective.used(now, history);
        String chosen = Objective.chosen(now, history);
        boolean variational = now.model().variational();
        boolean adversarial = now.model() == ModelKind.GAN;
        boolean inOrder = now.model().can(Capability.AUTOREGRESSIVE);
        if (adversarial) found.add(Diagnosis.of(Level.GOOD, "gan"));
        else if (inOrder) found.add(Diagnosis.of(Level.GOOD, now.binarise() ? "made" : "made.grey"));
        else if (!variational) found.add(remark(now));
        else if (chosen != null) found.add(Diagnosis.of(Level.NOTE, "beta.next", chosen, minimised.words()));
        else if (!minimised.isBound()) found.add(minimised(now, minimised));
        if (now.vampPrior()) found.add(Diagnosis.of(Level.GOOD, "vamp", now.pseudoInputs()));
        Measurement latest = history.latest();
        int fairSteps = Math.max(FAIR_STEPS, (FAIR_IMAGES + now.batch() - 1) / now.batch());
        if (latest == null && history.train().size() >= fairSteps) {
            found.add(Diagnosis.of(Level.OPEN, "unmeasured"));
        } else if (latest == null || !fair(history, latest) && (adversarial || !ruined(latest))) {
            if (adversarial || latest == null || !Rates.thrown(now, history, latest, found))
                found.add(Diagnosis.of(Level.OPEN, "early", fairSteps));
        } else if (adversarial) {
            Players.judge(now, history, latest, evidence.classes(), found);
        } else if (!finite(history, latest)) {
            found.add(Diagnosis.of(Level.BAD, "non-finite", latest.step()));
        } else {
            judge(now, minimised, history, latest, evidence, found);
        }
        var graded = sorted(found);
        boolean caused = graded.stream().anyMatch(one -> one.level() == Level.BAD && !SYMPTOMS.contains(one.id()));
        return graded.stream()
                .map(one -> caused && SYMPTOMS.contains(one.id())
                        ? one
                        : one.with(Cures.of(one, now, history, evidence.data())))
                .map(one -> one.in(now.wording()))
                .toList();
    }

    private static void judge(
            Hyperparameters now,
            Objective minimised,
            History history,
            Measurement latest,
            Evidence evidence,
            List<Diagnosis> found) {
        var course = new Course(now, minimised.comparing(), history, latest);
        anchors(minimised, history, latest, found);
        if (now.model() == ModelKind.VQVAE) Codes.judge(now, latest, found);
        if (now.klPerLatent()) latents(now, minimised, latest, evidence, found);
        boolean bad = latest.gain() < leastGain(latest);
        boolean explained = found.stream().anyMatch(one -> Collapse.explains(one.id()));
        if (evidence.signals() != null)
            Within.judge(evidence.signals(), now.model().variational(), explained, found);
        if (!explained) Rates.judge(now, history, latest, evidence.signals(), bad, found);
        course.judge(found);
    }

    /** What a model without a KL is; of a VQ-VAE what all that it says of an image would cost if codes were even. */
    private static Diagnosis remark(Hyperparameters now) {
        if (now.model() != ModelKind.VQVAE) return Diagnosis.of(Level.GOOD, "plain");
        int slots = Math.max(1, now.latents() / now.codeSize());
        return Diagnosis.of(Level.GOOD, "vq", slots, now.codes(), nats(slots * Math.log(now.codes())));
    }

    private static Diagnosis minimised(Hyperparameters now, Objective minimised) {
        if (minimised.parts() != null) return Diagnosis.of(Level.NOTE, "beta.parts", minimised.words());
        if (!now.betaScheduled()) return Diagnosis.of(Level.NOTE, "beta", Settings.BETA.format(now.beta()));
        if (minimised.weighted())
            return Diagnosis.of(
                    Level.NOTE,
                    "beta.scheduled",
                    Settings.BETA.format(minimised.beta()),
                    Settings.BETA_SCHEDULE.shortly(now.betaSchedule()));
        return Diagnosis.of(Level.NOTE, "beta." + now.betaSchedule().kind().word(), minimised.words());
    }

    /** What is good in a bad run is left out: it would only reassure. What explains the figures stays. */
    private static List<Diagnosis> sorted(List<Diagnosis> found) {
        boolean bad = found.stream().anyMatch(one -> one.level() == Level.BAD);
        return found.stream()
                .filter(one -> !bad || one.level() != Level.GOOD || REMARKS.contains(one.id()))
                .sorted(Comparator.comparing(Diagnosis::level)
                        .thenComparing(one -> follows(one, found)) // causes come first
                        .thenComparing(one -> REMARKS.contains(one.id()))) // a remark after the findings
                .toList();
    }

    private static boolean follows(Diagnosis one, List<Diagnosis> found) {
        if (SYMPTOMS.contains(one.id())) return true;
        return DAMAGE.contains(one.id()) && found.stream().anyMatch(other -> TOO_LARGE.contains(other.id()));
    }

    private static boolean fair(History history, Measurement latest) {
        return latest.drawn() >= FAIR_IMAGES
                && (latest.step() >= FAIR_STEPS
                        || latest.step() >= FAIR_STEPS_OF_FEW
                                && history.heldOut().size() >= FAIR_MEASUREMENTS);
    }

    /** Seen at once, however early it is. */
    private static boolean ruined(Measurement latest) {
        double scale = Math.max(LEAST_SCALE, Math.abs(latest.baseline().loss()));
        return !(latest.loss().kl() < RUINED * scale);
    }

    private static boolean finite(History history, Measurement latest) {
        int steps = history.train().size();
        double last = steps == 0 ? 0 : history.train().total(steps - 1);
        return Double.isFinite(last) && Double.isFinite(latest.loss().total());
    }

    private static void diverged(History history, List<Diagnosis> found) {
        Event.RolledBack back = null;
        Event.SettingChanged<?> last = null;
        Event.SettingChanged<?> change = null;
        for (var event : history.events()) {
            if (event instanceof Event.SettingChanged<?> changed) last = changed;
            if (event instanceof Event.RolledBack rolled) {
                back = rolled;
                change = last;
            }
        }
        int steps = history.train().size();
        if (back == null || steps > 0 && history.train().step(steps - 1) > back.step() + DIVERGED_STEPS) return;
        boolean alone = change == null || change.step() + DIVERGED_STEPS < back.step();
        var diagnosis = alone || change == null
                ? Diagnosis.of(Level.BAD, "diverged", back.step(), back.to())
                : Diagnosis.of(Level.BAD, "diverged.after", back.step(), back.to(), change.text(), change.step());
        var fault = back.fault();
        found.add(diagnosis.at(back.step()).detailed(fault == null ? List.of() : fault.figures()));
    }

    private static void anchors(Objective minimised, History history, Measurement latest, List<Diagnosis> found) {
        double gain = latest.gain();
        double kl = latest.loss().kl();
        if (Math.min(latest.loss().reconstruction(), latest.baseline().loss()) < 0)
            found.add(Diagnosis.of(Level.GOOD, "density"));
        String mean = nats(latest.baseline().loss());
        double least = leastGain(latest);
        String reconstruction = nats(latest.loss().reconstruction());
        String whose = latest.loss().terms().contains(LossTerm.NLL) ? "made." : "";
        if (gain < least)
            found.add(Diagnosis.of(Level.BAD, whose + "mean-image", reconstruction, mean, gain > 0 ? 1 : 0));
        else if (kl <= gain) found.add(Diagnosis.of(Level.GOOD, whose + "learns", nats(gain), mean));
        if (kl > Math.max(gain, least)) {
            Level level = minimised.comparing() >= 1 && settled(history, latest) ? Level.BAD : Level.NOTE;
            if (gain >= least) found.add(Diagnosis.of(level, "kl-above-gain", nats(kl), nats(gain)));
            else found.add(Diagnosis.of(level, "kl-for-nothing", nats(kl)));
        }
        double variance = latest.baseline().variance();
        if (latest.outputVariance() < ALIKE * variance)
            found.add(Diagnosis.of(Level.BAD, "alike", percent(latest.outputVariance() / variance)));
        double clamped = latest.clampFraction();
        if (clamped >= CLAMPED_NOTE)
            found.add(Diagnosis.of(
                            clamped >= CLAMPED_BAD ? Level.BAD : Level.NOTE,
                            minimised.comparing() < FREE ? "clamped.beta" : "clamped",
                            percent(clamped),
                            Settings.BETA.format(minimised.comparing()))
                    .at(latest.step()));
    }

    /**
     * Whether a run that reconstructed better than the mean image does not any more, by the middle of its last training
     * losses: known long before a look at held-out images says so, and of runs too young to be judged.
     */
    public static boolean lost(History history) {
        Measurement latest = history.latest();
        Series train = history.train();
        if (latest == null || train.size() < 2 * FEW_STEPS) return false;
        double meanImage = latest.baseline().loss();
        double[] last = IntStream.range(train.size() - FEW_STEPS, train.size())
                .mapToDouble(train::reconstruction)
                .sorted()
                .toArray();
        long better = IntStream.range(0, train.size() - FEW_STEPS)
                .filter(i -> train.reconstruction(i) < meanImage)
                .count();
        return better >= FEW_STEPS && last[FEW_STEPS / 2] > meanImage;
    }

    /** Small pictures hold few nats: of those a share must do. */
    static double leastGain(Measurement latest) {
        return Math.min(LEAST_GAIN, LEAST_SHARE * Math.abs(latest.baseline().loss()));
    }

    /** Whether the run has had time to answer to the last change of a setting. */
    private static boolean settled(History history, Measurement latest) {
        Event.SettingChanged<?> last = lastChange(history, 0);
        return last == null || latest.step() - last.step() >= FAIR_STEPS;
    }

    /** The last change after step {@code since} of a setting that moves the loss; null if there was none. */
    static Event.@Nullable SettingChanged<?> lastChange(History history, long since) {
        Event.SettingChanged<?> last = null;
        for (var event : history.events())
            if (event instanceof Event.SettingChanged<?> changed
                    && changed.setting() != Settings.EPOCHS
                    && changed.step() >= since) last = changed;
        return last;
    }

    private static void latents(
            Hyperparameters now, Objective minimised, Measurement latest, Evidence evidence, List<Diagnosis> found) {
        double[] kl = latest.klPerLatent();
        List<Integer> collapsed = below(kl, 0, COLLAPSED_NATS);
        List<Integer> weak = below(kl, COLLAPSED_NATS, WEAK_NATS);
        int used = kl.length - collapsed.size() - weak.size();
        if (used == 0) {
            String otherwise = collapsed.size() == kl.length ? "collapsed.all" : "weak.all";
            found.add(Collapse.of(now, minimised.comparing(), latest, evidence.data(), otherwise)
                    .at(latest.step()));
            return;
        }
        if (kl.length >= FEW_LATENTS && collapsed.size() + weak.size() >= MANY_IDLE * kl.length)
            found.add(Diagnosis.of(Level.NOTE, "latents.many", collapsed.size() + weak.size(), kl.length, used)
                    .at(latest.step()));
        else if (separating(minimised) && used < kl.length)
            found.add(Diagnosis.of(Level.GOOD, "latents.unused", kl.length - used, kl.length));
        else idle(collapsed, weak, kl, found);
        boolean held = minimised.comparing() >= 1 && latest.loss().kl() <= latest.gain();
        if (used == kl.length) inUse(kl, held, latest.step(), found);
    }

    /** Whether saying a thing in two latents costs more than in one: then some are left unused on purpose. */
    private static boolean separating(Objective minimised) {
        return minimised.parts() != null && minimised.beta() > 1;
    }

    private static void idle(List<Integer> collapsed, List<Integer> weak, double[] kl, List<Diagnosis> found) {
        int used = kl.length - collapsed.size() - weak.size();
        if (collapsed.size() > FEW)
            found.add(Diagnosis.of(Level.NOTE, "collapsed.many", collapsed.size(), kl.length, used));
        else if (!collapsed.isEmpty())
            found.add(Diagnosis.of(Level.NOTE, "collapsed.some", collapsed.size(), names(collapsed), used));
        if (weak.size() > FEW) found.add(Diagnosis.of(Level.NOTE, "weak.many", weak.size(), kl.length, WEAK_NATS));
        else if (!weak.isEmpty()) found.add(Diagnosis.of(Level.NOTE, "weak", weak.size(), names(weak), WEAK_NATS));
    }

    private static void inUse(double[] kl, boolean held, long step, List<Diagnosis> found) {
        var range = IntStream.range(0, kl.length).mapToDouble(j -> kl[j]).summaryStatistics();
        if (held && kl.length != MAP_LATENTS && range.getMin() >= FULL_NATS) {
            found.add(Diagnosis.of(Level.NOTE, "latents.few", kl.length, nats(range.getMin()))
                    .at(step));
            return;
        }
        if (kl.length == 2) found.add(Diagnosis.of(Level.GOOD, "latents.both", nats(kl[0]), nats(kl[1])));
        else found.add(Diagnosis.of(Level.GOOD, "latents.all", kl.length, nats(range.getMin()), nats(range.getMax())));
    }

    private static List<Integer> below(double[] kl, double from, double to) {
        return IntStream.range(0, kl.length)
                .filter(j -> kl[j] < to && (from == 0 || kl[j] >= from))
                .boxed()
                .toList();
    }

    private static String names(List<Integer> latents) {
        return latents.stream().map(j -> "z" + j).collect(Collectors.joining(", "));
    }

    private static String percent(double share) {
        return String.format(Locale.ENGLISH, "%.1f", 100 * share);
    }
}
