package org.latentfx.view.kit;

import org.latentfx.model.Likelihood;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;

/** Of which pixels the losses of a run are, so that figures of different kinds are not compared. Pure; any thread. */
public final class Estimator {
    private Estimator() {}

    /** In two or three words. */
    public static String words(Hyperparameters run) {
        return Texts.of("estimator." + key(run));
    }

    /** In a sentence. */
    public static String sentence(Hyperparameters run) {
        return Texts.of("estimator." + key(run) + ".tip");
    }

    private static String key(Hyperparameters run) {
        if (run.binarise()) return "drawn";
        return run.likelihood() == Likelihood.BERNOULLI ? "grey" : "gaussian";
    }
}
