package org.latentfx.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
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
import org.latentfx.train.Hyperparameters.Draft;
import org.latentfx.train.Setting.Scale;
import org.latentfx.train.schedule.Schedule;

/**
 * The one table of hyper-parameters, in the order of {@link Hyperparameters}' components. A new hyper-parameter is one
 * record component (with its place in the draft), one row here, and its texts. Immutable; any thread may use it.
 */
public final class Settings {
    private static final boolean LIVE = true;
    private static final boolean STRUCTURAL = false;

    public static final Setting<ModelKind> MODEL =
            choice("model", List.of(ModelKind.values()), Hyperparameters::model, (to, v) -> to.model = v);
    public static final Setting<Integer> CLASSES =
            count("classes", ModelConfiguration.CLASSES, Hyperparameters::classes, (to, v) -> to.classes = v);
    public static final Setting<Integer> IMPORTANCE_SAMPLES = count(
            "importance-samples",
            ModelConfiguration.SAMPLES,
            Hyperparameters::importanceSamples,
            (to, v) -> to.importanceSamples = v);
    public static final Setting<List<LayerSpec>> HIDDEN = new Setting<>(
            "hidden",
            SettingTypes.widths(ModelConfiguration.WIDTHS),
            Scale.LOG,
            STRUCTURAL,
            Hyperparameters::hidden,
            (to, v) -> to.hidden = v);
    public static final Setting<Integer> LATENTS =
            count("latents", ModelConfiguration.LATENTS, Hyperparameters::latents, (to, v) -> to.latents = v);
    public static final Setting<PriorKind> PRIOR =
            choice("prior", List.of(PriorKind.values()), Hyperparameters::prior, (to, v) -> to.prior = v);
    public static final Setting<Integer> PSEUDO_INPUTS = count(
            "pseudo-inputs",
            ModelConfiguration.PSEUDO_INPUTS,
            Hyperparameters::pseudoInputs,
            (to, v) -> to.pseudoInputs = v);
    public static final Setting<Integer> CODES =
            count("codes", ModelConfiguration.CODES, Hyperparameters::codes, (to, v) -> to.codes = v);
    public static final Setting<Integer> CODE_SIZE =
            count("code-size", ModelConfiguration.LATENTS, Hyperparameters::codeSize, (to, v) -> to.codeSize = v);
    public static final Setting<PixelOrder> ORDER =
            choice("order", List.of(PixelOrder.values()), Hyperparameters::order, (to, v) -> to.order = v);
    public static final Setting<Activation> ACTIVATION = choice(
            "activation",
            List.of(Activation.RELU, Activation.LEAKY_RELU, Activation.SILU, Activation.TANH),
            Hyperparameters::activation,
            (to, v) -> to.activation = v);
    public static final Setting<Likelihood> LIKELIHOOD = choice(
            "likelihood", List.of(Likelihood.values()), Hyperparameters::likelihood, (to, v) -> to.likelihood = v);
    public static final Setting<Double> VARIANCE = number(
            "variance",
            ModelConfiguration.VARIANCE,
            Scale.LOG,
            STRUCTURAL,
            Hyperparameters::variance,
            (to, v) -> to.variance = v);
    public static final Setting<Boolean> BINARISE = new Setting<>(
            "binarise",
            SettingTypes.onOff(),
            Scale.NONE,
            STRUCTURAL,
            Hyperparameters::binarise,
            (to, v) -> to.binarise = v);
    public static final Setting<Corruption> CORRUPTION = choice(
            "corruption",
            LIVE,
            List.of(Corruption.values()),
            Hyperparameters::corruption,
            (to, v) -> to.corruption = v);
    public static final Setting<Double> CORRUPTION_RATE = number(
            "corruption-rate",
            new Range(0, 1),
            Scale.LINEAR,
            LIVE,
            Hyperparameters::corruptionRate,
            (to, v) -> to.corruptionRate = v);
    public static final Setting<Double> DROPOUT = number(
            "dropout", new Range(0, 0.9), Scale.LINEAR, LIVE, Hyperparameters::dropout, (to, v) -> to.dropout = v);
    public static final Setting<Integer> BATCH = new Setting<>(
            "batch",
            SettingTypes.whole(new Range(1, 4096)),
            Scale.LOG,
            LIVE,
            Hyperparameters::batch,
            (to, v) -> to.batch = v);
    public static final Setting<Double> LEARNING_RATE = number(
            "learning-rate",
            new Range(0.000001, 1),
            Scale.LOG,
            LIVE,
            Hyperparameters::learningRate,
            (to, v) -> to.learningRate = v);
    public static final Setting<Schedule> SCHEDULE = new Setting<>(
            "schedule",
            SettingTypes.schedule(Schedule.Kind.OF_RATE),
            Scale.NONE,
            LIVE,
            Hyperparameters::schedule,
            (to, v) -> to.schedule = v);
    public static final Setting<Double> DISCRIMINATOR_RATE = number(
            "discriminator-rate",
            new Range(0.000001, 1),
            Scale.LOG,
            LIVE,
            Hyperparameters::discriminatorRate,
            (to, v) -> to.discriminatorRate = v);
    public static final Setting<Double> BETA = weight("beta", Hyperparameters::beta, (to, v) -> to.beta = v);
    public static final Setting<Schedule> BETA_SCHEDULE = new Setting<>(
            "beta-schedule",
            SettingTypes.schedule(Schedule.Kind.OF_BETA),
            Scale.NONE,
            LIVE,
            Hyperparameters::betaSchedule,
            (to, v) -> to.betaSchedule = v);
    public static final Setting<Double> INFORMATION_WEIGHT =
            weight("information-weight", Hyperparameters::informationWeight, (to, v) -> to.informationWeight = v);
    public static final Setting<Double> DIMENSION_WEIGHT =
            weight("dimension-weight", Hyperparameters::dimensionWeight, (to, v) -> to.dimensionWeight = v);
    public static final Setting<Double> COMMITMENT =
            weight("commitment", Hyperparameters::commitment, (to, v) -> to.commitment = v);
    public static final Setting<Boolean> REVIVAL = new Setting<>(
            "revival", SettingTypes.onOff(), Scale.NONE, LIVE, Hyperparameters::revival, (to, v) -> to.revival = v);
    public static final Setting<Integer> EPOCHS = new Setting<>(
            "epochs",
            SettingTypes.whole(new Range(1, 10000)),
            Scale.LOG,
            LIVE,
            Hyperparameters::epochs,
            (to, v) -> to.epochs = v);
    public static final Setting<Long> SEED = new Setting<>(
            "seed", SettingTypes.seed(), Scale.NONE, STRUCTURAL, Hyperparameters::seed, (to, v) -> to.seed = v);

    /** Every row, in the order of the record's components. */
    public static final List<Setting<?>> ALL = List.of(
            MODEL,
            CLASSES,
            IMPORTANCE_SAMPLES,
            HIDDEN,
            LATENTS,
            PRIOR,
            PSEUDO_INPUTS,
            CODES,
            CODE_SIZE,
            ORDER,
            ACTIVATION,
            LIKELIHOOD,
            VARIANCE,
            BINARISE,
            CORRUPTION,
            CORRUPTION_RATE,
            DROPOUT,
            BATCH,
            LEARNING_RATE,
            SCHEDULE,
            DISCRIMINATOR_RATE,
            BETA,
            BETA_SCHEDULE,
            INFORMATION_WEIGHT,
            DIMENSION_WEIGHT,
            COMMITMENT,
            REVIVAL,
            EPOCHS,
            SEED);

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

    /** Throws {@link Refusal} at the first of {@code values}, given in the order of the rows, that is out of range. */
    static void check(Object... values) {
        if (values.length != ALL.size())
            throw new IllegalArgumentException("values: found " + values.length + ", expected " + ALL.size());
        for (int i = 0; i < values.length; i++) checkOne(ALL.get(i), values[i]);
    }

    @SuppressWarnings("unchecked")
    private static <T> void checkOne(Setting<T> setting, Object value) {
        setting.check((T) value);
    }

    // ---- the kinds of value ----

    /** A number of parts that decides the model's structure. */
    private static Setting<Integer> count(
            String key, Range range, Function<Hyperparameters, Integer> get, BiConsumer<Draft, Integer> set) {
        return new Setting<>(key, SettingTypes.whole(range), Scale.LOG, STRUCTURAL, get, set);
    }

    /** What a term of the loss is multiplied by. */
    private static Setting<Double> weight(
            String key, Function<Hyperparameters, Double> get, BiConsumer<Hyperparameters.Draft, Double> set) {
        return number(key, new Range(0, 100), Scale.CUBIC, LIVE, get, set);
    }

    private static Setting<Double> number(
            String key,
            Range range,
            Scale scale,
            boolean live,
            Function<Hyperparameters, Double> get,
            BiConsumer<Hyperparameters.Draft, Double> set) {
        return new Setting<>(key, SettingTypes.number(range), scale, live, get, set);
    }

    private static <E extends Enum<E>> Setting<E> choice(
            String key, List<E> choices, Function<Hyperparameters, E> get, BiConsumer<Draft, E> set) {
        return choice(key, STRUCTURAL, choices, get, set);
    }

    private static <E extends Enum<E>> Setting<E> choice(
            String key, boolean live, List<E> choices, Function<Hyperparameters, E> get, BiConsumer<Draft, E> set) {
        return new Setting<>(key, SettingTypes.choice(choices), Scale.NONE, live, get, set);
    }
}
