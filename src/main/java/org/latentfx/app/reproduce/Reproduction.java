package org.latentfx.app.reproduce;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.latentfx.app.reproduce.TrainedRun.Figure;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.prior.PriorKind;
import org.latentfx.text.Refusal;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

/** One publication's figure, and the run that stands against it. */
enum Reproduction {
    /** The example of PyTorch's repository prints 105.6 after ten epochs. */
    PYTORCH(Preset.CLASSIC, 10, 105.6) {
        @Override
        Figure figure(TrainedRun trained, int k) {
            return new Figure(trained.trainer().measureAll().loss().total(), Double.NaN, 0);
        }
    },
    /** Keras' convolutional example prints the mean loss of the epoch: its encoder, and the mirror as decoder. */
    KERAS_CONV(Preset.CONV, 30, 146.95) {
        @Override
        Figure figure(TrainedRun trained, int k) {
            return trained.lastEpoch();
        }

        @Override
        Hyperparameters settings(Preset preset) {
            var of = Settings.HIDDEN.withText(preset.hyperparameters(), "conv32x3s2,conv64x3s2,16");
            return Settings.LATENTS.with(of, 2);
        }
    },
    /** Burda et al. 2016, table 1, VAE with k = 1, by a shorter schedule. */
    BURDA(Preset.BURDA, 600, 86.76),
    /** The same by the paper's own schedule. */
    BURDA_FULL(Preset.BURDA, 3280, 86.76),
    /** Its IWAE with k = 50, from the weights of {@link #BURDA_FULL} on, as in the paper's table 2: far shorter. */
    BURDA_IWAE(Preset.BURDA, 50, 84.78) {
        @Override
        Hyperparameters settings(Preset preset) {
            var iwae = Settings.MODEL.with(preset.hyperparameters(), ModelKind.IWAE);
            var slower = Settings.LEARNING_RATE.with(iwae, HALF_RATE);
            return Settings.IMPORTANCE_SAMPLES.with(slower, 50);
        }

        @Override
        Reproduction first() {
            return BURDA_FULL;
        }
    },
    /** Tomczak & Welling 2018, table 1, one layer of latents, by a far shorter schedule; beside it N(0, I). */
    VAMP(Preset.BURDA, 30, 85.57) {
        @Override
        Hyperparameters settings(Preset preset) {
            var wide = Settings.HIDDEN.withText(preset.hyperparameters(), "300,300");
            var of = Settings.LATENTS.with(wide, 40);
            return Settings.PSEUDO_INPUTS.with(Settings.PRIOR.with(of, PriorKind.VAMP), 500);
        }

        @Override
        List<Hyperparameters> others() {
            return List.of(Settings.PRIOR.with(settings(Preset.BURDA), PriorKind.NORMAL));
        }
    },
    /** A GAN's samples against those of a VAE of the same data, in the same features: no publication has these. */
    GAN_AGAINST_VAE(Preset.GAN, 30, null) {
        @Override
        Figure figure(TrainedRun trained, int k) {
            return trained.distance();
        }

        @Override
        Preset beside() {
            return Preset.CLASSIC;
        }
    },
    /** A VQ-VAE's reconstruction against those by fewer and more codes and by none: no publication has these. */
    VQVAE(Preset.VQVAE, 10, null) {
        @Override
        Figure figure(TrainedRun trained, int k) {
            return new Figure(trained.trainer().measureAll().loss().reconstruction(), Double.NaN, 0);
        }

        @Override
        List<Hyperparameters> others() {
            var own = Preset.VQVAE.hyperparameters();
            return List.of(
                    Settings.CODES.with(own, 16),
                    Settings.CODES.with(own, 256),
                    Settings.MODEL.with(own, ModelKind.AE));
        }
    },
    /** A β-TCVAE's factors against those of a β-VAE and a VAE of the same networks (Chen et al. 2018). */
    TCVAE(Preset.FACTORS, 40, null) {
        @Override
        Figure figure(TrainedRun trained, int k) {
            return trained.gap();
        }

        @Override
        String data() {
            return "sprites";
        }

        @Override
        List<Hyperparameters> others() {
            var betaVae = Settings.MODEL.with(Preset.FACTORS.hyperparameters(), ModelKind.VAE);
            return List.of(betaVae, Settings.BETA.with(betaVae, 1.0));
        }
    };

    private static final double HALF_RATE = 5e-4;

    private final Preset preset;
    private final int epochs;
    private final @Nullable Double published;

    Reproduction(Preset preset, int epochs, @Nullable Double published) {
        this.preset = preset;
        this.epochs = epochs;
        this.published = published;
    }

    /**
     * What is compared: −log p(x), unless it says another.
     *
     * @param k importance samples an image, where it takes them
     */
    Figure figure(TrainedRun trained, int k) {
        return trained.likelihood(k);
    }

    /** What stands against it where no publication does; null where one does. */
    @Nullable
    Preset beside() {
        return null;
    }

    /** The one whose weights it begins with, of a model with the same ones; null where they are drawn anew. */
    @Nullable
    Reproduction first() {
        return null;
    }

    /** The same of runs of other settings than the preset's. */
    List<Hyperparameters> others() {
        return List.of();
    }

    /** What is learnt from. */
    String data() {
        return "mnist";
    }

    /** Those of a run from {@code preset}, but for its epochs. */
    Hyperparameters settings(Preset preset) {
        return preset.hyperparameters();
    }

    Preset preset() {
        return preset;
    }

    /** Of its schedule, unless another is asked for. */
    int epochs() {
        return epochs;
    }

    /** The publication's figure; null where it prints none. */
    @Nullable
    Double published() {
        return published;
    }

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Reproduction named(String name) {
        return Arrays.stream(values())
                .filter(one -> one.key().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal("cli.reproduce.unknown", name, names()));
    }

    static String names() {
        return Arrays.stream(values()).map(Reproduction::key).collect(Collectors.joining(", "));
    }
}
