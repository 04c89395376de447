package org.latentfx.train.health;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.latentfx.data.DataSplit;
import org.latentfx.data.ImageSet;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Preset;
import org.latentfx.train.Settings;

/**
 * A way to make a run ill on purpose, in some hundred steps of a small model on a part of MNIST: what tells its
 * diagnosis from a healthy run's, and what its cure is tried on. Immutable; any thread.
 *
 * @param id of the diagnosis that it leads to
 * @param settings what is other than in {@link #HEALTHY}, by the keys of files
 * @param images to learn from
 * @param spoil what is done to them
 * @param steps until the run is judged
 * @param change made on the way
 */
public record Illness(String id, Map<String, String> settings, int images, Spoil spoil, int steps, Change change) {
    /** What is done to the images. */
    public enum Spoil {
        NONE,
        /** Pixels of 0 and 1 in bytes. */
        DIM,
        INVERTED,
        /** One image in thirty of the last class is left. */
        IMBALANCED
    }

    /** Settings that become others after {@code step} steps; none after 0. */
    public record Change(int step, Map<String, String> settings) {
        static final Change NONE = new Change(0, Map.of());
    }

    /** Held-out images that a run is measured on. */
    static final int HELD_OUT = 1000;

    private static final int IMAGES = 4000;
    private static final int RARE = 30;
    private static final int STEPS = 400;
    private static final String DEEP = String.join(",", Collections.nCopies(8, "64"));

    /** With nothing changed, a run is healthy. */
    public static final Hyperparameters HEALTHY = Settings.fromTexts(
            Preset.SEED.hyperparameters(), Map.of("hidden", "100", "latents", "10", "batch", "64", "epochs", "20"));

    /** All that can be caused. */
    public static final List<Illness> ALL = List.of(
            ill("collapsed.mean-mean", Map.of("beta", "78.4")),
            ill("collapsed.beta", Map.of("beta", "30")),
            ill("collapsed.strong", Map.of("hidden", DEEP, "epochs", "7")),
            ill("collapsed.variance", Map.of("likelihood", "gaussian", "variance", "5")),
            ill("collapsed.many", Map.of("beta", "6", "latents", "20", "learning-rate", "0.003"))
                    .during(800),
            ill("latents.many", Map.of("latents", "100", "hidden", "128,64")).during(300),
            ill("latents.few", Map.of("latents", "1", "hidden", "128,64")).during(500),
            ill("rate.high", Map.of("learning-rate", "0.1", "hidden", "128,64")),
            ill("rate.low", Map.of("learning-rate", "0.00001")),
            ill("jump.after", Map.of("hidden", "128,64"))
                    .changed(200, Map.of("learning-rate", "0.03"))
                    .during(500),
            ill("dead", Map.of("learning-rate", "0.03", "hidden", "128,64")),
            ill("saturated", Map.of("learning-rate", "0.1", "activation", "tanh", "hidden", "128,64")),
            ill("clamped", Map.of()).changed(200, Map.of("learning-rate", "1")),
            ill("clamped.beta", Map.of("beta", "0")),
            ill("diverged", Map.of("hidden", DEEP, "likelihood", "gaussian", "variance", "0.001"))
                    .changed(255, Map.of("learning-rate", "1")),
            ill("overfits", Map.of("hidden", "200", "learning-rate", "0.003", "batch", "32"))
                    .of(300)
                    .during(800),
            ill("holes", Map.of("beta", "0.05")),
            ill("data.dim", Map.of()).spoilt(Spoil.DIM),
            ill("data.inverted", Map.of()).spoilt(Spoil.INVERTED),
            ill("data.imbalanced", Map.of()).spoilt(Spoil.IMBALANCED),
            ill("batch.large", Map.of("batch", "1000")).of(1000).during(40),
            gan("gan.starving", "0.00002", "0.002"),
            gan("gan.modes", "0.001", "0.00005"),
            gan("gan.blind", "0.002", "0.00001"),
            ill(
                    "codes.dead",
                    Map.of("model", "vqvae", "latents", "8", "codes", "256", "code-size", "8", "revival", "false")),
            ill("kl.rising", Map.of()).during(300));

    /** What is judged of samples by a classifier, which no short run has. */
    private static final String BY_CLASSIFIER = "gan.classes";

    private static Illness ill(String id, Map<String, String> settings) {
        return new Illness(id, settings, IMAGES, Spoil.NONE, STEPS, Change.NONE);
    }

    /** A small GAN whose players have these rates: it needs some time to be judged. */
    private static Illness gan(String id, String generator, String discriminator) {
        var settings = Map.of(
                "model", "gan",
                "hidden", "32",
                "latents", "8",
                "batch", "16",
                "learning-rate", generator,
                "discriminator-rate", discriminator);
        return ill(id, settings).of(IMAGES / 2).during(850);
    }

    private Illness of(int count) {
        return new Illness(id, settings, count, spoil, steps, change);
    }

    private Illness during(int count) {
        return new Illness(id, settings, images, spoil, count, change);
    }

    private Illness spoilt(Spoil how) {
        return new Illness(id, settings, images, how, steps, change);
    }

    private Illness changed(int step, Map<String, String> then) {
        return new Illness(id, settings, images, spoil, steps, new Change(step, then));
    }

    /** The one called {@code id}. Throws {@link Refusal} naming those there are. */
    public static Illness named(String id) {
        if (id.equals(BY_CLASSIFIER)) throw new Refusal("doctor.illness.classifier", id);
        return ALL.stream()
                .filter(one -> one.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "doctor.illness.unknown",
                        id,
                        String.join(", ", ALL.stream().map(Illness::id).toList())));
    }

    /** How it is caused, in a few words. */
    public String cause() {
        return Texts.of("illness." + id);
    }

    /** The settings that it begins with. */
    Hyperparameters hyperparameters() {
        return Settings.fromTexts(HEALTHY, settings);
    }

    /** The part of {@code all} that it learns from, spoilt. */
    DataSplit data(DataSplit all) {
        ImageSet train = all.train().evenly(images);
        ImageSet test = all.test().evenly(HELD_OUT);
        return switch (spoil) {
            case NONE -> new DataSplit(all.name(), train, test);
            case DIM -> new DataSplit(all.name(), train.mapped(v -> v / 128), test.mapped(v -> v / 128));
            case INVERTED -> new DataSplit(all.name(), train, test).inverted();
            case IMBALANCED -> new DataSplit(all.name(), imbalanced(train), test);
        };
    }

    private static ImageSet imbalanced(ImageSet of) {
        int last = lastClass(of);
        int[] count = {0};
        return of.pick(IntStream.range(0, of.size())
                .filter(i -> (of.labels()[i] & 0xff) != last || count[0]++ % RARE == 0)
                .toArray());
    }

    /** The class that {@link Spoil#IMBALANCED} makes rare. */
    static int lastClass(ImageSet of) {
        return IntStream.range(0, of.size())
                .map(i -> of.labels()[i] & 0xff)
                .max()
                .orElse(0);
    }
}
