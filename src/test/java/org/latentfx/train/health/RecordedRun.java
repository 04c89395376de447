package org.latentfx.train.health;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.latentfx.train.Baseline;
import org.latentfx.train.Event;
import org.latentfx.train.History;
import org.latentfx.train.Hyperparameters;
import org.latentfx.train.Loss;
import org.latentfx.train.Measurement;
import org.latentfx.train.Preset;
import org.latentfx.train.Series;
import org.latentfx.train.Setting;
import org.latentfx.train.Settings;

/**
 * A real run as a text resource: its settings, and the end of its history. One line a value, its first word says which.
 */
public record RecordedRun(Hyperparameters hyperparameters, History history) {
    /** Training losses kept, the last ones: more would only make the file larger. */
    private static final int STEPS = 1500;

    public String text() {
        var out = new StringBuilder();
        Settings.toTexts(hyperparameters).forEach((key, value) -> out.append("setting ")
                .append(key)
                .append(' ')
                .append(value)
                .append('\n'));
        for (var event : history.events()) out.append(line(event)).append('\n');
        append(out, "train", history.train(), Math.max(0, history.train().size() - STEPS));
        append(out, "held-out", history.heldOut(), 0);
        Measurement m = history.latest();
        if (m != null) {
            out.append(String.join(
                    " ",
                    "measured",
                    "" + m.step(),
                    "" + m.drawn(),
                    "" + m.images(),
                    "" + m.loss().reconstruction(),
                    "" + m.loss().kl(),
                    "" + m.clampFraction(),
                    "" + m.outputVariance(),
                    "" + m.baseline().loss(),
                    "" + m.baseline().variance()));
            for (double kl : m.klPerLatent()) out.append(' ').append((float) kl);
            out.append('\n');
        }
        return out.toString();
    }

    private static String line(Event event) {
        if (event instanceof Event.RolledBack back) return "back " + back.to() + " " + back.step();
        return line((Event.SettingChanged<?>) event);
    }

    private static <T> String line(Event.SettingChanged<T> change) {
        return String.join(
                " ",
                "change",
                "" + change.step(),
                change.setting().key(),
                change.setting().format(change.before()),
                change.setting().format(change.after()));
    }

    private static void append(StringBuilder out, String name, Series series, int from) {
        for (int i = from; i < series.size(); i++)
            out.append(String.join(
                            " ",
                            name,
                            "" + series.step(i),
                            "" + (float) series.reconstruction(i),
                            "" + (float) series.kl(i)))
                    .append('\n');
    }

    /** The run recorded under {@code name}. */
    public static RecordedRun read(String name) throws IOException {
        var stream = Objects.requireNonNull(RecordedRun.class.getResourceAsStream(name + ".txt"), name);
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return of(reader.lines().map(line -> line.split(" ")).toList());
        }
    }

    private static RecordedRun of(List<String[]> lines) {
        Map<String, String> settings = new HashMap<>();
        var history = History.EMPTY;
        for (String[] words : lines) {
            switch (words[0]) {
                case "setting" -> settings.put(words[1], words[2]);
                case "change" -> history = history.plus(List.of(change(Settings.named(words[2]), words)));
                case "back" ->
                    history = history.plus(
                            List.of(new Event.RolledBack(Long.parseLong(words[2]), Long.parseLong(words[1]))));
                case "train" ->
                    history = history.plusTrain(Long.parseLong(words[1]), number(words[2]), number(words[3]));
                case "held-out" ->
                    history = history.plusHeldOut(Long.parseLong(words[1]), number(words[2]), number(words[3]));
                case "measured" -> {
                    Measurement m = measurement(words);
                    history = new History(history.train(), history.heldOut(), history.events(), m);
                }
                default -> throw new IllegalArgumentException(String.join(" ", words));
            }
        }
        return new RecordedRun(Settings.fromTexts(Preset.SEED.hyperparameters(), settings), history);
    }

    private static <T> Event change(Setting<T> setting, String[] words) {
        return new Event.SettingChanged<>(
                Long.parseLong(words[1]), setting, setting.parse(words[3]), setting.parse(words[4]));
    }

    private static Measurement measurement(String[] words) {
        double[] kl =
                Arrays.stream(words).skip(10).mapToDouble(RecordedRun::number).toArray();
        return new Measurement(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Integer.parseInt(words[3]),
                new Loss(number(words[4]), number(words[5])),
                kl,
                number(words[6]),
                number(words[7]),
                new Baseline(number(words[8]), number(words[9])));
    }

    private static double number(String word) {
        return Double.parseDouble(word);
    }
}
