package org.latentfx.app.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.latentfx.analysis.Progress;
import org.latentfx.analysis.factor.FactorScore;
import org.latentfx.analysis.image.MarginalLikelihood;
import org.latentfx.analysis.latent.LatentPoints;
import org.latentfx.analysis.quality.SampleQuality;
import org.latentfx.data.DataSplit;
import org.latentfx.data.Datasets;
import org.latentfx.data.Factors;
import org.latentfx.math.Kernel;
import org.latentfx.math.Kernels;
import org.latentfx.math.Workers;
import org.latentfx.model.FrozenModel;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.prior.PriorKind;
import org.latentfx.session.debug.FactorLook;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Cadence;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;
import org.latentfx.train.Trainer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code reproduce NAME}: trains on MNIST, or sprites, what a publication did and prints our figure beside the
 * published one as one JSON object: {@code figure}, {@code ours}, {@code error}, {@code published}, {@code source};
 * where runs of other settings are set beside it, {@code others}. {@code --list} tells what there is.
 */
public final class ReproduceVerb implements Verb {
    private static final long PROGRESS_NANOS = 20_000_000_000L;
    private static final String LIST = "--list";
    private static final double HALF_RATE = 5e-4;

    /** One publication's figure, and the run that stands against it. */
    private enum Reproduction {
        /** The example of PyTorch's repository prints 105.6 after ten epochs. */
        PYTORCH(Preset.CLASSIC, 10, 105.6) {
            @Override
            Figure figure(Trained trained, int k) {
                return new Figure(trained.trainer.measureAll().loss().total(), Double.NaN, 0);
            }
        },
        /** Keras' convolutional example prints the mean loss of the epoch: its encoder, and the mirror as decoder. */
        KERAS_CONV(Preset.CONV, 30, 146.95) {
            @Override
            Figure figure(Trained trained, int k) {
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
        /** Its IWAE with k = 50, from the weights of {@link #BURDA} on, as in the paper's table 2: far shorter. */
        BURDA_IWAE(Preset.BURDA, 20, 84.78) {
            @Override
            Hyperparameters settings(Preset preset) {
                var iwae = Settings.MODEL.with(preset.hyperparameters(), ModelKind.IWAE);
                var slower = Settings.LEARNING_RATE.with(iwae, HALF_RATE);
                return Settings.IMPORTANCE_SAMPLES.with(slower, 50);
            }

            @Override
            Reproduction first() {
                return BURDA;
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
            Figure figure(Trained trained, int k) {
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
            Figure figure(Trained trained, int k) {
                return new Figure(trained.trainer.measureAll().loss().reconstruction(), Double.NaN, 0);
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
            Figure figure(Trained trained, int k) {
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
        Figure figure(Trained trained, int k) {
            return likelihood(trained, k);
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

        String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        private static Figure likelihood(Trained trained, int k) {
            var found = MarginalLikelihood.of(
                    trained.model(),
                    trained.trainer.data().test(),
                    trained.workers,
                    k,
                    true,
                    trained.trainer.hyperparameters().seed(),
                    Progress.NONE);
            return new Figure(found.nll(), found.standardError(), k);
        }

        private static Reproduction named(String name) {
            return Arrays.stream(values())
                    .filter(one -> one.key().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new Refusal("cli.reproduce.unknown", name, names()));
        }

        private static String names() {
            return Arrays.stream(values()).map(Reproduction::key).collect(Collectors.joining(", "));
        }
    }

    /** @param error of the value; NaN where it has none @param k importance samples an image; 0 for none */
    private record Figure(double value, double error, int k) {}

    /** A run at its end. */
    private record Trained(Trainer trainer, Kernel kernel, Workers workers) {
        FrozenModel model() {
            return new FrozenModel(trainer.weights(), kernel);
        }

        /** MIG on the held-out images. */
        Figure gap() {
            var images = trainer.data().test();
            var factors = Objects.requireNonNull(Factors.of(images));
            var found =
                    FactorScore.of(LatentPoints.of(model(), images, workers), factors, FactorLook.KEY, Progress.NONE);
            return new Figure(found.mig(), found.standardError(), 0);
        }

        /** −ELBO of the last epoch's images before each was learnt from, and its standard error over batches. */
        Figure lastEpoch() {
            var train = trainer.history().train();
            int batch = trainer.hyperparameters().batch();
            int steps = Math.min(train.size(), (trainer.data().train().size() + batch - 1) / batch);
            double mean = 0;
            double squares = 0;
            for (int i = 0; i < steps; i++) {
                double off = train.total(train.size() - steps + i) - mean;
                mean += off / (i + 1);
                squares += off * (train.total(train.size() - steps + i) - mean);
            }
            double error = Math.sqrt(squares / Math.max(1, steps - 1) / steps);
            return new Figure(trainer.lastEpoch().total(), error, 0);
        }

        /** Fréchet distance of samples, by a classifier of the run's images and seed. */
        Figure distance() {
            DataSplit data = trainer.data();
            long seed = trainer.hyperparameters().seed();
            var classifier = SampleQuality.trained(data.train(), kernel, seed, Progress.NONE);
            var found = SampleQuality.of(model(), classifier, data, SampleFigures.USUAL, seed, Progress.NONE);
            return new Figure(found.frechet(), found.frechetError(), 0);
        }
    }

    @Override
    public String name() {
        return "reproduce";
    }

    @Override
    public CommandSpec spec() {
        var spec = CommandSpec.create();
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("0..1")
                .paramLabel("NAME")
                .type(String.class)
                .description(Texts.of("cli.reproduce.name", Reproduction.names()))
                .build());
        spec.addOption(Flags.switchedOn("list", "reproduce.list"));
        spec.addOption(Flags.option("epochs", "reproduce.epochs", "N", false));
        spec.addOption(Flags.option("importance", "reproduce.importance", "K", false));
        Flags.addMachine(spec);
        return spec;
    }

    @Override
    public int run(ParseResult given, PrintStream out, PrintStream err) {
        if (given.hasMatchedOption(LIST)) {
            for (var one : Reproduction.values()) out.println(described(one));
            return OK;
        }
        String name = given.matchedPositionalValue(0, "");
        if (name.isEmpty()) throw new Refusal("cli.reproduce.missing", Reproduction.names());
        var asked = Reproduction.named(name);
        int epochs = Settings.EPOCHS.parse(Flags.text(given, "epochs", String.valueOf(asked.epochs)));
        int k = EvaluateVerb.importance(Flags.text(given, "importance", "5000"));
        Kernel kernel = Kernels.named(Flags.kernelName(given));
        var json = described(asked);
        json.addProperty("epochs", epochs);
        try (var workers = new Workers(Flags.threads(given))) {
            var runs = new Runs(kernel, workers, err);
            var found = asked.figure(runs.of(asked, asked.settings(asked.preset), epochs), k);
            add(json, "ours", "error", found);
            if (found.k > 0) json.addProperty("importance", found.k);
            Preset beside = asked.beside();
            if (beside != null) {
                json.addProperty("beside", beside.key());
                var other = asked.figure(runs.of(asked, asked.settings(beside), epochs), k);
                add(json, "besideFigure", "besideError", other);
            }
            var others = new JsonArray();
            for (var settings : asked.others()) {
                var one = new JsonObject();
                one.add("settings", different(asked.preset.hyperparameters(), settings));
                add(one, "figure", "error", asked.figure(runs.of(asked, settings, epochs), k));
                others.add(one);
            }
            if (!others.isEmpty()) json.add("others", others);
        }
        out.println(json);
        return OK;
    }

    private static void add(JsonObject json, String value, String error, Figure found) {
        json.addProperty(value, Json.rounded(found.value()));
        if (Double.isFinite(found.error())) json.addProperty(error, Json.rounded(found.error()));
    }

    private static JsonObject described(Reproduction one) {
        var json = new JsonObject();
        json.addProperty("name", one.key());
        json.addProperty("preset", one.preset.key());
        json.add("settings", different(one.preset.hyperparameters(), one.settings(one.preset)));
        json.addProperty("epochs", one.epochs);
        Reproduction first = one.first();
        if (first != null) {
            json.addProperty("first", first.key());
            json.addProperty("firstEpochs", first.epochs);
        }
        json.addProperty("figure", Texts.of("cli.reproduce." + one.key() + ".figure"));
        if (one.published != null) json.addProperty("published", one.published);
        json.addProperty("source", Texts.of("cli.reproduce." + one.key() + ".source"));
        return json;
    }

    /** The settings that are not the preset's. */
    private static JsonObject different(Hyperparameters preset, Hyperparameters own) {
        var settings = new JsonObject();
        for (var setting : Settings.differences(preset, own)) settings.addProperty(setting.key(), setting.text(own));
        return settings;
    }

    /** Trains. */
    private record Runs(Kernel kernel, Workers workers, PrintStream err) {
        Trained of(Reproduction asked, Hyperparameters own, int epochs) {
            Reproduction first = asked.first();
            // a shorter run begins with a first one as much shorter
            Trained begun = first == null
                    ? null
                    : of(first, first.settings(first.preset), Math.max(1, first.epochs * epochs / asked.epochs));
            var settings = Settings.EPOCHS.with(own, epochs);
            var trainer = new Trainer(Datasets.load(asked.data()), settings, kernel, workers);
            if (begun != null) trainer.restore(trainer.state().withWeights(begun.trainer.weights()));
            var due = new Cadence(PROGRESS_NANOS, System::nanoTime);
            due.due();
            err.println(Texts.of("cli.reproduce.begin", own.model().label(), epochs));
            while (!trainer.finished())
                if (trainer.step() && due.due())
                    err.println(Texts.of("cli.reproduce.epoch", trainer.epochsDone(), epochs));
            return new Trained(trainer, kernel, workers);
        }
    }
}
