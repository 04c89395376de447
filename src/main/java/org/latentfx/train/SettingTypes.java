package org.latentfx.train;

import static org.latentfx.train.Setting.Kind.CHOICE;
import static org.latentfx.train.Setting.Kind.NUMBER;
import static org.latentfx.train.Setting.Kind.SCHEDULED;
import static org.latentfx.train.Setting.Kind.SWITCH;
import static org.latentfx.train.Setting.Kind.WHOLE_NUMBER;
import static org.latentfx.train.Setting.Kind.WIDTHS;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.latentfx.model.ModelConfiguration;
import org.latentfx.model.ModelConfiguration.Range;
import org.latentfx.model.layer.LayerSpec;
import org.latentfx.text.Numbers;
import org.latentfx.text.Texts;
import org.latentfx.train.Setting.Numeric;
import org.latentfx.train.Setting.Type;
import org.latentfx.train.schedule.Schedule;

/** The kinds of value that a row of the {@link Settings} table can have. Pure functions. */
final class SettingTypes {
    private SettingTypes() {}

    static Type<Integer> whole(Range range) {
        return new Type<Integer>(
                WHOLE_NUMBER,
                range.least(),
                range.most(),
                Integer::valueOf,
                String::valueOf,
                new Numeric<>(Integer::doubleValue, v -> (int) Math.round(v)),
                range::contains,
                Texts.of("setting.expected.whole", Numbers.plain(range.least()), Numbers.plain(range.most())),
                List.of());
    }

    static Type<Long> seed() {
        long max = 9007199254740991L; // 2^53 − 1: every reader of the file can hold it exactly
        return new Type<Long>(
                WHOLE_NUMBER,
                0,
                max,
                Long::valueOf,
                String::valueOf,
                new Numeric<>(Long::doubleValue, Math::round),
                v -> v >= 0 && v <= max,
                Texts.of("setting.expected.whole", "0", String.valueOf(max)),
                List.of());
    }

    static Type<Double> number(Range range) {
        return new Type<Double>(
                NUMBER,
                range.least(),
                range.most(),
                Numbers::parse,
                Numbers::plain,
                new Numeric<>(Double::doubleValue, v -> v),
                range::contains,
                Texts.of("setting.expected.number", Numbers.plain(range.least()), Numbers.plain(range.most())),
                List.of());
    }

    static Type<List<LayerSpec>> widths(Range range) {
        Range layers = ModelConfiguration.LAYERS;
        return new Type<List<LayerSpec>>(
                WIDTHS,
                range.least(),
                range.most(),
                LayerSpec::parse,
                LayerSpec::text,
                null,
                list -> layers.contains(list.size())
                        && list.stream().allMatch(layer -> range.contains(layer.units()))
                        && LayerSpec.inOrder(list),
                Texts.of(
                        "setting.expected.widths",
                        Numbers.plain(range.least()),
                        Numbers.plain(range.most()),
                        Numbers.plain(layers.most())),
                List.of());
    }

    static Type<Boolean> onOff() {
        return new Type<Boolean>(
                SWITCH,
                0,
                0,
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException(text);
                },
                String::valueOf,
                null,
                v -> true,
                Texts.of("setting.expected.choice", "true, false"),
                List.of(false, true));
    }

    static Type<Schedule> schedule(List<Schedule.Kind> kinds) {
        var first = kinds.stream().map(Schedule.Kind::first).toList();
        return new Type<Schedule>(
                SCHEDULED,
                0,
                0,
                text -> Schedule.parse(text, kinds),
                Schedule::text,
                null,
                v -> kinds.contains(v.kind()),
                Texts.of(
                        "setting.expected.schedule",
                        first.stream().map(Schedule::text).collect(Collectors.joining(", "))),
                first);
    }

    static <E extends Enum<E>> Type<E> choice(List<E> choices) {
        String names = choices.stream().map(SettingTypes::name).collect(Collectors.joining(", "));
        return new Type<E>(
                CHOICE,
                0,
                0,
                text -> choices.stream()
                        .filter(c -> name(c).equals(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(text)),
                SettingTypes::name,
                null,
                choices::contains,
                Texts.of("setting.expected.choice", names),
                choices);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
