package org.latentfx.session.explain;

import java.util.Locale;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.analysis.image.MarginalLikelihood;
import org.latentfx.analysis.slip.SlipCost;
import org.latentfx.analysis.slip.SlipCost.Slip;
import org.latentfx.analysis.sweep.RateDistortionBound;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.math.RandomStream;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.text.Texts;
import org.latentfx.train.Baseline;
import org.latentfx.train.Hyperparameters;

/** Computes what a slip gives, on a thread of the background. Holds no state. */
final class SlipExperiment {
    /** The article's ten latents: a mean KL of 0.0165 each. */
    static final double ARTICLE_KL = 0.165;

    /** The article's ½ · MSE of 0.0022. */
    static final double ARTICLE_MSE = 0.0044;

    private static final int IMAGES = 1000;

    /** Importance sampling takes longer. */
    private static final int WEIGHED = 200;

    private static final int SAMPLES = 200;

    private SlipExperiment() {}

    static Shown of(String slip, FrozenModel model, DataSplit data, Hyperparameters run, Progress progress) {
        return switch (slip) {
            case "slip-figures" -> figures(model, data.test(), run, progress);
            case "slip-encoder-decoder" -> spaces(model, data.test(), run, progress);
            default -> cost(slip, model, data, run, progress);
        };
    }

    private static Shown cost(String slip, FrozenModel model, DataSplit data, Hyperparameters run, Progress progress) {
        ImageSet images = data.test().evenly(IMAGES);
        Slip which = Slip.valueOf(slip.substring(5).replace('-', '_').toUpperCase(Locale.ROOT));
        var found = SlipCost.of(model, images, which, RandomStream.EVALUATION.key(run.seed()), progress);
        String key = "explain." + slip + ".result";
        if (which == Slip.ONE_HEAD)
            return plain(
                    key,
                    found.images(),
                    nats(found.wrongTotal()),
                    nats(found.wrongKl()),
                    nats(found.total()),
                    nats(found.kl()));
        var c = model.configuration();
        var mean = Baseline.of(data.train(), images, c.likelihood(), c.variance(), false);
        return plain(
                key,
                found.images(),
                nats(found.reconstruction()),
                nats(found.wrongReconstruction()),
                nats(mean.loss()));
    }

    private static Shown spaces(FrozenModel model, ImageSet all, Hyperparameters run, Progress progress) {
        ImageSet images = all.evenly(WEIGHED);
        try (var alone = new Workers(1)) {
            var found = MarginalLikelihood.of(model, images, alone, SAMPLES, run.binarise(), run.seed(), progress);
            var usual = Evaluation.of(model, images, alone, 1, run.binarise(), run.seed());
            return plain(
                    "explain.slip-encoder-decoder.result",
                    model.latents(),
                    model.values(),
                    images.size(),
                    nats(usual.kl()),
                    nats(found.negativeElbo() - found.nll()),
                    SAMPLES);
        }
    }

    private static Shown figures(FrozenModel model, ImageSet images, Hyperparameters run, Progress progress) {
        try (var alone = new Workers(1)) {
            var found = Evaluation.of(model, images, alone, 1, false, run.seed(), progress.part(0, 0.3));
            var bound = RateDistortionBound.of(images, model.kernel(), progress.part(0.3, 1));
            double least = bound.mse(ARTICLE_KL);
            String sentence = Texts.of(
                    "explain.slip-figures.result",
                    images.size(),
                    error(least),
                    String.format(Locale.ENGLISH, "%.1f", least / ARTICLE_MSE),
                    error(found.mse()),
                    nats(found.kl()),
                    error(bound.mse(found.kl())));
            return new Shown(sentence, 0, new Shown.Plane(bound, found.kl(), found.mse()));
        }
    }

    private static Shown plain(String key, Object... arguments) {
        return new Shown(Texts.of(key, arguments), 0, null);
    }

    private static String nats(double value) {
        return String.format(Locale.ENGLISH, Math.abs(value) < 100 ? "%.2f" : "%,.1f", value)
                .replace('-', '−');
    }

    private static String error(double value) {
        return String.format(Locale.ENGLISH, "%.4f", value);
    }
}
