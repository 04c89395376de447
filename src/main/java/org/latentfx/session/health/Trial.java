package org.latentfx.session.health;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.session.run.RunLine;
import org.latentfx.text.Texts;
import org.latentfx.train.History;
import org.latentfx.train.Measurement;
import org.latentfx.train.health.Cure;
import org.latentfx.train.health.Health;

/**
 * A cure that is tried on a run of its own, which is compared with the ill one once it has seen as many images.
 * Immutable; FX thread only.
 *
 * @param ill the run that it is tried for
 * @param cured the one that it is tried on
 * @param led the ill run's course when it began
 * @param before how the ill run stood
 * @param after how the cured one stood after as many images; null until then
 */
public record Trial(
        RunLine ill,
        RunLine cured,
        Cure cure,
        History led,
        Measurement before,
        @Nullable Measurement after) {
    /** Below it a tenth hides what counts. */
    private static final double FEW = 5;

    /** This trial, seen after another step of the cured run. */
    Trial now() {
        Measurement latest = cured.historyProperty().get().latest();
        boolean enough = after == null && latest != null && latest.drawn() >= before.drawn();
        return enough ? new Trial(ill, cured, cure, led, before, latest) : this;
    }

    /** Whether the ill run has gone on from there; one that began anew, or with other data, has nothing to compare. */
    boolean holds() {
        return ill.historyProperty().get().extendsLinesOf(led);
    }

    /** Whether {@code line} takes part in it. */
    boolean of(RunLine line) {
        return line == ill || line == cured;
    }

    /** What came of it, or how far it is, in one sentence. */
    public String text() {
        if (after == null) {
            long share = Math.min(100, 100 * drawn() / Math.max(1, before.drawn()));
            return Texts.of("cure.trying", cure.text(), share);
        }
        Measurement then = after;
        if (cure.data().changesPixels())
            return Texts.of(
                    "cure.tried.pixels",
                    cure.text(),
                    before.step(),
                    then.step(),
                    pair(before.gain(), then.gain()),
                    inUse(before),
                    inUse(then));
        if (!before.loss().terms().contains(LossTerm.KL))
            return Texts.of(
                    "cure.tried.other",
                    cure.text(),
                    before.step(),
                    then.step(),
                    before.loss().terms().stream()
                            .map(term -> Texts.of(
                                    "curves.end",
                                    term.label(),
                                    pair(before.loss().of(term), then.loss().of(term))))
                            .collect(Collectors.joining(", ")));
        return Texts.of(
                "cure.tried",
                cure.text(),
                before.step(),
                then.step(),
                pair(before.loss().total(), then.loss().total()),
                pair(before.loss().reconstruction(), then.loss().reconstruction()),
                pair(before.loss().kl(), then.loss().kl()),
                inUse(before),
                inUse(then));
    }

    /** Images that the cured run has seen: the last count, and the steps since. */
    private long drawn() {
        var history = cured.historyProperty().get();
        Measurement latest = history.latest();
        int steps = history.train().size();
        long step = steps == 0 ? 0 : history.train().step(steps - 1);
        long counted = latest == null ? 0 : latest.step();
        long batch = cured.hyperparametersProperty().get().batch();
        return (latest == null ? 0 : latest.drawn()) + Math.max(0, step - counted) * batch;
    }

    private static String pair(double from, double to) {
        boolean small = Math.abs(from) < FEW && Math.abs(to) < FEW;
        return String.format(Locale.ENGLISH, small ? "%.2f → %.2f" : "%,.1f → %,.1f", from, to);
    }

    private static String inUse(Measurement of) {
        if (of.klPerLatent().length == 0) return "–"; // of a learnt prior there is no KL of a latent
        long used = Arrays.stream(of.klPerLatent())
                .filter(kl -> kl >= Health.COLLAPSED_NATS)
                .count();
        return used + "/" + of.klPerLatent().length;
    }
}
