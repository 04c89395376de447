package org.latentfx.session.run;

import org.latentfx.data.DataSplit;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Settings;

/**
 * Epochs enough for the images there are: twenty passes over a few hundred pictures are some eighty steps, after which
 * any model draws a blob. With other images again, what was asked for before counts again.
 */
final class EpochBudget {
    /** Fewer steps than these are too few for any model. */
    static final int LEAST_STEPS = 2000;

    private int asked;
    private int raised;

    /** {@code wanted}, its epochs raised where they would be fewer than {@value #LEAST_STEPS} steps on {@code data}. */
    Hyperparameters fit(Hyperparameters wanted, DataSplit data) {
        int before = wanted.epochs() == raised ? asked : wanted.epochs();
        int least = Math.min((LEAST_STEPS - 1) / steps(wanted, data) + 1, 10_000);
        raised = Math.max(before, least);
        asked = before;
        return raised == wanted.epochs() ? wanted : Settings.EPOCHS.with(wanted, raised);
    }

    /** In one epoch. */
    static int steps(Hyperparameters of, DataSplit data) {
        return Math.max(1, (data.train().size() - 1) / of.batch() + 1);
    }

    /** What is said of a new model: {@code done}, and of the epochs where they were raised. */
    static String words(String done, Hyperparameters wanted, Hyperparameters now, DataSplit data) {
        if (now.epochs() <= wanted.epochs()) return done;
        return done + " " + Texts.of("run.done.epochs", steps(now, data), now.epochs());
    }
}
