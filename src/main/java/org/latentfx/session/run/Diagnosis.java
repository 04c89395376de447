package org.latentfx.session.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.latentfx.text.Texts;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Series;

/**
 * One finding about a run in plain words, based on its figures alone. Any thread, on values that do not change
 * meanwhile.
 *
 * @param sentence what was found, with the figures it rests on
 */
public record Diagnosis(Level level, String sentence) {
    /** How much a finding matters. */
    public enum Level {
        /** Not known yet. */
        OPEN,
        /** As it should be. */
        GOOD,
        /** Worth knowing. */
        NOTABLE,
        /** The run will not come to anything as it is. */
        BAD
    }

    /** A latent that carries less than this many nats per image is not in use. */
    public static final double COLLAPSED_NATS = 0.01;

    /** Steps that a training loss is averaged over before it is compared. */
    private static final int WINDOW = 100;

    /** As above, late in a run, when the loss hardly moves and its noise matters more. */
    private static final int MOST_WINDOW = 500;

    /** As above, after a change. */
    private static final int LEAST_WINDOW = WINDOW / 4;

    /** A gap of this share of the training loss is worth knowing. */
    private static final double NOTABLE_GAP = 0.02;

    /** A loss this many times its best is a jump and not noise. */
    private static final double JUMP = 1.25;

    /**
     * The findings, the most important first; in the first steps, that it is too early to tell.
     *
     * @param klPerLatent nats per image, averaged over images; empty before anything was measured
     */
    public static List<Diagnosis> of(double[] klPerLatent, History history) {
        var found = new ArrayList<Diagnosis>();
        if (history.train().size() < WINDOW)
            return List.of(new Diagnosis(Level.OPEN, Texts.of("health.early", WINDOW)));
        trend(history.train(), found);
        if (klPerLatent.length > 0) latents(klPerLatent, found);
        if (history.heldOut().size() > 0) gap(history, found);
        return List.copyOf(found);
    }

    private static void latents(double[] kl, List<Diagnosis> found) {
        var collapsed = IntStream.range(0, kl.length)
                .filter(j -> kl[j] < COLLAPSED_NATS)
                .boxed()
                .toList();
        int used = kl.length - collapsed.size();
        double[] sorted = Arrays.stream(kl).sorted().toArray();
        double most = sorted[kl.length - 1];
        if (used == 0) found.add(new Diagnosis(Level.BAD, Texts.of("health.latents.none", kl.length)));
        else if (collapsed.isEmpty() && kl.length == 2)
            found.add(new Diagnosis(Level.GOOD, Texts.of("health.latents.both", nats(kl[0]), nats(kl[1]))));
        else if (collapsed.isEmpty())
            found.add(
                    new Diagnosis(Level.GOOD, Texts.of("health.latents.all", kl.length, nats(sorted[0]), nats(most))));
        else if (collapsed.size() <= 3)
            found.add(new Diagnosis(
                    Level.NOTABLE,
                    Texts.of(
                            "health.latents.some",
                            collapsed.size(),
                            collapsed.stream().map(j -> "z" + j).collect(Collectors.joining(", ")),
                            used)));
        else
            found.add(new Diagnosis(Level.NOTABLE, Texts.of("health.latents.many", collapsed.size(), kl.length, used)));
    }

    /**
     * Compares the held-out loss with the training loss around the same step. Shortly after a change of a setting the
     * loss is still moving: only the later half of the steps since then counts, and while those are few nothing is
     * said.
     */
    private static void gap(History history, List<Diagnosis> found) {
        long measured = history.heldOut().step(history.heldOut().size() - 1);
        int at = history.train().countUpTo(measured);
        int half = Math.max(WINDOW / 2, Math.min(MOST_WINDOW / 2, at / 20));
        int to = Math.min(history.train().size(), at + half);
        for (var event : history.events()) {
            if (!(event instanceof Event.SettingChanged<?>)) continue;
            int change = history.train().countUpTo(event.step());
            if (change < at) half = Math.min(half, (at - change) / 2);
            else to = Math.min(to, change);
        }
        if (half < LEAST_WINDOW) {
            found.add(new Diagnosis(Level.OPEN, Texts.of("health.gap.open", 2 * LEAST_WINDOW)));
            return;
        }
        int from = Math.max(0, at - half);
        to = Math.min(to, at + half);
        double train = mean(history.train(), from, to);
        double gap = history.heldOut().total(history.heldOut().size() - 1) - train;
        double share = gap / Math.abs(train);
        String percent = String.format(Locale.ENGLISH, "%.1f", 100 * Math.abs(share));
        boolean wide = share > NOTABLE_GAP;
        String key = wide ? "health.gap.wide" : gap < 0 ? "health.gap.below" : "health.gap.narrow";
        found.add(new Diagnosis(
                wide ? Level.NOTABLE : Level.GOOD, Texts.of(key, nats(Math.abs(gap)), percent, to - from)));
    }

    private static void trend(Series train, List<Diagnosis> found) {
        double now = mean(train, train.size() - WINDOW / 2, train.size());
        double best = Double.POSITIVE_INFINITY;
        for (int i = train.size() - WINDOW; i < train.size(); i++) best = Math.min(best, train.total(i));
        if (now > JUMP * best && best > 0)
            found.add(new Diagnosis(Level.BAD, Texts.of("health.jump", nats(now), nats(best), WINDOW / 2, WINDOW)));
    }

    private static double mean(Series series, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) sum += series.total(i);
        return sum / (to - from);
    }

    private static String nats(double value) {
        return String.format(Locale.ENGLISH, "%.2f", value);
    }
}
