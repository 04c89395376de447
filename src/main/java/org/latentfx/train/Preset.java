package org.latentfx.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.latentfx.math.Activation;
import org.latentfx.model.Likelihood;
import org.latentfx.model.autoregressive.PixelOrder;
import org.latentfx.model.batch.Corruption;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.prior.PriorKind;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.schedule.Schedule;

/** The named starting points: whole sets of hyper-parameters with a name, a label and one sentence. Immutable. */
public enum Preset {
    /** The small three-layer network. */
    SEED(LayerSpec.dense(128, 64), 10, Activation.RELU, false, 256, new Schedule.Constant(), 20),
    /** One hidden layer of 400, twenty latents: the shape of the field's best-known example. */
    CLASSIC(LayerSpec.dense(400), 20, Activation.RELU, false, 128, new Schedule.Constant(), 20),
    /** Two latents, so that the whole latent space is one picture. */
    MAP(LayerSpec.dense(512, 256), 2, Activation.RELU, false, 128, new Schedule.Constant(), 20),
    /** After Burda, Grosse & Salakhutdinov (2016): tanh, 50 latents, pixels drawn as 0 or 1. */
    BURDA(LayerSpec.dense(200, 200), 50, Activation.TANH, true, 100, new Schedule.Cosine(), 100),
    /** Two convolutions before a dense layer, and their mirror. */
    CONV("conv16x4s2,conv32x4s2,64", 16, 20),
    /** Three, for larger pictures in colour. */
    CONV64("conv32x4s2,conv64x4s2,conv128x4s2,256", 64, 40),
    /** A generative adversarial network: 64-256-512-pixels against pixels-512-256-1 (rate of Radford et al. 2016). */
    GAN(
            ModelKind.GAN,
            LayerSpec.dense(512, 256),
            64,
            Activation.RELU,
            false,
            128,
            0.0002,
            new Schedule.Constant(),
            1,
            30),
    /** A β-TCVAE of ten latents (Chen et al. 2018: 1200-1200, here less for smaller pictures), for known factors. */
    FACTORS(
            ModelKind.TCVAE,
            LayerSpec.dense(400, 400),
            10,
            Activation.RELU,
            false,
            256,
            0.001,
            new Schedule.Constant(),
            6,
            40),
    /** A VQ-VAE (van den Oord et al. 2017) of eight slots, each one of 64 codes in a plane that can be drawn. */
    VQVAE(
            ModelKind.VQVAE,
            LayerSpec.dense(400),
            16,
            Activation.RELU,
            false,
            128,
            0.001,
            new Schedule.Constant(),
            1,
            20),
    /** Words in place of pictures, one letter a place. */
    WORDS(
            ModelKind.VAE,
            LayerSpec.dense(512, 256),
            16,
            Activation.RELU,
            Likelihood.CATEGORICAL,
            false,
            128,
            0.001,
            new Schedule.Cosine(),
            0.5,
            60),
    /** A MADE of one hidden layer (Germain et al. 2015 take 500 units on digits), pixels drawn as 0 or 1. */
    MADE(ModelKind.MADE, LayerSpec.dense(500), 20, Activation.RELU, true, 100, 0.001, new Schedule.Constant(), 1, 30);

    private final Hyperparameters hyperparameters;

    Preset(String hidden, int latents, int epochs) {
        this(LayerSpec.parse(hidden), latents, Activation.RELU, false, 128, new Schedule.Constant(), epochs);
    }

    Preset(
            List<LayerSpec> hidden,
            int latents,
            Activation activation,
            boolean binarise,
            int batch,
            Schedule schedule,
            int epochs) {
        this(ModelKind.VAE, hidden, latents, activation, binarise, batch, 0.001, schedule, 1, epochs);
    }

    Preset(
            ModelKind model,
            List<LayerSpec> hidden,
            int latents,
            Activation activation,
            boolean binarise,
            int batch,
            double learningRate,
            Schedule schedule,
            double beta,
            int epochs) {
        this(
                model,
                hidden,
                latents,
                activation,
                Likelihood.BERNOULLI,
                binarise,
                batch,
                learningRate,
                schedule,
                beta,
                epochs);
    }

    Preset(
            ModelKind model,
            List<LayerSpec> hidden,
            int latents,
            Activation activation,
            Likelihood likelihood,
            boolean binarise,
            int batch,
            double learningRate,
            Schedule schedule,
            double beta,
            int epochs) {
        hyperparameters = new Hyperparameters(
                model,
                10,
                5,
                hidden,
                latents,
                PriorKind.NORMAL,
                500,
                64,
                2,
                PixelOrder.NATURAL,
                activation,
                likelihood,
                0.05,
                binarise,
                Corruption.NONE,
                0.3,
                0,
                batch,
                learningRate,
                schedule,
                0.0002,
                beta,
                new Schedule.Constant(),
                1,
                1,
                0.25,
                true,
                epochs,
                1);
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
