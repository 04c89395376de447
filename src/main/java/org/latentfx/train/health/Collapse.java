package org.latentfx.train.health;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.latentfx.model.Likelihood;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Measurement;
import org.latentfx.train.Settings;
import org.latentfx.train.health.Diagnosis.Level;

/** Why no latent of a model is in use, by what is minimised and by the model's shape. Pure functions. */
final class Collapse {
    /** A β above this presses harder than the bound does. */
    private static final double PRESSING = 1.5;

    /** β is pixels / latents to this share where both terms were averaged rather than summed. */
    private static final double SAME = 0.01;

    /** A Gaussian's σ² above this share of the images' total variance leaves hardly a direction worth a latent. */
    private static final double FORGIVING = 0.03;

    /** So many hidden layers on either side draw the mean image before the encoder has said a word. */
    private static final int DEEP = 4;

    /** More latents bring more noise into the first steps than signal. */
    private static final int MANY = 64;

    private Collapse() {}

    /** The finding; with no cause in sight {@code otherwise}. */
    static Diagnosis of(
            Hyperparameters now, double beta, Measurement latest, @Nullable DataFigures data, String otherwise) {
        int d = latest.klPerLatent().length;
        String weight = Settings.BETA.format(beta);
        if (beta > PRESSING && data != null && Math.abs(beta * d / data.values() - 1) < SAME)
            return Diagnosis.of(Level.BAD, "collapsed.mean-mean", d, weight, data.values());
        if (beta > PRESSING) return Diagnosis.of(Level.BAD, "collapsed.beta", d, weight);
        if (data != null && forgiving(now, latest, data.values()))
            return Diagnosis.of(
                    Level.BAD,
                    "collapsed.variance",
                    d,
                    Settings.VARIANCE.format(now.variance()),
                    String.format(
                            Locale.ENGLISH,
                            "%.1f",
                            data.values() * latest.baseline().variance()));
        if (d >= MANY) return Diagnosis.of(Level.BAD, "latents.many.all", d);
        if (now.hidden().size() >= DEEP)
            return Diagnosis.of(Level.BAD, "collapsed.strong", d, now.hidden().size(), weight);
        return Diagnosis.of(Level.BAD, otherwise, d);
    }

    private static boolean forgiving(Hyperparameters now, Measurement latest, int values) {
        return now.likelihood() == Likelihood.GAUSSIAN
                && now.variance() > FORGIVING * values * latest.baseline().variance();
    }

    /** Whether {@code id} is a collapse whose cause is known: what else is wrong comes of it. */
    static boolean explains(String id) {
        return id.startsWith("collapsed.")
                        && !id.equals("collapsed.all")
                        && !id.equals("collapsed.some")
                        && !id.equals("collapsed.many")
                || id.equals("latents.many.all")
                || id.equals("data.dim");
    }
}
