package org.latentfx.analysis.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.image.Evaluation;
import org.latentfx.analysis.image.MarginalLikelihood;
import org.latentfx.analysis.latent.AggregateInformation;
import org.latentfx.analysis.sweep.RateDistortionBound;
import org.latentfx.data.ImageSet;
import org.latentfx.math.Kernel;
import org.latentfx.model.Likelihood;
import org.latentfx.text.Texts;

/**
 * One figure against what it can never be below or above: if it is, not the model is at fault but the program. A value;
 * pure functions.
 *
 * @param rule which
 * @param found the figure
 * @param limit what it has to keep to
 * @param holds whether it does, rounding allowed for
 */
public record SelfCheck(Rule rule, double found, double limit, boolean holds) {
    /** What always holds. */
    public enum Rule {
        /** No latent's KL is negative. */
        KL,
        /** L_k is not below the mean of log w over the same samples (Jensen's inequality). */
        IWAE,
        /** Cross-entropy of grey pixels is not below the pixels' own entropy. */
        ENTROPY,
        /** No squared error is below what the KL allows on these images (the rate–distortion function). */
        RATE_DISTORTION,
        /** z tells no more than which of N images it is of: I ≤ log N. */
        INFORMATION;

        /** As in files. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace("_d", "D");
        }
    }

    /** A KL is computed without cancellation, so that it is off by no more. */
    private static final double KL_ROUNDING = 1e-6;

    /** Sums of some hundred float logarithms. */
    private static final double SUM_ROUNDING = 1e-3;

    private static final double LIKELIHOOD_ROUNDING = 1e-9;

    /** Of a mean squared error. */
    private static final double MSE_ROUNDING = 1e-6;

    private static SelfCheck above(Rule rule, double found, double limit, double rounding) {
        return new SelfCheck(rule, found, limit, found >= limit - rounding || Double.isNaN(found));
    }

    /** Which latent's KL is least. */
    public static SelfCheck ofKl(double[] klPerLatent) {
        return above(Rule.KL, Arrays.stream(klPerLatent).min().orElse(0), 0, KL_ROUNDING);
    }

    public static SelfCheck of(MarginalLikelihood found) {
        return above(Rule.IWAE, -found.nll(), -found.negativeElbo(), LIKELIHOOD_ROUNDING * Math.abs(found.nll()));
    }

    public static SelfCheck of(AggregateInformation found) {
        double most = found.ceiling();
        boolean holds = !(found.mutualInformation() > most + SUM_ROUNDING);
        return new SelfCheck(Rule.INFORMATION, found.mutualInformation(), most, holds);
    }

    /** Reconstruction of grey pixels by a Bernoulli likelihood, nats per image. */
    static SelfCheck ofCrossEntropy(double reconstruction, ImageSet images) {
        return above(Rule.ENTROPY, reconstruction, PixelEntropy.of(images), SUM_ROUNDING);
    }

    static SelfCheck ofDistortion(double mse, double kl, RateDistortionBound bound) {
        return above(Rule.RATE_DISTORTION, mse, bound.mse(kl), MSE_ROUNDING);
    }

    /**
     * All that can be said of an evaluation.
     *
     * @param images that were evaluated
     * @param binarise whether their pixels were drawn as 0 and 1, about which grey pixels tell nothing
     * @param progress of the rate–distortion bound, some seconds for 10,000 images
     */
    public static List<SelfCheck> of(
            Evaluation found,
            ImageSet images,
            Likelihood likelihood,
            boolean binarise,
            Kernel kernel,
            Progress progress) {
        var checks = new ArrayList<SelfCheck>();
        boolean hasKl = found.klPerLatent().length > 0;
        if (hasKl) checks.add(ofKl(found.klPerLatent()));
        if (!binarise && likelihood == Likelihood.BERNOULLI) checks.add(ofCrossEntropy(found.reconstruction(), images));
        // enough nats to name the image allow everything
        if (hasKl && !binarise && found.kl() < Math.log(images.size()))
            checks.add(ofDistortion(found.mse(), found.kl(), RateDistortionBound.of(images, kernel, progress)));
        return List.copyOf(checks);
    }

    /** What holds, or what is wrong, in a sentence. */
    public String text() {
        String key = "check." + rule.key() + (holds ? "" : ".failed");
        return Texts.of(key, number(found), number(limit));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.6g", value);
    }
}
