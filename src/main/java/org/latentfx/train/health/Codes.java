package org.latentfx.train.health;

import java.util.List;
import java.util.Locale;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Measurement;
import org.latentfx.train.Trainer;
import org.latentfx.train.health.Diagnosis.Level;

/**
 * Judges how the codebook of a VQ-VAE is used: by the perplexity of the codes that held-out images take, and by how
 * many codes nothing has taken for long. Pure; any thread.
 */
final class Codes {
    /** Where fewer than this share of all codes are in use, most of the codebook is lost. */
    private static final double COLLAPSED = 0.125;

    /** From this share of dead codes on they are worth a word. */
    private static final double MANY = 0.25;

    private Codes() {}

    /** As many codes as held-out images measured at a time could take: a few slots cannot show more in use. */
    private static double most(Hyperparameters now) {
        int slots = Math.max(1, now.latents() / now.codeSize());
        return Math.min(now.codes(), (double) slots * Math.max(Trainer.SMALLEST_CAPACITY, now.batch()));
    }

    static void judge(Hyperparameters now, Measurement latest, List<Diagnosis> found) {
        double perplexity = latest.loss().of(LossTerm.PERPLEXITY);
        long dead = Math.round(latest.loss().of(LossTerm.DEAD_CODES));
        int codes = now.codes();
        String used = String.format(Locale.ENGLISH, "%.1f", perplexity);
        int revival = now.revival() ? 1 : 0;
        boolean collapsed = perplexity < COLLAPSED * most(now);
        if (collapsed || dead >= MANY * codes)
            found.add(Diagnosis.of(
                            collapsed ? Level.BAD : Level.NOTE,
                            collapsed ? "codes.collapsed" : "codes.dead",
                            used,
                            codes,
                            dead,
                            revival)
                    .at(latest.step()));
        else found.add(Diagnosis.of(Level.GOOD, "codes.used", used, codes, dead));
    }
}
