package org.latentfx.train;

import static org.latentfx.train.Hyperparameters.usual;
import static org.latentfx.train.Settings.ACTIVATION;
import static org.latentfx.train.Settings.BATCH;
import static org.latentfx.train.Settings.BETA;
import static org.latentfx.train.Settings.BINARISE;
import static org.latentfx.train.Settings.EPOCHS;
import static org.latentfx.train.Settings.HIDDEN;
import static org.latentfx.train.Settings.LATENTS;
import static org.latentfx.train.Settings.LEARNING_RATE;
import static org.latentfx.train.Settings.LIKELIHOOD;
import static org.latentfx.train.Settings.MODEL;
import static org.latentfx.train.Settings.SCHEDULE;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.latentfx.math.Activation;
import org.latentfx.model.Likelihood;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.schedule.Schedule;

/** The named starting points: whole sets of hyper-parameters with a name, a label and one sentence. Immutable. */
public enum Preset {
    /** The small three-layer network. */
    SEED(usual().with(HIDDEN, LayerSpec.dense(128, 64)).with(LATENTS, 10).with(BATCH, 256)),
    /** One hidden layer of 400, twenty latents: the shape of the field's best-known example. */
    CLASSIC(usual()),
    /** Two latents, so that the whole latent space is one picture. */
    MAP(usual().with(HIDDEN, LayerSpec.dense(512, 256)).with(LATENTS, 2)),
    /** After Burda, Grosse & Salakhutdinov (2016): tanh, 50 latents, pixels drawn as 0 or 1. */
    BURDA(usual().with(HIDDEN, LayerSpec.dense(200, 200))
            .with(LATENTS, 50)
            .with(ACTIVATION, Activation.TANH)
            .with(BINARISE, true)
            .with(BATCH, 100)
            .with(SCHEDULE, new Schedule.Cosine())
            .with(EPOCHS, 100)),
    /** Two convolutions before a dense layer, and their mirror. */
    CONV(usual().with(HIDDEN, LayerSpec.parse("conv16x4s2,conv32x4s2,64")).with(LATENTS, 16)),
    /** Three, for larger pictures in colour. */
    CONV64(usual().with(HIDDEN, LayerSpec.parse("conv32x4s2,conv64x4s2,conv128x4s2,256"))
            .with(LATENTS, 64)
            .with(EPOCHS, 40)),
    /** A generative adversarial network: 64-256-512-pixels against pixels-512-256-1 (rate of Radford et al. 2016). */
    GAN(usual().with(MODEL, ModelKind.GAN)
            .with(HIDDEN, LayerSpec.dense(512, 256))
            .with(LATENTS, 64)
            .with(LEARNING_RATE, 0.0002)
            .with(EPOCHS, 30)),
    /** A β-TCVAE of ten latents (Chen et al. 2018: 1200-1200, here less for smaller pictures), for known factors. */
    FACTORS(usual().with(MODEL, ModelKind.TCVAE)
            .with(HIDDEN, LayerSpec.dense(400, 400))
            .with(LATENTS, 10)
            .with(BATCH, 256)
            .with(BETA, 6.0)
            .with(EPOCHS, 40)),
    /** A VQ-VAE (van den Oord et al. 2017) of eight slots, each one of 64 codes in a plane that can be drawn. */
    VQVAE(usual().with(MODEL, ModelKind.VQVAE).with(LATENTS, 16)),
    /** Words in place of pictures, one letter a place. */
    WORDS(usual().with(HIDDEN, LayerSpec.dense(512, 256))
            .with(LATENTS, 16)
            .with(LIKELIHOOD, Likelihood.CATEGORICAL)
            .with(SCHEDULE, new Schedule.Cosine())
            .with(BETA, 0.5)
            .with(EPOCHS, 60)),
    /** A MADE of one hidden layer (Germain et al. 2015 take 500 units on digits), pixels drawn as 0 or 1. */
    MADE(usual().with(MODEL, ModelKind.MADE)
            .with(HIDDEN, LayerSpec.dense(500))
            .with(BINARISE, true)
            .with(BATCH, 100)
            .with(EPOCHS, 30));

    private final Hyperparameters hyperparameters;

    Preset(Hyperparameters hyperparameters) {
        this.hyperparameters = hyperparameters;
    }

    /** The preset called {@code name}. Throws {@link Refusal} naming those there are. */
    public static Preset named(String name) {
        return Arrays.stream(values())
                .filter(p -> p.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("preset.unknown", name, names()));
    }

    /** The one to start from for a model of {@code kind} where nobody says which. */
    public static Preset of(ModelKind kind) {
        return switch (kind) {
            case GAN -> GAN;
            case VQVAE -> VQVAE;
            case MADE -> MADE;
            default -> MAP;
        };
    }

    /** Every name, separated by commas. */
    public static String names() {
        return Arrays.stream(values()).map(Preset::key).collect(Collectors.joining(", "));
    }

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Hyperparameters hyperparameters() {
        return hyperparameters;
    }

    public String label() {
        return Texts.of("preset." + key() + ".label");
    }

    /** One sentence: what it is good for. */
    public String description() {
        return Texts.of("preset." + key() + ".description");
    }
}
