package org.latentfx.train.sweep;

import java.util.List;
import java.util.Locale;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.LossTerm;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;

/**
 * What trials are ranked by: a figure of held-out images in nats per image, lower is better. It is −ELBO at β = 1,
 * which of a conditional model bounds −log p(x|y); of an importance-weighted one −L_k, with one k for all trials, since
 * more samples make a tighter bound of any model; of a plain autoencoder or a VQ-VAE the
 * reconstruction, for there is nothing else.
 * Immutable; any thread.
 *
 * @param kind of all trials
 * @param samples z an image at the end of a trial, in the bound of an importance-weighted model; 1 of others
 */
public record Score(ModelKind kind, int samples) {
    /** That of trials with {@code settings}, all of one kind: a bound has as many samples as the most of them. */
    static Score of(List<Hyperparameters> settings) {
        ModelKind kind = settings.get(0).model();
        int most = settings.stream()
                .mapToInt(Hyperparameters::importanceSamples)
                .max()
                .orElse(1);
        return new Score(kind, kind == ModelKind.IWAE ? most : 1);
    }

    /** Of a model with {@code loss}; NaN if it is not known. */
    public static double of(Loss loss) {
        return loss.terms().contains(LossTerm.BOUND) ? loss.of(LossTerm.BOUND) : loss.total();
    }

    /** Whether codes cost nats: otherwise there is no rate to be set against an error. */
    public boolean hasRate() {
        return kind.can(Capability.HAS_PRIOR);
    }

    /** What it is, as in {@code held-out −ELBO at β = 1}. */
    public String words() {
        return Texts.of("sweep.score." + figure().key(), samples);
    }

    /** The same in a word or two, as the head of a column. */
    public String shortly() {
        return Texts.of("sweep.score." + figure().key() + ".short", samples);
    }

    /** The kind that is scored by the same figure, after which texts are called. */
    public ModelKind figure() {
        return switch (kind) {
            case TCVAE -> ModelKind.VAE;
            case VQVAE -> ModelKind.AE;
            default -> kind;
        };
    }

    /** The same in files. */
    public String key() {
        return switch (kind) {
            case IWAE -> "negative_bound_k" + samples;
            case CVAE -> "negative_conditional_elbo";
            case AE, VQVAE -> LossTerm.RECONSTRUCTION.name().toLowerCase(Locale.ROOT);
            default -> "negative_elbo";
        };
    }
}
