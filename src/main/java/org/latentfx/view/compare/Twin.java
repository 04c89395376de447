package org.latentfx.view.compare;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Settings;

/** In what a second run differs from the first. Pure; any thread. */
enum Twin {
    ALIKE(run -> run),
    MORE_BETA(run -> Settings.BETA.with(run, Math.min(Settings.BETA.max(), run.beta() == 0 ? 1 : 4 * run.beta()))),
    LESS_BETA(run -> Settings.BETA.with(run, run.beta() / 4)),
    RATE(run -> Settings.LEARNING_RATE.with(run, Math.min(Settings.LEARNING_RATE.max(), 3 * run.learningRate()))),
    SEED(run -> Settings.SEED.with(run, run.seed() + 1));

    private final UnaryOperator<Hyperparameters> change;

    Twin(UnaryOperator<Hyperparameters> change) {
        this.change = change;
    }

    Hyperparameters of(Hyperparameters run) {
        return change.apply(run);
    }

    String label() {
        return Texts.of("compare.twin." + key());
    }

    String help() {
        return Texts.of("compare.twin." + key() + ".tip");
    }

    /** Its part of a text key and of an id. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
