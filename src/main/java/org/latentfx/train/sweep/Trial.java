package org.latentfx.train.sweep;

import java.util.Locale;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;

/**
 * One run of a sweep and what came of it. Immutable; any thread may use it.
 *
 * @param number 1 for the first in the plan
 * @param step steps done
 * @param epoch epochs finished
 * @param test over all held-out images, z sampled once an image, or as often as its {@link Score} asks for; nats per
 *     image
 * @param mse squared difference of pixel (0..1) and decoded mean, z sampled as well: what a bound on rate and
 *     distortion speaks of
 * @param activeUnits latents whose μ has a variance above 0.01 over the held-out images
 * @param seconds training took since it was begun or last gone on with
 */
public record Trial(
        int number,
        Hyperparameters settings,
        State state,
        long step,
        int epoch,
        Loss test,
        double mse,
        int activeUnits,
        double seconds) {
    /** How a trial ended. */
    public enum State {
        FINISHED,
        /** Its loss was no number; figures are of the last good weights. */
        DIVERGED,
        /** Others did better with the same budget, so that they were gone on with and this was not. */
        STOPPED_EARLY;

        /** As files say it. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        /** As a person reads it. */
        public String label() {
            return Texts.of("sweep.state." + name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
    }

    /** What trials are ranked by, its {@link Score}: lower is better, infinite for one that diverged. */
    public double score() {
        double score = Score.of(test);
        return state == State.DIVERGED || Double.isNaN(score) ? Double.POSITIVE_INFINITY : score;
    }

    /** The same with another ending. */
    public Trial as(State other) {
        return new Trial(number, settings, other, step, epoch, test, mse, activeUnits, seconds);
    }
}
