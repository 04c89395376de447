package org.latentfx.view.kit;

import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;

/** Of which pixels the losses of a run are, so that figures of different kinds are not compared. Pure; any thread. */
public final class Estimator {
    private Estimator() {}

    /** What the losses of a curve are of, in two short lines. */
    public static String courses(Hyperparameters run) {
        return run.wording().of("curves.estimator." + model(run), words(run));
    }

    /** The same with the {@code unit} of its losses, in sentences. */
    public static String ofCurves(Hyperparameters run, String unit) {
        String own = "curves.level." + run.model().key();
        String level = Texts.of(Texts.has(own) ? own : "curves.level");
        return run.wording().of("curves.estimator.tip", unit, sentence(run), level);
    }

    /** In two or three words. */
    public static String words(Hyperparameters run) {
        return Texts.of("estimator." + key(run));
    }

    /** In a sentence or two: which z, and which pixels. */
    public static String sentence(Hyperparameters run) {
        return run.wording().of("estimator.z." + model(run)) + " " + Texts.of("estimator." + key(run) + ".tip");
    }

    private static String model(Hyperparameters run) {
        return run.vampPrior() ? "vamp" : run.model().key();
    }

    private static String key(Hyperparameters run) {
        if (run.model() == ModelKind.GAN) return "opinions";
        if (run.likelihood().ofWords()) return "letters";
        if (run.binarise()) return "drawn";
        boolean density = run.likelihood().density() && run.model().can(Capability.ENCODES);
        return density ? "density" : "grey";
    }
}
