package org.latentfx.train.health;

import static org.latentfx.train.health.Diagnosis.nats;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Measurement;
import org.latentfx.train.Series;
import org.latentfx.train.Settings;
import org.latentfx.train.health.Diagnosis.Level;
import org.latentfx.train.signal.LayerSignals;
import org.latentfx.train.signal.Signals;

/** Whether steps are too large or too small, by the first losses of a run and by how far a step moves the weights. */
final class Rates {
    /** Steps from the beginning within which a rate that is too high shows. */
    private static final int FIRST_STEPS = 50;

    /** Images in a mean of first losses. */
    private static final int IMAGES = 64;

    /** A rise above the first loss by this share of the mean image's is no chance. */
    private static final double RISE = 0.5;

    /** A loss of so many times the mean image's after so few steps is no beginner's. */
    private static final double LOST = 10;

    private static final int FEWEST = 10;

    /** Of a loss in nats, whose zero lies anywhere. */
    private static final double LEAST_SCALE = 100;

    /** Of its weights' size a step should move about a thousandth. */
    private static final double SLOW = 2e-4;

    /** Outputs that explain less than this share of the images' variance have learnt little. */
    private static final double LITTLE = 0.2;

    /** A schedule that has lowered the rate below this share did so on purpose. */
    private static final double LOWERED = 0.5;

    private static final int LOOKS = 3;

    /** Of Adam; with no less steps are small for another reason. */
    private static final double USUAL = 0.001;

    /** What makes gradients vanish. */
    private static final Set<String> OTHERWISE = Set.of("rate.high", "dead", "saturated", "clamped");

    private Rates() {}

    /** @param bad whether the model is no better than the mean image */
    static void judge(
            Hyperparameters now,
            History history,
            Measurement latest,
            @Nullable Signals signals,
            boolean bad,
            List<Diagnosis> found) {
        if (bad) spike(now, history, latest, found);
        if (signals == null) return;
        double ratio = ratio(signals);
        if (ratio > LayerSignals.MOST_RATIO
                && found.stream().noneMatch(one -> one.id().equals("rate.high")))
            found.add(Diagnosis.of(Level.BAD, "rate.high.now", power(ratio), rate(now))
                    .at(signals.step()));
        boolean little = latest.outputVariance() < LITTLE * latest.baseline().variance();
        boolean lowered = signals.learningRate() < LOWERED * now.learningRate();
        boolean broken = found.stream().anyMatch(one -> OTHERWISE.contains(one.id()));
        if (ratio < SLOW && now.learningRate() < USUAL && little && !lowered && !broken && falls(history.heldOut())) {
            Series heldOut = history.heldOut();
            int last = heldOut.size() - 1;
            double perHundred = 100
                    * (heldOut.total(last - 1) - heldOut.total(last))
                    / Math.max(1, heldOut.step(last) - heldOut.step(last - 1));
            found.add(Diagnosis.of(Level.BAD, "rate.low", nats(perHundred), power(ratio), rate(now))
                    .at(latest.step()));
        }
    }

    /** The middle of the layers' shares by which the next step moves their weights. */
    static double ratio(Signals signals) {
        double[] ratios = signals.layers().stream()
                .mapToDouble(LayerSignals::updateRatio)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return ratios.length == 0 ? Double.NaN : ratios[ratios.length / 2];
    }

    /** The first steps threw the loss far above where it began, and it never came to anything. */
    private static void spike(Hyperparameters now, History history, Measurement latest, List<Diagnosis> found) {
        Series train = history.train();
        int count = Math.max(1, IMAGES / now.batch());
        if (train.size() < 2 * count || train.step(0) != 1) return;
        boolean changed = history.events().stream()
                .anyMatch(event -> event instanceof Event.SettingChanged<?> && event.step() < FIRST_STEPS);
        double first = Window.of(train, 0, count, 1).mean();
        double scale = Math.max(LEAST_SCALE, Math.abs(latest.baseline().loss()));
        double[] means = new double[Math.min(FIRST_STEPS, train.size() / count - 1)];
        Arrays.setAll(means, k -> Window.of(train, (k + 1) * count, (k + 2) * count, 1)
                .mean());
        int peak = 0;
        for (int k = 0; k < means.length; k++) if (means[k] > means[peak]) peak = k;
        if (changed || means[peak] - first <= RISE * scale) return;
        long step = train.step((peak + 1) * count);
        found.add(Diagnosis.of(Level.BAD, "rate.high", nats(first), nats(means[peak]), step, rate(now))
                .at(step));
    }

    /** Whether the first steps have thrown a young run far beyond anything that it could recover from; tells so. */
    static boolean thrown(Hyperparameters now, History history, Measurement latest, List<Diagnosis> found) {
        Series train = history.train();
        double scale = Math.max(LEAST_SCALE, Math.abs(latest.baseline().loss()));
        int steps = train.size();
        if (steps < FEWEST || !(train.total(steps - 1) > LOST * scale)) return false;
        int before = found.size();
        spike(now, history, latest, found);
        return found.size() > before;
    }

    /** Whether each of the last looks at the same images was better than the one before. */
    private static boolean falls(Series heldOut) {
        if (heldOut.size() < LOOKS) return false;
        for (int i = heldOut.size() - LOOKS + 1; i < heldOut.size(); i++)
            if (heldOut.total(i) >= heldOut.total(i - 1)) return false;
        return true;
    }

    private static String rate(Hyperparameters now) {
        return Settings.LEARNING_RATE.format(now.learningRate());
    }

    private static String power(double ratio) {
        return String.format(Locale.ENGLISH, "%.1e", ratio);
    }
}
