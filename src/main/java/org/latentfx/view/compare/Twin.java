package org.latentfx.view.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.latentfx.model.batch.Corruption;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.prior.PriorKind;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

/** In what a second run differs from the first. Pure; any thread. */
enum Twin {
    ALIKE(run -> run),
    MORE_BETA(run -> Settings.BETA.with(run, Math.min(Settings.BETA.max(), run.beta() == 0 ? 1 : 4 * run.beta()))),
    LESS_BETA(run -> Settings.BETA.with(run, run.beta() / 4)),
    RATE(run -> Settings.LEARNING_RATE.with(run, Math.min(Settings.LEARNING_RATE.max(), 3 * run.learningRate()))),
    SEED(run -> Settings.SEED.with(run, run.seed() + 1)),
    VAMP(run -> Settings.PRIOR.with(run, PriorKind.VAMP)),
    DENOISING(run -> Settings.CORRUPTION_RATE.with(Settings.CORRUPTION.with(run, Corruption.MASKING), 0.3)),
    IWAE(run -> kind(run, ModelKind.IWAE)),
    TCVAE(run -> kind(run, ModelKind.TCVAE)),
    VQVAE(run -> kind(run, ModelKind.VQVAE)),
    AUTOENCODER(run -> kind(run, ModelKind.AE)),
    VAE(run -> kind(run, ModelKind.VAE)),
    CONDITIONAL(run -> kind(run, ModelKind.CVAE)),
    GAN(run -> kind(run, ModelKind.GAN)),
    MADE(run -> kind(run, ModelKind.MADE));

    private final UnaryOperator<Hyperparameters> change;

    Twin(UnaryOperator<Hyperparameters> change) {
        this.change = change;
    }

    /** As another kind of model, which learns at the rate that is usual for it. */
    private static Hyperparameters kind(Hyperparameters run, ModelKind kind) {
        double rate = Preset.of(kind).hyperparameters().learningRate();
        return Settings.LEARNING_RATE.with(Settings.MODEL.with(run, kind), rate);
    }

    /** Those that make sense beside a run with these settings, where {@code labelled} images have classes. */
    static List<Twin> beside(Hyperparameters run, boolean labelled) {
        return Arrays.stream(values())
                .filter(twin ->
                        twin != MORE_BETA && twin != LESS_BETA || run.model().variational())
                .filter(twin -> twin != VAMP || run.model() == ModelKind.VAE && !run.vampPrior())
                .filter(twin -> twin != CONDITIONAL || labelled)
                .filter(twin -> twin != DENOISING
                        || run.model().can(Capability.ENCODES) && !twin.of(run).equals(run))
                .filter(twin ->
                        twin.ordinal() <= DENOISING.ordinal() || twin.of(run).model() != run.model())
                .filter(twin -> twin.of(run).conflict() == null)
                .toList();
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
