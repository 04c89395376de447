package org.latentfx.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.latentfx.math.Activation;
import org.latentfx.model.Likelihood;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.ModelConfiguration.Range;
import org.latentfx.model.autoregressive.PixelOrder;
import org.latentfx.model.batch.Corruption;
import org.latentfx.model.kind.Capability;
import org.latentfx.model.kind.ModelKind;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.model.prior.PriorKind;
import org.latentfx.text.Refusal;
import org.latentfx.train.Setting.Scale;
import org.latentfx.train.schedule.Schedule;

/**
 * The one table of hyper-parameters: name, values allowed, slider, whether a change acts at once, and the usual value.
 * A new hyper-parameter is one row here, an accessor in {@link Hyperparameters} and its texts. Immutable; any thread
 * may use it.
 */
public final class Settings {
    private static final boolean LIVE = true;
    private static final boolean STRUCTURAL = false;

    /** Those of the rows below that have been read so far. */
    private static final List<Setting<?>> ROWS = new ArrayList<>();

    public static final Setting<ModelKind> MODEL = choice("model", List.of(ModelKind.values()), ModelKind.VAE);
    public static final Setting<Integer> CLASSES = count("classes", ModelConfiguration.CLASSES, 10);
    public static final Setting<Integer> IMPORTANCE_SAMPLES =
            count("importance-samples", ModelConfiguration.SAMPLES, 5);
    public static final Setting<List<LayerSpec>> HIDDEN =
            row("hidden", SettingTypes.widths(ModelConfiguration.WIDTHS), Scale.LOG, STRUCTURAL, LayerSpec.dense(400));
    public static final Setting<Integer> LATENTS = count("latents", ModelConfiguration.LATENTS, 20);
    public static final Setting<PriorKind> PRIOR = choice("prior", List.of(PriorKind.values()), PriorKind.NORMAL);
    public static final Setting<Integer> PSEUDO_INPUTS = count("pseudo-inputs", ModelConfiguration.PSEUDO_INPUTS, 500);
    public static final Setting<Integer> CODES = count("codes", ModelConfiguration.CODES, 64);
    public static final Setting<Integer> CODE_SIZE = count("code-size", ModelConfiguration.LATENTS, 2);
    public static final Setting<PixelOrder> ORDER = choice("order", List.of(PixelOrder.values()), PixelOrder.NATURAL);
    public static final Setting<Activation> ACTIVATION = choice(
            "activation",
            List.of(Activation.RELU, Activation.LEAKY_RELU, Activation.SILU, Activation.TANH),
            Activation.RELU);
    public static final Setting<Likelihood> LIKELIHOOD =
            choice("likelihood", List.of(Likelihood.values()), Likelihood.BERNOULLI);
    public static final Setting<Double> VARIANCE =
            number("variance", ModelConfiguration.VARIANCE, Scale.LOG, STRUCTURAL, 0.05);
    public static final Setting<Boolean> BINARISE =
            row("binarise", SettingTypes.onOff(), Scale.NONE, STRUCTURAL, false);
    public static final Setting<Corruption> CORRUPTION =
            choice("corruption", LIVE, List.of(Corruption.values()), Corruption.NONE);
    public static final Setting<Double> CORRUPTION_RATE =
            number("corruption-rate", new Range(0, 1), Scale.LINEAR, LIVE, 0.3);
    public static final Setting<Double> DROPOUT = number("dropout", new Range(0, 0.9), Scale.LINEAR, LIVE, 0);
    public static final Setting<Integer> BATCH =
            row("batch", SettingTypes.whole(new Range(1, 4096)), Scale.LOG, LIVE, 128);
    public static final Setting<Double> LEARNING_RATE =
            number("learning-rate", new Range(0.000001, 1), Scale.LOG, LIVE, 0.001);
    public static final Setting<Schedule> SCHEDULE =
            row("schedule", SettingTypes.schedule(Schedule.Kind.OF_RATE), Scale.NONE, LIVE, new Schedule.Constant());
    public static final Setting<Double> DISCRIMINATOR_RATE =
            number("discriminator-rate", new Range(0.000001, 1), Scale.LOG, LIVE, 0.0002);
    public static final Setting<Double> BETA = weight("beta", 1);
    public static final Setting<Schedule> BETA_SCHEDULE = row(
            "beta-schedule", SettingTypes.schedule(Schedule.Kind.OF_BETA), Scale.NONE, LIVE, new Schedule.Constant());
    public static final Setting<Double> INFORMATION_WEIGHT = weight("information-weight", 1);
    public static final Setting<Double> DIMENSION_WEIGHT = weight("dimension-weight", 1);
    public static final Setting<Double> COMMITMENT = weight("commitment", 0.25);
    public static final Setting<Boolean> REVIVAL = row("revival", SettingTypes.onOff(), Scale.NONE, LIVE, true);
    public static final Setting<Integer> EPOCHS =
            row("epochs", SettingTypes.whole(new Range(1, 10000)), Scale.LOG, LIVE, 20);
    public static final Setting<Long> SEED = row("seed", SettingTypes.seed(), Scale.NONE, STRUCTURAL, 1L);

    /** Every row, in the order of the table. */
    public static final List<Setting<?>> ALL = List.copyOf(ROWS);

    private Settings() {}

    /** The row called {@code key}. Throws {@link Refusal} if there is none. */
    public static Setting<?> named(String key) {
        return ALL.stream()
                .filter(s -> s.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        "setting.unknown", key, ALL.stream().map(Setting::key).collect(Collectors.joining(", "))));
    }

    /** Every value as text, by key: what a saved file holds. */
    public static Map<String, String> toTexts(Hyperparameters from) {
        var texts = new LinkedHashMap<String, String>();
        for (var setting : ALL) texts.put(setting.key(), setting.text(from));
        return texts;
    }

    /**
     * {@code base} with every value in {@code texts} taken over. Throws {@link Refusal} at an unknown key or bad value.
     */
    public static Hyperparameters fromTexts(Hyperparameters base, Map<String, String> texts) {
        var result = base;
        for (var entry : texts.entrySet()) result = named(entry.getKey()).withText(result, entry.getValue());
        return result;
    }

    /** {@code base} with the values that {@code settings} have in {@code from}. */
    public static Hyperparameters take(Hyperparameters base, List<Setting<?>> settings, Hyperparameters from) {
        var result = base;
        for (var setting : settings) result = take(result, setting, from);
        return result;
    }

    private static <T> Hyperparameters take(Hyperparameters base, Setting<T> setting, Hyperparameters from) {
        return setting.with(base, setting.get(from));
    }

    /** Whether {@code setting} means anything to a run with {@code values}; what does not need not be shown. */
    public static boolean matters(Setting<?> setting, Hyperparameters values) {
        ModelKind model = values.model();
        if (setting == VARIANCE) return values.likelihood() == Likelihood.GAUSSIAN && model.can(Capability.ENCODES);
        if (setting == LIKELIHOOD) return model.can(Capability.ENCODES);
        if (setting == BINARISE) return !values.likelihood().ofWords(); // letters are 0 or 1 already
        if (setting == ORDER) return model.can(Capability.AUTOREGRESSIVE);
        if (setting == LATENTS) return !model.can(Capability.AUTOREGRESSIVE);
        if (setting == CLASSES) return model.can(Capability.CONDITIONAL);
        if (setting == IMPORTANCE_SAMPLES) return model == ModelKind.IWAE;
        if (setting == PRIOR) return model.variational();
        if (setting == PSEUDO_INPUTS) return values.vampPrior();
        if (setting == CODES || setting == CODE_SIZE || setting == COMMITMENT || setting == REVIVAL)
            return model == ModelKind.VQVAE;
        if (setting == DROPOUT) return model.can(Capability.ENCODES) && !values.vampPrior();
        if (setting == CORRUPTION) return model.can(Capability.ENCODES);
        if (setting == CORRUPTION_RATE) return model.can(Capability.ENCODES) && values.corruption() != Corruption.NONE;
        if (setting == DISCRIMINATOR_RATE) return model == ModelKind.GAN;
        if (setting == INFORMATION_WEIGHT || setting == DIMENSION_WEIGHT) return model == ModelKind.TCVAE;
        return setting != BETA && setting != BETA_SCHEDULE || model.variational();
    }

    /**
     * Throws {@link Refusal} if {@code values}, each of which is in range, do not go together: to be asked wherever a
     * person gives several. A density of grey values says nothing sensible about pixels that are 0 or 1.
     */
    public static void checkTogether(Hyperparameters values) {
        Refusal conflict = values.conflict();
        if (conflict != null) throw conflict;
    }

    /** The rows in which two sets of hyper-parameters differ. */
    public static List<Setting<?>> differences(Hyperparameters a, Hyperparameters b) {
        return ALL.stream().filter(s -> !s.get(a).equals(s.get(b))).toList();
    }

    // ---- the kinds of value ----

    /** A number of parts that decides the model's structure. */
    private static Setting<Integer> count(String key, Range range, int usual) {
        return row(key, SettingTypes.whole(range), Scale.LOG, STRUCTURAL, usual);
    }

    /** What a term of the loss is multiplied by. */
    private static Setting<Double> weight(String key, double usual) {
        return number(key, new Range(0, 100), Scale.CUBIC, LIVE, usual);
    }

    private static Setting<Double> number(String key, Range range, Scale scale, boolean live, double usual) {
        return row(key, SettingTypes.number(range), scale, live, usual);
    }

    private static <E extends Enum<E>> Setting<E> choice(String key, List<E> choices, E usual) {
        return choice(key, STRUCTURAL, choices, usual);
    }

    private static <E extends Enum<E>> Setting<E> choice(String key, boolean live, List<E> choices, E usual) {
        return row(key, SettingTypes.choice(choices), Scale.NONE, live, usual);
    }

    /** One more row, behind those there are. */
    private static <T> Setting<T> row(String key, Setting.Type<T> type, Scale scale, boolean live, T usual) {
        var row = new Setting<>(ROWS.size(), key, type, scale, live, usual);
        ROWS.add(row);
        return row;
    }
}
