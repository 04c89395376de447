package org.latentfx.train;

import static org.latentfx.train.Setting.Kind.CHOICE;
import static org.latentfx.train.Setting.Kind.NUMBER;
import static org.latentfx.train.Setting.Kind.SWITCH;
import static org.latentfx.train.Setting.Kind.WHOLE_NUMBER;
import static org.latentfx.train.Setting.Kind.WIDTHS;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latentfx.math.Activation;
import org.latentfx.model.Likelihood;
import org.latentfx.model.VaeConfiguration;
import org.latentfx.model.VaeConfiguration.Range;
import org.latentfx.text.Refusal;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters.Schedule;
import org.latentfx.train.Setting.Scale;
import org.latentfx.train.Setting.Type;

/**
 * The one table of hyper-parameters, in the order of {@link Hyperparameters}' components. A new hyper-parameter is one
 * record component, one row here, and its texts. Immutable; any thread may use it.
 */
public final class Settings {
    private static final boolean LIVE = true;
    private static final boolean STRUCTURAL = false;

    public static final Setting<List<Integer>> HIDDEN = widths("hidden", VaeConfiguration.WIDTHS);
    public static final Setting<Integer> LATENTS = whole("latents", VaeConfiguration.LATENTS, STRUCTURAL);
    public static final Setting<Activation> ACTIVATION =
            choice("activation", List.of(Activation.RELU, Activation.LEAKY_RELU, Activation.TANH));
    public static final Setting<Likelihood> LIKELIHOOD = choice("likelihood", List.of(Likelihood.values()));
    public static final Setting<Double> VARIANCE = number("variance", VaeConfiguration.VARIANCE, Scale.LOG, STRUCTURAL);
    public static final Setting<Boolean> BINARISE = row("binarise", onOff(), 0, 0, Scale.NONE, STRUCTURAL);
    public static final Setting<Integer> BATCH = whole("batch", new Range(1, 4096), LIVE);
    public static final Setting<Double> LEARNING_RATE =
            number("learning-rate", new Range(0.000001, 1), Scale.LOG, LIVE);
    public static final Setting<Schedule> SCHEDULE = choice("schedule", List.of(Schedule.values()));
    public static final Setting<Double> BETA = number("beta", new Range(0, 100), Scale.CUBIC, LIVE);
    public static final Setting<Integer> EPOCHS = whole("epochs", new Range(1, 10000), LIVE);
    public static final Setting<Long> SEED = seed("seed");

    /** Every row, in the order of the record's components. */
    public static final List<Setting<?>> ALL = List.of(
            HIDDEN,
            LATENTS,
            ACTIVATION,
            LIKELIHOOD,
            VARIANCE,
            BINARISE,
            BATCH,
            LEARNING_RATE,
            SCHEDULE,
            BETA,
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

    /** {@code base} with every value in {@code texts} taken over. Throws {@link Refusal} at an unknown key or bad value. */
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

    private static Setting<Integer> whole(String key, Range range, boolean live) {
        var type = new Type<Integer>(
                WHOLE_NUMBER,
                Integer::valueOf,
                String::valueOf,
                range::contains,
                Texts.of("setting.expected.whole", plain(range.least()), plain(range.most())),
                List.of());
        return row(key, type, range.least(), range.most(), Scale.LOG, live);
    }

    private static Setting<Long> seed(String key) {
        long max = 9007199254740991L; // 2^53 − 1: every reader of the file can hold it exactly
        var type = new Type<Long>(
                WHOLE_NUMBER,
                Long::valueOf,
                String::valueOf,
                v -> v >= 0 && v <= max,
                Texts.of("setting.expected.whole", "0", String.valueOf(max)),
                List.of());
        return row(key, type, 0, max, Scale.NONE, STRUCTURAL);
    }

    private static Setting<Double> number(String key, Range range, Scale scale, boolean live) {
        var type = new Type<Double>(
                NUMBER,
                Double::valueOf,
                Settings::plain,
                range::contains,
                Texts.of("setting.expected.number", plain(range.least()), plain(range.most())),
                List.of());
        return row(key, type, range.least(), range.most(), scale, live);
    }

    private static Setting<List<Integer>> widths(String key, Range range) {
        Range layers = VaeConfiguration.LAYERS;
        var type = new Type<List<Integer>>(
                WIDTHS,
                text -> text.equals("none")
                        ? List.of()
                        : Stream.of(text.split(",", -1))
                                .map(w -> Integer.valueOf(w.strip()))
                                .toList(),
                list -> list.isEmpty()
                        ? "none"
                        : list.stream().map(String::valueOf).collect(Collectors.joining(",")),
                list -> layers.contains(list.size()) && list.stream().allMatch(range::contains),
                Texts.of("setting.expected.widths", plain(range.least()), plain(range.most()), plain(layers.most())),
                List.of());
        return row(key, type, range.least(), range.most(), Scale.LOG, STRUCTURAL);
    }

    private static Type<Boolean> onOff() {
        return new Type<>(
                SWITCH,
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(text);
                },
                String::valueOf,
                v -> true,
                Texts.of("setting.expected.choice", "true, false"),
                List.of(false, true));
    }

    private static <E extends Enum<E>> Setting<E> choice(String key, List<E> choices) {
        String names = choices.stream().map(Settings::name).collect(Collectors.joining(", "));
        var type = new Type<E>(
                CHOICE,
                text -> choices.stream()
                        .filter(c -> name(c).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(text)),
                Settings::name,
                choices::contains,
                Texts.of("setting.expected.choice", names),
                choices);
        return row(key, type, 0, 0, Scale.NONE, STRUCTURAL);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Without an exponent: 0.0001 and not 1.0E-4. */
    private static String plain(double value) {
        if (!Double.isFinite(value)) return String.valueOf(value);
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    // ---- from a row to its record component ----

    private static <T> Setting<T> row(String key, Type<T> type, double min, double max, Scale scale, boolean live) {
        var components = Hyperparameters.class.getRecordComponents();
        int index =
                Arrays.stream(components).map(RecordComponent::getName).toList().indexOf(camelCase(key));
        return new Setting<>(key, type, min, max, scale, live, from -> read(components, index, from), (from, value) -> {
            var values = new Object[components.length];
            for (int i = 0; i < values.length; i++) values[i] = i == index ? value : read(components, i, from);
            return build(components, values);
        });
    }

    private static String camelCase(String key) {
        var words = key.split("-", -1);
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(w -> Character.toUpperCase(w.charAt(0)) + w.substring(1))
                        .collect(Collectors.joining());
    }

    @SuppressWarnings("unchecked")
    private static <T> T read(RecordComponent[] components, int index, Hyperparameters from) {
        try {
            return (T) components[index].getAccessor().invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Hyperparameters build(RecordComponent[] components, Object[] values) {
        var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return Hyperparameters.class.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) throw refusal;
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
