package org.latentfx.session.run;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.latentfx.text.Texts;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/** What a change of settings makes of a model, in words. Pure functions. */
public final class NewModel {
    private NewModel() {}

    /** What is structurally new in {@code next}, such as "5 latents, Tanh". */
    public static String words(Hyperparameters before, Hyperparameters next) {
        return changes(before, next)
                .filter(setting -> !setting.live())
                .map(setting -> word(setting, next))
                .collect(Collectors.joining(", "));
    }

    /** What changes, by symbols such as "rate, β". */
    static String symbols(Hyperparameters before, Hyperparameters next) {
        return changes(before, next).map(Setting::symbol).collect(Collectors.joining(", "));
    }

    /** The values in {@code now} of what is other than {@code before}, such as "β is 1". */
    static String values(Hyperparameters before, Hyperparameters now) {
        return changes(before, now)
                .map(setting -> Texts.of("run.live.value", setting.symbol(), setting.text(now)))
                .collect(Collectors.joining(", "));
    }

    private static Stream<Setting<?>> changes(Hyperparameters before, Hyperparameters next) {
        return Settings.differences(before, next).stream();
    }

    private static <T> String word(Setting<T> setting, Hyperparameters next) {
        T value = Objects.requireNonNull(setting.get(next));
        String key = "run.new." + setting.key();
        if (Texts.has(key + "." + value)) return Texts.of(key + "." + value);
        String shown = setting.choices().isEmpty() ? setting.format(value) : setting.choiceLabel(value);
        return Texts.has(key) ? Texts.of(key, value instanceof Number ? value : shown) : shown;
    }
}
