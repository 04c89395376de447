package org.latentfx.view.sweep;

import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.latentfx.session.sweep.Sheet;
import org.latentfx.view.kit.Palette;
import org.latentfx.view.map.paint.Ramp;

/**
 * One colour scale for the scores of all trials of a sheet: the best is the loudest. Immutable; any thread.
 *
 * @param best the lowest score, nats per image
 * @param worst the highest
 */
record ScoreScale(double best, double worst) {
    /** The scale of the trials whose score is known; of nothing if there is none. */
    static ScoreScale of(Sheet sheet) {
        double[] scores = IntStream.rangeClosed(1, sheet.count())
                .mapToObj(sheet::score)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        if (scores.length == 0) return new ScoreScale(Double.NaN, Double.NaN);
        return new ScoreScale(scores[0], scores[scores.length - 1]);
    }

    boolean known() {
        return !Double.isNaN(best);
    }

    /** Opaque ARGB. */
    int colour(double score, Palette palette) {
        double share = worst > best ? (worst - score) / (worst - best) : 1;
        int[] ramp = Ramp.of(palette);
        return ramp[(int) Math.round(Math.max(0, Math.min(1, share)) * (Ramp.STEPS - 1))];
    }
}
