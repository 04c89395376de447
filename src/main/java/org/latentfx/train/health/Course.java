package org.latentfx.train.health;

import static org.latentfx.train.health.Diagnosis.nats;

import java.util.List;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Measurement;
import org.latentfx.train.Series;
import org.latentfx.train.Settings;
import org.latentfx.train.health.Diagnosis.Level;

/**
 * How a run's losses went. Means over equally many steps are compared with one another and a difference is told only
 * beyond three standard errors; how much is much is measured by what the model gains over the mean image, since a
 * Gaussian's loss may pass zero and has no share of its own.
 */
final class Course {
    private static final double ERRORS = 3;

    /** A rise by this share of the gain over the mean image is a jump. */
    private static final double JUMP = 0.1;

    /** A gap of this share of the gain is wide. */
    private static final double WIDE = 0.05;

    /** Noise of this share of the gain would hide a gap that matters. */
    private static final double NOISY = 0.25;

    /** Held-out losses that rose by this share of the gain from their lowest have turned. */
    private static final double TURNED = 0.02;

    /** Steps in a mean: enough for {@link #IMAGES}, within these bounds. */
    private static final int LEAST_STEPS = 50;

    private static final int MOST_STEPS = 1000;
    private static final int IMAGES = 5000;

    /** Means looked back over. */
    private static final int WINDOWS = 10;

    /** Steps on either side of a measurement, late in a run, when the loss hardly moves. */
    private static final int LATE_STEPS = 250;

    /** As above, after a change: fewer say nothing. */
    private static final int LEAST_AFTER_CHANGE = 25;

    /** Looks at held-out images in a row, and nats, from which on a rise of the KL is explained. */
    private static final int LOOKS = 3;

    private static final double NOTABLE_RISE = 1;

    private final Hyperparameters now;
    private final double beta;
    private final History history;
    private final Measurement latest;
    private final double gain;

    /** @param beta losses of two points are compared by reconstruction + beta × KL */
    Course(Hyperparameters now, double beta, History history, Measurement latest) {
        this.now = now;
        this.beta = beta;
        this.history = history;
        this.latest = latest;
        gain = Math.max(0, latest.gain());
    }

    void judge(List<Diagnosis> found) {
        jump(found);
        rising(found);
        // whoever knows no image better than their mean has none learnt by heart
        if (latest.gain() >= Health.leastGain(latest)) gap(found);
    }

    /** A KL that rises while the loss falls looks wrong and is how learning begins. */
    private void rising(List<Diagnosis> found) {
        Series heldOut = history.heldOut();
        int last = heldOut.size() - 1;
        int first = last - LOOKS + 1;
        if (first < 0) return;
        for (int i = first + 1; i <= last; i++)
            if (heldOut.kl(i) <= heldOut.kl(i - 1) || heldOut.total(i) >= heldOut.total(i - 1)) return;
        double rise = heldOut.kl(last) - heldOut.kl(first);
        if (rise < NOTABLE_RISE) return;
        found.add(Diagnosis.of(
                        Level.GOOD,
                        "kl.rising",
                        nats(heldOut.kl(first)),
                        nats(heldOut.kl(last)),
                        heldOut.step(first),
                        heldOut.step(last),
                        nats(heldOut.total(first) - heldOut.total(last)))
                .at(heldOut.step(first)));
    }

    private static int steps(int batch) {
        return Math.max(LEAST_STEPS, Math.min(MOST_STEPS, IMAGES / batch));
    }

    /** Compares the last steps with the best of as many steps before, by the loss minimised now. */
    private void jump(List<Diagnosis> found) {
        Series train = history.train();
        int n = steps(now.batch());
        if (train.size() - Math.max(n, firstSinceRolledBack()) < n) return;
        Window last = Window.of(train, train.size() - n, train.size(), beta);
        Window best = last;
        int bestFrom = train.size() - n;
        for (int k = 1; k <= WINDOWS && train.size() - (k + 1) * n >= 0; k++) {
            int from = train.size() - (k + 1) * n;
            Window before = Window.of(train, from, from + n, beta);
            if (before.mean() < best.mean()) {
                best = before;
                bestFrom = from;
            }
        }
        double rise = last.mean() - best.mean();
        double most = Math.max(1, JUMP * Math.max(0, latest.baseline().loss() - best.mean()));
        if (rise <= ERRORS * last.errorTo(best) || rise <= most) return;
        var change = Health.lastChange(history, train.step(bestFrom));
        long rose = train.step(Math.min(train.size() - 1, bestFrom + n));
        if (change == null)
            found.add(Diagnosis.of(Level.BAD, "jump", nats(last.mean()), nats(best.mean()), n)
                    .at(rose));
        else
            found.add(Diagnosis.of(
                            change.setting() == Settings.LEARNING_RATE ? Level.BAD : Level.NOTE,
                            "jump.after",
                            nats(last.mean()),
                            nats(best.mean()),
                            n,
                            change.text(),
                            change.step())
                    .at(change.step()));
    }

    /** The training loss that came first after the run went back to good weights; 0 if it never did. */
    private int firstSinceRolledBack() {
        long back = 0;
        for (var event : history.events()) if (event instanceof Event.RolledBack) back = event.step();
        return history.train().countUpTo(back);
    }

    /**
     * Compares the held-out loss with the training loss around the same step. Shortly after a change of a setting the
     * loss is still moving: only the later half of the steps since then counts, and while those are few nothing is
     * said.
     */
    private void gap(List<Diagnosis> found) {
        Series train = history.train();
        if (train.size() == 0) return; // a model that came without its curves
        int at = train.countUpTo(latest.step());
        int batch = batchAt(latest.step());
        int half = Math.max(steps(batch), Math.min(LATE_STEPS, at / 20));
        int to = Math.min(train.size(), at + half);
        for (var event : history.events()) {
            int change = train.countUpTo(event.step());
            boolean back = event instanceof Event.RolledBack;
            if (change < at || back && change == at) half = Math.min(half, (at - change) / 2);
            else to = Math.min(to, change);
        }
        if (half < LEAST_AFTER_CHANGE && at - firstSinceRolledBack() < 2 * LEAST_AFTER_CHANGE) return;
        if (half < LEAST_AFTER_CHANGE) {
            found.add(Diagnosis.of(Level.OPEN, "gap.open", 2 * LEAST_AFTER_CHANGE));
            return;
        }
        Window around = Window.of(train, Math.max(0, at - half), Math.min(to, at + half), 1);
        // The held-out images are a draw as well: one image varies as a batch's mean does, times its size.
        double error = Math.sqrt(around.error2() + around.variance() * batch / latest.images());
        double gap = latest.loss().total() - around.mean();
        boolean wide = gap > ERRORS * error && gap > WIDE * gain;
        if (wide && turned()) {
            found.add(Diagnosis.of(Level.BAD, "overfits", nats(gap), around.count(), lowestStep())
                    .at(lowestStep()));
            return;
        }
        boolean none = Math.abs(gap) <= ERRORS * error;
        if (none && ERRORS * error > NOISY * gain) {
            found.add(Diagnosis.of(Level.OPEN, "gap.noisy", nats(ERRORS * error), around.count()));
            return;
        }
        String id = wide ? "gap.wide" : none ? "gap.none" : gap > 0 ? "gap.narrow" : "gap.below";
        found.add(Diagnosis.of(
                wide ? Level.NOTE : Level.GOOD, id, nats(Math.abs(gap)), around.count(), nats(ERRORS * error)));
    }

    /** The batch size of the step {@code step}: that before the first change behind it. */
    private int batchAt(long step) {
        for (var event : history.events())
            if (event instanceof Event.SettingChanged<?> changed
                    && changed.setting() == Settings.BATCH
                    && changed.step() >= step) return (Integer) changed.before();
        return now.batch();
    }

    /** Whether the held-out loss, by what is minimised now, stands well above its lowest: each on the same images. */
    private boolean turned() {
        int last = history.heldOut().size() - 1;
        int lowest = lowest();
        if (lowest > last - 2) return false;
        double rise = heldOut(last) - heldOut(lowest);
        double squares = 0;
        int from = Math.max(lowest, last - WINDOWS);
        for (int i = from + 1; i <= last; i++) squares += Math.pow(heldOut(i) - heldOut(i - 1), 2);
        double jitter = Math.sqrt(squares / (2 * (last - from)));
        return rise > ERRORS * jitter && rise > TURNED * gain;
    }

    private long lowestStep() {
        return history.heldOut().step(lowest());
    }

    private int lowest() {
        int lowest = history.heldOut().size() - 1;
        for (int i = lowest; i >= 0; i--) if (heldOut(i) < heldOut(lowest)) lowest = i;
        return lowest;
    }

    private double heldOut(int i) {
        return history.heldOut().reconstruction(i) + beta * history.heldOut().kl(i);
    }
}
